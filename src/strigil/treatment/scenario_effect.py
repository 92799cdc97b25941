"""The effect of a group against another, and whether a study would see it."""

import numpy as np
from scipy.special import ndtr, ndtri

from strigil.catalogue import MeasurementKind, ReadoutQuantity
from strigil.treatment.scenario_groups import rule

__all__ = [
    "chance_of",
    "change_of",
    "effect_of",
    "needed_deviations",
    "study_error",
]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
# The least that a ratio is taken of; the least colour that an eye or a meter sees.
_LEAST, _LEAST_COLOUR = 1e-6, 0.02


def effect_of(quantity: ReadoutQuantity, group: Array, base: Array) -> Array:
    """Return the effect as it is measured: a log ratio, or points [1 or point]."""
    gain = 1.0 if quantity.gain is None else quantity.gain.value
    if quantity.scale == "points":
        return gain * (group - base)
    least = _LEAST_COLOUR if quantity.measured == "colour" else _LEAST
    logs: Array = np.log(np.maximum(group, least) / np.maximum(base, least))
    return gain * logs


def study_error(measured: MeasurementKind, effect: Array) -> Array:
    """Return how far a study's true effect is from the model's [log ratio or point]."""
    share = measured.misfit_share.value * np.abs(effect)
    error: Array = np.hypot(measured.misfit.value, share)
    return error


def needed_deviations() -> float:
    """Return how many standard errors make a result significant [1]."""
    return float(ndtri(1.0 - rule("significance").value / 2.0))


def chance_of(effect: Array, error: float) -> float:
    """Return the chance of a significant two-sided test, averaged over draws [1]."""
    needed = needed_deviations()
    far = np.abs(effect) / error
    return float(np.mean(ndtr(far - needed) + ndtr(-far - needed)))


def change_of(quantity: ReadoutQuantity, effect: Array) -> tuple[Array, str]:
    """Return an effect as people read it, with its unit: percent, or points."""
    if quantity.scale == "points":
        return effect, "point"
    return 100.0 * np.expm1(effect), "%"
