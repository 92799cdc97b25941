"""Words and marks can be read in both themes."""

import pytest

from strigil.reporting.tokens import (
    DARK,
    LIGHT,
    MARK_PAIRS,
    TEXT_PAIRS,
    contrast,
    theme_css,
    var,
)

THEMES = {"light": LIGHT, "dark": DARK}


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize(("words", "ground"), TEXT_PAIRS)
def test_words_have_a_contrast_of_at_least_four_and_a_half(
    theme: str, words: str, ground: str
) -> None:
    tokens = THEMES[theme]
    assert contrast(tokens[words], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_marks_have_a_contrast_of_at_least_three(
    theme: str, mark: str, ground: str
) -> None:
    tokens = THEMES[theme]
    assert contrast(tokens[mark], tokens[ground]) >= 3.0


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_white_words_can_be_read_on_stop(theme: str) -> None:
    assert contrast("#ffffff", THEMES[theme]["stop"]) >= 4.5


def test_both_themes_know_the_same_names() -> None:
    assert set(LIGHT) == set(DARK)


def test_contrast_does_not_care_which_comes_first() -> None:
    assert contrast("#1f2421", "#faf8f4") == contrast("#faf8f4", "#1f2421")


def test_a_colour_falls_back_on_its_light_value() -> None:
    assert var("bronze") == "var(--bronze, #8a5522)"


def test_the_dark_theme_is_for_screens_so_that_print_stays_light() -> None:
    assert "@media screen and (prefers-color-scheme:dark)" in theme_css("svg")
