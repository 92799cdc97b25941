"""Press an indenter on a sampled site: the linear contact and its correction together.

Contact length and indentation depend on each other when edge and limb curve apart, so
the line load is found in a few rounds.
"""

from dataclasses import dataclass, replace

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
# In these of them the finite-strain correction is found anew; it changes little.
_CORRECTED = (1, 2, 3)
# Fewer cells are enough while the line load is still sought, and for the correction.
_COARSE, _FINE = 24, 48
# The endless edge that goes as deep as a short one carries at least this share of its
# line load; strains smaller than this are not compared by their ratio, which is at
# most two.
_LEAST_SHARE, _FAINT, _MOST_RATIO = 0.02, 1e-4, 2.0
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
    is_known : ndarray
        The finite-strain correction is sure of the sample, and of strain at the first
        of the points.
    """

    radius: Array
    line_load: Array
    contact_length: Array
    half_width: Array
    indentation: Array
    mean_pressure: Array
    peak_pressure: Array
    strain: Array
    is_known: NDArray[np.bool_]


def press(
    operator: StackOperator,
    indenter: Indenter,
    *,
    force: float | Array,
    stiffening: Array,
    points: Points,
) -> Pressed:
    """Press an indenter on a site.

    Parameters
    ----------
    operator : StackOperator
        The site's stacks.
    indenter : Indenter
        The edge or finger.
    force : float or ndarray
        Normal force [N], one for all or one for each sample.
    stiffening : ndarray
        Demiray's b of each layer, samples x layers [1].
    points : list of (int, float)
        Layer and place in it, where strain is wanted.

    Returns
    -------
    Pressed
        Corrected results.

    Notes
    -----
    A short edge goes less deep than an endless one at its line load, or deeper where
    soft tissue can give way past its ends. It is corrected as the endless edge that
    goes as deep; the ratio of their linear strains is kept.
    """
    load = force / indenter.length
    task = _Task(operator, indenter, force)
    found, share = None, np.ones(load.shape)
    if np.any(indenter.curvature > 0):
        for turn in range(_ROUNDS):
            found = _press_with(task, load, near=found, cells=_COARSE)
            if turn in _CORRECTED:
                rough = _correct(task, found, stiffening, [], cells=_COARSE)
                share = rough.indentation / found.indentation
            indentation = found.indentation * share
            length = contact_length(indenter.length, indenter.curvature, indentation)
            load = load * (force / (length * load)) ** _STEP
    found = _press_with(task, load, near=found, cells=_FINE)
    corrected = _correct(task, found, stiffening, points, cells=_COARSE)
    half_width = corrected.half_width
    return Pressed(
        radius=found.radius,
        line_load=load,
        contact_length=np.asarray(force / load),
        half_width=half_width,
        indentation=corrected.indentation,
        mean_pressure=np.asarray(load / (2.0 * half_width)),
        peak_pressure=corrected.peak_pressure,
        strain=corrected.strain,
        is_known=corrected.is_known & corrected.strain_is_known[:, :1].all(axis=1),
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """What is pressed on what, and how hard."""

    operator: StackOperator
    indenter: Indenter
    force: float | Array


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
    task: _Task, short: _Linear, stiffening: Array, points: Points, *, cells: int
) -> CorrectedContact:
    """Correct a short edge as the endless one that goes as deep."""
    operator, pad = task.operator, task.indenter.pad
    share = np.maximum(short.indentation / short.contact.indentation, _LEAST_SHARE)
    profile = parabola(short.radius)
    endless = line_contact(
        operator,
        share * short.contact.line_load,
        profile,
        indenter=pad,
        expected=short.contact.half_width * np.sqrt(share),
        cells=cells,
    )
    known = corrected_contact(
        operator,
        endless,
        profile,
        stiffening=stiffening,
        points=points,
        indenter=pad,
    )
    strain = known.strain
    if points:
        spectrum = load_spectrum(operator, endless, None)
        there = strain_under_centre(operator, spectrum, points)
        here = strain_under_centre(operator, short.spectrum, points)
        ratio = (np.abs(here) + _FAINT) / (np.abs(there) + _FAINT)
        strain = np.expm1(np.log1p(strain) * np.minimum(ratio, _MOST_RATIO))
    return replace(
        known,
        indentation=short.indentation * known.indentation / endless.indentation,
        half_width=short.contact.half_width * known.half_width / endless.half_width,
        peak_pressure=short.contact.peak_pressure
        * (known.peak_pressure / endless.peak_pressure),
        strain=strain,
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
