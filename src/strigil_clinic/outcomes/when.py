"""Whether a day fits the problem that was scored on it: refused, or asked about."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from strigil_clinic.episodes.models import Episode

__all__ = ["LONG_BEFORE", "Span", "span_of"]

LONG_BEFORE = timedelta(days=365)  # before an episode was opened: asked about


@dataclass(frozen=True, slots=True)
class Span:
    """The days a problem and its patient have."""

    born: date
    onset: date | None
    opened: date

    def refusal(self, day: date) -> str:
        """Return why nothing can have been measured on a day; empty when it can."""
        if day > timezone.localdate():
            return _("This day is still to come.")
        if day < self.born:
            said = _("The patient was born on %(day)s, after this day: check the year.")
            return said % {"day": _written(self.born)}
        return ""

    def doubt(self, day: date) -> str:
        """Return what makes a day unlikely; empty when nothing does."""
        if self.onset is not None and day < self.onset:
            said = _("This is before the problem began, on %(day)s.")
            return said % {"day": _written(self.onset)}
        if day < self.opened - LONG_BEFORE:
            said = _("This is more than a year before the episode was opened, on %s.")
            return said % _written(self.opened)
        return ""


def span_of(episode: Episode) -> Span:
    """Return the days of an episode's problem."""
    return Span(
        born=episode.patient.birth_date,
        onset=episode.onset_date,
        opened=timezone.localdate(episode.opened_at),
    )


def _written(day: date) -> str:
    return date_format(day, "j F Y")
