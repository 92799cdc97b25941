"""A served clinic with its demo, and a real Chromium in front of it.

The clinic runs as its own process with its own folder, as `make run` starts it. Without
Chromium these tests skip and say what to install.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.one_machine import stay_on_this_machine

stay_on_this_machine()  # the clinic that is served here, too

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "bronze olive daylight"  # noqa: S105  # shown on the log-in page
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                why = "no chromium: sudo apt-get install chromium"
                item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a freshly started clinic with its demo."""
    with served(tmp_path_factory.mktemp("var")) as address:
        yield address


@contextmanager
def served(var: Path, *options: str) -> Iterator[str]:
    """Start a clinic of its own in a folder; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "strigil", "serve", "--port", str(port), *options]
    log = (var / "serve.log").open("w")
    process = subprocess.Popen(
        command,
        env={**os.environ, "STRIGIL_VAR": str(var)},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_served(address, process, var / "serve.log")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def _wait_until_served(
    address: str, process: "subprocess.Popen[bytes]", log: Path
) -> None:
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail("the clinic did not start:\n" + log.read_text("utf-8"))
        try:
            with urllib.request.urlopen(address + "/log-in/", timeout=5):  # noqa: S310  # our own address
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the clinic did not answer:\n" + log.read_text("utf-8"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for one file: its event loop must end before other tests use Django."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(clinic: str, chromium: Any) -> Iterator[Callable[..., Any]]:
    """`open_page("ana", theme="dark")` is a page in which Ana has logged in."""
    contexts = []

    def opened(
        who: str = "ana", *, theme: str = "light", width: int = 1366, height: int = 820
    ) -> Any:
        context = chromium.new_context(
            base_url=clinic,
            color_scheme=theme,
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/log-in/")
        page.fill("input[name=username]", who)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/patients/")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def axe() -> Callable[[Any], list[str]]:
    """`axe(page)` lists what an accessibility checker finds on the page."""

    def found(page: Any) -> list[str]:
        page.evaluate(AXE.read_text("utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        result = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags
        )
        return [
            f"{page.url}: {rule['id']}: {node['html'][:120]}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]

    return found
