"""Every page that the demo clinic shows: nothing broken, nothing axe finds."""

import re
from collections.abc import Callable
from typing import Any

import pytest

# The pages of an episode that are reached from its loop, and the few outside it.
OUTSIDE = [
    "/patients/",
    "/patients/new/",
    "/calibration/",
    "/password/",
    "/people/",
    "/people/add/",
    "/instruments/",
    "/instruments/measure/",
]


def links_of(page: Any, pattern: str) -> list[str]:
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(l => l.pathname)")
    return sorted({href for href in hrefs if re.search(pattern, href)})


def addresses(page: Any) -> list[str]:
    """Walk from the patients to every page of two episodes of each."""
    found = list(OUTSIDE)
    page.goto("/people/")
    for person in links_of(page, r"^/people/[0-9a-f-]{36}/$"):
        page.goto(person)
        found += [person, *links_of(page, r"^/people/.*/password/$")]
    page.goto("/instruments/")
    for tool in links_of(page, r"^/instruments/[0-9a-f-]{36}/$")[:2]:
        found += [tool, tool + "measure/"]
    page.goto("/patients/")
    for patient in links_of(page, r"^/patients/[0-9a-f-]{36}/$"):
        page.goto(patient)
        found += [patient, *links_of(page, r"/new-episode/$|/edit/$")][:2]
        for episode in links_of(page, r"^/episodes/[0-9a-f-]{36}/$")[:1]:
            page.goto(episode)
            found += [episode, *links_of(page, r"^/(episodes|sessions|recordings)/")]
    return list(dict.fromkeys(found))


@pytest.mark.slow
def test_no_page_of_the_demo_clinic_is_broken_or_shuts_anyone_out(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    page = open_page("ana")
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    kinds: dict[str, int] = {}
    for address in addresses(page):
        kind = re.sub(r"[0-9a-f-]{36}", "*", address)
        kinds[kind] = kinds.get(kind, 0) + 1
        response = page.goto(address)
        if response.status != 200:
            problems.append(f"{address}: {response.status}")
        elif kinds[kind] <= 4:  # as many of a kind as there are different states
            problems += axe(page)
    assert problems == []
    assert len(kinds) >= 12


@pytest.mark.slow
def test_nothing_is_shut_out_in_the_dark_theme_either(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    page = open_page("ana", theme="dark", width=1180)
    kinds: set[str] = set()
    problems: list[str] = []
    for address in addresses(page):
        kind = re.sub(r"[0-9a-f-]{36}", "*", address)
        if kind not in kinds:
            kinds.add(kind)
            page.goto(address)
            problems += axe(page)
    assert problems == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 1180, 1366])
def test_no_page_scrolls_sideways(open_page: Callable[..., Any], width: int) -> None:
    page = open_page("ana", width=width)
    kinds: set[str] = set()
    wide = []
    for address in addresses(page):
        kind = re.sub(r"[0-9a-f-]{36}", "*", address)
        if kind in kinds:
            continue
        kinds.add(kind)
        page.goto(address)
        over = page.evaluate(
            "(root => root.scrollWidth - root.clientWidth)(document.documentElement)"
        )
        if over > 0:
            wide.append(f"{kind}: {over} px")
    assert wide == []
