"""What every page has: theme, version, toasts, and pages for what went wrong."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

import strigil

__all__ = ["THEMES", "page", "toast"]

THEMES = ("auto", "light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what base.html needs on every page."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "version": strigil.__version__,
        "idle_seconds": int(settings.IDLE_LOCK.total_seconds()),
    }


def toast(request: HttpRequest, said: str, *, undo: str = "") -> None:
    """Say on the next page what was done; `undo` is an address to POST to."""
    messages.success(request, said, extra_tags=undo)


def _problem(request: HttpRequest, status: int, title: str, said: str) -> HttpResponse:
    context = {"title": title, "said": said}
    return render(request, "problem.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, the same whether it is absent or another clinic's."""
    said = _("It may have been moved, or it belongs to another clinic.")
    return _problem(request, 404, _("There is nothing here"), said)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 and say why."""
    said = str(exception) or _("Your role does not allow this.")
    return _problem(request, 403, _("Not yours to change"), said)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form is stale; what was typed is in the draft."""
    said = _("Go back, reload the page and send it again. Drafts are kept.")
    return _problem(request, 403, _("This form is too old"), said)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without reading anything that may have caused it."""
    said = _("Nothing you saved is lost. Go back and try again.")
    return _problem(request, 500, _("Something went wrong on our side"), said)
