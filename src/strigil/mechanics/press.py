"""Press an indenter on a sampled site: the linear contact and its correction together.

Contact length and indentation depend on each other when edge and limb curve apart, so
the line load is found in a few rounds, by secants.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_tables
from strigil.mechanics.contact import (
    LineContact,
    line_contact,
)
from strigil.mechanics.edge_geometry import contact_length
from strigil.mechanics.edge_profile import Profile
from strigil.mechanics.finite_strain import (
    CorrectedContact,
    Trust,
    corrected_contact,
)
from strigil.mechanics.indenter import Indenter
from strigil.mechanics.subsurface import (
    LoadSpectrum,
    indentation_of,
    load_spectrum,
    strain_under_centre,
)
from strigil.mechanics.wave_grid import StackOperator

__all__ = ["Pressed", "press"]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
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
    width_is_known, peak_is_known, strain_is_known : ndarray
        The same of half width, of peak pressure and of strain at each point.
    """

    radius: Array
    line_load: Array
    contact_length: Array
    half_width: Array
    indentation: Array
    mean_pressure: Array
    peak_pressure: Array
    strain: Array
    is_known: Flags
    width_is_known: Flags
    peak_is_known: Flags
    strain_is_known: Flags

    def with_rows(self, rows: NDArray[np.intp], other: "Pressed") -> "Pressed":
        """Return it with some samples taken from another."""
        mixed = {}
        for name in (field.name for field in fields(self)):
            mixed[name] = getattr(self, name).copy()
            mixed[name][rows] = getattr(other, name)
        return replace(self, **mixed)


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
    profile = indenter.profile
    task = _Task(operator, indenter, profile, force)
    if np.any(indenter.curvature > 0):
        near, load, correction = _load_in_middle(task, load, stiffening, points)
        found = _press_with(task, load, near=near, cells=_FINE)
    else:
        found = _press_with(task, load, near=None, cells=_FINE)
        correction = _correction(task, found, stiffening, points)
    corrected = _corrected(task, found, correction, points)
    half_width = corrected.half_width
    strain_is_known = _is_known(corrected.strain_trust)
    return Pressed(
        radius=half_width**2 / (2.0 * profile(half_width[:, None])[:, 0]),
        line_load=load,
        contact_length=np.asarray(force / load),
        half_width=half_width,
        indentation=corrected.indentation,
        mean_pressure=np.asarray(load / (2.0 * half_width)),
        peak_pressure=corrected.peak_pressure,
        strain=corrected.strain,
        is_known=_is_known(corrected.indentation_trust)
        & np.all(strain_is_known[:, :1], axis=1),
        width_is_known=_is_known(corrected.half_width_trust),
        peak_is_known=_is_known(corrected.peak_pressure_trust),
        strain_is_known=strain_is_known,
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


@dataclass(frozen=True, slots=True)
class _Correction:
    """An endless edge, linear and corrected; stays in this module."""

    endless: LineContact
    known: CorrectedContact

    @property
    def deeper(self) -> Array:
        """How much deeper it goes than the linear one, as a ratio [1]."""
        return np.asarray(self.known.indentation / self.endless.indentation)


def _is_known(trust: Trust) -> Flags:
    most = sourced_tables("finite_strain.toml")["range"]["likely_error"].value
    return np.asarray(trust.likely_error <= most, dtype=bool)


def _load_in_middle(
    task: _Task, load: Array, stiffening: Array, points: Points
) -> tuple[_Linear, Array, _Correction]:
    """Find the line load that agrees with the contact length, by secants.

    The correction stays for a last round: it hardly changes with the load, but it is
    not smooth, and taken anew it would disagree with the load that is found.
    """
    found = _press_with(task, load, near=None, cells=_COARSE)
    load = load * (_load_for(task, found.indentation * _GUESS) / load) ** _STEP
    step, off = np.zeros_like(load), np.zeros_like(load)
    for turn in range(_ROUNDS + 1):
        found = _press_with(task, load, near=found, cells=_COARSE)
        if turn < _ROUNDS:
            wanted = points if turn == _ROUNDS - 1 else []
            correction = _correction(task, found, stiffening, wanted)
        deep = found.indentation * correction.deeper
        before, off = off, np.log(_load_for(task, deep) / load)
        falls = np.full_like(load, -1.0 / _STEP)
        if turn:
            told = np.abs(step) > _LEAST_STEP
            np.divide(off - before, step, out=falls, where=told)
        step = -off / np.clip(falls, *_FALLS)
        load = load * np.exp(step)
    return found, load, correction


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


def _correction(
    task: _Task, short: _Linear, stiffening: Array, points: Points
) -> _Correction:
    """Correct the endless edge that goes as deep as a short one."""
    pad = task.indenter.pad
    share = np.maximum(short.indentation / short.contact.indentation, _LEAST_SHARE)
    endless = line_contact(
        task.operator,
        share * short.contact.line_load,
        task.profile,
        indenter=pad,
        expected=short.contact.half_width * np.sqrt(share),
        cells=_COARSE,
    )
    known = corrected_contact(
        task.operator,
        endless,
        task.profile,
        stiffening=stiffening,
        points=points,
        indenter=pad,
    )
    return _Correction(endless, known)


def _corrected(
    task: _Task, short: _Linear, correction: _Correction, points: Points
) -> CorrectedContact:
    """Return a short edge corrected as the endless one was."""
    endless, known = correction.endless, correction.known
    strain = known.strain
    if points:
        here = strain_under_centre(task.operator, short.spectrum, points)
        ratio = (np.abs(here) + _FAINT) / (np.abs(known.linear_strain) + _FAINT)
        strain = np.expm1(np.log1p(strain) * np.minimum(ratio, _MOST_RATIO))
    return replace(
        known,
        indentation=short.indentation * correction.deeper,
        half_width=short.contact.half_width * known.half_width / endless.half_width,
        peak_pressure=short.contact.peak_pressure
        * (known.peak_pressure / endless.peak_pressure),
        strain=strain,
    )
