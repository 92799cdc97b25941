"""An episode's rows as the library's `Case`: the one place where they are joined.

A later question is put to a case, never to rows. What was said on a day stays true to
that day: an event that was 30 days ago when it was asked is 40 days ago ten days later.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django.utils import timezone

from strigil.catalogue import Condition, OutcomeMeasure, all_of, one_of
from strigil.planning import stages_after
from strigil.treatment import (
    Answer,
    Case,
    CaseOutcome,
    CaseSession,
    GivenDose,
    History,
    InstrumentsAtHand,
    Patient,
    Practitioner,
    Problem,
    SignedOverride,
)
from strigil.units import to_si
from strigil_clinic.assessments.models import Assessment
from strigil_clinic.assessments.science import findings_of
from strigil_clinic.calibrations.science import own_readings
from strigil_clinic.consent.science import consent_of
from strigil_clinic.episodes.models import Episode
from strigil_clinic.inventory.science import at_hand, edge_found
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.people.models import Practitioner as PractitionerRow
from strigil_clinic.reactions.science import reactions_of
from strigil_clinic.recordings.allowed import strokes_beside
from strigil_clinic.recordings.models import Recording
from strigil_clinic.recordings.science import mean_force
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.sessions.models import EventKind, Session, SessionState
from strigil_clinic.sessions.state import highest_treated, now_of

__all__ = ["case_of", "doses_of", "history_of", "stages_since", "to_the_day"]


def case_of(
    episode: Episode,
    *,
    day: date | None = None,
    practitioner: PractitionerRow | None = None,
    screening: ScreeningRecord | None = None,
    assessment: Assessment | None = None,
    instruments: InstrumentsAtHand | None = None,
) -> Case:
    """Return an episode as the case that the library screens, plans and forecasts.

    Parameters
    ----------
    day
        The day it is asked for; today when not given.
    practitioner
        Whose calibrated words are taken; none without.
    screening, assessment
        Rows to take in place of the ones that count: the latest valid screen and the
        latest signed assessment.
    instruments
        What is at hand; what the clinic has in use when not given.
    """
    day = day or timezone.localdate()
    screens = ScreeningRecord.objects.current().filter(episode=episode)
    screening = screening or screens.last()
    assessments = Assessment.objects.signed().filter(episode=episode)
    assessment = assessment or assessments.last()
    return Case(
        schema=1,
        date=day,
        problem=_problem(episode, assessment, day),
        patient=_patient(episode, day),
        history=_history(screening, day),
        findings=tuple(findings_of(assessment)),
        red_flag_tests=dict(assessment.red_flag_answers) if assessment else {},
        instruments=instruments or at_hand(episode.patient.clinic),
        practitioner=_practitioner(practitioner),
        consent=consent_of(episode),
        sessions=tuple(_sessions(episode, day)),
        outcomes=tuple(_outcomes(episode, day)),
        overrides=tuple(_overrides(screening)),
    )


def to_the_day(case: Case) -> Case:
    """Return a case that reads the same all day: hours pass while it is looked at.

    For work that takes a while and is asked for again until it is done.
    """
    sessions = tuple(replace(each, hours_ago=None) for each in case.sessions)
    return replace(case, sessions=sessions)


def history_of(answers: Mapping[str, Any], asked_on: date, day: date) -> History:
    """Return screening answers as they stand on a later day.

    Parameters
    ----------
    answers
        By item id: `"yes"`, or `{"answer", "on" | "days_ago", "where", "note"}`, where
        `where` is empty (at the problem), `elsewhere`, or `site:side`.
    """
    return History({item: _answer(answers[item], asked_on, day) for item in answers})


def stages_since(condition_id: str, onset: date, day: date) -> tuple[str, ...]:
    """Return the stages that fit a condition on a day, earliest first."""
    since = to_si(float((day - onset).days), "d")
    return stages_after(one_of(Condition, condition_id), since)


def _answer(given: Any, asked_on: date, day: date) -> Answer:
    said: Mapping[str, Any] = given if isinstance(given, dict) else {"answer": given}
    site, _, side = str(said.get("where", "")).partition(":")
    elsewhere = site == "elsewhere"
    return Answer(
        answer=said["answer"],
        days_ago=_days_since(said, asked_on, day),
        site="" if elsewhere else site,
        side=cast(Any, side or None),
        elsewhere=elsewhere,
        note=said.get("note", ""),
    )


def _days_since(said: Mapping[str, Any], asked_on: date, day: date) -> float | None:
    if said.get("on"):
        return float(max((day - date.fromisoformat(said["on"])).days, 0))
    if said.get("days_ago") is None:
        return None
    return float(said["days_ago"]) + max((day - asked_on).days, 0)


def _history(screening: ScreeningRecord | None, day: date) -> History:
    if screening is None:
        return History()
    asked_on = timezone.localdate(screening.created_at)
    return history_of(screening.answers, asked_on, day)


def _problem(episode: Episode, assessment: Assessment | None, day: date) -> Problem:
    began = episode.onset_date
    pain = assessment.resting_pain if assessment else None
    return Problem(
        condition=episode.condition_id,
        site=episode.site_id,
        side=cast(Any, episode.side),
        stage=cast(Any, episode.stage or None),
        onset_days=float(max((day - began).days, 0)) if began else None,
        irritability=cast(Any, (assessment and assessment.irritability) or None),
        resting_pain=float(pain) if pain is not None else None,
        comparable_sign=assessment.comparable_sign if assessment else "",
    )


def _patient(episode: Episode, day: date) -> Patient:
    patient = episode.patient
    return Patient(
        age_years=float(patient.age_on(day)),
        sex=cast(Any, patient.gender),
        skin_tone=patient.skin_tone,
    )


def _practitioner(who: PractitionerRow | None) -> Practitioner:
    if who is None:
        return Practitioner()
    return Practitioner(name=who.name, readings=own_readings(who))


def _sessions(episode: Episode, day: date) -> Iterator[CaseSession]:
    rows = Session.objects.current().filter(visit__episode=episode)
    over = [SessionState.STOPPED, SessionState.COMPLETED]
    parts = ("events", "reactions", "recordings")
    for row in rows.filter(state__in=over).prefetch_related(*parts):
        when = timezone.localdate(row.started_at or row.created_at)
        pain = highest_treated(row)
        stopped = row.state == SessionState.STOPPED  # a lift that went on is no stop
        whys = [e.get_why_display() for e in row.events.all() if e.why and stopped]
        beside = (strokes_beside(recording) for recording in row.recordings.all())
        yield CaseSession(
            days_ago=float(max((day - when).days, 0)),
            hours_ago=_hours_since(row) if day == timezone.localdate() else None,
            doses=tuple(doses_of(row)),
            reactions=tuple(reactions_of(row.reactions.all())),
            pain_during=None if pain is None else float(pain),
            stopped_because=whys[-1] if whys else "",
            recorded=tuple(strokes for strokes in beside if strokes is not None),
        )


def _hours_since(session: Session) -> float:
    ended = session.ended_at or session.started_at or session.created_at
    hours = (timezone.now() - ended).total_seconds() / to_si(1.0, "h")
    return max(hours, 0.0)


def doses_of(session: Session) -> Iterator[GivenDose]:
    """Yield what was done with an edge, with the force that a recording measured.

    A recording speaks for the steps with its edge at its site; one that names no edge,
    for every step at its site.
    """
    recordings = session.recordings.all()
    for dose in _steps_done(session):
        yield replace(dose, force=mean_force(_analyses(recordings, dose)))


def _analyses(rows: Iterable[Recording], dose: GivenDose) -> list[Mapping[str, Any]]:
    return [
        row.analysis
        for row in rows
        if row.edge_id in ("", dose.edge) and row.site_id in ("", dose.site)
    ]


def _steps_done(session: Session) -> Iterator[GivenDose]:
    """Yield the steps that were begun; one of no known time counts as planned."""
    steps = session.plan_snapshot.get("steps", [])
    kinds = (EventKind.STEP_STARTED, EventKind.STEP_DONE)
    begun = {event.step for event in session.events.all() if event.kind in kinds}
    now = now_of(session.events.all())
    for step in steps:
        known = edge_found(step.get("edge") or "") is not None
        if known and step.get("order") in begun and step.get("site"):
            took, band = now.seconds.get(step["order"]), step.get("force_band") or {}
            timed = took is not None
            duration = took if timed else step.get("duration")
            planned = None if timed else step.get("strokes")
            yield GivenDose(
                site=step["site"],
                side=step["side"],
                edge=step["edge"],
                word=band.get("word"),
                angle_deg=step.get("angle_deg"),
                duration_min=duration / to_si(1.0, "min") if duration else None,
                strokes=now.strokes.get(step["order"], planned),
                direction=step.get("direction") or "any",
            )


def _outcomes(episode: Episode, day: date) -> Iterator[CaseOutcome]:
    for row in OutcomeScore.objects.current().filter(episode=episode):
        ago = (day - row.measured_on).days
        if row.measure_id in all_of(OutcomeMeasure) and ago >= 0:
            yield CaseOutcome(
                row.measure_id, row.value, days_ago=float(ago), item=row.item
            )


def _overrides(screening: ScreeningRecord | None) -> Iterator[SignedOverride]:
    if screening is not None:
        for row in screening.overrides.select_related("signed_by"):
            yield SignedOverride(row.item_id, row.reason, row.signed_by.name)
