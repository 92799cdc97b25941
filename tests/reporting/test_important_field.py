"""The field of important change agrees with its words, and nothing lies on them."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.catalogue import OutcomeMeasure, all_of, one_of
from strigil.reporting import (
    MeasuredPoint,
    ReactionMark,
    TodayMark,
    important_change_of,
    outcome_card,
    outcome_chart,
    outcome_table,
)
from strigil.reporting.placing import Box, box_of, freest

SVG = "{http://www.w3.org/2000/svg}"
MEASURES = list(all_of(OutcomeMeasure).values())


def held_to(measure_id: str, condition: str, first: float) -> OutcomeMeasure:
    measure = one_of(OutcomeMeasure, measure_id)
    return replace(measure, changes=measure.changes_for(condition, first))


def points(*values: float) -> list[MeasuredPoint]:
    return [MeasuredPoint(4.0 * i, value) for i, value in enumerate(values)]


def texts(svg: str) -> dict[str, tuple[float, float, str]]:
    """Each text with its place and the end that stands there."""
    return {
        "".join(node.itertext()): (
            float(node.get("x")),
            float(node.get("y")),
            node.get("text-anchor", "start"),
        )
        for node in ET.fromstring(svg).iter(f"{SVG}text")  # noqa: S314  # our own drawing
    }


def words_box(svg: str, start: str) -> Box:
    ((words, (x, y, anchor)),) = [
        (words, place) for words, place in texts(svg).items() if words.startswith(start)
    ]
    return box_of(x, y, words, anchor=anchor, size=12.0)


def test_the_field_runs_from_the_smallest_to_the_largest_change_that_is_written():
    measure = held_to("nprs", "achilles_tendinopathy", 5.0)
    field = important_change_of(measure, points(5.0, 3.0))
    assert field.label == "important change: 0.75 to 2 points lower"
    assert (field.threshold, field.far) == (4.25, 3.0)
    assert field.middle == pytest.approx(3.625)


def test_a_higher_score_that_is_better_has_its_field_above_the_first():
    measure = held_to("visa_a", "achilles_tendinopathy", 54.0)
    field = important_change_of(measure, points(54.0, 70.0))
    assert field.label == "important change: 7 to 15.4 points higher"
    assert (field.threshold, field.far) == (61.0, pytest.approx(69.4))


def test_one_published_change_has_no_band():
    measure = held_to("spadi", "rotator_cuff_tendinopathy", 60.0)
    field = important_change_of(measure, points(60.0))
    assert field.far is None
    assert field.label == "important change: 10.5 points lower"


def test_a_rating_of_change_counts_from_no_change():
    field = important_change_of(one_of(OutcomeMeasure, "groc"), points(2.0, 4.0))
    assert (field.threshold, field.far) == (3.0, 5.0)


def test_the_band_has_its_edges_and_its_middle_line_where_the_words_say():
    svg = outcome_chart(held_to("nprs", "achilles_tendinopathy", 5.0), points(5, 2))
    root = ET.fromstring(svg)  # noqa: S314  # our own drawing
    levels = [
        float(node.get("y1"))
        for node in root.iter(f"{SVG}line")
        if "olive" in node.get("stroke", "")
    ]
    zero, ten = texts(svg)["0"][1] - 4.0, texts(svg)["10"][1] - 4.0
    values = sorted(10.0 * (zero - y) / (zero - ten) for y in levels)
    assert values == pytest.approx([3.0, 3.625, 4.25], abs=0.02)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.id)
def test_a_change_for_the_better_is_called_improved_whichever_way_the_scale_runs(
    measure,
):
    low, high = measure.minimum, measure.maximum
    rising = outcome_table(measure, points(low, high)).rows[1][2]
    falling = outcome_table(measure, points(high, low)).rows[1][2]
    better, worse = (
        (rising, falling) if measure.better == "higher" else (falling, rising)
    )
    assert better.startswith("improved by ")
    assert worse.startswith("worse by ")
    assert measure.better in outcome_table(measure, points(low)).caption


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 10), min_size=1, max_size=8),
    st.integers(0, 40),
    st.sampled_from([outcome_chart, outcome_card]),
)
def test_the_word_today_lies_on_no_other_word_and_no_value(values, day, draw):
    measure = held_to("nprs", "neck_pain", float(values[0]))
    marks = {"events" if draw is outcome_chart else "marks": [TodayMark(float(day))]}
    svg = draw(measure, points(*map(float, values)), **marks)
    today = words_box(svg, "today")
    top = min(y for words, (_, y, _) in texts(svg).items() if words == "10") - 4.0
    assert today.foot <= top
    for words, (x, y, anchor) in texts(svg).items():
        other = box_of(x, y, words, anchor=anchor, size=12.0)
        assert words == "today" or not today.shared(other), words


def test_the_words_of_the_field_avoid_circles_and_the_line_of_today():
    values = points(5, 5, 4, 4, 3, 3, 2)
    measure = held_to("nprs", "achilles_tendinopathy", 5.0)
    for day in range(0, 28, 3):
        svg = outcome_card(measure, values, marks=[TodayMark(float(day))])
        label = words_box(svg, "important change")
        root = ET.fromstring(svg)  # noqa: S314  # our own drawing
        for circle in root.iter(f"{SVG}circle"):
            x, y = float(circle.get("cx")), float(circle.get("cy"))
            assert not label.shared(Box(x - 4, y - 4, x + 4, y + 4)), day


def test_two_reactions_close_together_write_their_name_once():
    events = [ReactionMark(3.0, "bruise"), ReactionMark(3.5, "bruise")]
    svg = outcome_chart(one_of(OutcomeMeasure, "nprs"), points(5, 4), events=events)
    assert svg.count(">bruise<") == 1
    assert svg.count('aria-label="bruise') == 2


def test_of_places_that_cover_nothing_the_first_is_taken():
    free, taken = Box(0, 0, 10, 10), Box(20, 0, 30, 10)
    inside = Box(0, 0, 100, 100)
    assert freest([taken, free], [taken], inside) == 1
    assert freest([free, Box(40, 0, 50, 10)], [taken], inside) == 0
    assert freest([Box(-5, 0, 5, 10), free], [], inside) == 1
