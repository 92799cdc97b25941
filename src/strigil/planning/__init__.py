"""Decisions with reasons: screen, choice of edge, plan of care, revision, forecast."""

from strigil.planning.finding import (
    LEVELS,
    LIGHT_ONLY,
    Level,
    ScreenFinding,
    Screening,
)
from strigil.planning.screen import screen

__all__ = [
    "LEVELS",
    "LIGHT_ONLY",
    "Level",
    "ScreenFinding",
    "Screening",
    "screen",
]
