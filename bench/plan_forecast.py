"""How long the plan page takes to its forecast, and a what-if to its answer.

A real browser against a real server on the loopback. Nothing is beside it but what was
wanted.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from paired import Paired
from playwright.sync_api import Page, sync_playwright
from row import Row

CASE = "plan-forecast"
WANTED_PAGE, WANTED_WHAT_IF = 1.5, 0.3  # s
START = 120.0  # s, the most that a server with its demo data takes
PASSWORD = "bronze olive daylight"  # of the demo  # noqa: S105  # printed at each start


def rows() -> Iterator[Row]:
    """Yield the slowest page and the slowest what-if, beside what was wanted."""
    with served() as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        log_in(page, base)
        plans = plans_of(page, base)
        timed = [timed_plan(page, base + plan) for plan in plans]
        browser.close()
    warm = timed[1:]
    for what, wanted, times in (
        ("page to forecast", WANTED_PAGE, [one[0] for one in warm]),
        ("what-if", WANTED_WHAT_IF, [one[1] for one in warm]),
    ):
        most, middle = max(times), sorted(times)[len(times) // 2]
        yield Row(
            case=CASE,
            peer=f"what was wanted, {what}",
            timed=Paired(most, wanted, wanted / most, min(times), wanted),
            repeats=len(times),
            accuracy={
                "measure": "500 drawn patients, each page once",
                "ours": {"median_s": round(middle, 3)},
                "peer": {"median_s": wanted},
                "same": most <= wanted,
                "said": f"median {middle:.2g} s / {wanted:g} s",
            },
            note="slowest of the demo's plans that treat; Chromium, server and worker "
            "processes on one machine",
        )


@contextmanager
def served() -> Iterator[str]:
    """Serve the demo clinic from an empty folder; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "strigil", "serve", "--port", str(port)]
        server = subprocess.Popen(  # noqa: S603  # our own command
            command,
            env=os.environ | {"STRIGIL_VAR": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(base)
            yield base
        finally:
            server.terminate()
            server.wait()


def wait_for(base: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + START
    while True:
        try:
            urllib.request.urlopen(base + "/log-in/")  # noqa: S310  # our own address
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return


def log_in(page: Page, base: str) -> None:
    """Log in as a practitioner of the demo."""
    page.goto(base + "/log-in/")
    page.fill("[name=username]", "ana")
    page.fill("[name=password]", PASSWORD)
    page.click("form button")
    page.wait_for_load_state("networkidle")


def plans_of(page: Page, base: str) -> list[str]:
    """Return the addresses of plans that treat, without computing any forecast."""
    page.goto(base + "/patients/")
    script = "links => links.map(link => link.getAttribute('href'))"
    links = page.eval_on_selector_all("a[href^='/episodes/']", script)
    plans = [link.rstrip("/") + "/plan/" for link in dict.fromkeys(links)]
    return [p for p in plans if 'id="what-if"' in page.request.get(base + p).text()]


def timed_plan(page: Page, address: str) -> tuple[float, float]:
    """Return how long a plan takes to its forecast, and a what-if to its answer [s]."""
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#forecast svg")
    shown = time.perf_counter() - began
    page.locator("#what-if").scroll_into_view_if_needed()
    page.wait_for_selector("#beside svg")
    script = """() => new Promise(done => {
        const began = performance.now(), held = document.querySelector("#beside");
        new MutationObserver(() => {
            if (held.querySelector("svg")) done(performance.now() - began);
        }).observe(held, {childList: true, subtree: true});
        const field = document.querySelector("#what-if [name=time]");
        field.value = "0.5";
        field.dispatchEvent(new Event("change", {bubbles: true}));
    })"""
    return shown, 1e-3 * page.evaluate(script)
