"""When a readout was taken, and what it is compared with."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from strigil.biology import (
    SessionStimulus,
    StudiedGroup,
    hardly_strained,
    median_local_doses,
)
from strigil.errors import InvalidValueError
from strigil.treatment.scenario_groups import rule, session_days
from strigil.treatment.scenario_parts import ScenarioGroup, ScenarioReadout
from strigil.units import to_si

if TYPE_CHECKING:
    from strigil.treatment.scenario import Scenario

__all__ = ["baseline_of", "beyond_records", "moment_of", "moments_of_course"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_DAY = 86_400.0
_CLOCKS = (("minutes", 60.0), ("hours", 3600.0), ("days", _DAY), ("weeks", 7 * _DAY))
_BEFORE = 1.0  # "before" is this long before the first session [s]
_DATED = ("healing", "exercise", "inflamed", "disuse")
# A course is looked at until this many times the published time.
_HORIZON = 4.0
_LOOKS = 60


def moment_of(scenario: "Scenario", readout: ScenarioReadout, name: str) -> float:
    """Return when a readout was taken of a group, from day zero [s]."""
    after = 0.0
    for clock, seconds in _CLOCKS:
        value = getattr(readout, clock)
        if value is not None:
            after = value * seconds
    return _zero_of(scenario, readout, name) + after


def baseline_of(
    scenario: "Scenario", readout: ScenarioReadout, group: StudiedGroup, moment: float
) -> tuple[StudiedGroup, float]:
    """Return the group and the time [s] that a readout is compared with.

    Parameters
    ----------
    scenario : Scenario
        Which experiment.
    readout : ScenarioReadout
        Its ``versus`` is before, healthy, earlier, or empty: healthy, or before where
        the value before is given.
    group : StudiedGroup
        Whose readout it is.
    moment : float
        When it was taken [s].
    """
    healthy = replace(
        group, course="none", exposures=(), damage=0.0, loss=0.0, load=1.0, pain=0.0
    )
    if readout.versus == "earlier" and readout.earlier_days is not None:
        zero = _zero_of(scenario, readout, readout.group or next(iter(scenario.groups)))
        return group, zero + readout.earlier_days * _DAY
    if readout.versus == "before" or (readout.baseline and not readout.versus):
        first = min((one.time for one in group.exposures), default=0.0)
        if first <= 0.0 and group.course in _DATED:
            return healthy, 0.0
        return group, first - _BEFORE
    return healthy, max(moment, 0.0)


def beyond_records(
    scenario: "Scenario",
    readout: ScenarioReadout,
    name: str,
    groups: Mapping[str, StudiedGroup],
) -> str:
    """Return where a readout lies beyond all that the model was calibrated on."""
    longest, hardest = rule("longest_record"), rule("hardest_record")
    told = []
    if moment_of(scenario, readout, name) > longest.value:
        told.append(f"later than any record ({longest.as_text()})")
    if any(one.pressure > hardest.value for one in groups[name].exposures):
        told.append(f"a higher pressure than any record ({hardest.as_text()})")
    beyond = f"Beyond the records: {'; '.join(told)}." if told else ""
    return f"{beyond} {_unreached(scenario.groups[name], groups[name])}".strip()


def _unreached(written: ScenarioGroup, group: StudiedGroup) -> str:
    """Say so where an edge of the catalogue hardly strains the target at its site."""
    if not any(one.edge for one in written.treatments):
        return ""
    stimuli = [SessionStimulus(0.0, 1.0, exposure=one) for one in group.exposures]
    doses = median_local_doses(group.kind, stimuli)
    return hardly_strained(doses, [one.strain for one in group.exposures])


def moments_of_course(
    scenario: "Scenario", readout: ScenarioReadout, name: str
) -> tuple[Array, float, float]:
    """Return times to look at [s], the time counted from [s] and the unit [s]."""
    unit = to_si(1.0, readout.unit)
    ends = (readout.high, readout.observed, readout.low)
    longest = max(end for end in ends if end is not None) * unit * _HORIZON
    if longest <= 0.0:
        message = f"The time of {readout.quantity} must be above 0."
        raise InvalidValueError(message)
    start = _zero_of(scenario, readout, name)
    steps = np.linspace(0.0, 1.0, _LOOKS) ** 2
    return start + longest * steps, start, unit


def _zero_of(scenario: "Scenario", readout: ScenarioReadout, name: str) -> float:
    """Return the time that a readout counts from [s]."""
    if readout.after == "day_zero":
        return 0.0
    days = _days(scenario, name)
    if not days:
        days = [day for other in scenario.groups for day in _days(scenario, other)]
    if not days:
        return 0.0
    return _DAY * (min(days) if readout.after == "first_session" else max(days))


def _days(scenario: "Scenario", name: str) -> list[float]:
    treatments = scenario.groups[name].treatments
    return [day for one in treatments for day in session_days(one)]
