"""Take the README's pictures from a freshly started demo clinic.

Run as `python scripts/screenshots.py`; it needs Chromium and writes docs/screenshots/.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

OUT = Path(__file__).parents[1] / "docs" / "screenshots"
ADDRESS = "http://127.0.0.1:8765"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def first_with(page: Any, words: str) -> str:
    """Return the address of the first episode whose page says some words."""
    page.goto("/patients/")
    for patient in hrefs(page, "/patients/"):
        page.goto(patient)
        for episode in hrefs(page, "/episodes/"):
            page.goto(episode)
            if words in page.inner_text("body"):
                return episode
    message = f"no episode of the demo says {words!r}"
    raise LookupError(message)


def hrefs(page: Any, start: str) -> list[str]:
    """Return the links to one thing each that begin with an address."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.pathname)")
    return sorted(
        {
            h
            for h in found
            if h.startswith(start) and len(h.split("/")) == 4 and h.count("-") == 4
        }
    )


def take(browser: Any, name: str, theme: str, words: str, part: str) -> None:
    """Save one picture."""
    context = browser.new_context(
        base_url=ADDRESS,
        color_scheme=theme,
        viewport={"width": 1366, "height": 820},
        device_scale_factor=1,
    )
    page = context.new_page()
    page.goto("/log-in/")
    page.fill("input[name=username]", "ana")
    page.fill("input[name=password]", "bronze olive daylight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/patients/")
    episode = first_with(page, words)
    page.goto(episode + part)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(OUT / f"{name}-{theme}.png"))
    context.close()


PICTURES = (
    ("episode", "light", "Start visit", ""),
    ("episode", "dark", "Start visit", ""),
    ("treat", "dark", "under way", "treat/"),
    ("screen", "light", "blocked", "screen/"),
    ("plan", "light", "Start visit", "plan/"),
)


def main() -> None:
    """Start a clinic with its demo in a folder of its own, and take every picture."""
    OUT.mkdir(parents=True, exist_ok=True)
    strigil = Path(sys.executable).with_name("strigil")
    with tempfile.TemporaryDirectory() as var:
        process = subprocess.Popen(  # noqa: S603  # our own command
            [str(strigil), "serve", "--port", "8765"],
            env={**os.environ, "STRIGIL_VAR": var},
        )
        try:
            wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=FLAGS
                )
                for picture in PICTURES:
                    take(browser, *picture)
        finally:
            process.terminate()
            process.wait()


def wait() -> None:
    """Wait until the clinic answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(ADDRESS + "/log-in/", timeout=5):  # noqa: S310  # our own address
                return
        except OSError:
            time.sleep(0.2)


if __name__ == "__main__":
    main()
