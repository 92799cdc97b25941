"""A recording is set beside the steps that meant its edge and site, and no others."""

from pathlib import Path

import pytest

from strigil.planning import plan_of_care, planned_beside_done
from strigil.signals import StrokeMeasure, analyse_recording, simulate_recording
from strigil.treatment import ForceBand, PlanStep, read_case

CASE = Path(__file__).parents[2] / "examples/cases/achilles_tendinopathy.toml"
LIGHT = ForceBand("light", 1.0, 3.0, "mean per stroke", "scale")
FIRM = ForceBand("firm", 5.0, 7.0, "peak per stroke", "scale")


@pytest.fixture(scope="module")
def strokes() -> tuple[StrokeMeasure, ...]:
    simulated = simulate_recording(strokes=8, seed=2, difficulty=0.1)
    return analyse_recording(simulated.recording).strokes


def step(order: int, *, edge: str = "a.convex", band: ForceBand | None = None):
    return PlanStep(
        order=order,
        phase="light",
        instruction="Sweep the calf.",
        site="calf",
        structure="muscle",
        side="left",
        instrument=edge.split(".")[0],
        edge=edge,
        stroke="sweep",
        force_band=band,
        duration=30.0,
        strokes=10,
    )


def test_steps_of_other_edges_and_sites_are_left_out(strokes) -> None:
    steps = [step(1, band=LIGHT), step(2, edge="b.tip", band=FIRM), step(3, band=LIGHT)]
    found = planned_beside_done(steps, strokes, edge="a.convex", site="calf")
    assert found.steps == (1, 3)
    assert (found.planned_strokes, found.strokes) == (20, len(strokes))
    assert found.planned_time == 60.0
    touched = sum(one.end - one.start for one in strokes)
    assert found.contact_time == pytest.approx(touched)
    elsewhere = planned_beside_done(steps, strokes, edge="a.convex", site="thigh")
    assert elsewhere.steps == ()
    assert "a.convex on calf" in elsewhere.said[0]


def test_strokes_are_counted_by_what_the_practitioner_was_measured_on(strokes) -> None:
    found = planned_beside_done(
        [step(1, band=LIGHT), step(2, band=FIRM)], strokes, edge=None, site=None
    )
    light, firm = found.bands
    assert (light.band, firm.band) == (LIGHT, FIRM)
    assert light.inside == sum(1.0 <= one.mean_force <= 3.0 for one in strokes)
    assert firm.inside == sum(5.0 <= one.peak_force <= 7.0 for one in strokes)
    assert found.above == sum(one.peak_force > 7.0 for one in strokes)
    assert firm.inside + found.above > 0


def test_force_in_words_only_is_not_turned_into_newtons(strokes) -> None:
    found = planned_beside_done(
        [step(1, band=ForceBand("light"))], strokes, edge=None, site=None
    )
    assert found.bands == ()
    assert found.above is None
    assert "words only" in found.said[-1]


def test_a_plan_of_care_is_set_beside_its_own_edge(strokes) -> None:
    plan = plan_of_care(read_case(CASE))
    worked = [one for one in plan.steps if one.stroke]
    edge, site = worked[0].edge, worked[0].site
    found = planned_beside_done(plan.steps, strokes, edge=edge, site=site)
    assert found.steps
    assert set(found.steps) < {one.order for one in worked}
