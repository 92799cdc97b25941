"""Checks of a scenario: words against the catalogue, numbers against what can be."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strigil.catalogue import (
    BodySite,
    Emollient,
    InjuryKind,
    Modality,
    Species,
    StudiedTissue,
    TreatmentEdge,
    one_of,
)
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.treatment.scenario_parts import ScenarioReadout, ScenarioTreatment
from strigil.treatment.scenario_words import quantity_meant, word_meant

if TYPE_CHECKING:  # the scenario is made of these checks' other side
    from strigil.treatment.scenario import Scenario

__all__ = ["COMPARED", "check_scenario", "only_group"]

# What a readout may be compared with beside another group.
COMPARED = ("before", "healthy", "earlier")
_NUMBERS = ("value", "ratio", "percent", "difference", "peak_time", "return_time")
_NEED_COMPARISON = ("ratio", "percent", "difference", "sign", "null")
# Ends of what can be: (low, high, unit). They define the fields.
_FORCE = (0.0, 1000.0, "N")  # of a whole body on a roller
_PAIN = (0.0, 10.0, "points")
_SHARE = (0.0, 1.0, "")
_DAYS = (-3650.0, 3650.0, "days")
_PRESSURE = (0.0, 1000.0, "kPa")
_STRAIN = (0.0, 100.0, "%")
_AREA = (0.0, 1e6, "mm2")
_RATE = (0.0, 100.0, "Hz")
_DURATION = (0.0, 604_800.0, "s")
_ANGLE = (0.0, 90.0, "deg")
_SESSIONS = (0.0, 1000.0, "sessions")
_WEEKLY = (0.0, 21.0, "sessions a week")
_SUBJECTS = (1.0, 1e6, "subjects")
_NUMBER = (-1e9, 1e9, "")
_PER_DAY = {"days": 1.0, "weeks": 7.0, "hours": 1.0 / 24.0, "minutes": 1.0 / 1440.0}

_Range = tuple[str, float | None, tuple[float, float, str]]


def check_scenario(scenario: "Scenario", where: str) -> None:
    """Check a scenario; :func:`strigil.treatment.scenario_from_mapping`."""
    word_meant(Species, scenario.species, f"{where}.species")
    word_meant(StudiedTissue, scenario.tissue, f"{where}.tissue")
    word_meant(InjuryKind, scenario.injury.kind, f"{where}.injury.kind")
    for name, group in scenario.groups.items():
        place = f"{where}.groups.{name}"
        if name in COMPARED:
            message = f"{place}: a group can not be called {name!r}, which is a word "
            raise InvalidValueError(message + "for a comparison.")
        if group.tissue:
            word_meant(StudiedTissue, group.tissue, f"{place}.tissue")
        if group.injury is not None:
            word_meant(InjuryKind, group.injury.kind, f"{place}.injury.kind")
        for i, treatment in enumerate(group.treatments):
            _check_treatment(treatment, f"{place}.treatments[{i}]")
    for i, readout in enumerate(scenario.readouts):
        _check_readout(scenario, readout, f"{where}.readouts[{i}]")
    for place, value, allowed in _ranges(scenario):
        _check_range(f"{where}.{place}", value, allowed)


def only_group(scenario: "Scenario") -> str:
    """Return the name of the scenario's only group, or an empty name."""
    return next(iter(scenario.groups)) if len(scenario.groups) == 1 else ""


def _check_treatment(treatment: ScenarioTreatment, where: str) -> None:
    word_meant(Modality, treatment.modality, f"{where}.modality")
    for noun, word, key in (
        (TreatmentEdge, treatment.edge, "edge"),
        (BodySite, treatment.site, "site"),
        (Emollient, treatment.lubricant, "lubricant"),
    ):
        if word:
            try:
                one_of(noun, word)
            except UnknownNameError as error:
                kind = f"{error.kind} (in {where}.{key})"
                raise UnknownNameError(kind, word, error.allowed) from None
    if bool(treatment.edge) != bool(treatment.site):
        message = f"{where}: edge and site go together; one of them was given."
        raise InvalidValueError(message)
    days = treatment.days
    if days and list(days) != sorted(set(days)):
        message = f"{where}.days must rise; {list(days)} was given."
        raise InvalidValueError(message)


def _check_readout(scenario: "Scenario", readout: ScenarioReadout, where: str) -> None:
    quantity_meant(readout.quantity, where)
    _check_group_words(scenario, readout, where)
    given = [readout.minutes, readout.hours, readout.days, readout.weeks]
    timed = readout.kind not in ("peak_time", "return_time")
    if sum(time is not None for time in given) > 1 or (
        timed and all(time is None for time in given)
    ):
        message = f"{where} must say when by one of minutes, hours, days, weeks."
        raise InvalidValueError(message)
    missing = _missing(readout)
    if missing:
        message = f"{where} ({readout.kind} of {readout.quantity}) lacks {missing}."
        raise InvalidValueError(message)
    ends = (readout.low, readout.observed, readout.high)
    known = [end for end in ends if end is not None]
    if known != sorted(known):
        message = f"{where}: low, observed and high must rise; {known} was given."
        raise InvalidValueError(message)


def _check_group_words(
    scenario: "Scenario", readout: ScenarioReadout, where: str
) -> None:
    names = [readout.group or only_group(scenario)]
    if readout.kind == "order":
        names = list(readout.order)
    elif readout.versus and readout.versus not in COMPARED:
        names.append(readout.versus)
    if not names[0]:
        listed = ", ".join(scenario.groups)
        message = f"{where} lacks 'group': one of {listed}."
        raise InvalidValueError(message)
    for name in names:
        if name not in scenario.groups:
            kind = f"group (in {where})"
            known = [*scenario.groups, *COMPARED]
            raise UnknownNameError(kind, name, known)
    if readout.versus == "earlier" and readout.earlier_days is None:
        message = f"{where}: versus = 'earlier' needs earlier_days."
        raise InvalidValueError(message)


def _missing(readout: ScenarioReadout) -> str:
    """Return what a readout of its kind needs and does not have."""
    band = readout.low is not None and readout.high is not None
    number = readout.observed is not None or band
    needs = {
        "'observed' (or 'low' and 'high')": readout.kind in _NUMBERS and not number,
        "'direction': up, down or no change": readout.kind == "sign"
        and readout.direction is None,
        "'order': at least two groups, from least to most": readout.kind == "order"
        and len(readout.order) < 2,
        "'unit'": readout.kind in ("value", "difference", "peak_time", "return_time")
        and not readout.unit,
        "'versus': a group, before, healthy or earlier": readout.kind
        in _NEED_COMPARISON
        and not readout.versus,
    }
    return next((what for what, lacks in needs.items() if lacks), "")


def _ranges(scenario: "Scenario") -> Iterator[_Range]:
    injuries = {"injury": scenario.injury}
    for name, group in scenario.groups.items():
        yield f"groups.{name}.n", group.n, _SUBJECTS
        if group.injury is not None:
            injuries[f"groups.{name}.injury"] = group.injury
        for i, one in enumerate(group.treatments):
            for key, value, allowed in _ranges_of_treatment(one):
                yield f"groups.{name}.treatments[{i}].{key}", value, allowed
    for place, injury in injuries.items():
        yield f"{place}.loss", injury.loss, _SHARE
        yield f"{place}.pain", injury.pain, _PAIN
    for i, readout in enumerate(scenario.readouts):
        for key, value, allowed in _ranges_of_readout(readout):
            yield f"readouts[{i}].{key}", value, allowed


def _ranges_of_treatment(one: ScenarioTreatment) -> Iterator[_Range]:
    yield "force", one.force, _FORCE
    yield "pressure_kpa", one.pressure_kpa, _PRESSURE
    yield "strain_percent", one.strain_percent, _STRAIN
    yield "area_mm2", one.area_mm2, _AREA
    yield "frequency", one.frequency, _RATE
    yield "duration", one.duration, _DURATION
    yield "angle_deg", one.angle_deg, _ANGLE
    yield "sessions", one.sessions, _SESSIONS
    yield "sessions_per_week", one.sessions_per_week, _WEEKLY
    yield "start_day", one.start_day, _DAYS
    for day in one.days:
        yield "days", day, _DAYS


def _ranges_of_readout(readout: ScenarioReadout) -> Iterator[_Range]:
    yield "n", readout.n, _SUBJECTS
    yield "p", readout.p, _SHARE
    for key in ("observed", "low", "high", "baseline"):
        yield key, getattr(readout, key), _NUMBER
    yield "earlier_days", readout.earlier_days, _DAYS
    for unit, per_day in _PER_DAY.items():
        value = getattr(readout, unit)
        days = None if value is None else value * per_day
        yield f"{unit} (in days)", days, _DAYS


def _check_range(
    place: str, value: float | None, allowed: tuple[float, float, str]
) -> None:
    low, high, unit = allowed
    if value is not None and not low <= value <= high:
        ends = f"{low:g} to {high:g} {unit}".rstrip()
        message = f"{place} must be {ends}; {value:g} was given."
        raise InvalidValueError(message)
