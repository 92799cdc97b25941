"""From the words of a scenario to what each group's tissue received."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from strigil.biology import Exposure, StudiedGroup
from strigil.catalogue import (
    InjuryKind,
    Modality,
    Sourced,
    Species,
    StudiedTissue,
    sourced_table,
)
from strigil.intervals import Interval
from strigil.treatment.dose import dose_of_steps
from strigil.treatment.dose_steps import DoseStep, exactly, times
from strigil.treatment.local_exposure import REFERENCE_EMOLLIENT, local_exposure
from strigil.treatment.scenario_parts import Injury, ScenarioGroup, ScenarioTreatment
from strigil.treatment.scenario_words import word_meant

if TYPE_CHECKING:
    from strigil.biology.studied import Acts, Course
    from strigil.treatment.scenario import Scenario

__all__ = ["rule", "session_days", "studied_group", "unknown_to_the_model"]

_DAY = 86_400.0
_WEEK_DAYS = 7.0
# Strain, shear and pressure of a session are the same for any time it takes [s].
_AN_HOUR = 3600.0
_NO_WORD = "other"


@dataclass(frozen=True, slots=True)
class _Received:
    """Pressure under the tool [Pa], strain [1], their factors [1], and shear [Pa].

    Shear is None where it follows from the pressure and the modality.
    """

    pressure: float
    pressure_factor: float
    strain: float
    strain_factor: float
    shear: float | None = None


def rule(name: str) -> Sourced:
    """Return a rule of ``data/scenario_rules.toml``."""
    return sourced_table("scenario_rules.toml")[name]


def studied_group(scenario: "Scenario", group: ScenarioGroup) -> StudiedGroup:
    """Turn a group of a scenario into what biology takes.

    Parameters
    ----------
    scenario : Scenario
        Species, tissue and injury.
    group : ScenarioGroup
        What was done to it.

    Returns
    -------
    StudiedGroup
        Its sessions with pressure, strain and time; pace, injury and load.
    """
    species = word_meant(Species, scenario.species, "species")
    tissue = word_meant(StudiedTissue, group.tissue or scenario.tissue, "tissue")
    injury = _injury(scenario, group)
    kind = word_meant(InjuryKind, injury.kind, "injury")
    course = "none" if kind.course == _NO_WORD else kind.course
    severity = _severity(injury)
    return StudiedGroup(
        kind=tissue.kind,
        course=cast("Course", course),
        exposures=tuple(sorted(_exposures(species, group), key=lambda e: e.time)),
        damage=_value(kind.damage) * severity,
        loss=min(_value(kind.loss) * severity, 0.95)
        if injury.loss is None
        else injury.loss,
        tired=_value(kind.tired),
        pace=species.healing_pace.value,
        load=_load(group),
        pain=_pain(injury, kind),
        opposite=group.opposite_side,
        dish=species.cells,
    )


def unknown_to_the_model(scenario: "Scenario", group: ScenarioGroup) -> str:
    """Return what of a group the model has no word for, or an empty text."""
    injury = word_meant(InjuryKind, _injury(scenario, group).kind, "injury")
    if injury.course == _NO_WORD:
        return f"the injury {injury.name!r}"
    done = [word_meant(Modality, one.modality, "modality") for one in group.treatments]
    if done and all(one.acts == _NO_WORD for one in done):
        return f"the treatment {done[0].name!r}"
    return ""


def session_days(treatment: ScenarioTreatment) -> tuple[float, ...]:
    """Return the day of each session [d]."""
    if treatment.days:
        return treatment.days
    weekly = treatment.sessions_per_week or _WEEK_DAYS
    step = _WEEK_DAYS / weekly
    return tuple(treatment.start_day + step * i for i in range(treatment.sessions))


def _injury(scenario: "Scenario", group: ScenarioGroup) -> Injury:
    if group.injury is not None:
        return group.injury
    return scenario.injury if group.injured else Injury()


def _severity(injury: Injury) -> float:
    if injury.severity == "moderate":
        return 1.0
    return rule(f"{injury.severity}_injury").value


def _pain(injury: Injury, kind: InjuryKind) -> float:
    if injury.pain is not None:
        return injury.pain
    hurts = kind.course in ("chronic", "healing", "inflamed", "restricted")
    return rule("usual_pain").value if hurts else 0.0


def _load(group: ScenarioGroup) -> float:
    load = 1.0
    for one in group.treatments:
        load *= _value(word_meant(Modality, one.modality, "modality").daily_load, 1.0)
    return load


def _exposures(species: Species, group: ScenarioGroup) -> Iterator[Exposure]:
    for treatment in group.treatments:
        modality = word_meant(Modality, treatment.modality, "modality")
        if modality.acts == "rests":
            continue
        acts = cast("Acts", "nothing" if modality.acts == _NO_WORD else modality.acts)
        received = _received(treatment, modality, species)
        moving = rule("slide_duty").value if acts == "slides" else 1.0
        for day in session_days(treatment):
            yield Exposure(
                time=day * _DAY,
                acts=acts,
                duration=treatment.duration or _value(modality.duration),
                pressure=received.pressure * moving,
                shear=received.pressure * _value(modality.shear_share)
                if received.shear is None
                else received.shear,
                strain=received.strain,
                context=_context(modality, species),
                by_hand=not modality.by_edge,
                pressure_factor=received.pressure_factor,
                strain_factor=received.strain_factor,
            )


def _context(modality: Modality, species: Species) -> float:
    human = species.id == "human"
    return _value(modality.context) if human else 0.0


def _received(
    treatment: ScenarioTreatment, modality: Modality, species: Species
) -> _Received:
    """Return pressure under the tool and strain, from what the paper states."""
    if treatment.edge:
        return _from_contact(treatment)
    words = _words(treatment)
    pressure, pressure_factor = _pressure(treatment, modality, species)
    if treatment.strain_percent is not None:
        stated = _spread(rule("stated_error"))
        strain, strain_factor = treatment.strain_percent / 100.0, stated
    elif modality.acts in ("slides", "presses") and _states_load(treatment):
        strain = 1.0 - math.exp(-pressure / species.cover_modulus.value)
        strain_factor = pressure_factor * math.sqrt(_spread(species.cover_modulus))
    else:
        strain = _value(modality.strain) * words
        strain_factor = _spread(modality.strain)
    return _Received(pressure, pressure_factor, strain, strain_factor)


def _states_load(treatment: ScenarioTreatment) -> bool:
    return treatment.force is not None or treatment.pressure_kpa is not None


def _pressure(
    treatment: ScenarioTreatment, modality: Modality, species: Species
) -> tuple[float, float]:
    """Return the pressure under the tool [Pa] and how uncertain it is [1]."""
    if treatment.pressure_kpa is not None:
        return treatment.pressure_kpa * 1e3, _spread(rule("stated_error"))
    if treatment.force is not None:
        if treatment.area_mm2:
            return treatment.force / (treatment.area_mm2 * 1e-6), _spread(
                rule("stated_error")
            )
        return treatment.force / species.tool_area.value, _spread(rule("force_error"))
    moving = rule("slide_duty").value if modality.acts == "slides" else 1.0
    usual = _value(modality.skin_pressure) * _words(treatment)
    return usual / moving, _spread(modality.skin_pressure)


def _words(treatment: ScenarioTreatment) -> float:
    if treatment.intensity == "usual":
        return 1.0
    return rule(treatment.intensity).value


def _from_contact(treatment: ScenarioTreatment) -> _Received:
    """Return what the tissue feels of an edge at a site, as in a case."""
    if treatment.force == 0.0:
        return _Received(0.0, 1.0, 0.0, 1.0)
    angle = treatment.angle_deg
    step = DoseStep(
        site=treatment.site,
        edge=treatment.edge,
        duration=treatment.duration or _AN_HOUR,
        force=None if treatment.force is None else _stated(treatment.force),
        angle=None if angle is None else math.radians(angle),
    )
    # Its factor is that of the pressure too, which no emollient changes.
    lubricant = treatment.lubricant or REFERENCE_EMOLLIENT
    felt = local_exposure([dose_of_steps([step])], lubricant=lubricant)
    assert felt is not None  # noqa: S101  # the step takes time
    return _Received(
        pressure=felt.pressure / rule("slide_duty").value,
        pressure_factor=felt.pressure_factor,
        strain=felt.strain,
        strain_factor=felt.strain_factor,
        shear=felt.shear,
    )


def _stated(force: float) -> Interval:
    return times(exactly(force), rule("stated_error").interval)


def _value(datum: Sourced | None, otherwise: float = 0.0) -> float:
    return otherwise if datum is None else datum.value


def _spread(datum: Sourced | None) -> float:
    """Return the factor between a datum's middle and its ends [1]."""
    if datum is None or datum.low <= 0.0:
        return 1.0
    return math.sqrt(datum.high / datum.low)
