"""A stream as who began it sees it: begun, told things, listened to, ended."""

import json
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from strigil.errors import StreamError
from strigil.treatment.live.settings import StreamSettings

__all__ = ["LiveStream", "begin_stream"]

_LONGEST_START = 40.0  # s: the slowest source looks for its sensor for 30 s
_LONGEST_END = 10.0  # s to write the file


@dataclass(frozen=True, slots=True)
class LiveStream:
    """A stream that runs in a process of its own.

    Attributes
    ----------
    settings : StreamSettings
        What it was told.
    part : Path
        The part of the recording that it writes.
    source : str
        Its source in words.
    port : int
        Where it serves on this machine [1].
    process : subprocess.Popen
        The process.
    """

    settings: StreamSettings
    part: Path
    source: str
    port: int
    process: "subprocess.Popen[str]"

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process.poll() is None

    @property
    def broke(self) -> bool:
        """Whether it ended otherwise than it should."""
        return self.process.poll() not in (None, 0)

    def tell(self, **said: Any) -> None:
        """Tell the stream something: a pain answer, a step, STOP, the end.

        Raises
        ------
        StreamError
            When it is not there.
        """
        try:
            with self.connected(None) as connection:
                connection.sendall((json.dumps(said) + "\n").encode())
        except OSError as error:
            message = f"The stream of {self.source} is gone ({error})."
            raise StreamError(message) from None

    def connected(self, first: int | str | None) -> socket.socket:
        """Return a connection on which frames come from a number on.

        Parameters
        ----------
        first : int, ``"now"`` or None
            Number of the first frame; None for no frames.
        """
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=5.0)
        asked = {"token": self.settings.token, "from": first}
        connection.sendall((json.dumps(asked) + "\n").encode())
        return connection

    def frames(self, first: int | str = 0) -> Iterator[Mapping[str, Any]]:
        """Yield what the stream serves from a number, or "now", on; its hello first."""
        with self.connected(first) as connection:
            for line in connection.makefile("r", encoding="utf-8"):
                yield json.loads(line)

    def end(self, because: str = "The session ended.") -> int | None:
        """End it and let it keep its file; return its exit status."""
        if self.alive:
            try:
                self.tell(do="end", because=because)
                self.process.wait(_LONGEST_END)
            except (StreamError, subprocess.TimeoutExpired):
                self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        return self.process.poll()


def begin_stream(settings: StreamSettings) -> LiveStream:
    """Begin a stream in a process of its own, and wait until it has its sensor.

    Parameters
    ----------
    settings : StreamSettings
        What it is told; a part is added where the recording has one already.

    Raises
    ------
    StreamError
        When there is no such sensor, or the process does not begin.
    """
    settings = replace(settings, token=secrets.token_urlsafe(24))
    process = subprocess.Popen(
        [sys.executable, "-m", "strigil.treatment.live"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    answer = _answer(process, settings)
    if "port" not in answer:
        process.kill()
        process.communicate()
        raise StreamError(
            answer.get("problem") or "The stream's process did not begin."
        )
    return LiveStream(
        settings, Path(answer["part"]), answer["source"], int(answer["port"]), process
    )


def _answer(
    process: "subprocess.Popen[str]", settings: StreamSettings
) -> Mapping[str, Any]:
    if process.stdin is None or process.stdout is None:
        return {}
    try:
        process.stdin.write(settings.as_json() + "\n")
        process.stdin.flush()
    except OSError:
        return {}
    patience = threading.Timer(_LONGEST_START, process.kill)
    patience.start()
    line = process.stdout.readline()
    patience.cancel()
    return json.loads(line) if line.strip() else {}
