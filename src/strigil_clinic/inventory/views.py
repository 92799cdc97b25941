"""The clinic's instruments: list them, measure them, look them over, retire them."""

import uuid
from collections import Counter
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from strigil.catalogue import Instrument, all_of
from strigil_clinic.access import ClinicRequest, only_writers
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.inventory import keeping
from strigil_clinic.inventory.forms import LabelForm, LookForm, MeasureForm, start_of
from strigil_clinic.inventory.models import (
    FoundState,
    InstrumentState,
    OwnedInstrument,
)
from strigil_clinic.inventory.science import instrument_of
from strigil_clinic.inventory.shown import (
    catalogue,
    look_days,
    owned,
    tool_shown,
)
from strigil_clinic.page import toast

SAID = {
    InstrumentState.IN_USE: gettext_lazy("In use again: new plans may choose it."),
    InstrumentState.RETIRED: gettext_lazy("Retired: no plan chooses it now."),
}


@require_safe
def page(request: ClinicRequest) -> HttpResponse:
    """Show what the clinic has, and the catalogue to choose from."""
    mine = owned(request.user.clinic)
    count = Counter(tool.key for tool in mine)
    tools = catalogue()
    context = {
        "used": [t for t in mine if t.row and t.row.state == InstrumentState.IN_USE],
        "aside": [t for t in mine if t.row and t.row.state != InstrumentState.IN_USE],
        "catalogue": [tool for tool in tools if not count[tool.key]],
        "listed": [(tool, count[tool.key]) for tool in tools if count[tool.key]],
        "look_days": look_days(),
    }
    return render(request, "inventory/page.html", context)


@require_POST
def have(request: ClinicRequest, catalogue_key: str) -> HttpResponse:
    """List an instrument of the catalogue: "we have this one"."""
    only_writers(request)
    tool = all_of(Instrument).get(catalogue_key)
    if tool is None:
        raise Http404
    with transaction.atomic():
        row = OwnedInstrument.objects.create(
            clinic=request.user.clinic, catalogue_id=tool.id, added_by=request.user
        )
        record(request, AuditAction.CREATE, row, catalogue=tool.id)
    said = _("%(name)s is listed.") % {"name": tool.name}
    toast(request, said, undo=reverse("inventory:take_back", args=[row.pk]))
    return redirect(reverse("inventory:page") + "#catalogue")


@require_POST
def take_back(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Take an instrument off the list that was added by mistake."""
    row = _mine_to_change(request, pk)
    keeping.unlist(request, row)
    toast(request, _("Taken off the list."))
    return redirect("inventory:page")


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: ClinicRequest) -> HttpResponse:
    """Enter an instrument of one's own with its measured edges."""
    only_writers(request)
    return _measured(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_again(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Measure a listed instrument: its typical or older numbers are the start."""
    return _measured(request, _mine_to_change(request, pk))


@require_safe
def detail(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one instrument: edges, looks, label."""
    return _detail(request, _mine(request, pk))


@require_POST
def label(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Change what is written on it."""
    row = _mine_to_change(request, pk)
    form = LabelForm(request.POST, instance=row)
    if not form.is_valid():
        return _detail(request, row, label_form=form)
    with transaction.atomic():
        form.save()
        record(request, AuditAction.CHANGE, row, fields=form.changed_data)
    toast(request, _("Label saved."))
    return redirect("inventory:detail", row.pk)


@require_POST
def look(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Write down a look along the edges; a damage takes it out of use."""
    row = _mine_to_change(request, pk)
    form = LookForm(request.POST)
    if not form.is_valid():
        return _detail(request, row, look_form=form)
    found = keeping.keep_look(request, row, form.save(commit=False))
    sound = found.found == FoundState.SOUND
    said = _("Looked over.") if sound else _("Out of use: no plan chooses it now.")
    toast(request, said, undo=reverse("inventory:no_look", args=[row.pk, found.pk]))
    return redirect("inventory:detail", row.pk)


@require_POST
def no_look(request: ClinicRequest, pk: uuid.UUID, look_pk: uuid.UUID) -> HttpResponse:
    """Withdraw a look that was entered by mistake."""
    row = _mine_to_change(request, pk)
    found = get_object_or_404(row.inspections, pk=look_pk, withdrawn=False)
    keeping.take_look_back(request, found)
    toast(request, _("Taken back."))
    return redirect("inventory:detail", row.pk)


@require_POST
def state(request: ClinicRequest, pk: uuid.UUID, state: str) -> HttpResponse:
    """Retire an instrument, or use it again."""
    row = _mine_to_change(request, pk)
    if state not in SAID:
        raise Http404
    before = row.state
    last = row.last_look
    if state == InstrumentState.IN_USE and last and last.found != FoundState.SOUND:
        said = _("It was found damaged. Write down a look that finds it smooth.")
        return _detail(request, row, wrong=said)
    keeping.set_state(request, row, state)
    undo = ""
    if before in SAID:
        undo = reverse("inventory:state", args=[row.pk, before])
    toast(request, str(SAID[InstrumentState(state)]), undo=undo)
    return redirect("inventory:detail", row.pk)


def _mine(request: ClinicRequest, pk: uuid.UUID) -> OwnedInstrument:
    """Return an instrument of the user's clinic; another's does not exist."""
    return get_object_or_404(OwnedInstrument, pk=pk, clinic=request.user.clinic_id)


def _mine_to_change(request: ClinicRequest, pk: uuid.UUID) -> OwnedInstrument:
    row = _mine(request, pk)
    only_writers(request)
    return row


def _measured(request: ClinicRequest, before: OwnedInstrument | None) -> HttpResponse:
    form_key = f"measure-{before.pk}" if before else "measure-instrument"
    draft = draft_of(request.user, form_key)
    initial = start_of(instrument_of(before)) if before else {}
    initial |= {"label": before.label} if before else {}
    initial |= restored(draft, MeasureForm)
    form = MeasureForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = keeping.keep_measured(request, form, before)
        forget_draft(request.user, form_key)
        undo = reverse("inventory:take_back", args=[row.pk])
        toast(request, _("Measured. New plans use these numbers."), undo=undo)
        return redirect("inventory:detail", row.pk)
    context = {"form": form, "form_key": form_key, "draft": draft, "before": before}
    context |= {"old": tool_shown(before) if before else None}
    status = 422 if form.errors else 200
    return render(request, "inventory/measure.html", context, status=status)


def _detail(
    request: ClinicRequest,
    row: OwnedInstrument,
    *,
    label_form: LabelForm | None = None,
    look_form: LookForm | None = None,
    wrong: str = "",
) -> HttpResponse:
    problems = [form for form in (label_form, look_form) if form is not None]
    context: dict[str, Any] = {
        "tool": tool_shown(row),
        "row": row,
        "looks": row.inspections.filter(withdrawn=False).select_related("by"),
        "label_form": label_form or LabelForm(instance=row),
        "look_form": look_form or LookForm(),
        "form": problems[0] if problems else None,
        "wrong": wrong,
        "look_days": look_days(),
        "later": row.later.exclude(state=InstrumentState.RETIRED).first(),
    }
    status = 422 if problems or wrong else 200
    return render(request, "inventory/detail.html", context, status=status)


__all__ = [
    "detail",
    "have",
    "label",
    "look",
    "measure",
    "measure_again",
    "no_look",
    "page",
    "state",
    "take_back",
]
