"""Loading the demo clinic: its people, their measured words, and every story."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from strigil_clinic.actors import make_actors
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.calibrations.models import ForceCalibration
from strigil_clinic.demo.drawer import fill_drawer
from strigil_clinic.demo.opening import open_episode, withdraw_consent
from strigil_clinic.demo.science import readings_of
from strigil_clinic.demo.scores import keep_scores
from strigil_clinic.demo.setting import Setting, demo_id, keep, noted, sign
from strigil_clinic.demo.story import Stories, Story, read_stories
from strigil_clinic.demo.visits import play_visits
from strigil_clinic.episodes.models import Episode, EpisodeStatus

__all__ = ["load_demo"]

Tell = Callable[[float], None]


@transaction.atomic
def load_demo(
    *,
    now: datetime | None = None,
    tell: Tell | None = None,
    stories: Stories | None = None,
) -> int:
    """Load the demo clinic and return the number of its episodes.

    Parameters
    ----------
    now
        The moment to which every day is counted; this moment when not given.
    tell
        Told the part that is done, from 0 to 1.
    stories
        What to play; the stories of this package when not given.
    """
    stories = stories or read_stories()
    people = make_actors(demo=True)
    setting = Setting(now or timezone.now(), people, stories.seed)
    fill_drawer(setting)
    _calibrate(stories, setting)
    for done, story in enumerate(stories.episodes, start=1):
        _play(story, replace(setting, slot=done))
        if tell is not None:
            tell(done / len(stories.episodes))
    return len(stories.episodes)


def _play(story: Story, setting: Setting) -> None:
    episode, plan = open_episode(story, setting)
    play_visits(story, episode, plan, setting)
    keep_scores(story, episode, setting, of="later")
    withdraw_consent(story, episode, setting)
    _close(story, episode, setting)


def _calibrate(stories: Stories, setting: Setting) -> None:
    who = setting.people[stories.calibrated]
    for days_ago in stories.calibration_days_ago:
        for order, measured in enumerate(stories.calibration):
            readings = readings_of(
                measured,
                stories.calibration_spread,
                stories.calibration_strokes,
                stories.seed + days_ago * len(stories.calibration) + order,
            )
            when = setting.moment(days_ago, 5 * order)
            row = ForceCalibration(
                id=demo_id(who.username, measured.word, days_ago),
                practitioner=who,
                method="kitchen_scale",
                word=measured.word,
                statistic="peak",
                edge_id=stories.calibration_edge,
                readings=readings,
                series=demo_id(who.username, "series"),
                measured_on=setting.day(days_ago),
                created_at=when,
                created_by=who,
            )
            sign(keep(row, who), who, when)


def _close(story: Story, episode: Episode, setting: Setting) -> None:
    if story.closed_days_ago is None:
        return
    who = setting.people[story.by]
    episode.status = EpisodeStatus.FINISHED
    episode.closed_at = setting.moment(story.closed_days_ago, 30)
    episode.closing_note = story.closing_note
    episode.save()
    noted(episode, who, AuditAction.CHANGE)
