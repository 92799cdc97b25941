"""A dose map drawn and told: what was treated most, what was left out, how sure."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest

from strigil.reporting import (
    dose_map_chart,
    dose_map_panels,
    dose_map_said,
    dose_map_tables,
)

SVG = "{http://www.w3.org/2000/svg}"


def shown(svg):
    root = ET.fromstring(svg)  # noqa: S314  # our own drawing
    return [text.text for text in root.iter(f"{SVG}text")]


@pytest.fixture
def assumed(dose_map):
    said = "Where the strokes went: no position was recorded."
    return replace(dose_map, placing="assumed", cannot_say=(said, *dose_map.cannot_say))


def test_it_says_what_was_treated_most_and_what_was_left_out(dose_map) -> None:
    most, left_out, target = dose_map_said(dose_map)
    assert "3.0 N·s per cm²" in most
    assert "1.0 mm along" in most
    # Six of nineteen rows of the rectangle lie between the two lines.
    assert "rectangle of 60 by 38 mm" in left_out
    assert "16 % was never touched" in left_out
    assert "tendon" in target
    assert "by the model" in target


def test_assumed_places_are_never_told_as_measured(assumed) -> None:
    said = " ".join(dose_map_said(assumed))
    assert "If all strokes lay on one line" in said
    assert "cannot be said" in said
    assert "never touched" not in said
    skin, _ = dose_map_tables(assumed)
    assert dict(skin.rows)["Never touched"] == "cannot be said"
    for name in ("passes", "impulse"):
        panel = dose_map_panels(assumed)[name]
        assert "Places are assumed." in shown(panel)
        assert "Places are assumed." in panel.split("</desc>")[0]


def test_measured_places_are_not_told_as_assumed(dose_map) -> None:
    assert "assumed" not in dose_map_chart(dose_map)


@pytest.mark.parametrize("panel", ["highest", "summed"])
def test_the_section_names_every_layer_and_the_target(dose_map, panel) -> None:
    words = shown(dose_map_panels(dose_map)[panel])
    assert {"Skin", "Fat", "Tendon"} <= set(words)
    assert sum(word.startswith("target: ") for word in words) == 1
    assert any("depth is drawn" in word for word in words)


def test_every_panel_has_a_scale_from_nothing_to_its_highest(dose_map) -> None:
    for panel in dose_map_panels(dose_map).values():
        assert "0" in shown(panel)
    assert "6" in shown(dose_map_panels(dose_map)["passes"])
    assert "30" in shown(dose_map_panels(dose_map)["highest"])


def test_every_picture_says_that_the_model_is_not_calibrated(dose_map) -> None:
    panels = dose_map_panels(dose_map)
    for name in ("highest", "summed"):
        assert "not calibrated" in panels[name].split("</desc>")[0]
    assert any("not calibrated" in word for word in shown(dose_map_chart(dose_map)))


def test_the_keyboard_reaches_the_most_treated_place_and_each_layer(dose_map) -> None:
    named = re.findall(r'aria-label="([^"]*)"', dose_map_chart(dose_map))
    assert sum("most impulse" in name for name in named) == 2
    assert sum(name.startswith("Tendon, the target: at most") for name in named) == 2


def test_a_map_without_any_strain_is_still_drawn(dose_map) -> None:
    none = replace(dose_map, highest_strain=np.zeros_like(dose_map.highest_strain))
    ET.fromstring(dose_map_chart(none))  # noqa: S314  # our own drawing


def test_the_layers_table_holds_intervals(dose_map) -> None:
    _, layers = dose_map_tables(dose_map)
    assert [row[0] for row in layers.rows] == ["Skin", "Fat", "Tendon (target)"]
    assert layers.rows[2][2] == "6.0 % (3.6 to 9.0)"


def test_words_picture_and_table_tell_the_target_at_one_depth(dose_map) -> None:
    deep = f"{dose_map.layers[dose_map.target].layer.depth * 1e3:.1f} mm"
    assert deep in dose_map_said(dose_map)[2]
    rows = {row[0]: row[1] for row in dose_map_tables(dose_map)[1].rows}
    assert deep in next(depth for name, depth in rows.items() if "(target)" in name)
    assert f" at {deep}" in dose_map_panels(dose_map)["highest"].split("</desc>")[0]
    assert "most, at the dots" in shown(dose_map_panels(dose_map)["highest"])
