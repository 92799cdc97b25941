"""The guided session in a real browser: what its script alone can do."""

import json
from typing import Any

import pytest
from tests.browser.live_page import go_on, open_live, stands


@pytest.fixture
def live(open_page) -> Any:
    """The demo's session that is under way, at a step, neither paused nor stopped."""
    page = open_page("ana", width=1180)
    open_live(page)
    return page


def kept(page: Any) -> str:
    return str(page.inner_text("#kept"))


def stop_by(page: Any, key: str) -> None:
    sent = f"new KeyboardEvent('keydown', {{key: {json.dumps(key)}, bubbles: true}})"
    page.evaluate(f"document.activeElement.dispatchEvent({sent})")


@pytest.mark.parametrize("key", ["Escape", "s", "S", "PageDown", "b", "F13"])
def test_a_key_or_a_pedal_stops_at_once_and_says_lift(live, key):
    stop_by(live, key)
    assert stands(live) == "lift"
    assert live.locator("#lift-title").is_visible()
    box = live.locator("#lift").bounding_box()
    assert (box["width"], box["height"]) == (1180, 820), "the whole screen"
    go_on(live)
    assert stands(live) != "lift"


def test_space_acts_on_the_focused_control_only(live):
    live.locator("#sound").focus()
    before = stands(live)
    live.keyboard.press("Space")
    assert stands(live) == before


def test_pain_at_the_limit_lifts_without_a_line_and_is_kept_when_it_is_back(live):
    live.context.set_offline(True)
    live.locator("#pain .key").nth(9).click()
    assert stands(live) == "lift", "the page decides at once"
    assert "not sent yet" in kept(live)
    live.context.set_offline(False)
    live.locator("#kept", has_text="saved").wait_for()
    live.reload()
    assert stands(live) == "lift", "the server decided the same, and kept it once"
    go_on(live)


def test_a_reload_goes_on_where_it_was(live):
    live.locator("#pain .key").nth(1).click()
    step = live.inner_text(".now article:not([hidden]) .count")
    live.reload()
    assert live.inner_text(".now article:not([hidden]) .count") == step
    assert live.locator("#pain .key").nth(1).get_attribute("aria-pressed") == "true"
    assert "ago" in live.inner_text("#pain-age")


@pytest.mark.parametrize(("width", "height"), [(1366, 820), (1180, 820)])
def test_it_fits_without_scrolling_and_the_targets_are_large(live, width, height):
    live.set_viewport_size({"width": width, "height": height})
    tall = live.evaluate("document.documentElement.scrollHeight")
    assert tall <= height
    for key in live.locator("#pain .key").all():
        box = key.bounding_box()
        assert min(box["width"], box["height"]) >= 64
    assert live.locator("#stop").bounding_box()["height"] >= 96


def test_upright_it_fits_too_and_stop_is_large(live):
    live.set_viewport_size({"width": 820, "height": 1180})
    assert live.evaluate("document.documentElement.scrollHeight") <= 1180
    assert live.evaluate("document.documentElement.scrollWidth") <= 820
    for control in ("#go", "#pause", "#stop"):
        box = live.locator(control).bounding_box()
        assert box["height"] >= 64
        assert box["y"] + box["height"] <= 1180
    for key in live.locator("#pain .key").all():
        assert min(key.bounding_box()[side] for side in ("width", "height")) >= 64
    assert "LIFT" in live.inner_text("#stop")
    big = "parseFloat(getComputedStyle(document.getElementById('seconds')).fontSize)"
    assert live.evaluate(big) >= 72, "read at two metres"


def test_numbers_answer_and_letters_press_what_is_shown(live):
    live.keyboard.press("1")
    assert live.locator("#pain .key").nth(1).get_attribute("aria-pressed") == "true"
    live.keyboard.press("p")
    assert stands(live) in {"paused", "running", "ready"}
    if stands(live) == "paused":
        live.keyboard.press("p")
    live.keyboard.press("x")
    assert stands(live) == "lift", "X is ten"
    go_on(live)


def test_letters_can_be_turned_off_and_escape_still_stops(live):
    live.keyboard.press("?")
    live.locator("#letters").uncheck()
    before = stands(live)
    live.locator("#sound").focus()
    for key in ("x", "s", "b", "p"):
        live.keyboard.press(key)
    assert stands(live) == before
    live.keyboard.press("Escape")
    assert stands(live) == "lift"
    go_on(live)
    live.keyboard.press("?")
    if not live.locator("#letters").is_visible():
        live.locator("#keys-help summary").click()
    live.locator("#letters").check()


def test_a_server_that_is_away_is_said_and_so_is_its_return(live):
    live.route("**/events/", lambda route: route.abort())
    live.keyboard.press("1")
    live.locator("#away", has_text="nothing is lost").wait_for(timeout=30_000)
    assert "not sent yet" in kept(live)
    assert "nothing is lost" in live.text_content("#say")
    live.unroute("**/events/")
    live.locator("#kept", has_text="saved").wait_for(timeout=30_000)
    assert not live.locator("#away").is_visible()
    assert "connection is back" in live.text_content("#say")


def test_a_log_in_elsewhere_leaves_no_entry_behind(live):
    field = "document.querySelector('[name=csrfmiddlewaretoken]')"
    live.evaluate(f"{field}.value = 'x'.repeat(64)")
    live.keyboard.press("1")
    live.locator("#kept", has_text="saved").wait_for()
    live.reload()
    assert live.locator("#pain .key").nth(1).get_attribute("aria-pressed") == "true"


def test_stop_stays_on_the_screen_of_a_phone(live):
    live.set_viewport_size({"width": 320, "height": 700})
    for place in (0, 400, 9999):
        live.evaluate("place => scrollTo(0, place)", place)
        box = live.locator("#stop").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 700
    assert live.evaluate("document.documentElement.scrollWidth") <= 320


def test_each_step_is_said_and_the_retest_shows_no_limit(live):
    """Walks to the end, so it is the last test of this file."""
    told = []
    for _press in range(24):
        if stands(live) == "over":
            break
        live.keyboard.press("n")
        told.append(live.text_content("#say"))
        if "Retest" in told[-1]:
            assert not live.locator("#pain-said").is_visible()
            assert not live.locator("#facts").is_visible()
            live.keyboard.press("2")
            assert live.inner_text("#sign-now") == "2"
        if " Load" in told[-1]:
            assert not live.locator("#pain").is_visible()
            assert live.locator("#stop").is_visible()
    assert stands(live) == "over"
    assert any("Retest. Test again: step down, left leg." in said for said in told)
    assert told[-1] == "All steps are done."
    live.keyboard.press("n")
    live.wait_for_url("**/finish/")
