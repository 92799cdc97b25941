"""A consent that should never have been signed: marked, with a reason, and kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from strigil_clinic.access import ClinicRequest
from strigil_clinic.audit.models import AuditAction, AuditEntry
from strigil_clinic.audit.trail import record
from strigil_clinic.consent.models import Consent
from strigil_clinic.own_words import InOwnWords
from strigil_clinic.records import RecordStatus

__all__ = ["InErrorForm", "Marked", "Reason", "mark", "marked_of"]


class Reason(models.TextChoices):
    """Why a consent never held; chosen, so that the audit trail holds no names."""

    NAME = "name", _("the name is wrong")
    PATIENT = "patient", _("it belongs to another patient")
    NOT_GIVEN = "not_given", _("the patient had not said yes")
    CONTENT = "content", _("what was consented to, how or when is wrong")
    TWICE = "twice", _("it was signed twice")
    OTHER = "other", _("something else")


class InErrorForm(InOwnWords, forms.Form):
    """Why it was entered in error."""

    why = forms.ChoiceField(
        label=_("what was wrong"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was wrong.")},
    )


@dataclass(frozen=True, slots=True)
class Marked:
    """A consent entered in error, with who said so, when and why."""

    consent: Consent
    by: str
    at: datetime
    reason: str


@transaction.atomic
def mark(request: ClinicRequest, consent: Consent, why: str) -> None:
    """Keep the consent, and say that it never held."""
    consent.mark_entered_in_error()
    record(request, AuditAction.CHANGE, consent, status=str(consent.status), reason=why)


def marked_of(consents: Iterable[Consent]) -> list[Marked]:
    """Return those entered in error with what the audit trail says of each."""
    found = []
    for consent in consents:
        if consent.status == RecordStatus.ENTERED_IN_ERROR:
            entries = AuditEntry.objects.filter(
                kind="consent", object_id=str(consent.pk), action=AuditAction.CHANGE
            )
            for entry in entries:
                reason = dict(Reason.choices).get(entry.detail.get("reason", ""), "")
                found.append(Marked(consent, entry.actor_name, entry.at, str(reason)))
    return found
