"""Who may listen to a session's stream: the same gate as the live page's."""

import re
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, parse_cookie
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from strigil_clinic.access import session_to_change
from strigil_clinic.people.idle import BEGAN
from strigil_clinic.sessions.models import Session, SessionState

__all__ = ["may_go_on", "session_heard"]

ADDRESS = re.compile(r"^/sessions/(?P<pk>[0-9a-f-]{36})/stream/line/$")
OVER = (SessionState.STOPPED, SessionState.COMPLETED)


def session_heard(scope: Mapping[str, Any]) -> Session | None:
    """Return the session whose stream this connection may hear; None when it may not.

    Who listens is written to the audit trail, as who opens the live page is.
    """
    found = ADDRESS.match(scope["path"])
    headers = {name.decode("latin-1"): value for name, value in scope["headers"]}
    if found is None or not _from_our_page(headers):
        return None
    request = _request(headers)
    if not request.user.is_authenticated:
        return None
    try:
        session = session_to_change(request, uuid.UUID(found["pk"]))  # type: ignore[arg-type]  # made above, and logged in
    except (Http404, PermissionDenied, ValueError):
        return None
    under_way = session.started_at is not None and session.state not in OVER
    return session if under_way and not session.is_locked else None


def may_go_on(scope: Mapping[str, Any]) -> bool:
    """Whether who listens is still logged in."""
    headers = {name.decode("latin-1"): value for name, value in scope["headers"]}
    return bool(_request(headers).user.is_authenticated)


def _from_our_page(headers: Mapping[str, bytes]) -> bool:
    """Whether the page that asks is one of ours: a cookie alone proves nothing."""
    host = headers.get("host", b"").decode("latin-1")
    origin = urlsplit(headers.get("origin", b"").decode("latin-1"))
    name, _port = split_domain_port(host)
    if not name or not validate_host(name, settings.ALLOWED_HOSTS):
        return False
    scheme = "https" if settings.HTTPS else "http"
    return origin.netloc == host and origin.scheme in (scheme, "https")


def _request(headers: Mapping[str, bytes]) -> HttpRequest:
    """Return a request with the session and the user of a cookie."""
    request = HttpRequest()
    request.method = "GET"
    cookies = parse_cookie(headers.get("cookie", b"").decode("latin-1"))
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    request.session = SessionStore(key)
    request.user = get_user(request)
    began = request.session.get(BEGAN)
    lasted = timezone.now().timestamp() - began if began else 0.0
    if lasted > settings.LONGEST_SESSION.total_seconds():
        request.session = SessionStore()
        request.user = get_user(request)
    return request
