"""A session's steps print to lines that read back the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.errors import FileFormatError, InvalidValueError, UnknownNameError
from strigil.treatment import (
    FORCE_WORDS,
    TREATMENT_PHASES,
    ForceBand,
    PlanStep,
    Reason,
    print_steps,
    read_steps,
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
number = st.floats(0.0, 1e6) | st.none()
reasons = st.builds(Reason, rule=text, number=text, reference=text)
bands = st.builds(
    ForceBand,
    word=st.sampled_from(FORCE_WORDS),
    low=number,
    high=number,
    statistic=text,
    basis=text,
)
words = (
    "site",
    "structure",
    "side",
    "position",
    "movement",
    "grip",
    "lubricant",
    "instrument",
    "edge",
    "stroke",
)
steps = st.builds(
    PlanStep,
    order=st.integers(-5, 99),
    phase=st.sampled_from(["check", "scan", "light", "firm", "sign", "clean"]),
    direction=st.sampled_from(["along", "across", "any", "none"]),
    angle_deg=number,
    force_band=bands | st.none(),
    duration=number,
    strokes=st.integers(0, 999) | st.none(),
    because=st.lists(reasons, max_size=3).map(tuple),
    instruction=st.text(
        st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20
    ),
    **dict.fromkeys(words, text),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(steps, max_size=3).map(tuple))
def test_steps_read_back_as_they_were_printed(printed):
    assert read_steps(print_steps(printed)) == printed


def test_a_printed_step_can_be_read_by_a_person():
    step = PlanStep(
        3,
        "light",
        "Sweep along the tendon.",
        site="achilles_midportion",
        side="right",
        angle_deg=45.0,
        force_band=ForceBand("light", 1.5, 2.5, "mean per stroke", "kitchen scale"),
        strokes=30,
    )
    lines = print_steps([step]).splitlines()
    assert lines[0] == "3. light"
    assert "   angle [deg]: 45" in lines
    assert "   force band: light | 1.5 | 2.5 | mean per stroke | kitchen scale" in lines


def test_a_misspelt_name_in_the_text_gets_the_nearest():
    with pytest.raises(UnknownNameError, match="angle"):
        read_steps("1. scan\n   instruction: go\n   angel [deg]: 45\n")


def test_a_line_that_is_no_step_is_refused():
    with pytest.raises(FileFormatError, match="Line 1"):
        read_steps("hello\n")


def test_a_phase_that_does_not_exist_gets_the_nearest():
    with pytest.raises(UnknownNameError, match="moderate"):
        read_steps("1. moderat\n   instruction: go\n")


def test_text_where_a_number_belongs_is_refused():
    with pytest.raises(InvalidValueError, match="strokes"):
        read_steps("1. scan\n   instruction: go\n   strokes: many\n")


def test_a_step_without_its_instruction_is_refused():
    with pytest.raises(InvalidValueError, match="instruction"):
        read_steps("1. scan\n   site: calf\n")


def test_a_band_without_calibration_says_so():
    assert ForceBand("firm").as_text() == "firm (words only: no calibration)"


def test_only_phases_that_touch_tissue_treat():
    assert PlanStep(1, "scan", "x").treats
    assert not PlanStep(1, "check", "x").treats
    assert {"light", "moderate", "firm", "warm_up"} <= TREATMENT_PHASES


def test_json_of_a_step_has_the_keys_that_are_relied_on():
    keys = PlanStep(1, "scan", "x", force_band=ForceBand("light")).as_json()
    where = {"order", "site", "structure", "side", "position", "movement"}
    how = {"grip", "lubricant", "instrument", "edge", "stroke", "direction"}
    how_much = {"angle_deg", "force_band", "duration"}
    assert where | how | how_much <= keys.keys()
    assert {"low", "high", "statistic", "basis"} <= keys["force_band"].keys()
