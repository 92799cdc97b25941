"""Scooping with an unaligned, unzeroed sensor: as many strokes as a person counts."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from strigil.signals import analyse_recording, read_recording, recording_of

COUNTS = Path(__file__).parent / "data" / "scooping_counts.toml"
PEOPLE = tomllib.loads(COUNTS.read_text("utf-8"))


def strokes_in(trials: list[Path], *, as_live: bool = False) -> list[int]:
    return [
        len(analyse_recording(read_recording(one), as_live=as_live).strokes)
        for one in trials
    ]


def of_both(scooping: list[Path], part: str) -> tuple[list[Path], list[int]]:
    counted = {person: len(PEOPLE[person]["first"]) for person in PEOPLE}
    trials, hand = [], []
    for person in PEOPLE:
        own = [one for one in scooping if one.name.startswith(person)]
        first = slice(0, counted[person])
        trials += own[first] if part == "first" else own[counted[person] :]
        hand += PEOPLE[person][part]
    return trials, hand


def test_every_trial_that_was_counted_says_what_was_seen() -> None:
    for person in PEOPLE.values():
        assert len(person["seen"]) == len(person["first"]) + len(person["others"])


@pytest.mark.parametrize("as_live", [False, True])
@pytest.mark.parametrize("part", ["first", "others"])
def test_strokes_are_counted_within_ten_percent_of_a_hand_count(
    part, as_live, scooping
):
    trials, hand = of_both(scooping, part)
    assert len(trials) == len(hand)
    assert sum(strokes_in(trials, as_live=as_live)) == pytest.approx(sum(hand), rel=0.1)


def test_as_live_trials_are_off_by_less_than_one_stroke_in_three(scooping):
    trials, hand = of_both(scooping, "first")
    off = np.abs(np.array(strokes_in(trials, as_live=True)) - hand).sum()
    assert off <= 0.33 * sum(hand)


def test_trials_are_off_by_less_than_one_stroke_in_five(scooping):
    trials, hand = of_both(scooping, "first")
    off = np.abs(np.array(strokes_in(trials)) - hand).sum()
    assert off <= 0.2 * sum(hand)


def pressed(low: float, turn: np.ndarray, *, as_live: bool = False) -> int:
    """Count the strokes of a press that falls to a part and rises again."""
    time = np.arange(0, 6, 0.01)
    marks = [0, 1, 1.5, 2.5, 3, 3.5, 4.5, 5, 6]
    force = np.interp(time, marks, [0, 0, 8, 8, 8 * low, 8, 8, 0, 0])
    rng = np.random.default_rng(2)
    columns = np.outer(force, turn) + rng.normal(0, 0.02, (time.size, 3))
    channels = {f"force_{a}": columns[:, i] + 3.0 for i, a in enumerate("xyz")}
    found = analyse_recording(recording_of(time, channels), as_live=as_live)
    return len(found.strokes)


@pytest.mark.parametrize("as_live", [False, True])
@pytest.mark.parametrize(("low", "strokes"), [(0.2, 2), (0.3, 2), (0.6, 1), (1.0, 1)])
def test_an_unaligned_press_that_falls_far_is_two_strokes(low, strokes, as_live):
    assert pressed(low, np.array([0.6, 0.5, -0.62]), as_live=as_live) == strokes


def test_whichever_way_the_sensor_is_turned_the_count_is_the_same():
    counts = {
        pressed(0.25, np.array([np.cos(a), np.sin(a), 0.6]) / np.hypot(1, 0.6))
        for a in np.linspace(0.3, 1.2, 5)
    }
    assert counts == {2}
