"""The arms of a trial as they are simulated: by bare dose or by local exposure."""

from collections.abc import Sequence
from dataclasses import dataclass

from strigil.biology import (
    Exposure,
    SessionStimulus,
    hardly_strained,
    median_local_doses,
)
from strigil.catalogue import ConditionClass, sourced_table
from strigil.intervals import Interval
from strigil.treatment.dose import dose_of_steps, stimulus_of
from strigil.treatment.dose_parts import SessionDose
from strigil.treatment.dose_steps import DoseStep, exactly, times
from strigil.treatment.predict import session_stimuli
from strigil.treatment.trial_parts import TrialArm, TrialStep
from strigil.units import to_si

__all__ = ["LocalDose", "PreparedArm", "prepared_arm", "said_of_arms"]

_WEEK_DAYS = 7.0
# Who is left of an arm at least: an adjusted test of two needs that many.
_LEFT = 3


@dataclass(frozen=True, slots=True)
class LocalDose:
    """What the tissue of a patient in the middle feels of one session.

    Attributes
    ----------
    site, target : str
        Body site, and name of the structure below that is meant.
    compression : Interval
        Of the target, positive; 90 % of patients lie inside [1].
    shear : Interval
        On the skin [Pa].
    contact_time : Interval
        In which an edge touches [s].
    """

    site: str
    target: str
    compression: Interval
    shear: Interval
    contact_time: Interval


@dataclass(frozen=True, slots=True)
class PreparedArm:
    """One arm as it is simulated.

    Attributes
    ----------
    name : str
        As the design calls it.
    patients : int
        Enrolled [1].
    complete : int
        With a last value [1].
    sessions : tuple of SessionStimulus
        Those before the outcome is taken.
    dose : Interval
        Of one session, relative to the reference session [1].
    local : LocalDose or None
        What is felt of it; None where the design gives a bare dose.
    said : tuple of str
        What makes its dose less sure.
    """

    name: str
    patients: int
    complete: int
    sessions: tuple[SessionStimulus, ...]
    dose: Interval
    local: LocalDose | None = None
    said: tuple[str, ...] = ()

    @property
    def total_dose(self) -> float:
        """Of all sessions together [reference sessions]."""
        return sum(session.dose for session in self.sessions)


def prepared_arm(
    name: str, arm: TrialArm, *, patients: int, days: float, usual_site: str
) -> PreparedArm:
    """Turn an arm of a design into what is simulated.

    Parameters
    ----------
    name : str
        As the design calls it.
    arm : TrialArm
        What the design says of it.
    patients : int
        Enrolled [1].
    days : float
        When the outcome is taken; later sessions are left out [d].
    usual_site : str
        Where steps act that name no site.
    """
    step = _WEEK_DAYS / arm.sessions_per_week
    when = [arm.start_day + step * number for number in range(arm.sessions)]
    given = [day for day in when if day < days]
    complete = max(_LEFT, round(patients * (1.0 - arm.drop_out)))
    if not arm.steps:
        dose, factor = arm.dose or 0.0, arm.dose_factor
        bare = tuple(SessionStimulus(day, dose, factor) for day in given)
        spread = Interval(dose, dose / factor, dose * factor)
        return PreparedArm(name, patients, complete, bare, spread)
    one = dose_of_steps([_step(step, usual_site) for step in arm.steps])
    felt = session_stimuli([(day, one) for day in given], lubricant=arm.lubricant)
    return PreparedArm(
        name=name,
        patients=patients,
        complete=complete,
        sessions=felt,
        dose=stimulus_of(one),
        local=_local(one, felt),
        said=tuple(f"{name}: {said}" for said in one.warnings),
    )


def said_of_arms(
    kind: ConditionClass, arms: Sequence[PreparedArm], planned: Sequence[int]
) -> list[str]:
    """Say what a reader must know of the arms' sessions and doses.

    Parameters
    ----------
    kind : str
        Kind of condition.
    arms : sequence of PreparedArm
        The arms.
    planned : sequence of int
        Sessions of each in the design [1].
    """
    told = []
    most = sourced_table("response_stimulus.toml")["dose_range"].high
    for arm, sessions in zip(arms, planned, strict=True):
        late = sessions - len(arm.sessions)
        if late:
            told.append(
                f"{arm.name}: {late} sessions lie on or after the day of the outcome "
                "and are left out."
            )
        if arm.dose.value > most:
            told.append(
                f"{arm.name}: a session of {arm.dose.value:.3g} reference sessions "
                f"lies above {most:g}, outside the range in which the model was tried."
            )
        told += arm.said
        said = hardly_strained(median_local_doses(kind, arm.sessions), _strains(arm))
        told += [f"{arm.name}: {said}"] if said else []
    return [*told, *_said_together(arms)]


def _said_together(arms: Sequence[PreparedArm]) -> list[str]:
    told = []
    given = [arm for arm in arms if arm.total_dose > 0.0]
    local = [arm for arm in given if arm.local is not None]
    if local:
        told.append(
            "Where an arm has steps its sessions act by local strain, shear and time; "
            "thickness and stiffness of the layers differ between the drawn patients, "
            "and so does the strain."
        )
    if local and len(local) < len(given):
        names = ", ".join(arm.name for arm in given if arm.local is None)
        told.append(
            f"{names}: a bare dose acts without local strain, steps by it. A "
            "difference between such arms is in part one of these two ways."
        )
    if len(given) == len(arms):
        told.append(
            "No arm is without IASTM: what IASTM does at all can not be seen here."
        )
    return told


def _strains(arm: PreparedArm) -> list[float]:
    return [one.exposure.strain for one in arm.sessions if one.exposure is not None]


def _local(dose: SessionDose, felt: Sequence[SessionStimulus]) -> LocalDose | None:
    if not felt or felt[0].exposure is None:
        return None
    one: Exposure = felt[0].exposure
    return LocalDose(
        site=dose.site,
        target=dose.target,
        compression=_spread(one.strain, one.strain_factor),
        shear=_spread(one.shear, one.pressure_factor),
        contact_time=dose.contact_time,
    )


def _spread(value: float, factor: float) -> Interval:
    return Interval(value, value / factor, value * factor)


def _step(step: TrialStep, usual_site: str) -> DoseStep:
    return DoseStep(
        site=step.site or usual_site,
        edge=step.edge,
        duration=to_si(step.duration_min, "min"),
        word=step.word,
        force=None if step.force is None else _measured(step.force),
        angle=None if step.angle_deg is None else to_si(step.angle_deg, "deg"),
    )


def _measured(force: float) -> Interval:
    error = sourced_table("response_stimulus.toml")["force_error"]
    return times(exactly(force), error.interval)
