"""Finite-strain correction: from linear numbers to ones that can be shown.

Small-strain elasticity gives too much indentation and strain at clinical loads, up to
fat squeezed to less than nothing. The contact is solved a second time on the layers as
they are once pressed, thinner and stiffer; what is still missing then was learnt from
some thousands of nonlinear solutions over edges, stacks, moduli and two material laws.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.catalogue import Tissue, sourced_tables
from strigil.mechanics.contact import LineContact
from strigil.mechanics.edge_profile import Profile
from strigil.mechanics.finite_strain_network import Answer, network
from strigil.mechanics.pressed_stack import (
    contact_features,
    strain_features,
    two_contacts,
)
from strigil.mechanics.wave_grid import StackOperator

__all__ = [
    "CorrectedContact",
    "corrected_contact",
    "correction_sources",
    "squeezed",
    "stiffening_of",
    "unsqueezed",
]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Strains far above this are learnt by their ratio, far below by their difference.
_SMALL = 1e-3
# Far outside of what was learnt, no layer is pressed flatter than to exp(-6).
_FLATTEST = 6.0
# A layer is never drawn out by more than this share by the second linear contact.
_DRAWN_OUT = -0.9


@dataclass(frozen=True, slots=True)
class CorrectedContact:
    """Contact of an endless edge at finite strain.

    Attributes
    ----------
    indentation, half_width : ndarray
        Indentation and half width of the contact of each sample [m].
    peak_pressure : ndarray
        Highest pressure [Pa].
    strain : ndarray
        Strain dw/dz, samples x points [1]; compression is negative, always above -1.
    linear_strain : ndarray
        What small-strain elasticity says it is [1].
    is_known : ndarray
        The indentation is flagged where this is false: it may be off by more than a
        tenth. Strict: most of what is flagged is right.
    strain_is_known : ndarray
        The same of each strain, samples x points.
    likely_error, strain_likely_error : ndarray
        Share of the indentation, and of each strain, that about 95 of 100 answers like
        it are at most off by [1]; without end where the correction was not learnt.
    """

    indentation: Array
    half_width: Array
    peak_pressure: Array
    strain: Array
    linear_strain: Array
    is_known: Flags
    strain_is_known: Flags
    likely_error: Array
    strain_likely_error: Array


def corrected_contact(
    operator: StackOperator,
    contact: LineContact,
    profile: Profile,
    *,
    stiffening: ArrayLike,
    points: Sequence[tuple[int, float]],
    indenter: StackOperator | None = None,
) -> CorrectedContact:
    """Correct a linear contact for finite strain.

    Parameters
    ----------
    operator : StackOperator
        Layers, one row for each sample.
    contact : LineContact
        Linear contact of an endless edge with them.
    profile : Profile
        Height of the edge [m] over places across it [m].
    stiffening : array_like
        Demiray's b of each layer, samples x layers [1]; 0 is neo-Hookean.
    points : sequence of (int, float)
        Layer, and place in it from 0 at its top to 1 at its bottom [1].
    indenter : StackOperator or None
        Layers of a soft indenter; None for a rigid edge.

    Returns
    -------
    CorrectedContact
        Indentation and half width [m], pressure [Pa], strains [1], and which of them
        lie where the correction was learnt.

    Notes
    -----
    See docs/models/finite-strain-correction.md for how it was learnt, how far it is off
    on runs that it has not seen, and what it can not do.

    References
    ----------
    StrigilReference
    """
    both = two_contacts(operator, contact, profile, stiffening, indenter=indenter)
    common = contact_features(both, profile)
    answer = network("contact").answer(common)
    d, a, p = np.exp(answer.mean).T
    known, likely = _doubts(answer, common, "contact")
    none = (known.size, 0)
    strain, linear = np.zeros(none), np.zeros(none)
    strain_likely: Array = np.zeros(none)
    strain_known = np.zeros(none, dtype=bool)
    if points:
        features, start, before = strain_features(both, common, list(points))
        linear = -before
        rows = features.reshape(-1, features.shape[2])
        told = network("strain").answer(rows)
        begin = squeezed(np.log1p(np.maximum(start, _DRAWN_OUT)))
        log_strain = unsqueezed(told.mean.reshape(start.shape) + begin)
        strain = np.expm1(-np.minimum(log_strain, _FLATTEST))
        sure, error = _doubts(told, rows, "strain")
        strain_known = sure.reshape(start.shape) & known[:, None]
        strain_likely = error.reshape(start.shape)
    return CorrectedContact(
        indentation=both.pressed.indentation * d,
        half_width=both.pressed.half_width * a,
        peak_pressure=both.pressed.peak_pressure * p,
        strain=strain,
        linear_strain=linear,
        is_known=known,
        strain_is_known=strain_known,
        likely_error=likely,
        strain_likely_error=strain_likely,
    )


def stiffening_of(tissues: Sequence[Tissue], law: ArrayLike) -> Array:
    """Return Demiray's b of tissues under a material law.

    Parameters
    ----------
    tissues : sequence of Tissue
        The layers' tissues, skin first.
    law : array_like
        Material law of each sample [1]: 0 is neo-Hookean, 1 the stiffening law.

    Returns
    -------
    ndarray
        Samples x layers [1].
    """
    table = sourced_tables("finite_strain.toml")["stiffening"]
    full = [table[tissue.kind].value for tissue in tissues]
    return np.outer(np.atleast_1d(np.asarray(law, dtype=float)), full)


def correction_sources() -> tuple[str, ...]:
    """Return the bibliography keys the correction rests on."""
    tables = sourced_tables("finite_strain.toml")
    keys = (datum.source for table in tables.values() for datum in table.values())
    return tuple(dict.fromkeys(keys))


def squeezed(log_strain: Array) -> Array:
    """Return a scale on which small strains are straight and large ones logarithmic.

    Parameters
    ----------
    log_strain : ndarray
        Logarithmic compression -ln(1 + dw/dz) [1].

    Returns
    -------
    ndarray
        Its area sine over a thousandth [1].
    """
    return np.asarray(np.arcsinh(log_strain / _SMALL))


def unsqueezed(value: Array) -> Array:
    """Return the logarithmic compression [1] of a value of :func:`squeezed` [1]."""
    return np.asarray(_SMALL * np.sinh(value))


def _doubts(answer: Answer, features: Array, name: str) -> tuple[Flags, Array]:
    """Say what is sure, and the likely error; none is told outside what was learnt."""
    doubt = network(f"{name}_doubt")
    told = doubt.answer(features).mean[:, 0]
    sure = (answer.disagreement <= network(name).limit) & (told <= doubt.limit)
    return sure & ~answer.is_outside, np.where(answer.is_outside, np.inf, np.exp(told))
