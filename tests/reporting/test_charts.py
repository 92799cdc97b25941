"""Every chart is a picture that can be heard, reached, printed and read as rows."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from strigil.catalogue import OutcomeMeasure, one_of
from strigil.intervals import Interval
from strigil.reporting import (
    ImportantChangeField,
    MeasuredPoint,
    ReactionMark,
    SessionMark,
    TodayMark,
    contact_chart,
    contact_table,
    dose_map_chart,
    dose_map_panels,
    dose_map_tables,
    force_calibration_chart,
    force_calibration_table,
    forecast_chart,
    forecast_table,
    outcome_card,
    outcome_chart,
    outcome_table,
    recording_chart,
    recording_table,
    scan_chart,
    scan_table,
    stand_alone,
    strokes_chart,
    strokes_table,
    table_html,
)
from strigil.treatment import ForceBand

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"light": [2.1, 2.6, 2.3], "moderate": [4.4, 5.0, 4.8], "firm": [7.0, 8.1, 7.7]}
PAINS = [MeasuredPoint(0, 7), MeasuredPoint(14, 5), MeasuredPoint(28, 3)]
BANDS = [
    ForceBand("light", 1.5, 2.5),
    ForceBand("firm", 6.0, 8.0),
    ForceBand("moderate"),
]
Draw = Callable[[], str]


@pytest.fixture
def charts(
    edge_contact, thumb_contact, response, recorded, dose_map, soft_scan, blind_scan
) -> dict[str, str]:
    recording, analysis = recorded
    return {
        "dose map": dose_map_chart(dose_map),
        **dose_map_panels(dose_map),
        "scan": scan_chart(soft_scan),
        "scan in words": scan_chart(blind_scan),
        "contact": contact_chart(edge_contact),
        "contact beside thumb": contact_chart(edge_contact, thumb_contact),
        "forecast": forecast_chart(
            response,
            "pain",
            measured=PAINS,
            sessions=[SessionMark(0, 1.0), SessionMark(7, 0.5)],
            important_change=ImportantChangeField(5.0, "lower"),
            events=[ReactionMark(8, "bruise"), TodayMark(28)],
        ),
        "recording": recording_chart(recording, analysis),
        "strokes": strokes_chart(analysis.strokes, bands=BANDS),
        "outcome": outcome_chart(
            one_of(OutcomeMeasure, "nprs"), PAINS, forecast=response
        ),
        "calibration": force_calibration_chart(WORDS, repeat=WORDS),
    }


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  # our own drawing, not what a stranger sent


def words_of(svg: str) -> str:
    return " ".join(parsed(svg).itertext())


def test_every_chart_is_whole_xml_with_title_description_and_view_box(charts) -> None:
    for name, svg in charts.items():
        root = parsed(svg)
        assert root.tag == f"{SVG}svg", name
        assert root.get("viewBox"), name
        assert root.find(f"{SVG}title").text, name
        assert len(root.find(f"{SVG}desc").text) > 20, name
        assert root.get("role") in {"img", "group"}, name


def test_no_chart_holds_a_script_a_style_attribute_or_a_link(charts) -> None:
    for name, svg in charts.items():
        assert not re.search(r"<script|\sstyle=|href=|onclick|@uid@", svg), name


def test_no_chart_writes_nan_or_infinity_into_its_shapes(charts) -> None:
    for name, svg in charts.items():
        assert not re.search(r'="[^"]*\b(nan|inf)\b', svg, re.IGNORECASE), name


def test_colours_are_the_pages_own_with_the_light_value_behind(charts) -> None:
    for name, svg in charts.items():
        colours = re.findall(r'(?:fill|stroke)="([^"]+)"', svg)
        plain = {c for c in colours if not c.startswith(("var(--", "url(#"))}
        assert plain <= {"none"}, name


def test_ids_differ_between_charts_so_that_a_page_can_hold_them_all(charts) -> None:
    ids = [i for svg in charts.values() for i in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids))


def test_a_point_that_the_keyboard_reaches_says_its_name(charts) -> None:
    for svg in charts.values():
        for group in parsed(svg).iter(f"{SVG}g"):
            if group.get("tabindex") == "0":
                assert group.get("role") == "img"
                assert group.get("aria-label") == group.find(f"{SVG}title").text


def test_the_labels_at_the_end_of_lines_do_not_overlap(charts) -> None:
    for name in ("forecast", "outcome", "strokes"):
        root = parsed(charts[name])
        ends = {}
        for label in root.iter(f"{SVG}text"):
            if label.get("font-weight") == "600" and label.get("text-anchor") is None:
                ends.setdefault(label.get("x"), []).append(float(label.get("y")))
        for places in ends.values():
            assert all(np.diff(sorted(places)) >= 12.0), name


def test_a_stand_alone_file_brings_both_themes_and_a_size(charts) -> None:
    for svg in charts.values():
        root = parsed(stand_alone(svg))
        assert "prefers-color-scheme:dark" in root.find(f"{SVG}style").text
        assert float(root.get("width")) > 550


def test_a_forecast_says_in_the_picture_that_it_is_not_calibrated(charts) -> None:
    assert "illustration, not calibrated" in words_of(charts["forecast"])
    assert "illustration, not calibrated" in words_of(charts["outcome"])


def test_a_forecast_names_both_lines_where_they_end(charts) -> None:
    said = words_of(charts["forecast"])
    assert "with IASTM" in said
    assert "same care without IASTM" in said
    assert "bruise" in said
    assert "today" in said


def test_a_forecast_of_a_calibrated_model_would_not_say_so(response) -> None:
    svg = forecast_chart(replace(response, calibrated=True), "pain")
    shown = [t.text for t in parsed(svg).iter(f"{SVG}text")]
    assert "illustration, not calibrated" not in shown


def test_a_forecast_of_pain_is_drawn_on_all_of_0_to_10_and_says_trials_conflict(
    response,
) -> None:
    shown = [
        t.text for t in parsed(forecast_chart(response, "pain")).iter(f"{SVG}text")
    ]
    assert {"0", "10"} <= set(shown)
    note = next(text for text in shown if text.startswith("Line:"))
    assert "but trials conflict; its size: not calibrated." in note
    assert len(note) < 118  # as much as fits under the chart


def test_a_contact_names_every_layer_its_strain_and_the_target(charts) -> None:
    said = words_of(charts["contact"])
    for part in ("Skin", "Fat", "Tendon", "target", "−18 % (−27 to −11)", "6.0 N"):
        assert part in said


def test_a_contact_beside_the_thumb_shows_both_strains(charts) -> None:
    said = words_of(charts["contact beside thumb"])
    assert "Thumb" in said
    assert said.count("−18 % (−27 to −11)") >= 2


def test_a_warning_is_written_with_its_signs(charts) -> None:
    assert "& <checked>" in words_of(charts["contact"])


def test_a_band_without_newtons_is_not_drawn(charts) -> None:
    said = words_of(charts["strokes"])
    assert "light 1.5–2.5 N" in said
    assert "moderate" not in said


def test_missing_samples_break_the_line_and_leave_the_chart_whole(recorded) -> None:
    recording, analysis = recorded
    force = np.array(analysis.normal_force)
    force[100:150] = np.nan
    svg = recording_chart(recording, replace(analysis, normal_force=force))
    assert "nan" not in svg.split("</desc>")[1].lower()
    parsed(svg)


def test_a_recording_without_force_says_what_is_missing(recorded) -> None:
    recording, analysis = recorded
    svg = recording_chart(recording, replace(analysis, normal_force=None))
    assert "holds no force" in words_of(svg)


def test_a_long_recording_gets_an_overview_that_keeps_its_highest_peak(
    recorded,
) -> None:
    recording, analysis = recorded
    time = np.linspace(0.0, 600.0, recording.time.size)
    svg = recording_chart(replace(recording, time=time), replace(analysis, strokes=()))
    assert "shown below" in words_of(svg)


def test_an_outcome_without_values_says_so() -> None:
    svg = outcome_chart(one_of(OutcomeMeasure, "nprs"), [])
    assert "Nothing measured yet." in words_of(svg)


def test_no_strokes_is_said_and_not_an_empty_frame() -> None:
    assert "No strokes were found." in words_of(strokes_chart([]))


def test_missing_tries_survive_in_a_calibration() -> None:
    svg = force_calibration_chart({"light": [2.0, float("nan"), 2.4], "firm": []})
    assert "light: middle 2.2 N of 2 tries." in words_of(svg)


def test_every_chart_has_its_table(
    edge_contact, response, recorded, dose_map, soft_scan
) -> None:
    _, analysis = recorded
    tables = [
        *dose_map_tables(dose_map),
        scan_table(soft_scan),
        contact_table(edge_contact),
        forecast_table(response, "pain", PAINS),
        recording_table(analysis),
        strokes_table(analysis.strokes),
        outcome_table(one_of(OutcomeMeasure, "nprs"), PAINS),
        force_calibration_table(WORDS, WORDS),
    ]
    for table in tables:
        assert table.rows
        assert all(len(row) == len(table.columns) for row in table.rows)
        parsed(table_html(table))


def test_a_forecasts_table_has_one_row_a_week_and_the_measured_beside(response) -> None:
    table = forecast_table(response, "pain", PAINS)
    assert [row[0] for row in table.rows] == [str(week) for week in range(13)]
    assert [row[4] for row in table.rows if row[4] != "–"] == ["7.0", "5.0", "3.0"]


def test_the_important_change_is_drawn_from_the_first_value() -> None:
    measure = one_of(OutcomeMeasure, "nprs")
    svg = outcome_chart(measure, PAINS)
    assert "important change" in words_of(svg)


def test_the_small_outcome_chart_shows_the_same_points_and_marks():
    measure = one_of(OutcomeMeasure, "nprs")
    marks = [SessionMark(1.0, 0.5, "light"), ReactionMark(2.0, "bruise")]
    wide = outcome_chart(measure, PAINS, sessions=marks[:1], events=marks[1:])
    small = outcome_card(measure, PAINS, marks=marks)
    named = re.compile(r'aria-label="([^"]*)"')
    assert named.findall(wide) == named.findall(small)
    assert "bruise" in small


def test_a_force_is_read_in_few_digits(edge_contact):
    drawn = contact_chart(replace(edge_contact, force=2.655182))
    assert "pressed with 2.7 N" in drawn
    assert "2.65" not in drawn


def test_the_calibrations_field_is_the_band_that_plans_write():
    bands = {"light": Interval(2.4, 2.0, 2.8)}
    svg = force_calibration_chart({"light": [2.1, 2.6]}, bands=bands)
    assert "nine strokes of ten" in words_of(svg)
    assert "2.4 N" in words_of(svg)
    assert "10th" not in words_of(svg)


def test_an_early_value_keeps_today_and_the_sessions_on_the_paper():
    pain = one_of(OutcomeMeasure, "nprs")
    late = [SessionMark(2000.0, 1.0, "late"), TodayMark(2190.0)]
    for svg in (
        outcome_chart(pain, [MeasuredPoint(0, 5)], sessions=late[:1], events=late[1:]),
        outcome_card(pain, [MeasuredPoint(0, 5)], marks=late),
    ):
        root = parsed(svg)
        width = float(root.attrib["viewBox"].split()[2])
        lines = [e for e in root.iter() if e.tag.endswith("line")]
        assert lines
        assert all(float(e.attrib[x]) <= width for e in lines for x in ("x1", "x2"))
        bars = [e for e in root.iter() if e.tag.endswith("rect")]
        assert all(float(e.attrib.get("x", 0)) <= width for e in bars)


def test_the_name_of_a_reaction_at_the_end_stays_on_the_paper():
    pain = one_of(OutcomeMeasure, "nprs")
    late = [ReactionMark(89.0, "bruise"), TodayMark(90.0)]
    svg = outcome_card(pain, [MeasuredPoint(0, 5)], marks=late)
    (word,) = [e for e in parsed(svg).iter() if e.text == "bruise"]
    assert word.attrib["text-anchor"] == "end"
