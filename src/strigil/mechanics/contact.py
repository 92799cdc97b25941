"""Contact of a long edge with a layered stack, small strain.

The pressure is found on a window a little wider than the contact: cells where the edge
would have to pull are let go until none is left, and cells that would overlap are taken
back. Contact is symmetric about the middle, so half of it is solved.

These are the linear numbers. Nothing outside `strigil.mechanics` should show them
without the correction of `strigil.mechanics.finite_strain`.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.active_set import contact_edge, solve_even
from strigil.mechanics.edge_profile import (
    NO_RISE,
    Profile,
    check_profile,
    check_rising,
    heights_of,
    profile_of_rows,
    still_rises,
)
from strigil.mechanics.expected_width import expected_half_width
from strigil.mechanics.layer_stack import LayerStack, loads_of
from strigil.mechanics.line_sums import pressure_waves
from strigil.mechanics.wave_grid import (
    StackOperator,
    line_compliance_kernel,
    operator_of,
)

__all__ = [
    "LineContact",
    "expected_half_width",
    "line_contact",
]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Cells in half the window: half width and peak pressure of Hertz within 0.5 %. In a
# thin film that keeps its volume pressure spreads only as far as it is thick: a cell
# is then no wider than half of that, up to so many cells.
_CELLS, _MOST_CELLS = 48, 384
# A load so wide that it moves its own datum goes no less deep than this share of its
# half width; the correction knows nothing of contacts as flat as that, and says so.
LEAST = 1e-3
# The window is this much wider than the contact expected in it, and good while the
# contact fills this share of it.
_ROOM, _EMPTY, _FULL = 1.3, 0.5, 0.98
# This share of it touches at first: near what is found, and rather too little.
_START = 0.7
# Rounds of choosing the window, far more than ever seen.
_WINDOWS = 20


@dataclass(frozen=True, slots=True)
class LineContact:
    """Linear contact of an edge with stacks, one entry for each sample.

    Attributes
    ----------
    line_load : ndarray
        Force per contact length [N/m].
    half_width : ndarray
        Half width of the contact [m].
    peak_pressure : ndarray
        Highest pressure [Pa]: in the middle, or near the ends when a stiff skin is
        bent round the nose.
    indentation : ndarray
        How far the middle of the surface goes down [m], relative to the rigid base, or
        to the bottom of the last layer's stated thickness on a half-space base.
    x : ndarray
        Middles of the cells of the right half of the window, samples x cells [m].
    pressure : ndarray
        Pressure in them [Pa].
    gap : ndarray
        Distance between edge and surface in them [m].
    stack : LayerStack or None
        What is pressed; None for a load that was not found by contact.
    height : ndarray or None
        Height of the profile in the cells [m]; None likewise.
    """

    line_load: Array
    half_width: Array
    peak_pressure: Array
    indentation: Array
    x: Array
    pressure: Array
    gap: Array
    stack: LayerStack | None = None
    height: Array | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know: where the load is too much for small strain."""
        from strigil.mechanics.line_field import stress_below_line
        from strigil.mechanics.linear_range import linear_notes, middles

        if self.stack is None or self.height is None:
            return ()
        last = np.maximum((self.pressure > 0.0).sum(axis=1) - 1, 0)[:, None]
        rise = np.take_along_axis(self.height, last, 1)[:, 0] - self.height[:, 0]
        below = stress_below_line(self.stack, self, middles(self.stack))
        return linear_notes(
            self.stack,
            indentation=self.indentation,
            rise=rise / np.take_along_axis(self.x, last, 1)[:, 0],
            strain=below.strain,
        )

    @property
    def cell(self) -> Array:
        """Width of a cell [m]."""
        return np.asarray(2.0 * self.x[:, 0])

    @property
    def mean_pressure(self) -> Array:
        """Line load over the width of the contact [Pa]."""
        return np.asarray(self.line_load / (2.0 * self.half_width))

    def with_part(self, rows: NDArray[np.intp], part: "LineContact") -> "LineContact":
        """Return the contact with some samples replaced."""
        changed = {}
        for field in fields(self):
            values = getattr(self, field.name)
            if isinstance(values, np.ndarray):
                values = values.copy()
                values[rows] = getattr(part, field.name)
            changed[field.name] = values
        return LineContact(**changed)

    def waves(self, wave_number: Array) -> Array:
        """Return the pressure's transform at wave numbers [1/m], in [N/m]."""
        return pressure_waves(wave_number, self.cell, self.pressure)


def line_contact(
    operator: StackOperator | LayerStack,
    line_load: ArrayLike,
    profile: Profile,
    *,
    indenter: StackOperator | None = None,
    expected: Array | None = None,
    cells: int | None = None,
) -> LineContact:
    """Press a long edge on layered stacks.

    Parameters
    ----------
    operator : StackOperator or LayerStack
        The stacks, as they are or solved on their wave numbers.
    line_load : array_like
        Force per contact length [N/m]: one for all, one for each sample, or several
        for a stack of one sample.
    profile : Profile
        Height of the edge above its lowest point [m] over x [m]; even, rising outwards.
    indenter : StackOperator or None
        Layers of a soft indenter, such as the pad over the bone of a thumb, one row for
        each sample; None for a rigid edge.
    expected : ndarray or None
        Half width of each sample [m] if it is about known; only saves time.
    cells : int or None
        Cells in half the window; left out, as many as the contact needs.

    Returns
    -------
    LineContact
        Pressure, half width and indentation, linear.

    Raises
    ------
    InvalidValueError
        On a line load that is not positive, or a profile that is no function or does
        not rise outwards.

    Notes
    -----
    Find p >= 0 with w + gap = indentation - height, gap >= 0 and p gap = 0, where w is
    the surface compliance applied to p. Plane strain, no friction, no adhesion.
    """
    if isinstance(operator, LayerStack):
        operator = operator_of(operator)
    load = loads_of("line load", "N/m", line_load, operator.stack)
    bodies: tuple[StackOperator, ...] = (operator,)
    if indenter is not None:
        bodies = (operator, indenter)
    if load.size != operator.stack.samples:
        bodies = tuple(body.take(np.zeros(load.size, dtype=np.intp)) for body in bodies)
    is_new = expected is None
    if expected is None:
        expected = _expected(bodies, load, profile)
    window = _ROOM * expected
    cells = cells or _cells_for(window / bodies[0].depth)
    found = _in_window(bodies, load, profile, window, cells)
    for _ in range(_WINDOWS):
        share = found.half_width / window
        again = np.flatnonzero((share > _FULL) | (share < _EMPTY))
        if again.size == 0:
            break
        full = share[again] > _FULL
        _check_rises_on(profile, window, again[full])
        window[again] = np.where(
            full, 2.0 * window[again], _ROOM * found.half_width[again]
        )
        some = tuple(body.take(again) for body in bodies)
        rows = profile_of_rows(profile, again, operator.stack.samples)
        part = _in_window(some, load[again], rows, window[again], cells)
        found = found.with_part(again, part)
    if is_new:
        rise = heights_of(profile, window[:, None])[:, 0]
        check_rising(profile, window, np.maximum(rise, found.indentation))
    return found


def _cells_for(thin: Array) -> int:
    return int(np.clip(np.ceil(2.0 * float(thin.max())), _CELLS, _MOST_CELLS))


def _expected(
    bodies: tuple[StackOperator, ...], load: Array, profile: Profile
) -> Array:
    check_profile(profile, load.size)
    with np.errstate(all="ignore"):
        expected = expected_half_width(bodies, load, profile)
    if not np.all(np.isfinite(expected) & (expected > 0.0)):
        raise InvalidValueError(NO_RISE)
    return expected


def _check_rises_on(profile: Profile, window: Array, full: NDArray[np.intp]) -> None:
    """Refuse a profile that ends before it carries the load."""
    if full.size == 0:
        return
    rows = profile_of_rows(profile, full, window.size)
    if not still_rises(rows, window[full]):
        raise InvalidValueError(NO_RISE)


def _in_window(
    bodies: tuple[StackOperator, ...],
    load: Array,
    profile: Profile,
    window: Array,
    cells: int,
) -> LineContact:
    cell = window / cells
    bodies = tuple(body.resolving(2.0 * window) for body in bodies)
    kernels = [line_compliance_kernel(body, cell, 2 * cells) for body in bodies]
    x = (np.arange(cells) + 0.5) * cell[:, None]
    height = heights_of(profile, x)
    pressure, gap, touching = solve_even(
        sum(kernels[1:], kernels[0]),
        height,
        load / (2.0 * cell),
        start=round(_START * cells),
    )
    half_width = contact_edge(x, pressure, touching)
    found = LineContact(
        line_load=load,
        half_width=half_width,
        peak_pressure=np.asarray(pressure.max(axis=1)),
        indentation=_moved(kernels[0], pressure),
        x=x,
        pressure=pressure,
        gap=gap,
        stack=bodies[0].stack,
        height=height,
    )
    if bodies[0].stack.base == "rigid":
        return found
    return _measured_from_datum(bodies[0], found)


def _moved(kernel: Array, pressure: Array) -> Array:
    """Return how far the pressure moves the surface in its very middle."""
    between = (kernel[:, :-1] + kernel[:, 1:])[:, : pressure.shape[1]]
    return np.asarray((between * pressure).sum(axis=1))


def _measured_from_datum(operator: StackOperator, found: LineContact) -> LineContact:
    """Measure the indentation on a half-space from the bottom of the last layer."""
    k, weight = operator.wave_number, operator.weight
    deep = operator.solution.displacement(operator.stack.layers - 1, 1.0)
    waves = found.waves(k)
    depth = operator.depth[:, None]
    long_waves = operator.below[:, None] * np.exp(-k * depth) / k
    at_datum = np.sum(
        (deep * waves - long_waves * found.line_load[:, None]) * weight, 1
    )
    moved = found.indentation - at_datum / np.pi
    return replace(found, indentation=np.maximum(moved, LEAST * found.half_width))
