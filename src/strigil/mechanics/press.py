"""Press an indenter on a sampled site: the linear contact and its correction together.

Contact length and indentation depend on each other when edge and limb curve apart, so
the line load is found in a few rounds.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.contact import (
    LineContact,
    expected_half_width,
    line_contact,
)
from strigil.mechanics.edge_geometry import Clearance, contact_length, effective_radius
from strigil.mechanics.edge_profile import parabola
from strigil.mechanics.finite_strain import CorrectedContact, corrected_contact
from strigil.mechanics.subsurface import (
    LoadSpectrum,
    indentation_of,
    load_spectrum,
    strain_under_centre,
)
from strigil.mechanics.wave_grid import StackOperator

__all__ = ["Indenter", "Pressed", "press"]

Array = NDArray[np.float64]
Points = list[tuple[int, float]]

# Rounds until line load and contact length agree; each takes off three quarters.
_ROUNDS, _STEP = 4, 0.75
# Fewer cells are enough while the line load is still sought.
_COARSE, _FINE = 24, 48
# Load at which the growth of the contact with indentation is taken.
_LESS = 0.7
# Rounds until the effective radius and the height at which it is taken agree.
_RADIUS_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Indenter:
    """An edge or a finger, sampled.

    Attributes
    ----------
    radius, length, curvature : ndarray
        Radius of the nose [m], length along the edge [m] and curvature of the gap along
        it [1/m], for each sample.
    clearance : Clearance
        How the flanks rise from the skin.
    pad : StackOperator or None
        Layers over the bone of a finger.
    """

    radius: Array
    length: Array
    curvature: Array
    clearance: Clearance
    pad: StackOperator | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """What pressing gives, one entry for each sample, corrected for finite strain.

    Attributes
    ----------
    radius : ndarray
        Effective radius [m].
    line_load, contact_length : ndarray
        Force per length in the middle [N/m] and force over it [m].
    half_width, indentation : ndarray
        Half width of the contact [m] and indentation [m].
    mean_pressure, peak_pressure : ndarray
        Contact pressure [Pa].
    strain : ndarray
        Strain at the points asked for, samples x points [1].
    """

    radius: Array
    line_load: Array
    contact_length: Array
    half_width: Array
    indentation: Array
    mean_pressure: Array
    peak_pressure: Array
    strain: Array


def press(
    operator: StackOperator,
    indenter: Indenter,
    *,
    force: float,
    law: Array,
    points: Points,
) -> Pressed:
    """Press an indenter on a site.

    Parameters
    ----------
    operator : StackOperator
        The site's stacks.
    indenter : Indenter
        The edge or finger.
    force : float
        Normal force [N].
    law : ndarray
        Material law of each sample [1], from 0 to 1.
    points : list of (int, float)
        Layer and place in it, where strain is wanted.

    Returns
    -------
    Pressed
        Corrected results.

    Notes
    -----
    The corrected contact is as wide as the linear one at the corrected indentation,
    with its pressure raised to carry the same line load.
    """
    load = force / indenter.length
    task = _Task(operator, indenter, force)
    found = None
    if np.any(indenter.curvature > 0):
        for _ in range(_ROUNDS):
            found = _press_with(task, load, near=found, cells=_COARSE)
            indentation = _correct(operator, found, law, []).indentation
            length = contact_length(indenter.length, indenter.curvature, indentation)
            load = load * (force / (length * load)) ** _STEP
    found = _press_with(task, load, near=found, cells=_FINE)
    corrected = _correct(operator, found, law, points)
    less = _press_with(task, _LESS * load, near=found, cells=_COARSE)
    growth = np.log(found.contact.half_width / less.contact.half_width) / np.log(
        found.contact.indentation / less.contact.indentation
    )
    narrower = (corrected.indentation / found.indentation) ** np.clip(growth, 0.0, 1.0)
    return Pressed(
        radius=found.radius,
        line_load=load,
        contact_length=np.asarray(force / load),
        half_width=found.contact.half_width * narrower,
        indentation=corrected.indentation,
        mean_pressure=found.contact.mean_pressure / narrower,
        peak_pressure=found.contact.peak_pressure / narrower,
        strain=corrected.strain,
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """What is pressed on what, and how hard."""

    operator: StackOperator
    indenter: Indenter
    force: float


@dataclass(frozen=True, slots=True)
class _Linear:
    """A linear contact of finite length; stays in this module."""

    radius: Array
    contact: LineContact
    indentation: Array
    spectrum: LoadSpectrum


def _press_with(
    task: _Task, load: Array, *, near: _Linear | None, cells: int
) -> _Linear:
    operator, indenter = task.operator, task.indenter
    radius = _radius_in_contact(operator, indenter, load)
    expected = None
    if near is not None:
        expected = near.contact.half_width * np.sqrt(load / near.contact.line_load)
    contact = line_contact(
        operator,
        load,
        parabola(radius),
        indenter=indenter.pad,
        expected=expected,
        cells=cells,
    )
    spectrum = load_spectrum(operator, contact, np.asarray(task.force / load))
    indentation = indentation_of(operator, contact, spectrum)
    return _Linear(radius, contact, indentation, spectrum)


def _correct(
    operator: StackOperator, linear: _Linear, law: Array, points: Points
) -> CorrectedContact:
    middles = [(layer, 0.5) for layer in range(operator.stack.layers)]
    strain = strain_under_centre(operator, linear.spectrum, middles + points)
    softest = np.max(-strain[:, : len(middles)], axis=1)
    return corrected_contact(
        linear.indentation,
        strain[:, len(middles) :],
        most_compressed=softest,
        thickness=operator.depth,
        law=law,
    )


def _radius_in_contact(
    operator: StackOperator, indenter: Indenter, load: Array
) -> Array:
    bodies = (operator,) if indenter.pad is None else (operator, indenter.pad)
    radius = indenter.radius
    for _ in range(_RADIUS_ROUNDS):
        width = expected_half_width(bodies, load, parabola(radius))
        height = width**2 / (2.0 * radius)
        radius = effective_radius(indenter.radius, indenter.clearance, height)
    return radius
