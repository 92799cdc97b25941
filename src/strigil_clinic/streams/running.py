"""The streams that run now, one for a session; each is begun again when it breaks.

What is wanted lies in a file beside the recording, so that a server that begins again
goes on with it.
"""

import json
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from strigil_clinic.streams.noticed import follow
from strigil_clinic.streams.science import (
    LiveStream,
    StreamSettings,
    StrigilError,
    begun,
)

__all__ = [
    "base_of",
    "begin",
    "end",
    "ensure",
    "lift_above",
    "stream_of",
    "tell",
    "wanted",
]

TRIES, WITHIN = (
    5,
    60.0,
)  # begun again so often in so long [s]; then somebody has to look
AGAIN = 0.2  # s before a stream that broke is begun again


@dataclass(slots=True)
class _Running:
    stream: LiveStream
    broke_at: list[float] = field(default_factory=list)
    last: dict[str, dict[str, Any]] = field(default_factory=dict)


_streams: dict[uuid.UUID, _Running] = {}
_locks: dict[uuid.UUID, threading.Lock] = {}
_guard = threading.Lock()


def base_of(session: uuid.UUID, kind: str) -> Path:
    """Return where the first part of what a kind of source gives in a session lies."""
    return Path(settings.VAR) / "live" / f"{session}-{kind}.parquet"


def stream_of(session: uuid.UUID) -> LiveStream | None:
    """Return the stream of a session, if it runs."""
    running = _streams.get(session)
    return running.stream if running is not None and running.stream.alive else None


def wanted(session: uuid.UUID) -> StreamSettings | None:
    """Return what a session's stream was asked to be; None when none is wanted."""
    path = _wanted_path(session)
    try:
        asked = StreamSettings(**json.loads(path.read_text("utf-8")))
        # The folder may lie elsewhere than it did: restored, or moved.
        return replace(asked, path=str(base_of(session, asked.source)))
    except (OSError, ValueError, TypeError, StrigilError):
        return None


def begin(session: uuid.UUID, asked: StreamSettings) -> LiveStream:
    """Begin the stream of a session; the one before it ends.

    Raises
    ------
    StrigilError
        When there is no such sensor.
    """
    end(session, "Another source was chosen.")
    Path(asked.path).parent.mkdir(parents=True, exist_ok=True)
    with _lock_of(session):
        stream = begun(asked)
        _want(session, asked)
        _keep(session, stream)
    return stream


def lift_above(session: uuid.UUID, asked: StreamSettings) -> None:
    """Tell a stream that runs the force to lift at, and the one after it too."""
    with _lock_of(session):
        _want(session, asked)
    tell(session, {"do": "ceiling", "ceiling": asked.ceiling})


def ensure(session: uuid.UUID) -> LiveStream | None:
    """Return the stream of a session, begun again when it is wanted and not there."""
    with _lock_of(session):
        running, asked = stream_of(session), wanted(session)
        if running is not None or asked is None or _too_often(session):
            return running
        try:
            stream = begun(asked)
        except StrigilError:
            return None
        _keep(session, stream)
        return stream


def tell(session: uuid.UUID, said: Mapping[str, Any]) -> None:
    """Tell the stream of a session something, and again to the one after it."""
    running = _streams.get(session)
    if running is None:
        return
    if said["do"] in ("pain", "step"):
        running.last[said["do"]] = {**said, "told_at": time.monotonic()}
    try:
        running.stream.tell(**said)
    except StrigilError:
        return  # it is told when it is begun again


def end(session: uuid.UUID, because: str = "The session ended.") -> None:
    """End the stream of a session; its recording stays."""
    _wanted_path(session).unlink(missing_ok=True)
    with _lock_of(session):
        running = _streams.pop(session, None)
        if running is not None:
            running.stream.end(because)


def _want(session: uuid.UUID, asked: StreamSettings) -> None:
    path = _wanted_path(session)
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(asked)), "utf-8")


def _keep(session: uuid.UUID, stream: LiveStream) -> None:
    before = _streams.get(session)
    running = _Running(stream)
    if before is not None:
        running.broke_at, running.last = before.broke_at, before.last
    _streams[session] = running
    now = time.monotonic()
    for said in running.last.values():
        given = {key: value for key, value in said.items() if key != "told_at"}
        late = now - said["told_at"] + float(given.get("ago", 0.0))
        stream.tell(**(given | {"ago": late} if said["do"] == "pain" else given))
    over = threading.Event()
    _beside(_watch, session, stream, over)
    _beside(follow, session, Path(stream.settings.path), over)


def _beside(work: Callable[..., None], *given: object) -> None:
    threading.Thread(target=work, args=given, daemon=True).start()


def _watch(session: uuid.UUID, stream: LiveStream, over: threading.Event) -> None:
    """Say when a stream is over, and begin one again that broke.

    A recording that was played to its end is over: no page plays it again unasked.
    """
    stream.process.wait()
    over.set()
    running = _streams.get(session)
    if running is None or running.stream is not stream:
        return
    if not stream.broke:
        if stream.settings.source == "replay":
            _wanted_path(session).unlink(missing_ok=True)
        return
    running.broke_at.append(time.monotonic())
    time.sleep(AGAIN)
    ensure(session)


def _too_often(session: uuid.UUID) -> bool:
    running = _streams.get(session)
    since = time.monotonic() - WITHIN
    return (
        running is not None
        and len([at for at in running.broke_at if at > since]) > TRIES
    )


def _lock_of(session: uuid.UUID) -> threading.Lock:
    with _guard:
        return _locks.setdefault(session, threading.Lock())


def _wanted_path(session: uuid.UUID) -> Path:
    return Path(settings.VAR) / "live" / f"{session}.wanted.json"
