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


def episode_of(page: Any, name: str) -> str:
    """Return the address of a demo patient's episode."""
    page.goto(f"/patients/?q={name}")
    page.locator("a[href^='/episodes/']").first.click()
    page.wait_for_load_state()
    return str(page.url)


def take(browser: Any, name: str, theme: str, patient: str, part: str) -> None:
    """Save one picture."""
    context = browser.new_context(
        base_url=ADDRESS,
        color_scheme=theme,
        viewport={"width": 1366, "height": 820},
    )
    page = context.new_page()
    page.goto("/log-in/")
    page.fill("input[name=username]", "ana")
    page.fill("input[name=password]", "bronze olive daylight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/patients/")
    page.goto(episode_of(page, patient) + part)
    if part == "treat/":
        page.get_by_role("link", name="Go on").click()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(FORECAST_MS)
    page.screenshot(path=str(OUT / f"{name}-{theme}.png"))
    context.close()


FORECAST_MS = 12_000  # the forecast comes after the page
PICTURES = (
    ("episode", "light", "Ashgrove", ""),
    ("episode", "dark", "Ashgrove", ""),
    ("treat", "dark", "Juniper", "treat/"),
    ("screen", "light", "Hazelmoor", "screen/"),
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
