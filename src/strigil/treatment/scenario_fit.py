"""How likely published outcomes are for each of many drawn parameters."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
from scipy.special import log_ndtr, ndtr

from strigil.biology import CHANNELS, People
from strigil.catalogue import ConditionClass, MeasurementKind, ReadoutQuantity, one_of
from strigil.treatment.scenario import Scenario
from strigil.treatment.scenario_check import only_group
from strigil.treatment.scenario_effect import (
    effect_of,
    needed_deviations,
    study_error,
)
from strigil.treatment.scenario_groups import rule, unknown_to_the_model
from strigil.treatment.scenario_outcome import wanted_direction
from strigil.treatment.scenario_parts import ScenarioReadout
from strigil.treatment.scenario_scale import (
    effect_from_readout_unit,
    observed_number,
    pain_factor,
    reading_error,
)
from strigil.treatment.scenario_setting import (
    Setting,
    base_of,
    channel_at,
    setting_with,
)
from strigil.treatment.scenario_times import moment_of
from strigil.treatment.scenario_words import quantity_meant

__all__ = ["log_likelihood_of"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
# A published number may be far out for reasons of its own: tails of this many degrees.
_TAILS = 4.0
# No single outcome counts as less likely than this [log].
_LEAST = -6.0


def log_likelihood_of(
    scenario: Scenario, people: Mapping[ConditionClass, People]
) -> Array:
    """Return the log-likelihood of a scenario's outcomes for each drawn subject.

    Parameters
    ----------
    scenario : Scenario
        A published experiment.
    people : dict of str to People
        By kind of condition, the same number of each.

    Returns
    -------
    array
        One number for each draw [1].

    Notes
    -----
    A number is Student-t about the model's effect, its scale that of the model's
    misfit and the study's error together; a direction is the chance of seeing it; a
    null the chance of no significant result. Outcomes of one paper hang together, so
    that their sum is divided by the square root of their number, and weighed with
    the trust in what was read.
    """
    setting = setting_with(scenario, people, 0)
    found = [
        one
        for readout in scenario.readouts
        if (one := _of_readout(setting, readout)) is not None
    ]
    samples = next(iter(people.values())).samples
    if not found:
        return np.zeros(samples)
    weight = rule(f"trust_{scenario.trust}").value / np.sqrt(len(found))
    total: Array = weight * np.sum(np.maximum(found, _LEAST), axis=0)
    return total


def _of_readout(setting: Setting, readout: ScenarioReadout) -> Array | None:
    quantity = quantity_meant(readout.quantity, "readout")
    if quantity is None or quantity.of not in CHANNELS:
        return None
    name = readout.group or only_group(setting.scenario)
    names = readout.order or (name,)
    groups = setting.scenario.groups
    if any(unknown_to_the_model(setting.scenario, groups[n]) for n in names):
        return None
    if readout.kind in ("peak_time", "return_time"):
        return None
    measured = one_of(MeasurementKind, quantity.measured)
    if readout.kind == "order":
        return _order(setting, readout, quantity, measured)
    return _compared(setting, readout, quantity, name)


def _compared(
    setting: Setting, readout: ScenarioReadout, quantity: ReadoutQuantity, name: str
) -> Array:
    measured = one_of(MeasurementKind, quantity.measured)
    at = moment_of(setting.scenario, readout, name)
    base = base_of(setting, readout, quantity, name, at)
    effect = effect_of(quantity, channel_at(setting, quantity, name, at), base)
    effect = effect * pain_factor(readout, quantity, setting.groups[name])
    error = reading_error(setting.scenario, readout, measured)
    scale = np.hypot(study_error(measured, effect), error)
    direction = wanted_direction(readout)
    observed = observed_number(readout)
    if direction == "no change" and observed is None:
        z, needed = effect / scale, needed_deviations() * error / scale
        hidden = ndtr(needed - z) - ndtr(-needed - z) + np.exp(_LEAST)
        return np.asarray(np.log(hidden))
    if readout.kind == "sign" or observed is None:
        found: Array = log_ndtr(effect / scale * (1.0 if direction == "up" else -1.0))
        return found
    seen = effect_from_readout_unit(readout, quantity, observed, base)
    z = (seen - effect) / scale
    return np.asarray(-0.5 * (_TAILS + 1.0) * np.log1p(z**2 / _TAILS) - np.log(scale))


def _order(
    setting: Setting,
    readout: ScenarioReadout,
    quantity: ReadoutQuantity,
    measured: MeasurementKind,
) -> Array:
    seen = [
        channel_at(setting, quantity, name, moment_of(setting.scenario, readout, name))
        for name in readout.order
    ]
    total = np.zeros(seen[0].size)
    pair = replace(readout, group=readout.order[0], versus=readout.order[1])
    error = reading_error(setting.scenario, pair, measured)
    for below, above in pairwise(seen):
        effect = effect_of(quantity, above, below)
        total = total + log_ndtr(
            effect / np.hypot(study_error(measured, effect), error)
        )
    return total
