"""What may come of a plan: its sessions turned into doses, and these into a course."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from strigil.biology import Response
from strigil.planning.plan_parts import PlanOfCare
from strigil.planning.stage import stage_of
from strigil.treatment import (
    Case,
    CaseSession,
    ForceCalibration,
    SessionDose,
    calibrate,
    days_ago,
    dose_of_steps,
    dose_steps,
    outcomes_told,
    predict_course,
)
from strigil.units import to_si

# Most forecasts have no recording, and its map takes a second to load.
if TYPE_CHECKING:
    from strigil.treatment import DeliveredExposure

__all__ = ["course_doses", "done_doses", "forecast_plan", "said_of_held"]

DAYS_PER_WEEK = 7.0


def forecast_plan(  # noqa: PLR0913  # everything but case and plan has a default
    case: Case,
    plan: PlanOfCare,
    *,
    duration_days: float = 84.0,
    samples: int = 200,
    seed: int = 0,
    delivered: "tuple[float, DeliveredExposure] | None" = None,
    progress: Callable[[float], None] | None = None,
) -> Response:
    """Forecast a course: the sessions so far and those planned, beside none at all.

    Parameters
    ----------
    case : Case
        The case.
    plan : PlanOfCare
        Its plan; a plan that is held adds no session.
    duration_days : float
        How far to look from day zero [d]: the first session, or today without one.
    samples : int
        How many patients to draw [1].
    seed : int
        The same seed gives the same forecast [1].
    delivered : (time, DeliveredExposure), optional
        What a recording says was delivered at that time [d], in place of the session
        that is planned or reported for it.
    progress : callable, optional
        Told the share done [1].

    Returns
    -------
    Response
        Illustration, not calibrated. With and without IASTM the exercise and the
        advice are the same. Outcomes of the case narrow the drawn patients to those
        who fit them (docs/models/one-patient.md).

    Notes
    -----
    Each planned session is taken as the plan's steps in full. Whoever stops early or
    visits less gets another course. Where the plan is held the forecast is not
    refused: care without IASTM goes on, and that is what it shows. The first warning
    says so and why.
    """
    response = predict_course(
        case,
        course_doses(case, plan, duration_days=duration_days),
        stage=stage_of(case),
        delivered=delivered,
        told=outcomes_told(case),
        duration_days=duration_days,
        samples=samples,
        seed=seed,
        progress=progress,
    )
    held = said_of_held(case, plan)
    return replace(response, warnings=(*held, *response.warnings))


def said_of_held(case: Case, plan: PlanOfCare) -> tuple[str, ...]:
    """Return why a plan is held and what a forecast then shows; nothing if it is not.

    Examples
    --------
    >>> from strigil.planning import plan_of_care
    >>> from strigil.treatment import case_from_mapping
    >>> case = case_from_mapping({"schema": 1, "problem": {
    ...     "condition": "calf_strain", "site": "calf", "side": "left",
    ...     "onset_days": 2}})
    >>> said_of_held(case, plan_of_care(case))[0]
    'No treatment today: The stage of healing is acute.'
    """
    if not plan.held:
        return ()
    so_far = "the sessions so far and " if case.sessions else ""
    shown = (
        f"So the forecast has no further session: it shows {so_far}care without IASTM "
        "from today on."
    )
    told = [plan.held, shown]
    if "refer" in (plan.screening.decision, plan.revision.decision):
        told.append(
            "What was found may be another illness than the one that is forecast: the "
            "course is then not this patient's."
        )
    return tuple(told)


def course_doses(
    case: Case, plan: PlanOfCare, *, duration_days: float = 84.0
) -> tuple[tuple[float, SessionDose], ...]:
    """Return when and what: sessions so far, then those the plan still asks for.

    Parameters
    ----------
    case : Case
        The case with its sessions so far.
    plan : PlanOfCare
        The plan whose steps each further session repeats.
    duration_days : float
        No session is laid after this time from day zero [d].

    Returns
    -------
    tuple of (time, SessionDose)
        In order of time [d] from the first session, or from today without one.
    """
    own = calibrate(case.practitioner.readings)
    done = done_doses(case)
    today = max((days_ago(case, s) or 0.0 for s in case.sessions), default=0.0)
    planned = _planned_dose(case, plan, own)
    if planned is None:
        return done
    days = [*_days_ahead(case, plan, today)]
    ahead = [(day, planned) for day in days if day <= duration_days]
    return (*done, *ahead)


def done_doses(case: Case) -> tuple[tuple[float, SessionDose], ...]:
    """Return when and what of the sessions so far, as the case reports them.

    Parameters
    ----------
    case : Case
        The case with its sessions so far.

    Returns
    -------
    tuple of (time, SessionDose)
        In order of time [d] from the first session.
    """
    return tuple(_done(case, calibrate(case.practitioner.readings)))


def _done(
    case: Case, own: ForceCalibration | None
) -> Iterator[tuple[float, SessionDose]]:
    first = max((days_ago(case, s) or 0.0 for s in case.sessions), default=0.0)
    for session in sorted(case.sessions, key=lambda s: -(days_ago(case, s) or 0.0)):
        dose = _given_dose(case, session, own)
        if dose is not None:
            yield first - (days_ago(case, session) or 0.0), dose


def _given_dose(
    case: Case, session: CaseSession, own: ForceCalibration | None
) -> SessionDose | None:
    problem = case.problem
    here = [d for d in session.doses if d.site == problem.site]
    pressed = [d for d in here if d.side == problem.side and d.force != 0.0]
    steps = dose_steps(pressed)  # an edge without force, as in a sham, gives no dose
    if not steps:
        return None
    return dose_of_steps(steps, calibration=own, own=case.instruments.own)


def _planned_dose(
    case: Case, plan: PlanOfCare, own: ForceCalibration | None
) -> SessionDose | None:
    here = [step for step in plan.steps if step.site == case.problem.site]
    steps = dose_steps([step for step in here if step.edge])
    if not steps:
        return None
    return dose_of_steps(steps, calibration=own, own=case.instruments.own)


def _days_ahead(case: Case, plan: PlanOfCare, today: float) -> Iterator[float]:
    schedule = plan.schedule
    every = DAYS_PER_WEEK / schedule.visits_per_week
    rest = to_si(schedule.retreat_interval_h, "h") / to_si(1.0, "d")
    ago = min((days_ago(case, s) or 0.0 for s in case.sessions), default=rest)
    start = today + max(0.0, rest - ago)
    for number in range(schedule.visits - len(case.sessions)):
        yield start + number * every
