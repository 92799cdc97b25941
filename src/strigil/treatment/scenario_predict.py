"""A scenario foretold: groups through the model, readouts as a study finds them."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from strigil.biology import CHANNELS, channels_of
from strigil.catalogue import MeasurementKind, ReadoutQuantity, one_of
from strigil.errors import StrigilError
from strigil.intervals import Interval, interval_of
from strigil.treatment.scenario import Scenario
from strigil.treatment.scenario_check import only_group
from strigil.treatment.scenario_effect import (
    chance_of,
    change_of,
    effect_of,
    study_error,
)
from strigil.treatment.scenario_groups import rule, unknown_to_the_model
from strigil.treatment.scenario_outcome import CANNOT, Outcome, judged
from strigil.treatment.scenario_parts import ScenarioReadout
from strigil.treatment.scenario_scale import (
    in_readout_unit,
    pain_factor,
    reading_error,
)
from strigil.treatment.scenario_setting import (
    Setting,
    base_of,
    channel_at,
    channel_of,
    setting_of,
)
from strigil.treatment.scenario_times import (
    baseline_of,
    beyond_records,
    moment_of,
    moments_of_course,
)
from strigil.treatment.scenario_words import quantity_meant

__all__ = [
    "predict_scenario",
    "predict_setting",
]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_SEEING = 3  # stream of random numbers of what a study sees


def predict_scenario(
    scenario: Scenario,
    *,
    samples: int = 200,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> tuple[Outcome, ...]:
    """Foretell every readout of a scenario and judge it.

    Parameters
    ----------
    scenario : Scenario
        A published experiment.
    samples : int
        How many subjects to draw [1].
    seed : int
        The same seed gives the same prediction [1].
    progress : callable, optional
        Told the share done [1].

    Returns
    -------
    tuple of Outcome
        One for each readout, in its order.

    Notes
    -----
    All groups are the same drawn parameters. To the model's effect come how far a
    study's true effect is from the model's (``misfit`` of the kind of measurement)
    and what so few subjects leave to chance; so the interval is of what such a study
    finds. A null is foretold where the chance of a significant result, averaged over
    the draws, is below one half.
    """
    return predict_setting(setting_of(scenario, samples, seed), progress)


def predict_setting(
    setting: Setting, progress: Callable[[float], None] | None = None
) -> tuple[Outcome, ...]:
    """Foretell every readout for subjects drawn before; see :func:`predict_scenario`.

    Parameters
    ----------
    setting : Setting
        A scenario with its subjects.
    progress : callable, optional
        Told the share done [1].
    """
    outcomes: list[Outcome] = []
    readouts = setting.scenario.readouts
    for i, readout in enumerate(readouts):
        outcomes.append(_outcome(setting, readout, i))
        if progress is not None:
            progress((i + 1) / len(readouts))
    return tuple(outcomes)


def _outcome(setting: Setting, readout: ScenarioReadout, index: int) -> Outcome:
    scenario = setting.scenario
    name = readout.group or only_group(scenario)
    quantity = quantity_meant(readout.quantity, "readout")
    about: dict[str, object] = {
        "scenario": scenario.id,
        "quantity": quantity.id if quantity else readout.quantity,
        "group": " < ".join(readout.order) if readout.order else name,
        "versus": readout.versus,
        "kind": readout.kind,
        "unit": readout.unit,
    }
    lacking = _lacking(setting, readout, quantity, name)
    if quantity is None or lacking:
        return _unpredicted(about, readout, f"The model has no word for {lacking}.")
    rng = np.random.default_rng([setting.seed, _SEEING, index])
    try:
        found = _found(setting, readout, quantity, rng)
    except StrigilError as error:  # a unit that does not fit is no reason to stop
        return _unpredicted(about, readout, str(error))
    about["channel"] = channel_of(setting, quantity, name or readout.order[0])
    about["evidence"] = quantity.evidence
    about["note"] = beyond_records(
        scenario, readout, name or readout.order[0], setting.groups
    )
    return Outcome(**about | found)  # type: ignore[arg-type]  # names of fields


def _unpredicted(
    about: dict[str, object], readout: ScenarioReadout, note: str
) -> Outcome:
    known = {"observed": readout.observed, "verdict": CANNOT, "note": note}
    return Outcome(**about | known)  # type: ignore[arg-type]  # names of fields


def _found(
    setting: Setting,
    readout: ScenarioReadout,
    quantity: ReadoutQuantity,
    rng: np.random.Generator,
) -> dict[str, object]:
    if readout.kind == "order":
        return _order(setting, readout, quantity)
    if readout.kind in ("peak_time", "return_time"):
        return _timing(setting, readout, quantity, rng)
    return _compared(setting, readout, quantity, rng)


def _lacking(
    setting: Setting,
    readout: ScenarioReadout,
    quantity: ReadoutQuantity | None,
    name: str,
) -> str:
    if quantity is None or quantity.of not in CHANNELS:
        return f"the quantity {readout.quantity!r}"
    names = readout.order or (name,)
    groups = setting.scenario.groups
    missing = (unknown_to_the_model(setting.scenario, groups[n]) for n in names)
    return next((what for what in missing if what), "")


def _compared(
    setting: Setting,
    readout: ScenarioReadout,
    quantity: ReadoutQuantity,
    rng: np.random.Generator,
) -> dict[str, object]:
    """Foretell a value, a comparison, a sign or a null."""
    name = readout.group or only_group(setting.scenario)
    at = moment_of(setting.scenario, readout, name)
    group = channel_at(setting, quantity, name, at)
    measured = one_of(MeasurementKind, quantity.measured)
    base = base_of(setting, readout, quantity, name, at)
    error = reading_error(setting.scenario, readout, measured)
    effect = effect_of(quantity, group, base)
    effect = effect * pain_factor(readout, quantity, setting.groups[name])
    size = effect.size
    true = effect + study_error(measured, effect) * rng.standard_normal(size)
    chance = chance_of(true, error)
    seen = true + error * rng.standard_normal(size)
    shown = in_readout_unit(readout, quantity, seen, base)
    interval = interval_of(shown)
    change, unit = change_of(quantity, seen)
    difference = interval_of(change)
    found = judged(
        readout,
        shown=difference if readout.kind in ("sign", "null") else interval,
        chance=chance,
        null_below=rule("null_chance").value,
    )
    if readout.kind in ("sign", "null"):
        interval, found["unit"] = difference, unit
    elif readout.kind == "percent":
        found["unit"] = "%"
    return found | _numbers(interval, difference, unit)


def _numbers(interval: Interval, difference: Interval, unit: str) -> dict[str, object]:
    return {
        "predicted": interval.value,
        "low": interval.low,
        "high": interval.high,
        "difference": difference,
        "difference_unit": unit,
        "width": difference.high - difference.low,
    }


def _order(
    setting: Setting, readout: ScenarioReadout, quantity: ReadoutQuantity
) -> dict[str, object]:
    """Foretell the order of groups: the share of draws that have it."""
    seen = [
        channel_at(setting, quantity, name, moment_of(setting.scenario, readout, name))
        for name in readout.order
    ]
    rises = np.array([np.median(b - a) for a, b in pairwise(seen)])
    share = np.mean(np.all(np.diff(np.stack(seen), axis=0) > 0.0, axis=0))
    right = bool(np.all(rises > 0.0))
    return {
        "predicted": float(share),
        "unit": "share of draws in this order",
        "sign_right": right,
        "published": "order",
        "verdict": "order right" if right else "order wrong",
    }


def _timing(
    setting: Setting,
    readout: ScenarioReadout,
    quantity: ReadoutQuantity,
    rng: np.random.Generator,
) -> dict[str, object]:
    """Foretell when a quantity peaks, or is back."""
    name = readout.group or only_group(setting.scenario)
    group, channel = setting.groups[name], channel_of(setting, quantity, name)
    times, start, unit = moments_of_course(setting.scenario, readout, name)
    people = setting.people[group.kind]
    course = channels_of(group, people, times, (channel,))[channel]
    rest, moment = baseline_of(setting.scenario, readout, group, float(times[0]))
    base = channels_of(rest, people, np.array([moment]), (channel,))[channel]
    apart = np.abs(course - base)
    peak = np.argmax(apart, axis=0)
    if readout.kind == "peak_time":
        when = times[peak]
    else:
        left = apart > rule("over_share").value * np.max(apart, axis=0)
        last = times.size - 1 - np.argmax(left[::-1], axis=0)
        when = times[np.minimum(last + 1, times.size - 1)]
    measured = one_of(MeasurementKind, "timing")
    spread = math.hypot(measured.misfit.value, measured.misfit_share.value)
    later = np.maximum(when - start, unit * 1e-3) / unit
    seen = interval_of(later * np.exp(spread * rng.standard_normal(later.size)))
    found = judged(readout, shown=seen, chance=1.0, null_below=0.0)
    found |= {"sign": "", "null_predicted": None, "null_observed": None, "chance": None}
    return found | {
        "predicted": seen.value,
        "low": seen.low,
        "high": seen.high,
        "width": seen.high - seen.low,
    }
