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
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.pressed_stack import (
    contact_features,
    strain_features,
    two_contacts,
)
from strigil.mechanics.wave_grid import StackOperator

__all__ = [
    "CorrectedContact",
    "Trust",
    "corrected_contact",
    "correction_sources",
    "squeezed",
    "stiffening_of",
    "unsqueezed",
]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Kinds = NDArray[np.int_]

# Strains far above this are learnt by their ratio, far below by their difference.
_SMALL = 1e-3
# Far outside of what was learnt, no layer is pressed flatter than to exp(-6).
_FLATTEST = 6.0
# A layer is never drawn out by more than this share by the second linear contact.
_DRAWN_OUT = -0.9
# Half of a layer's thickness, and how far from the depth of targets is about as deep.
_MIDDLE, _ABOUT = 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Trust:
    """How far each answer of one quantity may be off.

    Attributes
    ----------
    is_known : ndarray
        An answer is flagged where this is false: it may be off by more than a tenth.
        Strict: most of what is flagged is right.
    likely_error : ndarray
        Share of the answer that about 95 of 100 answers like it are at most off by [1];
        without end where the correction was not learnt.
    """

    is_known: Flags
    likely_error: Array


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
    indentation_trust, half_width_trust, peak_pressure_trust, strain_trust : Trust
        How far each of them may be off. A strain is known only where the indentation
        is, and far less often at places other than the middle of a layer, or a target.
    """

    indentation: Array
    half_width: Array
    peak_pressure: Array
    strain: Array
    linear_strain: Array
    indentation_trust: Trust
    half_width_trust: Trust
    peak_pressure_trust: Trust
    strain_trust: Trust


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
    sunk, wide = (network(name).answer(common) for name in ("contact", "width"))
    (depth,) = _trusts(sunk, common, "contact")
    width, peak = _trusts(wide, common, "width")
    none = np.zeros((depth.is_known.size, 0))
    strain, linear, of_strain = none, none, Trust(none.astype(bool), none)
    if points:
        features, start, before = strain_features(both, common, list(points))
        linear = -before
        rows = features.reshape(-1, features.shape[2])
        told = network("strain").answer(rows)
        begin = squeezed(np.log1p(np.maximum(start, _DRAWN_OUT)))
        log_strain = unsqueezed(told.mean.reshape(start.shape) + begin)
        strain = np.expm1(-np.clip(log_strain, -_FLATTEST, _FLATTEST))
        kind = _kinds(operator.stack, points).ravel()
        (each,) = _trusts(told, rows, "strain", kind=kind)
        of_strain = Trust(
            each.is_known.reshape(start.shape) & depth.is_known[:, None],
            each.likely_error.reshape(start.shape),
        )
    return CorrectedContact(
        indentation=both.pressed.indentation * np.exp(sunk.mean[:, 0]),
        half_width=both.pressed.half_width * np.exp(wide.mean[:, 0]),
        peak_pressure=both.pressed.peak_pressure * np.exp(wide.mean[:, 1]),
        strain=strain,
        linear_strain=linear,
        indentation_trust=depth,
        half_width_trust=width,
        peak_pressure_trust=peak,
        strain_trust=of_strain,
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


def _trusts(
    answer: Answer, features: Array, name: str, *, kind: Kinds | None = None
) -> list[Trust]:
    """Return the trust of each output; nothing is sure outside what was learnt.

    ``kind`` says which of the limits is each row's, where they are not the outputs'.
    """
    doubt = network(f"{name}_doubt")
    told = doubt.answer(features).mean
    apart, likely = network(name).limit, doubt.limit
    if kind is not None:
        apart, likely = apart[kind, None], likely[kind, None]
    sure = (answer.disagreement <= apart) & (told <= likely)
    sure &= ~answer.is_outside[:, None]
    error = np.where(answer.is_outside[:, None], np.inf, np.exp(told))
    return [Trust(*both) for both in zip(sure.T, error.T, strict=True)]


def _kinds(stack: LayerStack, points: Sequence[tuple[int, float]]) -> Kinds:
    """Return for each sample and point which limit of strain is its own.

    0 in the middle of a layer and about as deep in a thick one as targets are given; 1
    elsewhere, where far less is sure.
    """
    reach = sourced_tables("finite_strain.toml")["range"]["target_reach"].value
    layers, places = (np.array(each) for each in zip(*points, strict=True))
    h = stack.thickness[:, layers]
    off = np.abs(places * h - reach) <= _ABOUT * reach
    is_usual = (places == _MIDDLE) | (off & (h > reach / _MIDDLE))
    return np.where(is_usual, 0, 1)
