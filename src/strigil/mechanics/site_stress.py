"""Stress below the middle of a contact, at finite strain, with intervals.

Linear stresses at clinical force are never shown: the load is that of the corrected
contact, and shear is that of the corrected strain.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_tables
from strigil.intervals import interval_of
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
    where = np.argmax(shear[:, 1:], axis=1)
    most = int(np.bincount(where).argmax())
    names = [body.target, *(layer.name for layer in body.layers)]
    parts = [
        LayerStress(
            name=name,
            depth=depth_of(body, point),
            across=interval_of(across[:, i]),
            shear=interval_of(shear[:, i]),
        )
        for i, (name, point) in enumerate(zip(names, points_of(body), strict=False))
    ]
    return SiteStress(
        layers=tuple(parts[1:]),
        target=parts[0],
        largest_shear=interval_of(shear[:, 1:].max(axis=1)),
        shear_layer=names[1 + most],
        shear_share=float(np.mean(where == most)),
        warnings=_notes(found.left_out, table["range"]["unknown_share"].value),
    )


@dataclass(frozen=True, slots=True)
class SampledStress:
    """Stress of each sample, the target first, then each layer.

    Attributes
    ----------
    across, shear : ndarray
        Stress across the layers, and the largest shear stress, samples x points [Pa].
    left_out : float
        Share of the draws in which a place was left out [1].
    """

    across: Array
    shear: Array
    left_out: float


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
) -> tuple[Array, float]:
    """Return the largest shear at the target and in each layer, and what is left out.

    A shear far above all pressure comes from a strain that can not be: that place is
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
    largest = np.where(wild, 0.0, law).max(axis=2)
    shear = np.concatenate([there, largest], axis=1)
    return shear, float(np.mean(wild.any(axis=(1, 2)) | (there > limit)[:, 0]))


def _notes(left_out: float, allowed: float) -> tuple[str, ...]:
    if left_out <= allowed:
        return ()
    return (
        f"In {100 * left_out:.0f} % of the draws strain near a face of a layer is not "
        "known well enough for shear stress; those places are left out.",
    )
