"""The guided session's page, opened and brought to a step."""

from typing import Any

# How far what the meter shows lies beyond it, over another part of the page [px].
OVERFLOW = """() => {
  const meter = document.getElementById("meter");
  return meter.scrollHeight - meter.clientHeight;
}"""


def open_live(page: Any) -> None:
    """Go to the demo's session that is under way, neither paused nor stopped."""
    page.goto("/patients/")
    page.get_by_role("link", name="Jonas Juniper").first.click()
    page.locator("a[href*='/episodes/']").first.click()
    page.goto(page.url.split("?")[0] + "treat/")
    page.get_by_role("link", name="Go on with visit").click()
    page.locator("#kept", has_text="saved").wait_for()
    if stands(page) == "lift":
        go_on(page)
    if stands(page) == "paused":
        page.locator("#pause").click()
    # The line is free: what a test does next is not behind what was done here.
    page.locator("#kept", has_text="saved").wait_for()


def stands(page: Any) -> str:
    """Return how the session stands: running, lift, paused, ready or over."""
    return str(page.get_attribute("#live", "data-now"))


def go_on(page: Any) -> None:
    """Say why it was lifted, answer for pain, and go on."""
    if page.locator("#lift-whys").is_visible():
        page.locator("button[name=why][value=asked]").click()
    page.locator("#lift .key").first.click()
    page.locator("#go-on").click()
