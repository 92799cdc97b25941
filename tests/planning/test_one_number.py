"""A plan says each number once, and does not warn about itself."""

import math
import re
from dataclasses import replace
from pathlib import Path

import pytest

from strigil.catalogue import StrokeKind, TreatmentEdge, all_of, sourced_table
from strigil.planning import plan_of_care
from strigil.treatment import read_case

CASES = sorted(Path("examples/cases").glob("*.toml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_count_that_a_scan_explains_is_the_count_it_asks_for(path: Path) -> None:
    for step in plan_of_care(read_case(path)).steps:
        for reason in step.because:
            said = re.match(r"(\d+) strokes in each direction", reason.rule)
            if said:
                assert step.strokes == 2 * int(said[1])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_strokes_along_the_fibres_are_as_many_each_way(path: Path) -> None:
    for step in plan_of_care(read_case(path)).steps:
        if step.direction == "along" and step.strokes:
            assert step.strokes % 2 == 0


@pytest.mark.parametrize("kind", all_of(StrokeKind).values(), ids=str)
def test_no_stroke_is_planned_flatter_than_edges_are_taught(kind: StrokeKind) -> None:
    taught = sourced_table("edge_shape.toml")["practised_angle"]
    if kind.direction != "none" or kind.id == "frame":
        assert kind.angle.value >= taught.low - math.radians(1e-6)


@pytest.mark.parametrize("edge", all_of(TreatmentEdge).values(), ids=lambda e: e.id)
def test_no_stroke_lays_the_flank_of_an_edge_on_the_skin(edge: TreatmentEdge) -> None:
    flattest = sourced_table("edge_shape.toml")["flattest_flank"].value
    below = edge.bevel_angle.value / 2 if edge.bevel_angle else 0.0
    for kind in all_of(StrokeKind).values():
        assert edge.bevel != "double" or kind.angle.value - below >= flattest


def test_a_stored_plan_stays_true_at_later_visits() -> None:
    case = replace(read_case(CASES[0]), sessions=())
    for reason in plan_of_care(case).reasons:
        assert not reason.rule.lower().startswith("first session")
