"""An empty clinic in a browser: set up once, then log in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import served


@pytest.fixture
def empty_clinic(tmp_path: Path) -> Iterator[str]:
    with served(tmp_path, "--no-demo") as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_empty_clinic_is_set_up_and_entered(
    empty_clinic: str, chromium: Any, axe: Callable[[Any], list[str]], theme: str
) -> None:
    context = chromium.new_context(base_url=empty_clinic, color_scheme=theme)
    page = context.new_page()
    page.goto("/")
    assert page.url.endswith("/set-up/")
    assert axe(page) == []
    page.fill("[name=clinic_name]", "Brookside Physiotherapy")
    page.fill("[name=name]", "Ida Brandt")
    page.fill("[name=username]", "ida")
    for field in ("password1", "password2"):
        page.fill(f"[name={field}]", "seven quiet herons")
    page.click("button.main")
    page.wait_for_url("**/log-in/")
    assert axe(page) == []
    page.fill("[name=username]", "ida")
    page.fill("[name=password]", "seven quiet herons")
    page.click("button.main")
    page.wait_for_url("**/patients/")
    assert "Nobody here yet" in page.content()
    page.goto("/set-up/")
    assert "/set-up/" not in page.url
    context.close()
