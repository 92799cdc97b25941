"""An answer that comes late must not undo what was chosen meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.test_journeys import choose

Open = Callable[..., Any]


@pytest.fixture
def new_episode(open_page: Open) -> Any:
    page = open_page("ben")
    patient = page.get_by_role("link", name="Ada").first.get_attribute("href")
    page.goto(f"{patient}new-episode/")
    return page


class Late:
    """Keeps the requests to an address back until they are let go."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.kept: list[Any] = []
        self.is_open = False
        page.route(address, self._take)

    def _take(self, route: Any) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.kept.append(route)

    def let_go(self) -> None:
        """Let them go, and wait until the page has put the last answer in place."""
        while not self.kept:  # the page may not have asked yet; the test's limit holds
            self.page.wait_for_timeout(20)
        self.is_open = True
        for route in self.kept:
            self.page.evaluate(
                "window.settled = new Promise((done) => document.addEventListener("
                "'htmx:afterSettle', done, { once: true }))"
            )
            with self.page.expect_response(self.address):
                route.continue_()
            self.page.evaluate("window.settled.then(() => true)")


def expect_side(page: Any, side: str) -> None:
    expect(page.locator("input[name=side]:checked")).to_have_attribute("value", side)


def test_a_side_chosen_before_the_sides_came_stays_chosen(new_episode: Any) -> None:
    page = new_episode
    late = Late(page, "**/sides/?*")
    sites = page.locator("select[name=site_id] option")
    choose(page, "site_id", sites.nth(1).get_attribute("value"))
    choose(page, "side", "left")
    late.let_go()
    expect_side(page, "left")


def test_a_site_and_side_chosen_before_the_sites_came_stay_chosen(
    new_episode: Any,
) -> None:
    page = new_episode
    late = Late(page, "**/sites/?*")
    choose(page, "condition_id", "achilles_tendinopathy")
    # The list of all sites still stands; the condition's sites are the last but few.
    choose(page, "site_id", "achilles_midportion")
    choose(page, "side", "right")
    late.let_go()
    expect(page.locator("select[name=site_id]")).to_have_value("achilles_midportion")
    expect_side(page, "right")


def test_a_site_that_the_condition_does_not_have_is_not_offered_any_more(
    new_episode: Any,
) -> None:
    page = new_episode
    sites = page.locator("select[name=site_id]")
    late = Late(page, "**/sites/?*")
    choose(page, "condition_id", "achilles_tendinopathy")
    choose(page, "site_id", "plantar_heel")
    late.let_go()
    assert sites.locator("option[value=plantar_heel]").count() == 0
    expect(sites).not_to_have_value("plantar_heel")
