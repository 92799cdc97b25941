"""Logging in and out, the lock, the theme."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from strigil_clinic.access import ClinicRequest
from strigil_clinic.actors import DEMO_PASSWORD, PEOPLE
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.page import THEMES, toast
from strigil_clinic.people.forms import LogInForm, PasswordForm, SetUpForm, UnlockForm
from strigil_clinic.people.idle import unlock
from strigil_clinic.people.models import Clinic, Practitioner

YEAR_S = 365 * 24 * 3600


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Log a practitioner in; names the demo people while there is demo data."""
    if nobody_yet():
        return redirect("people:set_up")
    form = LogInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        record(request, AuditAction.LOG_IN)
        return HttpResponseRedirect(_next(request))
    if request.method == "POST":
        record(request, AuditAction.LOG_IN_FAILED)
    context: dict[str, Any] = {"form": form, "next": _next(request)}
    if Clinic.objects.filter(is_demo=True).exists():
        context |= {"people": PEOPLE, "demo_password": DEMO_PASSWORD}
    return render(request, "people/log_in.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the clinic and its first practitioner, once, while nobody is there."""
    if not nobody_yet():
        return redirect("people:log_in")
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        first = form.save()
        record(request, AuditAction.CREATE, first.clinic)
        record(request, AuditAction.CREATE, first, role=first.role)
        toast(request, _("The clinic is set up. Log in to begin."))
        return redirect("people:log_in")
    return render(request, "people/set_up.html", {"form": form})


def nobody_yet() -> bool:
    """Whether no clinic and no person has been made here."""
    return not (Practitioner.objects.exists() or Clinic.objects.exists())


@require_http_methods(["GET", "HEAD", "POST"])
def password(request: ClinicRequest) -> HttpResponse:
    """Change one's own password; every other session of one's own ends."""
    form = PasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            person = form.save()
            record(request, AuditAction.CHANGE, person, fields=["password"])
        update_session_auth_hash(request, person)
        toast(request, _("Password changed."))
        return redirect("people:home")
    return render(request, "people/password.html", {"form": form})


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Say that somebody is still there; the middleware notes the time."""
    return HttpResponse(status=204)


@login_not_required
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out."""
    if request.user.is_authenticated:
        record(request, AuditAction.LOG_OUT)
    logout(request)
    return redirect("people:log_in")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def locked(request: HttpRequest) -> HttpResponse:
    """Ask for the password again; the page underneath is kept."""
    if not request.user.is_authenticated:
        return redirect("people:log_in")
    form = UnlockForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        unlock(request)
        record(request, AuditAction.UNLOCK)
        return HttpResponseRedirect(_next(request))
    if request.method == "GET":
        request.session["session_locked"] = True
    return render(request, "people/locked.html", {"form": form, "next": _next(request)})


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie."""
    chosen = request.POST.get("theme", "auto")
    if chosen not in THEMES:
        return HttpResponse(f"theme: use one of {', '.join(THEMES)}", status=400)
    back = HttpResponseRedirect(_next(request))
    response = (
        HttpResponseClientRefresh() if request.headers.get("HX-Request") else back
    )
    response.set_cookie(
        "theme", chosen, YEAR_S, samesite="Strict", secure=settings.HTTPS, httponly=True
    )
    return response


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer after too many failures, whether or not the name exists."""
    return render(request, "people/locked_out.html", status=429)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return wanted
    return reverse(settings.LOGIN_REDIRECT_URL)


__all__ = [
    "locked",
    "locked_out",
    "log_in",
    "log_out",
    "nobody_yet",
    "password",
    "set_up",
    "stay",
    "theme",
]
