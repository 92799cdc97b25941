"""The line between a session's stream and its page: frames one way, nothing decided."""

import asyncio
import contextlib
import json
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.db import connection

from strigil_clinic.sessions.models import Session
from strigil_clinic.streams import running
from strigil_clinic.streams.gate import may_go_on, session_heard
from strigil_clinic.streams.science import LiveStream

__all__ = ["relay"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

ASK = 15.0  # s between looks whether who listens is still logged in
LOOK = 0.25  # s between looks for a stream that is not there
MOST = 1 << 18  # bytes of frames that one message holds
REFUSED, LOGGED_OUT, OVER = 4403, 4401, 4404


async def relay(scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
    """Serve one connection of a page."""
    await receive()
    session: Session | None = await _with_database(session_heard)(scope)
    if session is None:
        await send({"type": "websocket.close", "code": REFUSED})
        return
    await send({"type": "websocket.accept"})
    line = _Line(session.pk, scope, send)
    tasks = [
        asyncio.create_task(one)
        for one in (line.hear(receive), line.send_frames(), line.ask())
    ]
    done, left = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    code = next((task.result() for task in done if not task.exception()), 1011)
    if code:
        with contextlib.suppress(Exception):  # who is gone is not told
            await send({"type": "websocket.close", "code": code})


class _Line:
    """One page that listens."""

    def __init__(self, pk: uuid.UUID, scope: Mapping[str, Any], send: Send) -> None:
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        self._pk, self._scope, self._send = pk, scope, send
        self._part = asked.get("part", [""])[0]
        given = asked.get("from", [""])[0]
        self._from: int | str = int(given) if given.isdecimal() else "now"

    async def hear(self, receive: Receive) -> int:
        """Answer what the page asks about the clock; return when it goes."""
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return 0
            with contextlib.suppress(ValueError, TypeError):
                said = json.loads(message.get("text") or "{}")
                answer = {"pong": said["ping"], "now": time.time()}
                await self._text(json.dumps(answer))

    async def ask(self) -> int:
        """Return when who listens is logged out."""
        while await _with_database(may_go_on)(self._scope):
            await asyncio.sleep(ASK)
        return LOGGED_OUT

    async def send_frames(self) -> int:
        """Send what the stream serves, and go on with the one after it."""
        said_gone = False
        while running.wanted(self._pk) is not None:
            stream = running.stream_of(self._pk)
            if stream is None:
                if not said_gone:
                    await self._text(json.dumps({"gone": True}))
                    said_gone = True
                await asyncio.to_thread(running.ensure, self._pk)
                await asyncio.sleep(LOOK)
                continue
            said_gone = False
            with contextlib.suppress(OSError):
                await self._pass_on(stream)
        return OVER

    async def _pass_on(self, stream: LiveStream) -> None:
        """Pass on the lines of one stream until it ends."""
        if self._part != stream.part.stem:
            self._from = "now" if not self._part else 0
            self._part = stream.part.stem
        reader, writer = await asyncio.open_connection("127.0.0.1", stream.port)
        try:
            asked = {"token": stream.settings.token, "from": self._from}
            writer.write((json.dumps(asked) + "\n").encode())
            rest = b""
            while came := await reader.read(MOST):
                # All that waits goes as one message: a server that was busy catches
                # up at once, whatever one message costs it.
                lines, _, rest = (rest + came).rpartition(b"\n")
                if lines:
                    await self._text(lines.decode())
        finally:
            self._from = 0
            writer.close()
        if stream.alive:
            await asyncio.sleep(LOOK)

    async def _text(self, text: str) -> None:
        await self._send({"type": "websocket.send", "text": text})


def _with_database(call: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """Call in a thread of its own, and leave no connection behind in it."""

    def closed(*given: Any) -> Any:
        try:
            return call(*given)
        finally:
            connection.close()

    return sync_to_async(closed, thread_sensitive=False)
