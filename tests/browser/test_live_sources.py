"""Choosing a sensor in the browser: a real stream, a real port, and no radio."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.live_page import OVERFLOW, open_live, stands
from tests.treatment.live.sensors import Board, Paced, outlet

from strigil.signals import sensors_nearby

PATIENCE = 60_000  # ms: a stream's process begins within seconds on an idle machine


@pytest.fixture
def live(open_page) -> Iterator[Any]:
    page = open_page("ana")
    open_live(page)
    yield page
    if page.locator("#sensor-end").is_hidden():
        page.locator("#sensor > summary").click()
    if page.locator("#sensor-end").is_visible():
        page.locator("#sensor-end").click()
        page.locator("#gauge").wait_for(state="hidden")


def choose(page: Any, kind: str) -> None:
    page.locator("#sensor > summary").click()
    page.select_option("#sensor-kind", kind)
    page.locator("#sensor-look").wait_for(timeout=PATIENCE)


def shows_force(page: Any, source: str) -> None:
    page.locator("#late", has_text="to screen").wait_for(timeout=PATIENCE)
    assert source in page.inner_text("#sensor-said")
    assert stands(page) != "lift"


def test_a_stream_of_this_machine_is_listed_chosen_and_shown(live):
    pytest.importorskip("pylsl", reason="the extra 'live' is not installed")
    name = f"tool-{uuid.uuid4().hex[:8]}"
    sending = Paced(outlet(name))
    choose(live, "lsl")
    live.select_option("#sensor-found", name)
    listed = live.inner_text("#sensor-found")
    assert f"{name} (1 channel at 100 Hz" in listed
    live.locator("#sensor-begin").click()
    shows_force(live, name)
    sending.hold()
    live.locator("#sensor-alarm-said", has_text="No signal").wait_for(timeout=PATIENCE)
    assert live.inner_text("#force-now") == "–"
    for width, height in ((1366, 820), (1180, 820), (820, 1180)):
        live.set_viewport_size({"width": width, "height": height})
        assert live.evaluate(OVERFLOW) <= 0


def test_a_board_at_a_port_is_read_by_its_path_with_its_profile(live, tmp_path: Path):
    pytest.importorskip("serial", reason="the extra 'live' is not installed")
    board = Board(tmp_path / "tool")
    choose(live, "serial")
    if live.locator("#sensor-found").is_visible():
        live.select_option("#sensor-found", "other")
    live.fill("#sensor-name", str(tmp_path / "tool"))
    live.locator("#sensor-channels summary").click()
    live.select_option("#sensor-profile", "xio_fusion")
    live.locator("#sensor-begin").click()
    problem = live.locator(
        "#sensor-problem", has_text="has no channel that Strigil knows"
    )
    problem.wait_for(timeout=PATIENCE)
    live.select_option("#sensor-profile", "")
    live.locator("#sensor-begin").click()
    shows_force(live, str(tmp_path / "tool"))
    board.unplug()


def test_a_stream_that_is_not_there_is_said_with_those_that_are(live):
    choose(live, "lsl")
    if live.locator("#sensor-found").is_visible():
        live.select_option("#sensor-found", "other")
    live.fill("#sensor-name", "nothing-of-this-name")
    live.locator("#sensor-begin").click()
    said = live.locator("#sensor-problem", has_text="There is no LSL stream")
    said.wait_for(timeout=PATIENCE)
    assert live.locator("#sensor-begin").is_enabled()


def test_without_a_radio_the_page_says_so_and_offers_the_others(live):
    missing = sensors_nearby().why_not.get("bluetooth", "")
    if not missing:
        pytest.skip("this machine has a radio")
    live.locator("#sensor > summary").click()
    live.select_option("#sensor-kind", "bluetooth")
    live.locator("#sensor-looked", has_text=missing).wait_for(timeout=PATIENCE)
    assert live.locator("#sensor-begin").is_disabled()
    live.select_option("#sensor-kind", "simulator")
    assert live.locator("#sensor-begin").is_enabled()
