"""The guide to measuring an instrument shows what the reader really accepts."""

import re
import tomllib
from pathlib import Path

import pytest

from strigil.catalogue import Instrument, numbers_of
from strigil.schema import read_as

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "measure-an-instrument.md"


def shown() -> Instrument:
    block = re.search(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert block
    [(key, table)] = tomllib.loads(block.group(1)).items()
    edges = [
        {"id": f"{key}.{edge}", "instrument": key, **written}
        for edge, written in table["edges"].items()
    ]
    return read_as(Instrument, {"id": key, **table, "edges": edges}, "guide")


def test_the_instrument_in_the_guide_can_be_read() -> None:
    assert set(numbers_of(shown())) == {
        "mass",
        "edges.convex.radius",
        "edges.convex.length",
        "edges.convex.bevel_angle",
        "edges.convex.plan_radius",
    }


def test_the_plan_radius_in_the_guide_follows_from_chord_and_height() -> None:
    chord, height = 0.070, 0.008
    plan_radius = shown().edges[0].plan_radius
    assert plan_radius
    assert plan_radius.value == pytest.approx(
        chord**2 / (8 * height) + height / 2, rel=1e-3
    )


def test_the_range_in_the_guide_covers_the_reading_errors() -> None:
    plan_radius = shown().edges[0].plan_radius
    assert plan_radius
    for chord, height in ((0.069, 0.0085), (0.071, 0.0075)):
        found = chord**2 / (8 * height) + height / 2
        assert plan_radius.low <= found <= plan_radius.high
