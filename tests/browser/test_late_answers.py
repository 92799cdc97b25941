"""An answer that comes late must not undo what was chosen meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
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
        assert self.kept
        self.is_open = True
        for route in self.kept:
            with self.page.expect_response(self.address):
                route.continue_()
        self.page.wait_for_timeout(300)  # nothing tells when nothing more will change


def chosen_side(page: Any) -> str:
    return str(page.locator("input[name=side]:checked").get_attribute("value"))


def test_a_side_chosen_before_the_sides_came_stays_chosen(new_episode: Any) -> None:
    page = new_episode
    late = Late(page, "**/sides/?*")
    sites = page.locator("select[name=site_id] option")
    choose(page, "site_id", sites.nth(1).get_attribute("value"))
    choose(page, "side", "left")
    late.let_go()
    assert chosen_side(page) == "left"


def test_a_site_and_side_chosen_before_the_sites_came_stay_chosen(
    new_episode: Any,
) -> None:
    page = new_episode
    choose(page, "condition_id", "achilles_tendinopathy")
    page.wait_for_selector("option[value=achilles_midportion]", state="attached")
    late = Late(page, "**/sites/?*")
    page.select_option("select[name=condition_id]", "achilles_tendinopathy")
    page.locator("select[name=condition_id]").dispatch_event("change")
    wanted = page.locator("select[name=site_id] option").last.get_attribute("value")
    choose(page, "site_id", wanted)
    choose(page, "side", "right")
    late.let_go()
    assert page.locator("select[name=site_id]").input_value() == wanted
    assert chosen_side(page) == "right"
