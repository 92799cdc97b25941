"""Drawn patients of a case, kept so that several courses can be tried on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from strigil.biology import (
    DrawnPatients,
    SessionStimulus,
    draw_patients,
    follow_drawn,
)
from strigil.catalogue import Condition, Stage, one_of
from strigil.treatment.case import Case
from strigil.treatment.dose_parts import SessionDose
from strigil.treatment.outcomes_told import OutcomesTold
from strigil.treatment.predict import session_stimuli

__all__ = ["DrawnCase", "draw_case", "follow_case"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
DatedDoses = Sequence[tuple[float, SessionDose]]


@dataclass(frozen=True, slots=True, eq=False)
class DrawnCase:
    """Patients who may be the one of a case.

    Attributes
    ----------
    site : str
        Where doses count.
    lubricant : str
        Id of the emollient, where it is known.
    by_stage : dict of str to DrawnPatients
        The stage of healing; every stage where it is not known.
    """

    site: str
    lubricant: str
    by_stage: dict[Stage, DrawnPatients]


def draw_case(  # everything but case and doses has a default
    case: Case,
    doses: DatedDoses,
    *,
    stage: Stage | None = None,
    told: OutcomesTold | None = None,
    samples: int = 500,
    seed: int = 0,
) -> DrawnCase:
    """Draw the patients of :func:`strigil.treatment.predict_course`, to be kept.

    Parameters
    ----------
    case, doses, stage, told
        As :func:`strigil.treatment.predict_course` takes them.
    samples, seed : int
        How many patients for each stage, and which [1].
    """
    problem = case.problem
    known = stage or problem.stage
    stages: tuple[Stage, ...] = (known,) if known else get_args(Stage)
    sessions = _sessions(doses, problem.site, case.instruments.lubricant)
    drawn = {
        each: draw_patients(
            one_of(Condition, problem.condition).kind,
            each,
            sessions=sessions,
            outcomes=told.series if told else (),
            resting_pain=problem.resting_pain,
            samples=samples,
            seed=seed,
        )
        for each in stages
    }
    return DrawnCase(problem.site, case.instruments.lubricant, drawn)


def follow_case(
    drawn: DrawnCase, doses: DatedDoses, *, time_days: Array, quantity: str
) -> Array:
    """Follow the drawn patients of a case through some doses, and through none.

    Parameters
    ----------
    drawn : DrawnCase
        The patients.
    doses : sequence of (time, SessionDose)
        When, from day zero [d], and what.
    time_days : array
        When to look, rising, from 0 on [d].
    quantity : str
        Key of an observable.

    Returns
    -------
    array, axes stage, time, arm (with, without), patient
        In the unit of the quantity.
    """
    sessions = _sessions(doses, drawn.site, drawn.lubricant)
    return np.stack(
        [
            follow_drawn(one, sessions, time_days=time_days)[quantity]
            for one in drawn.by_stage.values()
        ]
    )


def _sessions(
    doses: DatedDoses, site: str, lubricant: str
) -> tuple[SessionStimulus, ...]:
    here = [(day, dose) for day, dose in doses if dose.site == site]
    return session_stimuli(here, lubricant=lubricant)
