"""Press an indenter on a sampled site: the linear contact and its correction together.

Contact length and indentation depend on each other when edge and limb curve apart, so
the line load is found in a few rounds, by secants.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_tables
from strigil.mechanics.contact import (
    LineContact,
    line_contact,
)
from strigil.mechanics.edge_geometry import Clearance, contact_length
from strigil.mechanics.edge_profile import Profile, parabola
from strigil.mechanics.edge_section import edge_section
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

# Line load and contact length agree to half a per cent after so many corrected rounds.
# Before the first, the correction is guessed; the first step takes off three quarters.
_ROUNDS, _GUESS, _STEP = 2, 0.75, 0.75
# How fast what is off may fall with the line load (in logarithms), and the least step
# that this is measured by.
_FALLS, _LEAST_STEP = (-2.0, -0.9), 1e-6
# Fewer cells are enough while the line load is still sought, and for the correction.
_COARSE, _FINE = 24, 48
# The endless edge that goes as deep as a short one carries at least this share of its
# line load; strains smaller than this are not compared by their ratio, which is at
# most two.
_LEAST_SHARE, _FAINT, _MOST_RATIO = 0.02, 1e-4, 2.0


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
        Radius of the parabola that is as wide where contact ends [m].
    line_load, contact_length : ndarray
        Force per length in the middle [N/m] and force over it [m].
    half_width, indentation : ndarray
        Half width of the contact [m] and indentation [m].
    mean_pressure, peak_pressure : ndarray
        Contact pressure [Pa].
    strain : ndarray
        Strain at the points asked for, samples x points [1].
    is_known : ndarray
        The finite-strain correction was learnt there, and is likely to be off by no
        more than the policy's share, in indentation and in strain at the first of the
        points.
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
    profile = _profile_of(indenter)
    task = _Task(operator, indenter, profile, force)
    found = None
    if np.any(indenter.curvature > 0):
        found, load = _load_in_middle(task, load, stiffening)
    found = _press_with(task, load, near=found, cells=_FINE)
    corrected = _correct(task, found, stiffening, points, cells=_COARSE)
    half_width = corrected.half_width
    return Pressed(
        radius=half_width**2 / (2.0 * profile(half_width[:, None])[:, 0]),
        line_load=load,
        contact_length=np.asarray(force / load),
        half_width=half_width,
        indentation=corrected.indentation,
        mean_pressure=np.asarray(load / (2.0 * half_width)),
        peak_pressure=corrected.peak_pressure,
        strain=corrected.strain,
        is_known=_is_known(corrected),
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """What is pressed on what, and how hard."""

    operator: StackOperator
    indenter: Indenter
    profile: Profile
    force: float | Array


@dataclass(frozen=True, slots=True)
class _Linear:
    """A linear contact of finite length; stays in this module."""

    contact: LineContact
    indentation: Array
    spectrum: LoadSpectrum


def _is_known(corrected: CorrectedContact) -> NDArray[np.bool_]:
    most = sourced_tables("finite_strain.toml")["range"]["likely_error"].value
    strain = corrected.strain_likely_error[:, :1]
    return np.asarray(
        (corrected.likely_error <= most) & np.all(strain <= most, axis=1), dtype=bool
    )


def _profile_of(indenter: Indenter) -> Profile:
    """Return the section of an edge; a soft pad gives way, and is a parabola."""
    if indenter.pad is not None:
        return parabola(indenter.radius)
    return edge_section(indenter.radius, indenter.clearance)


def _load_in_middle(
    task: _Task, load: Array, stiffening: Array
) -> tuple[_Linear, Array]:
    """Find the line load that agrees with the contact length, by secants."""
    found = _press_with(task, load, near=None, cells=_COARSE)
    load = load * (_load_for(task, found.indentation * _GUESS) / load) ** _STEP
    step, off = np.zeros_like(load), np.zeros_like(load)
    for turn in range(_ROUNDS):
        found = _press_with(task, load, near=found, cells=_COARSE)
        rough = _correct(task, found, stiffening, [], cells=_COARSE)
        before, off = off, np.log(_load_for(task, rough.indentation) / load)
        falls = np.full_like(load, -1.0 / _STEP)
        if turn:
            told = np.abs(step) > _LEAST_STEP
            np.divide(off - before, step, out=falls, where=told)
        step = -off / np.clip(falls, *_FALLS)
        load = load * np.exp(step)
    return found, load


def _load_for(task: _Task, indentation: Array) -> Array:
    indenter = task.indenter
    length = contact_length(indenter.length, indenter.curvature, indentation)
    return np.asarray(task.force / length)


def _press_with(
    task: _Task, load: Array, *, near: _Linear | None, cells: int
) -> _Linear:
    operator, indenter = task.operator, task.indenter
    expected = None
    if near is not None:
        expected = near.contact.half_width * np.sqrt(load / near.contact.line_load)
    contact = line_contact(
        operator,
        load,
        task.profile,
        indenter=indenter.pad,
        expected=expected,
        cells=cells,
    )
    spectrum = load_spectrum(operator, contact, np.asarray(task.force / load))
    indentation = indentation_of(operator, contact, spectrum)
    return _Linear(contact, indentation, spectrum)


def _correct(
    task: _Task, short: _Linear, stiffening: Array, points: Points, *, cells: int
) -> CorrectedContact:
    """Correct a short edge as the endless one that goes as deep."""
    operator, pad = task.operator, task.indenter.pad
    share = np.maximum(short.indentation / short.contact.indentation, _LEAST_SHARE)
    endless = line_contact(
        operator,
        share * short.contact.line_load,
        task.profile,
        indenter=pad,
        expected=short.contact.half_width * np.sqrt(share),
        cells=cells,
    )
    known = corrected_contact(
        operator,
        endless,
        task.profile,
        stiffening=stiffening,
        points=points,
        indenter=pad,
    )
    strain = known.strain
    if points:
        here = strain_under_centre(operator, short.spectrum, points)
        ratio = (np.abs(here) + _FAINT) / (np.abs(known.linear_strain) + _FAINT)
        strain = np.expm1(np.log1p(strain) * np.minimum(ratio, _MOST_RATIO))
    return replace(
        known,
        indentation=short.indentation * known.indentation / endless.indentation,
        half_width=short.contact.half_width * known.half_width / endless.half_width,
        peak_pressure=short.contact.peak_pressure
        * (known.peak_pressure / endless.peak_pressure),
        strain=strain,
    )
