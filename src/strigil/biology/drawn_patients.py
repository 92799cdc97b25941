"""Drawn patients who fit one person, and several courses of sessions tried on them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from strigil.biology.arms import followed
from strigil.biology.local_stimulus import local_coordinates
from strigil.biology.model import Array
from strigil.biology.outcome_series import OutcomeSeries
from strigil.biology.person import update_person
from strigil.biology.person_likelihood import PersonSetting
from strigil.biology.predict import check_sessions, checked_setting
from strigil.biology.response import SessionStimulus, check_seed
from strigil.catalogue import ConditionClass, Stage
from strigil.errors import InvalidValueError

__all__ = ["DrawnPatients", "draw_patients", "follow_drawn"]


@dataclass(frozen=True, slots=True, eq=False)
class DrawnPatients:
    """Patients who may be this person, each a row of standard normals.

    Attributes
    ----------
    particles : ndarray, shape (patients, coordinates)
        Standard normals [1].
    setting : PersonSetting
        What they were drawn from: condition, sessions, outcomes.
    """

    particles: Array
    setting: PersonSetting


def draw_patients(  # noqa: PLR0913  # everything but the condition has a default
    kind: ConditionClass,
    stage: Stage,
    *,
    sessions: Sequence[SessionStimulus],
    outcomes: Sequence[OutcomeSeries] = (),
    resting_pain: float | None = None,
    samples: int = 200,
    seed: int = 0,
) -> DrawnPatients:
    """Draw the patients of :func:`strigil.biology.predict_response`, to be kept.

    Parameters
    ----------
    kind, stage, sessions, outcomes
        As :func:`strigil.biology.predict_response` takes them; what was done and what
        is planned. Outcomes teach what they teach there.
    resting_pain : float, optional
        The patient's own pain at rest now, 0 to 10 [point].
    samples, seed : int
        How many patients, and which [1].

    Raises
    ------
    UnknownNameError
        On a kind or stage that does not exist.
    InvalidValueError
        On sessions or outcomes that can not be.
    """
    check_seed(seed)
    setting = checked_setting(
        kind, stage, sessions, outcomes, resting_pain=resting_pain
    )
    drawn = update_person(setting, samples=samples, seed=seed)
    return DrawnPatients(drawn.after, setting)


def follow_drawn(
    drawn: DrawnPatients, sessions: Sequence[SessionStimulus], *, time_days: Array
) -> dict[str, Array]:
    """Follow the same patients through other sessions, and through none.

    Parameters
    ----------
    drawn : DrawnPatients
        From :func:`draw_patients`; those it learnt from are not changed.
    sessions : sequence of SessionStimulus
        What was done, and what might be done.
    time_days : array
        When to look, rising, from 0 on [d].

    Returns
    -------
    dict of str to array, axes time, arm (with, without), patient
        By observable; patient by patient comparable between calls.

    Raises
    ------
    InvalidValueError
        On sessions with a local exposure where those drawn had none.
    """
    check_sessions(sessions)
    needed, held = (
        local_coordinates(each) for each in (sessions, drawn.setting.sessions)
    )
    if needed > held:
        message = (
            "These patients were drawn for sessions without local exposure; draw them "
            "with at least one session that has it (draw_patients)."
        )
        raise InvalidValueError(message)
    setting = replace(drawn.setting, sessions=tuple(sessions))
    return followed(drawn.particles, setting, time_days=time_days, progress=None)
