"""Scores as series: one measure of one thing, in order of time."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from strigil.catalogue import OutcomeMeasure, all_of
from strigil.reporting import MeasuredPoint, ReactionMark
from strigil.treatment import Case, CaseOutcome
from strigil_clinic.episodes.models import Episode
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.outcomes.science import first_session_of
from strigil_clinic.reactions.models import Bruise, Reaction

__all__ = ["Series", "chosen", "reaction_marks", "series_of", "zero_of"]


@dataclass(frozen=True, slots=True)
class Series:
    """Scores on one measure, of one activity or movement where it needs one."""

    measure: OutcomeMeasure
    item: str
    scores: tuple[OutcomeScore, ...]

    @property
    def key(self) -> str:
        """What an address calls it."""
        return f"{self.measure.id}:{self.item}" if self.item else self.measure.id

    @property
    def name(self) -> str:
        """What people call it."""
        short = self.measure.name
        if short.endswith(")") and "(" in short:
            short = short[short.rindex("(") + 1 : -1]
        return f"{short}: {self.item}" if self.item else short

    @property
    def baseline(self) -> float:
        """The first value [the measure's unit]."""
        return float(self.scores[0].value)

    def points(self, zero: date) -> list[MeasuredPoint]:
        """Return the values by days since a day."""
        return [
            MeasuredPoint(
                (score.measured_on - zero).days,
                score.value,
                _label(score),
            )
            for score in self.scores
        ]

    def as_outcomes(self, day: date) -> list[CaseOutcome]:
        """Return the values as a case holds them on a day."""
        return [
            CaseOutcome(
                self.measure.id,
                score.value,
                days_ago=float((day - score.measured_on).days),
            )
            for score in self.scores
        ]


def series_of(episode: Episode, first: list[OutcomeMeasure]) -> list[Series]:
    """Return an episode's series, those on the condition's own measures in front."""
    found: dict[tuple[str, str], list[OutcomeScore]] = {}
    known = all_of(OutcomeMeasure)
    rows = OutcomeScore.objects.current().filter(episode=episode)
    for score in rows.select_related("amends"):
        if score.measure_id in known:
            found.setdefault((score.measure_id, score.item), []).append(score)
    order = [measure.id for measure in first]
    every = [Series(known[m], item, tuple(s)) for (m, item), s in found.items()]
    return sorted(every, key=lambda s: _place(order, s.measure.id))


def chosen(series: list[Series], key: str) -> Series | None:
    """Return the series that was asked for; else pain, where a forecast lies behind."""
    asked = (one for one in series if one.key == key)
    pain = (one for one in series if one.measure.id == "nprs")
    return next(asked, None) or next(pain, series[0] if series else None)


def zero_of(case: Case, series: Series | None) -> date:
    """Return the day at which a chart begins: the first session or score."""
    today = case.date or timezone.localdate()
    starts = [score.measured_on for score in series.scores] if series else []
    first = first_session_of(case)
    return min([*starts, first] if first else starts, default=today)


def reaction_marks(episode: Episode, zero: date) -> list[ReactionMark]:
    """Return each bruise that was seen, on the first day it was."""
    rows = Reaction.objects.current().filter(episode=episode)
    marks, seen = [], set()
    for row in rows.exclude(bruise=Bruise.NONE).select_related("session"):
        if row.session_id in seen:
            continue
        seen.add(row.session_id)
        seen_on = timezone.localdate(row.created_at)
        if row.session is not None and row.session.started_at is not None:
            began = timezone.localdate(row.session.started_at)
            seen_on = began + timedelta(days=row.day)
        day = max((seen_on - zero).days, 0)
        marks.append(ReactionMark(day, row.get_bruise_display()))
    return marks


def _label(score: OutcomeScore) -> str:
    day = date_format(score.measured_on, "j M")
    return f"{day}, {score.note}" if score.note else day


def _place(order: list[str], measure_id: str) -> int:
    return order.index(measure_id) if measure_id in order else len(order)
