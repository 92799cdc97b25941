"""When a screen was made, in the words of its page."""

from django.db.models import Max
from django.utils.translation import gettext as _

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.screening.models import ScreeningMoment, ScreeningRecord
from strigil_clinic.sessions.models import Session

__all__ = ["moment_of"]


def moment_of(screening: ScreeningRecord) -> str:
    """Return before which visit a screen was made, or on which side of the assessment.

    After a visit it is the one before the next; it is after the assessment too only
    where one was signed since that visit.
    """
    signed = screening.signed_at or screening.created_at
    sessions = Session.objects.current().filter(visit__episode=screening.episode)
    last = sessions.filter(started_at__lt=signed).aggregate(
        number=Max("visit__number"), at=Max("started_at")
    )
    if screening.moment == ScreeningMoment.FIRST or last["number"] is None:
        return str(screening.get_moment_display())
    number = last["number"] + 1
    again = Assessment.objects.signed().filter(
        episode=screening.episode, signed_at__gt=last["at"], signed_at__lte=signed
    )
    if again.exists():
        return _("before visit %(number)d, after the assessment") % {"number": number}
    return _("before visit %(number)d") % {"number": number}
