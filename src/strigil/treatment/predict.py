"""From the doses of a case to the course that tissue and pain may take."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from strigil.biology import Response, SessionStimulus, predict_response
from strigil.catalogue import Condition, Stage, one_of
from strigil.treatment.any_stage import predict_any_stage
from strigil.treatment.case import Case
from strigil.treatment.dose import stimulus_of
from strigil.treatment.dose_parts import SessionDose
from strigil.treatment.local_exposure import REFERENCE_EMOLLIENT, local_exposure
from strigil.treatment.outcomes_told import OutcomesTold

if (
    TYPE_CHECKING
):  # most forecasts have no recording, and its map takes a second to load
    from strigil.treatment.delivered import DeliveredExposure

__all__ = ["predict_course", "session_stimuli"]


def predict_course(  # noqa: PLR0913  # one door; everything but case and doses has a default
    case: Case,
    doses: Sequence[tuple[float, SessionDose]],
    *,
    stage: Stage | None = None,
    resting_pain: float | None = None,
    delivered: "tuple[float, DeliveredExposure] | None" = None,
    told: OutcomesTold | None = None,
    duration_days: float = 84.0,
    samples: int = 200,
    seed: int = 0,
    load: float = 1.0,
    after_session_hours: Sequence[float] = (),
    progress: Callable[[float], None] | None = None,
) -> Response:
    """Predict a case's course with its sessions and with the same care without them.

    Parameters
    ----------
    case : Case
        Gives condition, site, stage and resting pain.
    doses : sequence of (time, SessionDose)
        When, from day zero [d], and what; doses at the case's own site count.
    stage : str, optional
        Stage of healing, where it is not the case's own; where neither is known the
        interval is as wide as all stages.
    resting_pain : float, optional
        Pain at rest on day zero, where that is not the case's own of now [point].
    delivered : (time, DeliveredExposure), optional
        What a recording says was delivered at that time [d], in place of the doses
        given for it.
    told : OutcomesTold, optional
        The patient's outcomes so far, from which to learn.
    duration_days : float
        How far to look [d].
    samples : int
        How many patients to draw [1].
    seed : int
        The same seed gives the same prediction [1].
    load : float
        Daily load relative to the usual, in both arms [1].
    after_session_hours : sequence of float
        Further looks this long after each session [h].
    progress : callable, optional
        Told the share done [1].

    Returns
    -------
    Response
        Illustration, not calibrated; the spread of the doses is part of it.

    Notes
    -----
    What the case does not say is told in the warnings. Without a stage each interval
    spans all of them.
    """
    condition = one_of(Condition, case.problem.condition)
    here = [(day, dose) for day, dose in doses if dose.site == case.problem.site]
    pain = case.problem.resting_pain if resting_pain is None else resting_pain
    sessions = session_stimuli(here, lubricant=case.instruments.lubricant)
    if delivered is not None:
        sessions = _with_delivered(sessions, *delivered)

    def predict(one: Stage, tell: Callable[[float], None] | None) -> Response:
        return predict_response(
            condition.kind,
            one,
            sessions=sessions,
            duration_days=duration_days,
            samples=samples,
            seed=seed,
            load=load,
            resting_pain=pain,
            outcomes=told.series if told else (),
            after_session_hours=after_session_hours,
            progress=tell,
        )

    known = stage or case.problem.stage
    response = (
        predict(known, progress) if known else predict_any_stage(predict, progress)
    )
    rated = pain is not None or (
        told is not None and any(s.direct for s in told.series)
    )
    missing = _missing(case, rated=rated, treated=bool(sessions))
    left_out = (*_left_out(case, doses), *(told.left_out if told else ()))
    return replace(response, warnings=(*response.warnings, *missing, *left_out))


def session_stimuli(
    doses: Sequence[tuple[float, SessionDose]], *, lubricant: str = ""
) -> tuple[SessionStimulus, ...]:
    """Turn dated doses into what biology takes: local strain, shear and time.

    Parameters
    ----------
    doses : sequence of (time, SessionDose)
        When, from day zero [d], and what; all at one site.
    lubricant : str
        Id of the emollient, where it is known.

    Returns
    -------
    tuple of SessionStimulus
        In order of time; doses at one time are added. Beside the local exposure each
        has the dose relative to the reference session of the site, with its spread.
    """
    by_time: dict[float, list[SessionDose]] = {}
    for time_days, dose in doses:
        by_time.setdefault(time_days, []).append(dose)
    return tuple(_stimulus(day, by_time[day], lubricant) for day in sorted(by_time))


def _stimulus(
    time_days: float, doses: Sequence[SessionDose], lubricant: str
) -> SessionStimulus:
    found = [stimulus_of(dose) for dose in doses]
    total = sum(u.value for u in found)
    low, high = sum(u.low for u in found), sum(u.high for u in found)
    factor = math.sqrt(high / low) if low > 0.0 else 1.0
    exposure = local_exposure(doses, lubricant=lubricant)
    return SessionStimulus(time_days, total, factor, exposure)


def _with_delivered(
    sessions: Sequence[SessionStimulus], time_days: float, found: "DeliveredExposure"
) -> tuple[SessionStimulus, ...]:
    """Put a recorded session in the place of what was planned or reported for it."""
    dose = stimulus_of(found.dose)
    recorded = SessionStimulus(
        time_days,
        dose.value,
        math.sqrt(dose.high / dose.low),
        found.exposure,
        found.places,
    )
    others = [one for one in sessions if one.time_days != time_days]
    return tuple(sorted([*others, recorded], key=lambda one: one.time_days))


def _missing(case: Case, *, rated: bool, treated: bool) -> tuple[str, ...]:
    """Say what is not known of the patient and how the forecast goes on without it."""
    told = []
    if not rated:
        told.append(
            "Pain at rest is not known (problem.resting_pain): its course is that of "
            "drawn patients, who begin anywhere."
        )
    if treated and not case.instruments.lubricant:
        told.append(
            "The emollient is not known (instruments.lubricant): "
            f"{REFERENCE_EMOLLIENT} is taken, as uncertain as all emollients together."
        )
    return tuple(told)


def _left_out(
    case: Case, doses: Sequence[tuple[float, SessionDose]]
) -> tuple[str, ...]:
    elsewhere = sorted({d.site for _, d in doses if d.site != case.problem.site})
    if not elsewhere:
        return ()
    sites = ", ".join(elsewhere)
    return (f"Doses at other sites are not in the forecast: {sites}.",)
