"""Stress below the middle of a contact, at finite strain, with intervals.

Linear stresses at clinical force are never shown: the load is that of the corrected
contact, and shear is that of the corrected strain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_tables
from strigil.intervals import Interval, interval_of
from strigil.mechanics.contact_result import LayerStress, SiteStress
from strigil.mechanics.prior_samples import PriorSamples
from strigil.mechanics.sampled_site import (
    SampledContact,
    SampledSite,
    depth_of,
    points_of,
)
from strigil.mechanics.spread_load import (
    STRETCH,
    SpreadLoad,
    shear_of_law,
    stress_across,
)

__all__ = [
    "SHEAR_PLACES",
    "SampledStress",
    "load_of",
    "site_stress",
    "strain_of_layers",
    "stress_of_samples",
    "thinned_above",
]

Array = NDArray[np.float64]
Points = list[tuple[int, float]]

# Shear is taken at these places of a layer: bent layers are sheared most near a face,
# but at the face itself strain is the worst known.
SHEAR_PLACES = (1, 5, 6, 10)
# The error of the model has draws of its own.
_MODEL = 15485863


def site_stress(site: SampledSite, contact: SampledContact, *, seed: int) -> SiteStress:
    """Return the stress below a sampled contact.

    Parameters
    ----------
    site : SampledSite
        The drawn sites.
    contact : SampledContact
        What presses on them, with strain at all points of the site.
    seed : int
        For the draws of the model's own error.

    Returns
    -------
    SiteStress
        Stress as intervals [Pa]; the error of the model is part of them.
    """
    body, table = site.question.site, sourced_tables("stress.toml")
    found = stress_of_samples(site, contact, seed=seed)
    across, shear = found.across, found.shear
    unknown = found.left_out > table["range"]["unknown_share"].value
    names = [body.target, *(layer.name for layer in body.layers)]
    parts = [
        LayerStress(
            name=name,
            depth=depth_of(body, point),
            across=interval_of(across[:, i]),
            shear=None if unknown[i] else _interval_of_known(shear[:, i]),
        )
        for i, (name, point) in enumerate(zip(names, points_of(body), strict=False))
    ]
    return SiteStress(
        layers=tuple(parts[1:]),
        target=parts[0],
        warnings=_notes(names, found.left_out, unknown),
        **_largest(shear[:, 1:], names[1:], unknown=bool(unknown[1:].any())),
    )


@dataclass(frozen=True, slots=True)
class SampledStress:
    """Stress of each sample, the target first, then each layer.

    Attributes
    ----------
    across, shear : ndarray
        Stress across the layers, and the largest shear stress, samples x points [Pa].
        Shear is NaN where strain is not known well enough for it.
    left_out : ndarray
        Share of the draws in which it is not, for each point [1].
    """

    across: Array
    shear: Array
    left_out: Array


def stress_of_samples(
    site: SampledSite, contact: SampledContact, *, seed: int
) -> SampledStress:
    """Return the stress of each sample, the drawn error of the model in it."""
    wanted = points_of(site.question.site)[: 1 + len(site.question.site.layers)]
    strain = strain_of_layers(site, contact)
    thinned = thinned_above(site.operator.stack.thickness, strain, wanted)
    load = load_of(contact)
    across = stress_across(site.operator, load, wanted, thinned=thinned)[:, :, 0]
    shear, left_out = _shears(site, contact, strain, wanted[0][0])
    error = sourced_tables("stress.toml")["model_error"]
    draws = PriorSamples(across.shape[0], seed + _MODEL)
    return SampledStress(
        across=across * draws.lognormal(error["across"])[:, None],
        shear=shear * draws.lognormal(error["shear"])[:, None],
        left_out=left_out,
    )


def load_of(contact: SampledContact) -> SpreadLoad:
    """Return the load of a sampled contact."""
    pressed = contact.pressed
    return SpreadLoad(
        pressed.line_load,
        pressed.half_width,
        pressed.peak_pressure,
        pressed.contact_length,
    )


def strain_of_layers(site: SampledSite, contact: SampledContact) -> Array:
    """Return the strain along each layer, samples x layers x places [1]."""
    layers = len(site.question.site.layers)
    profile = contact.pressed.strain[:, 1 + layers :]
    return profile.reshape(profile.shape[0], layers, -1)


def thinned_above(thickness: Array, profile: Array, points: Points) -> Array:
    """Return what is left of the thickness of all that lies above points [1].

    The first layer counts as whole for points in itself: it is bent by the edge, and
    bears the pressure where it acts.
    """
    stretch = np.clip(1.0 + profile, *STRETCH)
    places = profile.shape[2]
    pressed = thickness * stretch.mean(axis=2)
    columns = []
    for layer, place in points:
        if layer == 0:
            columns.append(np.ones(thickness.shape[0]))
            continue
        within = place * thickness[:, layer]
        row = stretch[:, layer]
        share = np.clip(place * places - np.arange(places), 0.0, 1.0) / places
        now = pressed[:, :layer].sum(axis=1) + thickness[:, layer] * (row @ share)
        columns.append(now / (thickness[:, :layer].sum(axis=1) + within))
    return np.stack(columns, axis=1)


def _shears(
    site: SampledSite, contact: SampledContact, profile: Array, target: int
) -> tuple[Array, Array]:
    """Return the largest shear at the target and in each layer, and what is left out.

    A shear far above all pressure comes from a strain that can not be: that draw is
    left out, and the share of the draws in which this happens is told.
    """
    stack, b = site.operator.stack, site.stiffening
    G = stack.shear_modulus[:, :, None]
    law = shear_of_law(G, b[:, :, None], profile[:, :, SHEAR_PLACES])
    point = contact.target_strain[:, None]
    there = shear_of_law(G[:, target], b[:, target, None], point)
    most = sourced_tables("stress.toml")["range"]["beyond_pressure"].value
    limit = most * contact.pressed.peak_pressure[:, None]
    wild = law > limit[:, :, None]
    unsure = np.concatenate([there > limit, wild.any(axis=2)], axis=1)
    shear = np.concatenate([there, law.max(axis=2)], axis=1)
    return np.where(unsure, np.nan, shear), unsure.mean(axis=0)


def _interval_of_known(values: Array) -> Interval:
    return interval_of(values[np.isfinite(values)])


def _largest(shear: Array, names: Sequence[str], *, unknown: bool) -> dict[str, Any]:
    """Return in which layer shear is largest, in how many draws, and how large [Pa]."""
    if unknown:
        return {"largest_shear": None, "shear_layer": None, "shear_share": None}
    known = np.nan_to_num(shear)
    where = np.argmax(known, axis=1)
    most = int(np.bincount(where).argmax())
    return {
        "largest_shear": interval_of(known.max(axis=1)),
        "shear_layer": names[most],
        "shear_share": float(np.mean(where == most)),
    }


def _notes(
    names: Sequence[str], left_out: Array, unknown: NDArray[np.bool_]
) -> tuple[str, ...]:
    said = [
        f"{'target' if i == 0 else name} ({100 * share:.0f} %)"
        for i, (name, share) in enumerate(zip(names, left_out, strict=True))
        if unknown[i]
    ]
    if not said:
        return ()
    return (
        "Shear stress is not given where strain is not known well enough for it in so "
        f"many of the draws: {', '.join(said)}.",
    )
