"""On paper: a plan on two sheets, a leaflet on one, and nothing too small to read."""

import re
from collections.abc import Callable
from typing import Any

import pytest

Open = Callable[..., Any]
SMALLEST = 8.0 * 96.0 / 72.0  # 8 pt in the pixels of a style sheet
TEXT_SIZES = """
() => [...document.querySelectorAll("main *")]
  .filter((e) => e.checkVisibility() && [...e.childNodes].some(
    (n) => n.nodeType === 3 && n.textContent.trim()))
  .map((e) => parseFloat(getComputedStyle(e).fontSize))
"""
PLANS = {"Rosa Rowanfield": 2, "Ada Ashgrove": 2, "Mateo Mapleton": 2}


def pages(page: Any) -> int:
    """Print a page to paper and count its sheets."""
    printed = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def episode_of(page: Any, patient: str) -> str:
    page.goto("/patients/")
    page.get_by_role("link", name=patient).first.click()
    page.wait_for_load_state()
    link = page.locator("a[href*='/episodes/']").first.get_attribute("href")
    found = re.search(r"/episodes/[0-9a-f-]{36}/", page.url + " " + (link or ""))
    assert found
    return found[0]


@pytest.mark.parametrize(("patient", "most"), PLANS.items())
def test_a_plan_prints_on_few_sheets_and_can_be_read(
    open_page: Open, patient: str, most: int
) -> None:
    page = open_page()
    page.goto(episode_of(page, patient) + "plan/")
    assert pages(page) <= most
    page.emulate_media(media="print")
    assert min(page.evaluate(TEXT_SIZES)) >= SMALLEST - 0.01
    paper = page.locator(".paper")
    assert paper.get_by_role("heading", name=f"Plan of care: {patient}").is_visible()
    assert "not a medical device" in paper.inner_text()
    assert "Riverside Physiotherapy" in paper.inner_text()
    assert paper.locator("a").count() == 0


@pytest.mark.parametrize("leaflet", ["consent/leaflet/", "after-care/leaflet/"])
def test_a_leaflet_prints_on_one_sheet(open_page: Open, leaflet: str) -> None:
    page = open_page()
    page.goto(episode_of(page, "Ada Ashgrove") + leaflet)
    assert pages(page) == 1
