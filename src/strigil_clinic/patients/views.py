"""Patients: the list, a new one, one patient's page."""

import uuid

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from strigil_clinic.access import (
    ClinicRequest,
    only_writers,
    patient_for,
    patient_to_change,
)
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.episodes.models import VisitStatus
from strigil_clinic.page import toast
from strigil_clinic.patients.forms import PatientForm
from strigil_clinic.patients.models import Patient

NEW_PATIENT = "new-patient"


@require_safe
def patient_list(request: ClinicRequest) -> HttpResponse:
    """Show the clinic's patients, narrowed by what is typed."""
    words = request.GET.get("q", "").strip()
    mine = Patient.objects.filter(clinic=request.user.clinic_id)
    context = {
        "patients": _matching(mine, words),
        "words": words,
        "clinic_has_patients": mine.exists(),
    }
    record(request, AuditAction.READ, None, page="patients")
    whole = "patients/list.html"
    return render(request, "patients/_rows.html" if request.htmx else whole, context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ClinicRequest) -> HttpResponse:
    """Enter a new patient."""
    only_writers(request)
    draft = draft_of(request.user, NEW_PATIENT)
    form = PatientForm(request.POST or None, initial=restored(draft, PatientForm))
    if request.method == "POST" and form.is_valid():
        patient = form.save(commit=False)
        patient.clinic, patient.created_by = request.user.clinic, request.user
        with transaction.atomic():
            patient.save()
            record(request, AuditAction.CREATE, patient)
            forget_draft(request.user, NEW_PATIENT)
        toast(request, _("Patient saved."))
        return redirect(patient)
    context = {"form": form, "form_key": NEW_PATIENT, "draft": draft}
    return render(request, "patients/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct a patient's details."""
    patient = patient_to_change(request, pk)
    form_key = f"patient-{patient.pk}"
    draft = draft_of(request.user, form_key)
    stored = model_to_dict(patient)
    given = restored(draft, PatientForm)
    form = PatientForm(request.POST or None, instance=patient, initial=given)
    if request.method == "POST" and form.is_valid():
        fields = [n for n, now in form.cleaned_data.items() if now != stored[n]]
        with transaction.atomic():
            form.save()
            record(request, AuditAction.CHANGE, patient, fields=fields)
            forget_draft(request.user, form_key)
        toast(request, _("Patient saved."))
        return redirect(patient)
    context = {"form": form, "patient": patient, "form_key": form_key, "draft": draft}
    return render(request, "patients/form.html", context)


@require_safe
def detail(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one patient and their episodes."""
    patient = patient_for(request, pk)
    episodes = patient.episodes.annotate(
        visit_count=Count("visits", filter=_took_place("visits")),
        last_visit=Max("visits__started_at", filter=_took_place("visits")),
    )
    context = {"patient": patient, "episodes": episodes}
    return render(request, "patients/detail.html", context)


def _matching(patients: QuerySet[Patient], words: str) -> QuerySet[Patient]:
    for word in words.split():
        patients = patients.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(reference__icontains=word)
            | Q(birth_date__icontains=word)
        )
    visits = "episodes__visits"
    last = Max(f"{visits}__started_at", filter=_took_place(visits))
    # The order is said again: a grouped query forgets that of the model.
    in_order = patients.order_by("family_name", "given_name", "birth_date")
    return in_order.prefetch_related("episodes").annotate(last_visit=last)


def _took_place(visits: str) -> Q:
    """Leave out visits that are only planned, or were cancelled."""
    there = (VisitStatus.IN_PROGRESS, VisitStatus.FINISHED)
    return Q(**{f"{visits}__status__in": there})


__all__ = ["detail", "edit", "new", "patient_list"]
