"""The gauge of a sensor in a real browser: the simulator plays, the page shows."""

import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.browser.live_page import OVERFLOW, go_on, open_live, stands

END = """async () => {
  const told = JSON.parse(document.getElementById("live-data").textContent).stream;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  await fetch(told.end, {method: "POST", headers: {"X-CSRFToken": token}});
}"""
PATIENCE = 60_000  # ms: a stream's process begins within seconds on an idle machine


@pytest.fixture
def live(open_page) -> Any:
    """The demo's session that is under way, at a step, with its edge on the skin."""
    page = open_page("ana")
    open_live(page)
    yield page
    page.evaluate(END)
    page.reload()
    if stands(page) == "lift":
        go_on(page)


def connect(page: Any, ceiling: str = "") -> None:
    page.locator("#sensor > summary").click()
    page.select_option("#sensor-kind", "simulator")
    page.fill("#sensor-ceiling", ceiling)
    page.locator("#sensor-begin").click()


def shows_force(page: Any) -> None:
    page.locator("#late", has_text="to screen").wait_for(timeout=PATIENCE)


def test_the_gauge_is_read_at_two_metres_and_says_that_it_is_simulated(live, axe):
    connect(live)
    shows_force(live)
    size = "parseFloat(getComputedStyle(document.getElementById('force-now')).fontSize)"
    assert live.evaluate(size) >= 72
    assert "not this patient" in live.inner_text("#sensor-said")
    for _ in range(PATIENCE // 100):
        if int(live.get_attribute("#late", "data-got")) > 20:
            break
        live.wait_for_timeout(100)
    assert int(live.get_attribute("#late", "data-got")) > 20
    assert live.get_attribute("#late", "data-lost") == "0"
    live.emulate_media(reduced_motion="reduce")
    assert axe(live) == []


@pytest.mark.parametrize(("width", "height"), [(1366, 820), (1180, 820), (820, 1180)])
def test_with_a_sensor_it_fits_without_scrolling_too(live, width, height):
    live.set_viewport_size({"width": width, "height": height})
    connect(live)
    shows_force(live)
    assert live.evaluate("document.documentElement.scrollHeight") <= height
    assert live.evaluate("document.documentElement.scrollWidth") <= width
    assert live.evaluate(OVERFLOW) <= 0, "nothing of the meter lies over another part"
    for part in ("#force-now", ".force-bar", ".now article:not([hidden]) h2", "#stop"):
        box = live.locator(part).bounding_box()
        assert box["height"] > 0
        assert box["y"] + box["height"] <= height, part


def test_too_much_force_fills_the_screen_with_lift_and_the_reason(live):
    connect(live, ceiling="1")
    live.locator("#lift-because", has_text="set to 1 N").wait_for(timeout=PATIENCE)
    box = live.locator("#lift").bounding_box()
    assert (box["width"], box["height"]) == (1366, 820), "the whole screen"
    live.locator("#kept", has_text="saved").wait_for()
    live.reload()
    assert stands(live) == "lift", "it is kept"
    live.locator("#lift .key").first.click()
    live.locator("#go-on").wait_for()


def test_a_lift_is_in_the_record_though_its_page_was_closed(live):
    connect(live, ceiling="1.5")
    live.locator("#sensor:not([open])").wait_for(timeout=PATIENCE)
    session = live.url
    live.goto("/patients/")
    said = live.locator(".timeline li", has_text="set to 1.5 N")
    for _ in range(PATIENCE // 1000):
        live.goto(session + "record/")
        if said.count():
            break
        live.wait_for_timeout(1000)
    assert "not this patient" in said.first.inner_text()
    live.goto(session)
    assert stands(live) == "lift"


def test_the_force_to_lift_at_is_changed_while_the_sensor_runs(live):
    connect(live)
    shows_force(live)
    live.locator("#sensor > summary").click()
    live.fill("#sensor-ceiling", "1.2")
    live.locator("#sensor-set").click()
    live.locator("#lift-because", has_text="set to 1.2 N").wait_for(timeout=PATIENCE)
    live.reload()
    assert live.input_value("#sensor-ceiling") == "1.2"


def test_a_killed_stream_is_begun_again_and_a_reload_finds_it(live):
    connect(live)
    shows_force(live)
    for pid in streams():
        os.kill(pid, signal.SIGKILL)
    live.locator("#sensor-alarm-said", has_text="not live").wait_for(timeout=PATIENCE)
    live.locator("#sensor-alarm").wait_for(state="hidden", timeout=PATIENCE)
    live.reload()
    shows_force(live)


def streams() -> list[int]:
    """Return the processes of streams that this test's own clinic began."""
    own = subprocess.run(
        ["pgrep", "-f", "strigil.treatment.live"],  # on every system's path
        capture_output=True,
        text=True,
        check=False,
    )
    found = [int(line) for line in own.stdout.split()]
    return [pid for pid in found if os.getpid() in ancestors(pid)]


def ancestors(pid: int) -> list[int]:
    found = []
    while pid > 1:
        said = Path(f"/proc/{pid}/stat").read_text("utf-8")
        pid = int(said.rsplit(")", 1)[1].split()[1])
        found.append(pid)
    return found
