"""The application as ASGI servers call it: pages, and the line of a live sensor.

Pages stay the WSGI application that they are, each request on a thread of its own; only
the line is asynchronous. docs/decisions/0015-one-port-for-pages-and-lines.md
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from typing import Any

from asgiref.sync import ThreadSensitiveContext
from asgiref.wsgi import WsgiToAsgi

from strigil_clinic import wsgi  # sets Django up, which the next one needs
from strigil_clinic.streams.relay import relay

Talk = Callable[..., Awaitable[Any]]

# While pages are drawn, the line waits for each of their threads in turn. So each may
# run for half a millisecond while another waits, and few are drawn at once: more would
# be no faster, with one interpreter. Beginning a sensor waits for a process, draws
# nothing, and is not counted.
SWITCH = 5e-4  # s
AT_ONCE = 4  # pages
sys.setswitchinterval(SWITCH)
_drawn = asyncio.Semaphore(AT_ONCE)

pages = WsgiToAsgi(wsgi.application)  # type: ignore[no-untyped-call]  # asgiref has no types there


async def application(scope: dict[str, Any], receive: Talk, send: Talk) -> None:
    """Serve one request, or one line."""
    if scope["type"] == "websocket":
        await relay(scope, receive, send)
        return

    async def answer(message: dict[str, Any]) -> None:
        await send(message)

    waits = "/stream/" in scope["path"]
    async with nullcontext() if waits else _drawn, ThreadSensitiveContext():
        await pages(scope, receive, answer)
