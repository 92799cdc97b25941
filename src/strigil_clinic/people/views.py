"""Logging in and out, the lock, the theme."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from strigil_clinic.actors import DEMO_PASSWORD, PEOPLE
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.page import THEMES
from strigil_clinic.people.forms import LogInForm, UnlockForm
from strigil_clinic.people.idle import unlock
from strigil_clinic.people.models import Clinic

YEAR_S = 365 * 24 * 3600


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Log a practitioner in; names the demo people while there is demo data."""
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


__all__ = ["locked", "locked_out", "log_in", "log_out", "theme"]
