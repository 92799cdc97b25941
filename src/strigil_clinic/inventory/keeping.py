"""Keeping what a clinic says of its instruments; each change with its audit entry."""

import re
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from strigil_clinic.access import ClinicRequest
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.inventory.forms import MeasureForm
from strigil_clinic.inventory.models import (
    FoundState,
    Inspection,
    InstrumentState,
    OwnedInstrument,
)
from strigil_clinic.inventory.science import OWN

__all__ = ["keep_look", "keep_measured", "set_state", "take_look_back", "unlist"]


@transaction.atomic
def keep_measured(
    request: ClinicRequest, form: MeasureForm, before: OwnedInstrument | None
) -> OwnedInstrument:
    """Store a measured instrument; one that it was measured from is retired."""
    given = form.cleaned_data
    row = OwnedInstrument.objects.create(
        clinic=request.user.clinic,
        key=new_key(given["name"]),
        name=given["name"],
        material_id=given["material"],
        mass_g=given["mass_g"],
        grip=given["grip"],
        label=given["label"],
        replaces=before,
        added_by=request.user,
    )
    for edge in form.edges():
        edge.instrument = row
        edge.save()
    record(request, AuditAction.CREATE, row, measured=row.key)
    if before is not None:
        for look in before.inspections.filter(withdrawn=False):
            look.pk, look.instrument = None, row
            look.save(force_insert=True)
        row.state = before.state
        row.save(update_fields=["state"])
        set_state(request, before, InstrumentState.RETIRED)
    return row


def new_key(name: str) -> str:
    """Return an id for the library that no other instrument has."""
    plain = re.sub(r"\W+", "_", slugify(name)).strip("_")[:40] or "instrument"
    wanted, number = f"{OWN}{plain}", 1
    while OwnedInstrument.objects.filter(key=wanted).exists():
        number += 1
        wanted = f"{OWN}{plain}_{number}"
    return wanted


@transaction.atomic
def set_state(request: ClinicRequest, row: OwnedInstrument, state: Any) -> None:
    """Take an instrument out of use, or back."""
    row.state = state
    row.save(update_fields=["state"])
    record(request, AuditAction.CHANGE, row, state=str(state))


@transaction.atomic
def keep_look(
    request: ClinicRequest, row: OwnedInstrument, look: Inspection
) -> Inspection:
    """Store a look along the edges; a damage takes the instrument out of use."""
    look.instrument, look.by, look.state_before = row, request.user, row.state
    look.save()
    record(request, AuditAction.CREATE, look, found=look.found)
    if row.last_look != look:
        return look  # a later look stands
    if look.found != FoundState.SOUND:
        set_state(request, row, InstrumentState.DAMAGED)
    elif row.state == InstrumentState.DAMAGED:
        set_state(request, row, InstrumentState.IN_USE)
    return look


@transaction.atomic
def take_look_back(request: ClinicRequest, look: Inspection) -> None:
    """Withdraw a look that was entered by mistake; the state is as before it."""
    was_last = look.instrument.last_look == look
    look.withdrawn = True
    look.save(update_fields=["withdrawn"])
    record(request, AuditAction.CHANGE, look, withdrawn=True)
    if was_last:
        set_state(request, look.instrument, look.state_before)


@transaction.atomic
def unlist(request: ClinicRequest, row: OwnedInstrument) -> None:
    """Take back what was just added; what replaced an older one brings it back."""
    before, state = row.replaces, row.state
    if row.is_measured or row.inspections.exists():
        set_state(request, row, InstrumentState.RETIRED)
    else:
        record(request, AuditAction.CHANGE, row, removed=row.catalogue_id)
        row.delete()
    if before is not None:
        set_state(request, before, state)
