"""The colours of Strigil by name, in light and dark; a chart only ever says the name.

A chart writes ``var(--ink, #1f2421)``: inside a page the page's own theme decides, and
alone, or in print, the light value stands.
"""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["DARK", "LIGHT", "MARK_PAIRS", "TEXT_PAIRS", "contrast", "theme_css", "var"]

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#faf8f4",
        "surface": "#ffffff",
        "sunk": "#f3efe7",
        "ink": "#1f2421",
        "muted": "#59625b",
        "line": "#e3ddd1",
        "bronze": "#8a5522",
        "bronze-soft": "#f1e3d3",
        "olive": "#4b6a2f",
        "olive-soft": "#e6eedb",
        "warn": "#8a4b00",
        "warn-soft": "#fbeccf",
        "stop": "#b3261e",
        "series": "#0b6e8f",
        "band": "#dae9ee",
        "force-light": "#ecd9bf",
        "force-moderate": "#c98f4e",
        "force-firm": "#7a3e12",
    }
)
DARK: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#14171a",
        "surface": "#1c2124",
        "sunk": "#171b1e",
        "ink": "#ece8e1",
        "muted": "#a4aca5",
        "line": "#2f363a",
        "bronze": "#e0a467",
        "bronze-soft": "#3a2c1e",
        "olive": "#a8c887",
        "olive-soft": "#26301f",
        "warn": "#f2c27a",
        "warn-soft": "#3b2d14",
        "stop": "#d83b33",
        "series": "#5cc0e0",
        "band": "#283e46",
        "force-light": "#5a4632",
        "force-moderate": "#c98f4e",
        "force-firm": "#f0b878",
    }
)

# Words on a ground, at least 4.5:1; the charts use no other pair for text.
TEXT_PAIRS = (
    ("ink", "surface"),
    ("ink", "paper"),
    ("ink", "sunk"),
    ("ink", "band"),
    ("ink", "olive-soft"),
    ("muted", "surface"),
    ("muted", "paper"),
    ("muted", "sunk"),
    ("muted", "olive-soft"),
    ("bronze", "surface"),
    ("bronze", "paper"),
    ("olive", "surface"),
    ("olive", "olive-soft"),
    ("olive", "band"),
    ("warn", "surface"),
    ("warn", "warn-soft"),
    ("series", "surface"),
    ("series", "paper"),
    ("series", "band"),
)
# Marks that carry meaning on a ground, at least 3:1.
MARK_PAIRS = (
    ("series", "surface"),
    ("series", "paper"),
    ("series", "band"),
    ("series", "olive-soft"),
    ("muted", "surface"),
    ("muted", "band"),
    ("muted", "olive-soft"),
    ("bronze", "surface"),
    ("olive", "surface"),
    ("warn", "surface"),
    ("stop", "surface"),
    ("force-firm", "surface"),
)


def var(token: str) -> str:
    """Return a colour as the page's variable with the light value behind it.

    Examples
    --------
    >>> var("ink")
    'var(--ink, #1f2421)'
    """
    return f"var(--{token}, {LIGHT[token]})"


def theme_css(selector: str) -> str:
    """Return the style that gives a drawing of its own both themes."""
    light = "".join(f"--{name}:{value};" for name, value in LIGHT.items())
    dark = "".join(f"--{name}:{value};" for name, value in DARK.items())
    return (
        f"{selector}{{{light}color-scheme:light dark}}"
        f"@media screen and (prefers-color-scheme:dark){{{selector}{{{dark}}}}}"
    )


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours.

    Returns
    -------
    float
        From 1 (same) to 21 (black on white) [1].

    Notes
    -----
    Relative luminance as the web accessibility guidelines (WCAG 2) define it.

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
