"""Setting an opened episode right: what may change, what is kept, what it outdates."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Manager
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.consent.models import Consent
from strigil_clinic.episodes.models import Correction, Episode, Stage
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.people.models import Practitioner
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.records import Record, Side
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.sessions.models import Session
from strigil_clinic.words import site_name

__all__ = [
    "PLACE",
    "Changes",
    "changed_since",
    "changes_said",
    "correct",
    "earlier_values",
    "fixed_by",
    "take_back",
    "why_not_take_back",
]

Changes = Mapping[str, tuple[Any, Any]]  # by field: what it was, what it is now
PLACE = ("site_id", "side")
DECIDES = (*PLACE, "stage", "onset_date")  # what a screen or a plan is made from
NAMES = {
    "site_id": gettext_lazy("body site"),
    "side": gettext_lazy("side"),
    "stage": gettext_lazy("stage"),
    "onset_date": gettext_lazy("began on"),
    "goal": gettext_lazy("goal"),
}
SIGNED_FOR_A_PLACE: tuple[tuple[Any, Any], ...] = (
    (Consent, gettext_lazy("the consent of %(day)s")),
    (ScreeningRecord, gettext_lazy("the screen of %(day)s")),
    (Assessment, gettext_lazy("the assessment of %(day)s")),
    (PlanOfCare, gettext_lazy("the plan accepted on %(day)s")),
    (OutcomeScore, gettext_lazy("the scores of %(day)s")),
)


def fixed_by(episode: Episode) -> list[str]:
    """Return what was signed for the place of an episode; with any, it stays."""
    return list(_fixed_by(episode))


def _fixed_by(episode: Episode) -> Iterator[str]:
    for kind, said in SIGNED_FOR_A_PLACE:
        signed = kind.objects.signed().filter(episode=episode)
        row = signed.order_by("signed_at").last()
        if row is not None:
            yield str(said) % {"day": _day_of(row.signed_at)}
    sessions = Session.objects.current().filter(visit__episode=episode)
    session = sessions.filter(started_at__isnull=False).last()
    if session is not None and session.started_at is not None:
        yield _("the session of %(day)s") % {"day": _day_of(session.started_at)}


def correct(
    episode: Episode,
    changes: Changes,
    who: Practitioner,
    *,
    reason: str,
    takes_back: Correction | None = None,
) -> Correction:
    """Change an episode and keep what it was, what it is and why."""
    for name, (_was, now) in changes.items():
        setattr(episode, name, now)
    episode.save(update_fields=list(changes))
    return Correction.objects.create(
        episode=episode,
        changes={n: [_stored(v) for v in pair] for n, pair in changes.items()},
        reason=reason,
        made_by=who,
        takes_back=takes_back,
    )


def take_back(made: Correction, who: Practitioner) -> Correction:
    """Put back what a correction changed; both stay in the record."""
    episode = made.episode
    back = {
        name: (getattr(episode, name), _read(name, was))
        for name, (was, _now) in made.changes.items()
    }
    reason = _("taken back")
    return correct(episode, back, who, reason=reason, takes_back=made)


def why_not_take_back(correction: Correction) -> str:
    """Return what stands against undoing a correction; nothing when it can be."""
    if hasattr(correction, "taken_back_by"):
        return _("This correction is taken back already.")
    episode, changes = correction.episode, correction.changes
    if any(_stored(getattr(episode, n)) != now for n, (_w, now) in changes.items()):
        return _("The episode was corrected again since: correct it once more instead.")
    if set(changes) & set(PLACE) and (fixed := fixed_by(episode)):
        said = _("The place stays: it has been signed since (%(what)s).")
        return said % {"what": ", ".join(fixed)}
    return ""


def changed_since(episode: Episode, when: datetime) -> dict[str, tuple[Any, Any]]:
    """Return what decides on a plan and is no longer as it was at a time."""
    was: dict[str, Any] = {}
    for correction in _corrections(episode).filter(made_at__gt=when):
        for name, (before, _now) in correction.changes.items():
            was.setdefault(name, before)
    present = {name: _stored(getattr(episode, name)) for name in was}
    return {
        name: (was[name], present[name])
        for name in DECIDES
        if name in was and was[name] != present[name]
    }


def changes_said(changes: Mapping[str, Any]) -> list[str]:
    """Return changes in words, such as "stage was chronic, is now subacute"."""
    said = _("%(name)s was %(was)s, is now %(now)s")
    return [
        said % {"name": NAMES[name], "was": _text(name, was), "now": _text(name, now)}
        for name, (was, now) in changes.items()
    ]


def earlier_values(episode: Episode, here: str) -> list[str]:
    """Return what has been corrected since what a page shows was made."""
    kind: Any = {
        "screen": ScreeningRecord,
        "assess": Assessment,
        "plan": PlanOfCare,
        "treat": PlanOfCare,
    }.get(here)
    if kind is None:
        return []
    row: Record | None = kind.objects.current().filter(episode=episode).last()
    if row is None:
        return []
    return changes_said(changed_since(episode, row.signed_at or row.created_at))


def _corrections(episode: Episode) -> Manager[Correction]:
    return episode.corrections


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, stored: Any) -> Any:
    return date.fromisoformat(stored) if name == "onset_date" and stored else stored


def _text(name: str, value: Any) -> str:
    if name == "site_id":
        return site_name(value)
    if name == "side":
        return str(Side(value).label)
    if name == "stage":
        return str(Stage(value).label)
    if name == "onset_date":
        return (
            date_format(date.fromisoformat(value), "j M Y") if value else _("not known")
        )
    return f"“{value}”"


def _day_of(when: datetime) -> str:
    return date_format(timezone.localtime(when), "j M Y")
