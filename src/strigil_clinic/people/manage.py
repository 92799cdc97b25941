"""The people of a clinic: its managers add them and set what they may do."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from strigil_clinic.access import ClinicRequest, only_managers
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.page import toast
from strigil_clinic.people.forms import ColleaguesPasswordForm, PersonForm, RoleForm
from strigil_clinic.people.models import Practitioner, Role

__all__ = ["account", "add", "new_password", "people", "person"]


@require_safe
def people(request: ClinicRequest) -> HttpResponse:
    """List who works in the clinic."""
    only_managers(request)
    found = Practitioner.objects.filter(clinic=request.user.clinic_id)
    context = {"people": found.order_by("-is_active", "name")}
    return render(request, "people/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: ClinicRequest) -> HttpResponse:
    """Add a practitioner to the clinic."""
    only_managers(request)
    new = Practitioner(clinic=request.user.clinic)
    form = PersonForm(request.POST or None, instance=new, initial={"role": Role.TREATS})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = form.save()
            record(request, AuditAction.CREATE, made, role=made.role)
        toast(request, _("%(name)s can log in now.") % {"name": made.name})
        return redirect("people:people")
    return render(request, "people/add.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Set what a colleague may do."""
    who = _colleague(request, pk)
    form = RoleForm(request, request.POST or None, initial={"role": who.role})
    if request.method == "POST" and who == request.user:
        form.add_error(None, _("Your own role is set by another manager."))
    elif request.method == "POST" and form.is_valid():
        was, who.role = who.role, form.cleaned_data["role"]
        with transaction.atomic():
            who.save(update_fields=["role"])
            record(request, AuditAction.CHANGE, who, role=[was, who.role])
        toast(request, _("%(name)s: role saved.") % {"name": who.name})
        return redirect("people:people")
    return render(request, "people/person.html", {"form": form, "person": who})


@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a colleague who forgot theirs a new password."""
    who = _colleague(request, pk)
    if who == request.user:
        return redirect("people:password")
    form = ColleaguesPasswordForm(request, who, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            record(request, AuditAction.CHANGE, who, fields=["password"])
        toast(request, _("%(name)s: new password set.") % {"name": who.name})
        return redirect("people:people")
    context = {"form": form, "person": who}
    return render(request, "people/new_password.html", context)


@require_POST
def account(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Close a colleague's account, or open it again; what they signed stays."""
    who = _colleague(request, pk)
    if who != request.user:
        who.is_active = not who.is_active
        with transaction.atomic():
            who.save(update_fields=["is_active"])
            record(request, AuditAction.CHANGE, who, is_active=who.is_active)
        said = (
            _("Account open: %(name)s.")
            if who.is_active
            else _("Account closed: %(name)s.")
        )
        undo = reverse("people:account", args=[who.pk])
        toast(request, said % {"name": who.name}, undo=undo)
    return redirect("people:people")


def _colleague(request: ClinicRequest, pk: uuid.UUID) -> Practitioner:
    """Return someone of the same clinic, to be changed by a manager."""
    who = get_object_or_404(Practitioner, pk=pk, clinic=request.user.clinic_id)
    only_managers(request)
    return who
