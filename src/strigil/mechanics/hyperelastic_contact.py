"""Contact at finite strain, solved rather than corrected.

A rigid profile is pressed on nearly incompressible layers that may stiffen, without
friction, symmetric about the middle: endless along the edge, or round. It takes about a
second, against milliseconds of the corrected linear answer, and is what that answer is
judged by.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.argument_checks import check_points, numbers_given
from strigil.mechanics.contact import line_contact
from strigil.mechanics.edge_profile import Profile
from strigil.mechanics.hyperelastic_path import FirstTouch, PressPath
from strigil.mechanics.hyperelastic_solid import Layered, SolidMesh
from strigil.mechanics.hyperelastic_stress import StressOfRows, stress_of_rows
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.round_contact import round_contact

__all__ = ["HyperelasticContact", "hyperelastic_contact"]

Array = NDArray[np.float64]

# Columns: so much of the half width at the first load, between two widths [m]; they
# grow outwards to so many depths of the bone, and at least so far [m].
_FINE, _NARROW, _WIDE, _GROWTH = 0.2, 0.02e-3, 0.4e-3, 1.08
_DEPTHS, _FAR = 4.0, 0.08
# A layer that keeps its volume to within rounding can not be solved: the bulk modulus
# is at most so many times the shear modulus (Poisson's ratio 0.4995).
_BULKIEST = 1000.0


@dataclass(frozen=True, slots=True)
class HyperelasticContact:
    """Contact at finite strain at each load that was reached.

    Attributes
    ----------
    load : ndarray
        Load [N/m], or force [N] when round.
    indentation : ndarray
        How far the middle of the surface has gone down [m].
    half_width : ndarray
        Half width, or radius, of the contact in space [m].
    peak_pressure : ndarray
        Highest pressure on the deformed surface [Pa].
    depth : ndarray
        Depth of the nodes below the middle before it was pressed [m].
    moved : ndarray
        How far each of them has gone down, loads x nodes [m].
    layer : ndarray
        Which layer lies between each two of the nodes, 0 the first [1].
    is_complete : bool
        All loads asked were reached; otherwise the mesh gave out at a higher one.
    stress : tuple of StressOfRows
        Stress between each two of the nodes [Pa], for each load.
    warnings : tuple of str
        What a reader must know: loads not reached, a Poisson's ratio held below 0.5.
    """

    load: Array
    indentation: Array
    half_width: Array
    peak_pressure: Array
    depth: Array
    moved: Array
    layer: NDArray[np.intp]
    is_complete: bool
    stress: tuple[StressOfRows, ...]
    warnings: tuple[str, ...] = ()

    def strain(self, points: list[tuple[int, float]]) -> Array:
        """Return the strain dw/dz below the middle.

        Parameters
        ----------
        points : list of (int, float)
            Layer, and place in it from 0 at its top to 1 at its bottom [1].

        Returns
        -------
        ndarray
            Loads x points [1], of the thickness before it was pressed; compression is
            negative.
        """
        points = check_points(int(self.layer[-1]) + 1, points)
        z = (self.depth[1:] + self.depth[:-1]) / 2.0
        strain = np.diff(self.moved, axis=1) / np.diff(self.depth)
        columns = []
        for layer, place in points:
            rows = np.flatnonzero(self.layer == layer)
            top, bottom = self.depth[rows[0]], self.depth[rows[-1] + 1]
            wanted = top + place * (bottom - top)
            left = np.clip(np.searchsorted(z[rows], wanted) - 1, 0, rows.size - 2)
            i = rows[left]
            share = (wanted - z[i]) / (z[i + 1] - z[i])
            columns.append((1.0 - share) * strain[:, i] + share * strain[:, i + 1])
        return np.stack(columns, axis=1)


def hyperelastic_contact(
    stack: LayerStack,
    load: ArrayLike,
    profile: Profile,
    *,
    stiffening: ArrayLike = 0.0,
    is_round: bool = False,
    fineness: float = 1.0,
) -> HyperelasticContact:
    """Press a rigid profile on layers at finite strain.

    Parameters
    ----------
    stack : LayerStack
        One stack of bonded layers on a rigid or smooth base.
    load : array_like
        Loads wanted, rising [N/m]; forces [N] when round.
    profile : Profile
        Height of the edge [m] over x [m]; even, rising outwards.
    stiffening : array_like
        Demiray's b of each layer [1]; 0 is neo-Hookean.
    is_round : bool
        The profile is turned about its middle, as a knob or a fingertip.
    fineness : float
        Columns and rows are this many times finer [1].

    Returns
    -------
    HyperelasticContact
        Indentation, half width, pressure and movement below the middle.

    Raises
    ------
    InvalidValueError
        On a stack that this can not solve, loads that do not rise from above zero, or
        a stiffening that is negative or not one for each layer.

    Notes
    -----
    W = mu / 2b (exp(b (I1 - 3)) - 1) of the part that keeps volume, and K / 2 (J - 1)^2
    with one volume for each element (mean dilatation); K / mu is at most 1000. Penalty
    contact on the surface nodes, Newton steps at rising load.
    See docs/models/finite-strain-contact.md.

    References
    ----------
    Demiray1972
    """
    loads = _checked(stack, load)
    first = _first_touch(stack, loads[0], profile, is_round=is_round)
    mesh = _mesh(stack, first.half_width, is_round=is_round, fineness=fineness)
    b = _stiffening(stack, stiffening)
    shear = stack.shear_modulus[0]
    nu = stack.poisson_ratio[0]
    with np.errstate(divide="ignore"):
        ratio = 2.0 * (1.0 + nu) / (3.0 * (1.0 - 2.0 * nu))
    bulk = shear * np.minimum(ratio, _BULKIEST)
    solid = Layered(mesh, shear, bulk, b, slides=stack.base == "smooth")
    path = PressPath(solid, profile, first)
    rows, stress = [], []
    for wanted in loads:
        if not path.reach(wanted):
            break
        rows.append(path.row())
        stress.append(stress_of_rows(solid, path.u))
    moved = np.array([row[3] for row in rows]).reshape(len(rows), mesh.rows)
    d, a, p = (np.array([row[i] for row in rows]) for i in range(3))
    return HyperelasticContact(
        load=loads[: len(rows)],
        indentation=d,
        half_width=a,
        peak_pressure=p,
        depth=mesh.z,
        moved=moved,
        layer=mesh.layer,
        is_complete=len(rows) == loads.size,
        stress=tuple(stress),
        warnings=_warnings(stack, loads, len(rows)),
    )


def _warnings(stack: LayerStack, loads: Array, reached: int) -> tuple[str, ...]:
    notes = []
    most = (3.0 * _BULKIEST - 2.0) / (2.0 * (3.0 * _BULKIEST + 1.0))
    if np.any(stack.poisson_ratio > most):
        notes.append(
            f"A Poisson's ratio of {stack.poisson_ratio.max():g} was taken as "
            f"{most:.4f}: layers that keep their volume exactly are not solved here."
        )
    if reached < loads.size:
        got = f"up to {loads[reached - 1]:g}" if reached else "none"
        notes.append(
            f"Of {loads.size} loads {reached} were reached ({got}); the mesh gave out "
            f"before {loads[reached]:g}. Ask for less, a blunter nose, or stiffening "
            "layers."
        )
    return tuple(notes)


def _checked(stack: LayerStack, load: ArrayLike) -> Array:
    loads = np.atleast_1d(numbers_given("load", "N/m or N", load))
    if not (np.all(loads > 0.0) and np.all(np.diff(loads) > 0.0)):
        message = f"Loads rise from above zero [N/m]; {loads.tolist()} were given."
        raise InvalidValueError(message)
    if stack.samples != 1:
        message = f"One stack is pressed at a time; {stack.samples} were given."
        raise InvalidValueError(message)
    if stack.base == "half_space":
        message = "At finite strain the layers lie on bone: base 'rigid' or 'smooth'."
        raise InvalidValueError(message)
    if any(join.sliding or join.opening for join in stack.joins):
        message = "At finite strain the layers are bonded; one of them slides or opens."
        raise InvalidValueError(message)
    return loads


def _stiffening(stack: LayerStack, given: ArrayLike) -> Array:
    b = np.array(numbers_given("stiffening", "1", given), ndmin=1)
    if b.shape not in {(1,), (stack.layers,)} or not np.all((b >= 0.0) & (b < np.inf)):
        message = (
            f"Stiffening is one number [1], 0 or more, or one for each of "
            f"{stack.layers} layers; {b.tolist()} was given."
        )
        raise InvalidValueError(message)
    return np.broadcast_to(b, stack.layers)


def _mesh(
    stack: LayerStack, half_width: float, *, is_round: bool, fineness: float
) -> SolidMesh:
    """Choose columns by the width of the contact at the first load [m]."""
    columns = (
        float(np.clip(_FINE * half_width, _NARROW, _WIDE)) / fineness,
        1.0 + (_GROWTH - 1.0) / fineness,
        max(_FAR, _DEPTHS * float(stack.thickness.sum())),
    )
    return SolidMesh.of(
        stack.thickness[0], columns, is_round=is_round, fineness=fineness
    )


def _first_touch(
    stack: LayerStack, load: float, profile: Profile, *, is_round: bool
) -> FirstTouch:
    """Return the linear contact at the first load."""
    if is_round:
        ball = round_contact(stack, load, profile)
        return FirstTouch(float(ball.contact_radius[0]), float(ball.peak_pressure[0]))
    line = line_contact(stack, load, profile)
    return FirstTouch(float(line.half_width[0]), float(line.peak_pressure[0]))
