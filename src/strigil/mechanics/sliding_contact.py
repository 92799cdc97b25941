"""An edge that slides steadily over layers that relax, small strain.

Seen from the edge nothing changes, so each wave of wave number k is pressed and let go
at the frequency k v, and each layer answers with its complex modulus there. The skin
behind the edge has not come back yet: contact moves forward, and part of the work is
lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.active_set import solve_touching
from strigil.mechanics.argument_checks import number_given
from strigil.mechanics.edge_profile import (
    NO_RISE,
    Profile,
    check_profile,
    check_rising,
    heights_of,
    still_rises,
)
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.layered import solve_layers
from strigil.mechanics.linear_range import linear_notes
from strigil.mechanics.relaxation import PronySeries
from strigil.mechanics.wave_grid import StackOperator, line_compliance_kernel

__all__ = ["SlidingContact", "moving_kernel", "sliding_contact"]

Array = NDArray[np.float64]

# Cells across the window, Gauss points in a panel, first panel over the depth, and the
# shortest wave over a cell: the memory of a wave fades with 1 / k^2 only.
_CELLS, _POINTS, _LONGEST, _SHORTEST = 128, 12, 0.25, 40.0
# How far a wave may turn across the window in one panel [rad].
_TURN = 7.0
# The window over the contact, and how full it may be on either side.
_ROOM, _EMPTY, _FULL, _WINDOWS = 1.4, 0.45, 0.96, 40


@dataclass(frozen=True, slots=True)
class SlidingContact:
    """Steady sliding of one edge over one stack, towards positive x.

    Attributes
    ----------
    line_load, speed : float
        Force per contact length [N/m] and speed [m/s].
    front, back : float
        Ends of the contact before and behind the lowest point [m]; ``back`` < 0.
    peak_pressure : float
        Highest pressure [Pa].
    indentation : float
        How far the lowest point is below the untouched skin [m]; not a number on a
        half-space, where a line load moves the skin without end.
    friction : float
        Horizontal over normal force [1], by lost work alone.
    x, pressure : ndarray
        Middles of the cells [m] and pressure in them [Pa].
    warnings : tuple of str
        What a reader must know: where the load is too much for small strain.
    """

    line_load: float
    speed: float
    front: float
    back: float
    peak_pressure: float
    indentation: float
    friction: float
    x: Array
    pressure: Array
    warnings: tuple[str, ...] = ()


def sliding_contact(
    stack: LayerStack,
    relaxing: Sequence[PronySeries],
    profile: Profile,
    *,
    line_load: float,
    speed: float,
    cells: int = _CELLS,
) -> SlidingContact:
    """Slide a long edge over a stack at a steady speed.

    Parameters
    ----------
    stack : LayerStack
        One stack, its moduli those shown at once.
    relaxing : sequence of PronySeries
        How each layer relaxes, the surface first.
    profile : Profile
        Height of the edge [m] over places across it [m].
    line_load : float
        Force per contact length [N/m], positive.
    speed : float
        Speed along positive x [m/s], positive.
    cells : int
        Cells across the window.

    Returns
    -------
    SlidingContact
        Where it touches, pressure, indentation, and friction by lost work.

    Raises
    ------
    InvalidValueError
        On several stacks, a wrong number of series, or a load or speed that is not
        positive, or a profile that does not rise outwards.

    Notes
    -----
    Plane strain, frictionless surface, no inertia, Poisson's ratios that do not relax.
    w(x) = 1/pi integral of Re[conj(C(k, kv)) p(k) exp(ikx)] dk. Very slow sliding tends
    to the static contact with the long-term moduli, very fast to that with the moduli
    at once.
    """
    _check(stack, relaxing, line_load, speed)
    check_profile(profile)
    window = 2.0 * float(stack.thickness[0].max())
    for _ in range(_WINDOWS):
        cell = 2.0 * window / cells
        x = np.asarray(cell * (np.arange(cells) + 0.5) - window, dtype=np.float64)
        even, odd = moving_kernel(stack, relaxing, speed, cell=cell, count=cells)
        apart = np.arange(cells)[:, None] - np.arange(cells)[None, :]
        influence = even[np.abs(apart)] + np.sign(apart) * odd[np.abs(apart)]
        height = heights_of(profile, np.abs(x)[None, :])
        pressure, approach, touching = solve_touching(
            influence[None], np.asarray(height), np.array([line_load / cell])
        )
        on = np.flatnonzero(touching[0])
        reach = max(abs(x[on[0]]), abs(x[on[-1]])) + cell / 2.0
        share = reach / window
        if _EMPTY < share < _FULL:
            break
        if share >= _FULL and not still_rises(profile, np.array([window])):
            raise InvalidValueError(NO_RISE)
        window *= 2.0 if share >= _FULL else max(_ROOM * share, 0.1)
    level = np.array([max(float(height[0].max()), float(approach[0]))])
    check_rising(profile, np.array([window]), level)
    p = pressure[0]
    slope = np.gradient(height[0], x)
    endless = stack.base == "half_space"
    return SlidingContact(
        line_load=line_load,
        speed=speed,
        front=_end(x[on], p[on], cell),
        back=-_end(-x[on][::-1], p[on][::-1], cell),
        peak_pressure=float(p.max()),
        indentation=float("nan") if endless else float(approach[0]),
        friction=float(np.sum(p * slope) * cell / line_load),
        x=x,
        pressure=p,
        warnings=linear_notes(
            stack,
            indentation=approach,
            rise=np.array([np.ptp(height[0][on]) / reach]),
            strain=np.empty(0),
        ),
    )


def moving_kernel(
    stack: LayerStack,
    relaxing: Sequence[PronySeries],
    speed: float,
    *,
    cell: float,
    count: int,
) -> tuple[Array, Array]:
    """Return how a moving cell under unit pressure moves the skin at cell distances.

    Parameters
    ----------
    stack : LayerStack
        One stack, its moduli those shown at once.
    relaxing : sequence of PronySeries
        How each layer relaxes.
    speed : float
        Speed along positive x [m/s].
    cell : float
        Width of a cell [m].
    count : int
        Number of distances, from 0 cells upwards.

    Returns
    -------
    tuple of ndarray
        The part that is alike on both sides and the part that is added before the cell
        and taken away behind it [m/Pa]; the latter is negative.
    """
    k, weight = _grid(stack, cell, count)
    shares = [series.complex_share(speed * k) for series in relaxing]
    E = stack.youngs_modulus[:, None, :] * np.stack(shares, axis=-1)[None]
    solution = solve_layers(stack, k, youngs_modulus=E)
    compliance = solution.displacement(0, 0.0)
    long_term = stack.youngs_modulus[:, -1] * relaxing[-1].long_term
    nu = stack.poisson_ratio[:, -1]
    endless = 2.0 * (1.0 - nu**2) / long_term if stack.base == "half_space" else 0.0
    operator = StackOperator(
        solution=solution,
        weight=weight[None],
        compliance=compliance.real,
        top=compliance.real[:, -1] * k[-1],
        below=np.broadcast_to(endless, (1,)),
    )
    even = line_compliance_kernel(operator, np.array([cell]), count)[0]
    lag = -compliance.imag[0] * np.sinc(k * cell / (2.0 * np.pi)) * cell * weight
    odd = -np.sin(np.outer(cell * np.arange(count), k)) @ lag / np.pi
    return even, np.asarray(odd)


def _grid(stack: LayerStack, cell: float, count: int) -> tuple[Array, Array]:
    depth, first = float(stack.thickness.sum()), float(stack.thickness[0, 0])
    last = max(_SHORTEST / cell, _SHORTEST / first)
    turn = _TURN / (cell * count)
    edges = [0.0, min(_LONGEST / depth, turn) / 64.0]
    while edges[-1] < last:
        edges.append(min(2.0 * edges[-1], edges[-1] + turn))
    ends = np.asarray(edges)
    node, weight = np.polynomial.legendre.leggauss(_POINTS)
    half, middle = np.diff(ends)[:, None] / 2.0, (ends[1:] + ends[:-1])[:, None] / 2.0
    return (middle + half * node).ravel(), (half * weight).ravel()


def _end(x: Array, pressure: Array, cell: float) -> float:
    """Return where the squared pressure runs to zero past the last cell."""
    outer, inner = pressure[-1] ** 2, pressure[-2] ** 2 if x.size > 1 else 0.0
    beyond = outer / (inner - outer) if inner > outer else 0.5
    return float(x[-1] + min(beyond, 1.0) * cell)


def _check(
    stack: LayerStack, relaxing: Sequence[PronySeries], line_load: float, speed: float
) -> None:
    if stack.samples != 1:
        message = f"Sliding takes one stack at a time; {stack.samples} were given."
        raise InvalidValueError(message)
    if len(relaxing) != stack.layers:
        message = (
            f"{stack.layers} layers need as many series; {len(relaxing)} were given."
        )
        raise InvalidValueError(message)
    line_load = number_given("line load", "N/m", line_load)
    speed = number_given("speed", "m/s", speed)
    for name, unit, value in (("line load", "N/m", line_load), ("speed", "m/s", speed)):
        if not (value > 0.0 and np.isfinite(value)):
            message = f"A {name} must be positive; {value:g} [{unit}] was given."
            raise InvalidValueError(message)
