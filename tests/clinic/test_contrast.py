"""Every pair of colours that meets can be told apart, in both themes."""

import re
from pathlib import Path

import pytest

import strigil_clinic

CSS = (Path(strigil_clinic.__file__).parent / "static/css/tokens.css").read_text()
TEXT = [
    *[(ink, on) for ink in ("ink", "muted") for on in ("paper", "surface", "sunk")],
    *[("bronze", on) for on in ("paper", "surface", "sunk", "bronze-soft")],
    ("ink", "bronze-soft"),
    ("muted", "bronze-soft"),
    ("olive", "olive-soft"),
    ("warn", "warn-soft"),
    ("on-bronze", "bronze"),
    ("on-olive", "olive"),
    ("on-stop", "stop"),
    ("series", "surface"),
]
MARKS = [("edge", "paper"), ("edge", "surface"), ("stop", "surface"), ("olive", "sunk")]


def tokens(theme: str) -> dict[str, str]:
    heads = {"light": ":root {", "dark": ':root[data-theme="dark"] {'}
    block = CSS.split(heads[theme])[1].split("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [(*pair, 4.5) for pair in TEXT] + [(*pair, 3.0) for pair in MARKS],
)
def test_a_pair_of_colours_can_be_told_apart(theme, front, back, least):
    colours = tokens(theme)
    assert contrast(colours[front], colours[back]) >= least


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_automatic_dark_theme_is_the_dark_theme():
    auto = CSS.split('[data-theme="auto"] {')[1].split("}")[0]
    assert dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", auto)) == tokens("dark")
