"""A practitioner's own light, moderate and firm: measured, looked at, signed.

Nobody else's words are shown, and who only reads has none.
"""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from strigil_clinic.access import ClinicRequest, only_writers
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.calibrations import keeping
from strigil_clinic.calibrations.forms import MeasureForm, SignForm
from strigil_clinic.calibrations.in_force import in_force, unsigned
from strigil_clinic.calibrations.models import ForceCalibration
from strigil_clinic.calibrations.science import known_of, strokes_asked
from strigil_clinic.calibrations.shown import (
    conversion_of,
    earlier_of,
    shown,
    typed_again,
)
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.page import toast

FORM_KEY = "force-words"


@require_safe
def page(request: ClinicRequest) -> HttpResponse:
    """Show my words in newtons, and what waits for my signature."""
    only_writers(request)
    return _page(request)


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: ClinicRequest) -> HttpResponse:
    """Enter the readings of one day."""
    only_writers(request)
    before, waiting = in_force(request.user), unsigned(request.user)
    draft = draft_of(request.user, FORM_KEY)
    initial = _start(before, waiting) | restored(draft, MeasureForm)
    if "anew" in request.GET:
        initial["course"] = "anew"
    form = MeasureForm(
        request.POST or None,
        request.FILES or None,
        initial=initial,
        before=before,
        kept={row.word: row for row in waiting},
        clinic=request.user.clinic,
    )
    if request.method == "POST" and form.is_valid():
        if keeping.keep(request, form):
            forget_draft(request.user, FORM_KEY)
            return redirect("calibrations:page")
        form.kept = {row.word: row for row in unsigned(request.user)}
    context = {
        "form": form,
        "form_key": FORM_KEY,
        "draft": draft,
        "asked": strokes_asked(),
        "known": known_of(),
        "converted": conversion_of(form),
    }
    return render(request, "calibrations/measure.html", context)


@require_POST
def look(request: ClinicRequest) -> HttpResponse:
    """Return what is typed so far in newtons, and nothing else."""
    only_writers(request)
    form = MeasureForm(request.POST, clinic=request.user.clinic)
    context = {"converted": conversion_of(form), "asked": strokes_asked()}
    return render(request, "calibrations/_converted.html", context)


@require_POST
def sign(request: ClinicRequest) -> HttpResponse:
    """Sign what waits; a reading that looks like another unit is asked about."""
    only_writers(request)
    waiting = unsigned(request.user)
    if not waiting:
        return redirect("calibrations:page")
    form = SignForm(request.POST)
    if shown(waiting, in_force(request.user)).doubts and not form.is_valid():
        return _page(request, form)
    keeping.sign(request)
    toast(request, _("Signed. New plans show your words in newtons."))
    return redirect("calibrations:page")


@require_POST
def discard(request: ClinicRequest) -> HttpResponse:
    """Drop what was measured and not signed."""
    only_writers(request)
    keeping.discard(request.user)
    toast(request, _("Discarded. What you signed before still counts."))
    return redirect("calibrations:page")


@require_POST
def entered_in_error(request: ClinicRequest, calibration_pk: uuid.UUID) -> HttpResponse:
    """Take one signed word of one day out of the count; the record keeps it."""
    only_writers(request)
    rows: Any = ForceCalibration.objects.signed()
    row = get_object_or_404(rows, pk=calibration_pk, practitioner=request.user)
    with transaction.atomic():
        row.mark_entered_in_error()
        record(request, AuditAction.CHANGE, row, status=row.status)
    toast(request, _("Marked as entered in error. It no longer counts."))
    return redirect("calibrations:page")


def _page(request: ClinicRequest, form: SignForm | None = None) -> HttpResponse:
    counts, waiting = in_force(request.user), unsigned(request.user)
    context = {
        "form": form or SignForm(),
        "counts": shown(counts) if counts else None,
        "waiting": shown(waiting, counts) if waiting else None,
        "earlier": earlier_of(request.user, counts),
        "known": known_of(),
        "asked": strokes_asked(),
    }
    return render(request, "calibrations/page.html", context)


def _start(
    before: list[ForceCalibration],
    waiting: list[ForceCalibration],
) -> dict[str, Any]:
    """Return what the form begins with: what waits, else as the days before."""
    like = [*before, *waiting][-1:]
    initial: dict[str, Any] = {"measured_on": timezone.localdate()}
    initial["course"] = "again"
    for row in like:
        initial |= {"edge": row.edge_id, "statistic": row.statistic}
        initial["method"] = row.method
    if waiting:
        repeats = bool(before) and waiting[0].series == before[-1].series
        initial["course"] = "again" if repeats else "anew"
        initial["measured_on"] = waiting[0].measured_on
        initial |= {row.word: typed_again(row) for row in waiting}
    return initial


__all__ = ["discard", "entered_in_error", "look", "measure", "page", "sign"]
