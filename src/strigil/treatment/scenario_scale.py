"""From the model's effect to the paper's unit, and how noisy the paper's number is."""

import math
from typing import TYPE_CHECKING

import numpy as np

from strigil.biology import StudiedGroup
from strigil.catalogue import MeasurementKind, ReadoutQuantity, Species
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.treatment.scenario_check import only_group
from strigil.treatment.scenario_groups import rule
from strigil.treatment.scenario_parts import ScenarioReadout
from strigil.treatment.scenario_words import word_meant
from strigil.units import SI_UNIT, si_unit, to_si

if TYPE_CHECKING:
    from strigil.treatment.scenario import Scenario

__all__ = [
    "effect_from_readout_unit",
    "in_readout_unit",
    "observed_number",
    "pain_factor",
    "reading_error",
]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_UNIT_EFFECT = 0.1
_LEAST_RATIO = 1e-4
# What papers call a point of a scale from 0 to 10.
_POINTS = {"point": 1.0, "points": 1.0, "cm": 1.0, "mm": 10.0, "1": 1.0, "%": 10.0}
_SHARES = {"%": 100.0, "percent": 100.0, "1": 1.0, "": 1.0, "ratio": 1.0, "fold": 1.0}


def in_readout_unit(
    readout: ScenarioReadout, quantity: ReadoutQuantity, effect: Array, base: Array
) -> Array:
    """Return an effect as the paper states it.

    Parameters
    ----------
    readout : ScenarioReadout
        Its kind and unit.
    quantity : ReadoutQuantity
        Its scale.
    effect : array
        Log ratio, or points.
    base : array
        The channel of what was compared with.

    Raises
    ------
    InvalidValueError
        When the unit does not fit the quantity.
    """
    if quantity.scale == "points":
        return _points(readout, effect, base)
    ratio = np.exp(effect)
    if readout.kind == "ratio":
        return ratio
    if readout.kind in ("percent", "sign", "null"):
        return 100.0 * (ratio - 1.0)
    if readout.unit in _SHARES:
        level = (
            base * _SHARES[readout.unit]
            if quantity.scale == "share"
            else (np.full(base.shape, _SHARES[readout.unit]))
        )
        return _value_or_difference(readout, ratio, level)
    return _value_or_difference(readout, ratio, _usual(readout, quantity, base))


def effect_from_readout_unit(
    readout: ScenarioReadout, quantity: ReadoutQuantity, observed: float, base: Array
) -> Array:
    """Return a published number as the model's effect [log ratio or point].

    The inverse of :func:`in_readout_unit`.
    """
    here = in_readout_unit(readout, quantity, np.zeros(base.shape), base)
    there = in_readout_unit(readout, quantity, np.full(base.shape, _UNIT_EFFECT), base)
    if quantity.scale == "points":
        points: Array = (observed - here) / (there - here) * _UNIT_EFFECT
        return points
    # Linear in the ratio: the effect is the logarithm of the ratio that gives it.
    slope = (there - here) / math.expm1(_UNIT_EFFECT)
    ratio = 1.0 + (observed - here) / slope
    effect: Array = np.log(np.maximum(ratio, _LEAST_RATIO))
    return effect


def pain_factor(
    readout: ScenarioReadout, quantity: ReadoutQuantity, group: StudiedGroup
) -> float:
    """Return by what pain is scaled where a readout gives its value before [1]."""
    if quantity.of != "pain" or not readout.baseline or group.pain <= 0.0:
        return 1.0
    return readout.baseline / _POINTS.get(readout.unit, 1.0) / group.pain


def observed_number(readout: ScenarioReadout) -> float | None:
    """Return the published number [the readout's unit], or None."""
    if readout.observed is not None:
        return readout.observed
    if readout.low is not None and readout.high is not None:
        return (readout.low + readout.high) / 2.0
    return None


def reading_error(
    scenario: "Scenario", readout: ScenarioReadout, measured: MeasurementKind
) -> float:
    """Return the standard error of an effect in such a study [log ratio or point]."""
    name = readout.group or only_group(scenario)
    quiet = rule("dish_noise").value if _in_dish(scenario) else 1.0
    return quiet * _spread_error(scenario, readout, measured, name)


def _in_dish(scenario: "Scenario") -> bool:
    return word_meant(Species, scenario.species, "species").cells


def _spread_error(
    scenario: "Scenario",
    readout: ScenarioReadout,
    measured: MeasurementKind,
    name: str,
) -> float:
    own = _subjects(scenario, readout, name)
    paired = readout.versus in ("before", "earlier")
    if readout.paired is not None:
        paired = readout.paired
    if paired:
        return measured.within.value / math.sqrt(own)
    if readout.versus in scenario.groups:
        other = _subjects(scenario, readout, readout.versus)
        changed = readout.kind != "value"
        # Groups are compared by their change where there is one before treatment.
        spread = min(measured.between.value, measured.within.value * math.sqrt(2.0))
        spread = spread if changed else measured.between.value
        return spread * math.sqrt(1.0 / own + 1.0 / other)
    return measured.between.value / math.sqrt(own)


def _subjects(scenario: "Scenario", readout: ScenarioReadout, name: str) -> float:
    given = readout.n or scenario.groups[name].n
    return rule("subjects").value if given is None else float(given)


def _points(readout: ScenarioReadout, effect: Array, base: Array) -> Array:
    if readout.kind == "percent":
        shares: Array = 100.0 * effect / np.maximum(base, 0.1)
        return shares
    if readout.kind == "ratio":
        ratio: Array = 1.0 + effect / np.maximum(base, 0.1)
        return ratio
    scale = 1.0 if readout.unit in ("degC", "") else _POINTS.get(readout.unit)
    if scale is None:
        kind = f"unit of {readout.quantity}"
        raise UnknownNameError(kind, readout.unit, [*_POINTS, "degC"])
    if readout.kind == "value":
        if readout.unit == "degC" and readout.baseline is None:
            message = f"{readout.quantity} in degC needs 'baseline', the value before."
            raise InvalidValueError(message)
        level = base if readout.baseline is None else readout.baseline / scale
        value: Array = scale * (effect + level)
        return value
    return scale * effect


def _value_or_difference(readout: ScenarioReadout, ratio: Array, level: Array) -> Array:
    part: Array = ratio if readout.kind == "value" else ratio - 1.0
    return level * part


def _usual(readout: ScenarioReadout, quantity: ReadoutQuantity, base: Array) -> Array:
    """Return the value that the relative change belongs to, in the readout's unit."""
    usual, given = quantity.usual, readout.baseline or 0.0
    angle = quantity.measured == "motion" and readout.unit in SI_UNIT
    angle = angle and si_unit(readout.unit) == "rad"
    if readout.baseline is not None and not angle:
        return np.full(base.shape, readout.baseline)
    if usual is None or si_unit(readout.unit) != si_unit(usual.unit):
        message = (
            f"{readout.quantity} in {readout.unit!r} needs 'baseline', the value "
            "before, in that unit; or state it as ratio or percent."
        )
        raise InvalidValueError(message)
    factor = to_si(1.0, readout.unit)
    spread = math.log(usual.high / usual.low) / (2.0 * 1.645)
    drawn = np.random.default_rng(0).standard_normal(base.shape)
    level: Array = usual.value / factor * np.exp(spread * drawn)
    if readout.baseline is None or readout.kind == "value":
        return level if readout.baseline is None else np.full(base.shape, given)
    # A joint that moves little gains relatively more: half way between its own
    # motion and the usual.
    return np.full(base.shape, math.sqrt(given * usual.value / factor))
