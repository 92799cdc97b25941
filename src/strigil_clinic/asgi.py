"""The application as ASGI servers call it: pages, and the line of a live sensor.

Pages stay the WSGI application that they are, each request on a thread of its own; only
the line is asynchronous. docs/decisions/0015-one-port-for-pages-and-lines.md
"""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import ThreadSensitiveContext
from asgiref.wsgi import WsgiToAsgi

from strigil_clinic import wsgi  # sets Django up, which the next one needs
from strigil_clinic.streams.relay import relay

Talk = Callable[..., Awaitable[Any]]

pages = WsgiToAsgi(wsgi.application)  # type: ignore[no-untyped-call]  # asgiref has no types there


async def application(scope: dict[str, Any], receive: Talk, send: Talk) -> None:
    """Serve one request, or one line."""
    if scope["type"] == "websocket":
        await relay(scope, receive, send)
        return

    async def answer(message: dict[str, Any]) -> None:
        await send(message)

    async with ThreadSensitiveContext():
        await pages(scope, receive, answer)
