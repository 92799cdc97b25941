"""Locks a page nobody uses, and ends a session that has lasted a working day."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

__all__ = ["IdleLockMiddleware", "never_locks", "unlock"]

BEGAN, SEEN, LOCKED = "session_began", "session_seen", "session_locked"
View = Callable[..., HttpResponse]


def never_locks(view: View) -> View:
    """Mark a view that must answer at any time, such as STOP in a live session."""
    view.never_locks = True  # type: ignore[attr-defined]  # a mark, read below
    return view


def unlock(request: HttpRequest) -> None:
    """Go on after the right password; the absolute limit stays."""
    request.session.pop(LOCKED, None)
    request.session[SEEN] = timezone.now().timestamp()


class IdleLockMiddleware:
    """Sends an idle session to the lock page and an old one to the log-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Decide before the view runs; views open to all are left alone."""
        if not request.user.is_authenticated or not getattr(
            view, "login_required", True
        ):
            return None
        now = timezone.now().timestamp()
        lasted = now - request.session.setdefault(BEGAN, now)
        if lasted > settings.LONGEST_SESSION.total_seconds():
            logout(request)
            return _go(request, reverse("people:log_in"))
        if getattr(view, "never_locks", False):
            request.session[SEEN] = now
            return None
        idle = now - request.session.get(SEEN, now)
        if request.session.get(LOCKED) or idle > settings.IDLE_LOCK.total_seconds():
            request.session[LOCKED] = True
            return _go(request, reverse("people:locked"))
        request.session[SEEN] = now
        return None


def _go(request: HttpRequest, address: str) -> HttpResponse:
    if getattr(request, "htmx", False) or request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    if request.method == "GET":
        address += "?" + urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(address)
