"""Scores on outcome measures: those of the first day, and those that came later."""

from typing import Literal

from strigil_clinic.demo.setting import Setting, demo_id, keep, sign
from strigil_clinic.demo.story import Scored, Story
from strigil_clinic.episodes.models import Episode, VisitStatus
from strigil_clinic.outcomes.models import OutcomeScore

__all__ = ["keep_scores"]

AFTER_THE_DOOR = 10  # minutes


def keep_scores(
    story: Story,
    episode: Episode,
    setting: Setting,
    *,
    of: Literal["the first day", "later"],
) -> None:
    """Store and sign the scores of the first day, or the later ones."""
    for scored in story.scores:
        for days_ago, value in zip(scored.days_ago, scored.values, strict=True):
            on_first_day = days_ago == story.opened_days_ago
            if on_first_day == (of == "the first day"):
                _keep(story, episode, setting, (scored, days_ago, value))


def _keep(
    story: Story,
    episode: Episode,
    setting: Setting,
    score: tuple[Scored, int, float],
) -> None:
    scored, days_ago, value = score
    who, day = setting.people[story.by], setting.day(days_ago)
    when = setting.moment(days_ago, AFTER_THE_DOOR)
    visits = episode.visits.exclude(status=VisitStatus.PLANNED)
    row = OutcomeScore(
        id=demo_id(story.key, scored.measure, scored.item, days_ago),
        episode=episode,
        visit=visits.filter(started_at__date=day).first(),
        measure_id=scored.measure,
        item=scored.item,
        value=value,
        measured_on=day,
        created_at=when,
        created_by=who,
    )
    sign(keep(row, who), who, when)
