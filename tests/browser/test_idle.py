"""A page that nobody uses: it asks, keeps what is typed, and then locks."""

from collections.abc import Callable
from typing import Any

import pytest

IS_OPEN = "document.getElementById('idle').open"


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_minute_before_the_lock_it_asks_and_staying_loses_nothing(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], theme: str
) -> None:
    page = open_page("ana", theme=theme)
    page.clock.install()
    page.goto("/patients/new/")
    page.fill("[name=given_name]", "Mara")
    page.clock.fast_forward("08:55")
    assert not page.evaluate(IS_OPEN)
    page.clock.fast_forward("00:10")
    page.wait_for_selector("#idle[open]")
    assert page.evaluate("document.activeElement.textContent") == "Stay"
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.wait_for_selector("#idle", state="hidden")
    assert page.input_value("[name=given_name]") == "Mara"
    page.clock.fast_forward("09:05")
    page.wait_for_selector("#idle[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#idle", state="hidden")


@pytest.mark.slow
def test_without_an_answer_the_page_locks_and_leads_back(
    open_page: Callable[..., Any],
) -> None:
    page = open_page("ana")
    page.clock.install()
    page.goto("/patients/new/")
    page.clock.fast_forward("10:05")
    page.wait_for_url("**/locked/?next=%2Fpatients%2Fnew%2F")


@pytest.mark.slow
def test_a_forgotten_tab_does_not_lock_the_one_in_use(
    open_page: Callable[..., Any],
) -> None:
    forgotten = open_page("ana")
    forgotten.clock.install()  # the clock of both
    forgotten.goto("/patients/")
    used = forgotten.context.new_page()
    used.goto("/patients/new/")
    used.clock.fast_forward("09:05")
    for page in (forgotten, used):
        page.wait_for_selector("#idle[open]")
    used.bring_to_front()
    used.keyboard.press("Enter")
    forgotten.wait_for_selector("#idle", state="hidden")
    assert forgotten.url.endswith("/patients/")
