"""Serves a stream's frames on this machine only, and hears what it is told."""

import hmac
import json
import queue
import socket
import socketserver
import threading
from collections.abc import Mapping
from typing import Any

from strigil.treatment.live.frames import FrameRing

__all__ = ["Service"]

_WAIT = 0.5  # s between looks whether the stream is over
_LONGEST = 4096  # bytes of one line that is heard


class Service:
    """Listen on a port of the loopback that the system chooses.

    Who connects sends one line ``{"token": ..., "from": n}`` and is sent each frame
    from that number on, those first that are still kept; ``"from": "now"`` asks for new
    ones only, ``"from": null`` for none. Every further line is said to the stream.

    Parameters
    ----------
    ring : FrameRing
        Frames to serve.
    token : str
        What one has to say to be served.
    said : queue
        Where things said are put.
    hello : Mapping
        Told to everyone first.
    """

    def __init__(
        self,
        ring: FrameRing,
        token: str,
        *,
        said: "queue.SimpleQueue[Mapping[str, Any]]",
        hello: Mapping[str, Any],
    ) -> None:
        self._ring, self._token, self._said, self._hello = ring, token, said, hello
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            disable_nagle_algorithm = True

            def handle(self) -> None:
                outer.serve(self)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = int(self._server.server_address[1])
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()

    def serve(self, client: socketserver.StreamRequestHandler) -> None:
        """Serve one who connected until they go or the stream is over."""
        asked = _line(client)
        if asked is None or not hmac.compare_digest(
            str(asked.get("token")), self._token
        ):
            return
        if asked.get("from") is not None:
            now = asked["from"] == "now"
            number = self._ring.next if now else int(asked["from"])
            sender = threading.Thread(
                target=self._send, args=(client, number), daemon=True
            )
            sender.start()
        while (said := _line(client)) is not None:
            self._said.put(said)

    def close(self) -> None:
        """Serve nobody any more."""
        self._server.shutdown()
        self._server.server_close()

    def _send(self, client: socketserver.StreamRequestHandler, number: int) -> None:
        hello = {**self._hello, "oldest": self._ring.oldest, "next": self._ring.next}
        lines = [json.dumps({"hello": hello})]
        try:
            while True:
                client.wfile.write("".join(f"{line}\n" for line in lines).encode())
                over = self._ring.closed
                lines = self._ring.wait(number, _WAIT)
                if lines:
                    number = int(json.loads(lines[-1])["n"]) + 1
                elif over:
                    break
            client.connection.shutdown(socket.SHUT_RDWR)
        except (OSError, ValueError):
            return  # gone


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def _line(client: socketserver.StreamRequestHandler) -> Mapping[str, Any] | None:
    """Return the next line that is a mapping; None when there is none."""
    try:
        line = client.rfile.readline(_LONGEST)
        found = json.loads(line) if line else None
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
