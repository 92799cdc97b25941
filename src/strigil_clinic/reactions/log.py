"""The log of an episode: its sessions, the dose of each, and the answers after it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from strigil.treatment import SessionDose, StrokesAbove
from strigil_clinic.calibrations.science import own_readings
from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.science import case_of, doses_of
from strigil_clinic.inventory.science import own_in
from strigil_clinic.reactions.models import Bruise, Reaction, ReactionDay, Redness
from strigil_clinic.reactions.phrases import bruise_said, everyday_said, redness_said
from strigil_clinic.reactions.science import (
    SIGNS,
    Judged,
    Lock,
    Seen,
    StillThere,
    dose_at,
    dose_lines,
    judged,
    last_answer,
    lock_of,
)
from strigil_clinic.recordings.allowed import above_in_session
from strigil_clinic.sessions.models import Session, SessionState
from strigil_clinic.sessions.state import highest_treated, soreness_of

__all__ = [
    "Barring",
    "Cell",
    "Logged",
    "barring",
    "log_of",
    "re_treatment",
    "seen_in",
    "sessions_of",
]

RECORDED = ("Mean force", "Time in contact", "Strokes")
STILL_ASKED = timedelta(days=14)  # later nobody remembers the day after a session


@dataclass(frozen=True, slots=True)
class Cell:
    """One day after a session: the answer, or when to ask."""

    day: ReactionDay
    on: date
    reaction: Reaction | None
    judged: Judged | None
    is_due: bool = False

    @property
    def said(self) -> str:
        """What was answered, in one phrase; empty when nobody asked."""
        row = self.reaction
        if row is None:
            return ""
        sore, red, bruise, _everyday = _in_words(row)
        parts = [red, bruise, sore]
        if row.resolved_on is not None:
            day = date_format(row.resolved_on, "j M")
            parts.append(_("gone %(day)s") % {"day": day})
        return ", ".join(parts)

    @property
    def lines(self) -> tuple[str, ...]:
        """The answer line by line; none when nobody asked."""
        return () if self.reaction is None else _in_words(self.reaction)

    @property
    def is_ahead(self) -> bool:
        """Whether the day is still to come."""
        return self.on > timezone.localdate()


@dataclass(frozen=True, slots=True)
class Logged:
    """One session with its dose and the answers after it."""

    session: Session
    on: date
    cells: tuple[Cell, ...]
    dose: list[tuple[str, str, str]]
    pain: int | None
    soreness: int | None
    above: list[StrokesAbove]

    @property
    def answered(self) -> list[Cell]:
        """The days on which somebody asked."""
        return [cell for cell in self.cells if cell.reaction is not None]

    @property
    def brief(self) -> str:
        """Force and time in one line."""
        known = {name: value for name, value, _basis in self.dose}
        parts = (known.get(name) for name in ("Mean force", "Time in contact"))
        return ", ".join(part for part in parts if part)


def _in_words(row: Reaction) -> tuple[str, str, str, str]:
    """Return soreness, redness, bruise and everyday things of an answer."""
    red = redness_said(row.redness)
    return (
        _("soreness %(n)d of 10") % {"n": row.soreness},
        f"{red}, {_('warm')}" if row.warmth else red,
        bruise_said(row.bruise),
        everyday_said(row.function),
    )


def sessions_of(episode: Episode) -> list[Session]:
    """Return the sessions of an episode that are over, the latest first."""
    over = [SessionState.COMPLETED, SessionState.STOPPED]
    rows = Session.objects.current().filter(visit__episode=episode, state__in=over)
    rows = rows.select_related("visit", "practitioner")
    return list(rows.prefetch_related("events", "reactions", "recordings"))[::-1]


def log_of(episode: Episode) -> list[Logged]:
    """Return the log, the latest session first."""
    return [_logged(session, episode) for session in sessions_of(episode)]


def seen_in(reaction: Reaction) -> Seen:
    """Return a row as the library judges it."""
    red = reaction.redness in (Redness.MILD, Redness.MARKED)
    gone = reaction.resolved_on is not None
    return Seen(
        day=reaction.day,
        redness=(red or reaction.warmth) and not gone,
        bruise=Bruise.NONE if gone else reaction.bruise,
        soreness=reaction.soreness,
        worse=reaction.function == "worse",
        signs=tuple(reaction.warning_signs),
    )


@dataclass(frozen=True, slots=True)
class Barring:
    """The answer after one session that bars the place, and what of it does."""

    session: Session
    reaction: Reaction
    still: StillThere

    @property
    def may_clear(self) -> bool:
        """Whether one tap may say that it is gone; a doctor's sign asks for more."""
        gravest = judged(seen_in(self.reaction)).gravest
        return self.still.may_clear and gravest in ("", SIGNS[0])


def re_treatment(episode: Episode) -> Lock:
    """Return when the place may be treated again, and what bars it until then."""
    return lock_of(case_of(episode), timezone.now())


def barring(episode: Episode, lock: Lock) -> list[Barring]:
    """Return each answer that bars the place, the latest session first."""
    found = []
    earliest_first = sessions_of(episode)[::-1]  # as they stand in the case
    for session, still in zip(earliest_first, lock.sessions, strict=True):
        row = last_answer(session.reactions.all())
        if still.said and row is not None:
            found.append(Barring(session, row, still))
    return found[::-1]


def _logged(session: Session, episode: Episode) -> Logged:
    on = timezone.localdate(session.started_at or session.created_at)
    return Logged(
        session=session,
        on=on,
        cells=tuple(_cells(session, on)),
        dose=_dose(session, episode),
        pain=highest_treated(session),
        soreness=soreness_of(session),
        above=above_in_session(session),
    )


def _cells(session: Session, on: date) -> Iterator[Cell]:
    gone = ("amended", "entered-in-error")
    rows = [row for row in session.reactions.all() if row.status not in gone]
    last = max((row.day for row in rows), default=-1)
    old = timezone.localdate() - on > STILL_ASKED
    for day in ReactionDay:
        row = next((row for row in reversed(rows) if row.day == day), None)
        found = judged(seen_in(row)) if row is not None else None
        asked = on + timedelta(days=day.value)
        due = last < day and asked <= timezone.localdate() and not old
        yield Cell(day, asked, row, found, is_due=due)


def _dose(session: Session, episode: Episode) -> list[tuple[str, str, str]]:
    """Return the dose of the steps, and beside it what a recording measured of it."""
    given = [*doses_of(session)]
    own = own_in(" ".join(dose.edge for dose in given))
    readings = own_readings(session.practitioner)
    dose = dose_at(given, readings, episode.site_id, own)
    rows = dose_lines(dose, given) if dose else []
    for recording in session.recordings.all():
        rows += _recorded_lines(recording.analysis, dose)
    return rows


def _recorded_lines(
    analysis: Mapping[str, Any], dose: SessionDose | None
) -> Iterator[tuple[str, str, str]]:
    """Yield what a recording measured, to stand beside the dose of the steps."""
    measured = (analysis.get("dose") or {}).get("contact_time") or {}
    steps = dose.contact_time.value if dose else math.inf
    longer = measured.get("value", 0.0) > steps
    for name, value, basis in analysis.get("dose_rows", []):
        if name in RECORDED:
            more = longer and name == "Time in contact"
            known = f"{basis}; longer than the steps were timed" if more else basis
            yield f"Recording: {name.lower()}", value, known
