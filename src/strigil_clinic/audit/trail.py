"""Writing to the audit trail, and checking that nobody touched it."""

from typing import Any

from django.db import models, transaction
from django.http import HttpRequest

from strigil_clinic.audit.models import AuditAction, AuditEntry

__all__ = ["FIRST_SEAL", "Audited", "record", "verify_chain"]

FIRST_SEAL = "0" * 64  # what the first entry is sealed to
Audited = models.Model | None


@transaction.atomic
def record(
    request: HttpRequest, action: AuditAction, thing: Audited = None, **detail: Any
) -> AuditEntry:
    """Write who did what to which thing; call it wherever something changes.

    Parameters
    ----------
    thing
        The row that was read or changed; its patient is found from it.
    **detail
        Short facts without names of patients, such as ``fields=["phone"]``.
    """
    last = AuditEntry.objects.last()
    entry = AuditEntry(
        action=action,
        kind=thing._meta.model_name or "" if thing is not None else "account",
        object_id=str(thing.pk) if thing is not None else "",
        patient_id=_patient_of(thing),
        detail=detail,
        previous=last.seal if last is not None else FIRST_SEAL,
        **_actor_of(request),
    )
    entry.seal = entry.computed_seal()
    entry.save(force_insert=True)
    return entry


def verify_chain() -> int | None:
    """Return the number of the first entry that does not fit, or None when all do."""
    previous, expected = FIRST_SEAL, 1
    for entry in AuditEntry.objects.order_by("number").iterator():
        follows = entry.previous == previous and entry.number == expected
        if not follows or entry.computed_seal() != entry.seal:
            return entry.number
        previous, expected = entry.seal, expected + 1
    return None


def _actor_of(request: HttpRequest) -> dict[str, str]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "actor_id": str(user.pk),
        "actor_name": user.name,
        "clinic_id": str(user.clinic_id),
    }


PATHS = ("episode", "visit", "session", "assessment", "screening", "consent")


def _patient_of(thing: Audited) -> str:
    while thing is not None:
        if thing._meta.label_lower == "patients.patient":
            return str(thing.pk)
        if hasattr(thing, "patient_id"):
            return str(thing.patient_id)
        owners = (getattr(thing, name, None) for name in PATHS)
        thing = next((owner for owner in owners if owner is not None), None)
    return ""
