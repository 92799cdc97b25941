"""People who read pages of a clinic, one after the other, with time to read them."""

import http.cookiejar
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

PEOPLE = ("ana", "ben", "dora")  # of the same clinic
THINKS = (2.0, 6.0)  # s between two pages
COMES = 30.0  # s in which all have come: each log-in takes a core for a moment
PARTS = ("", "consent/", "screen/", "assess/", "plan/", "treat/", "after-care/")
PATIENCE = 120  # tries to reach a server that begins


@dataclass(frozen=True, slots=True)
class Read:
    """A page that was read: which kind, its status, and how long it took [s]."""

    kind: str
    status: int
    took: float


class Reader:
    """One person with a log-in of their own."""

    def __init__(self, address: str, password: str, *, seed: int) -> None:
        self._address, self._password = address, password
        self._random = random.Random(seed)  # noqa: S311  # which page is read next
        self._who = PEOPLE[seed % len(PEOPLE)]
        jar = http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(jar)
        ).open

    def wait(self) -> None:
        """Wait until the clinic answers."""
        for _ in range(PATIENCE):
            try:
                self._page("/log-in/")
            except OSError:
                time.sleep(0.5)
            else:
                return
        message = "the clinic did not begin"
        raise SystemExit(message)

    def read_until(self, over: threading.Event, read: list[Read]) -> None:
        """Come in some time, log in, and read pages until it is over."""
        over.wait(self._random.uniform(0.0, COMES))
        read.append(self._timed("log in", self._log_in))
        episodes = self._episodes()
        while not over.is_set():
            part = self._random.choice(PARTS)
            episode = self._random.choice(episodes)
            page = partial(self._page, f"{episode}{part}")
            read.append(self._timed(part or "overview", page))
            over.wait(self._random.uniform(*THINKS))

    def _timed(self, kind: str, does: Callable[[], object]) -> Read:
        began = time.perf_counter()
        try:
            does()
            status = 200
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            status = 0
        return Read(kind, status, time.perf_counter() - began)

    def _log_in(self) -> None:
        form = self._page("/log-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        given = {
            "csrfmiddlewaretoken": token[1] if token else "",
            "username": self._who,
            "password": self._password,
        }
        self._page("/log-in/", urllib.parse.urlencode(given).encode())

    def _episodes(self) -> list[str]:
        found = set()
        for patient in set(
            re.findall(r'href="(/patients/[0-9a-f-]{36}/)"', self._page("/patients/"))
        ):
            found |= set(
                re.findall(r'href="(/episodes/[0-9a-f-]{36}/)"', self._page(patient))
            )
        if not found:
            message = f"{self._who} found no episode to read"
            raise SystemExit(message)
        return sorted(found)

    def _page(self, path: str, data: bytes | None = None) -> str:
        request = urllib.request.Request(self._address + path, data)  # noqa: S310  # our own address
        request.add_header("Referer", self._address + path)
        with self._open(request, timeout=60) as answer:
            return str(answer.read().decode())
