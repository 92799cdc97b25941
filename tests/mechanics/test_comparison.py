"""By tool against by hand: what is equal is equal, and what the two share leaves."""

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from strigil.catalogue import BodySite, TreatmentEdge, one_of
from strigil.errors import InvalidValueError
from strigil.mechanics import (
    ContactComparison,
    compare_with_hand,
    contact_by_hand,
    contact_of_edge,
    press_edges,
)
from strigil.mechanics.edge_contact import hand_indenter
from strigil.mechanics.sampled_site import Question, SampledSite

ROOT = Path(__file__).parents[2]
CONVEX = one_of(TreatmentEdge, "multi_curve_medium.convex")
CALF = one_of(BodySite, "calf")
FEW = 30


@cache
def compared(force: float = 6.0) -> dict[str, ContactComparison]:
    found = compare_with_hand(CONVEX, CALF, force=force, samples=FEW)
    return {one.basis: one for one in found}


def test_at_equal_force_it_is_the_two_contacts() -> None:
    same = compared()["equal_force"]
    edge = contact_of_edge(CONVEX, CALF, force=6.0, samples=FEW)
    thumb = contact_by_hand("thumb", CALF, force=6.0, samples=FEW)
    assert same.edge.target_strain == edge.target.strain
    assert same.edge.mean_pressure == edge.mean_pressure
    assert same.hand.target_strain == thumb.target.strain
    assert same.edge.force == same.hand.force
    assert same.reached == 1.0


def test_at_equal_strain_the_target_is_pressed_the_same_in_each_draw() -> None:
    same = compared()["equal_strain"]
    assert same.reached > 0.9
    assert same.strain_ratio.low == pytest.approx(1.0, abs=0.05)
    assert same.strain_ratio.high == pytest.approx(1.0, abs=0.05)
    assert same.hand.force.low < same.hand.force.high


def test_the_force_for_a_strain_is_what_a_press_with_that_force_gives() -> None:
    """Only those draws are pressed anew that have not met it; none is mixed up."""
    question = Question("thumb", CALF, 6.0, math.pi / 2, diseased=False)
    site = SampledSite.of(question, samples=FEW, seed=0)
    thumb = hand_indenter("thumb", site)
    some = np.array([3, 17, 4])
    force = np.linspace(2.0, 30.0, FEW)
    whole = site.pressed_by(thumb, force=force).pressed
    part = site.take(some).pressed_by(thumb.take(some), force=force[some]).pressed
    assert part.strain == pytest.approx(whole.strain[some], rel=1e-6)
    assert part.mean_pressure == pytest.approx(whole.mean_pressure[some], rel=1e-6)
    mixed = whole.with_rows(some, part)
    assert mixed.indentation == pytest.approx(whole.indentation, rel=1e-6)


def test_where_no_hand_can_do_what_is_wanted_the_share_says_so() -> None:
    """A soft thumb on a soft calf spreads: many draws never come to 227 kPa."""
    assert 0.1 < compared()["working_pressure"].reached < 0.9


def test_at_work_the_hand_has_the_pressure_measured_under_hands() -> None:
    """Chaves 2020: 227 kPa, quartiles 100 and 408 kPa, taken as the interval."""
    ankle = one_of(BodySite, "lateral_ankle")
    _, _, work = compare_with_hand(CONVEX, ankle, force=6.0, samples=FEW)
    assert work.reached > compared()["working_pressure"].reached
    assert work.reached > 0.75
    assert work.hand.mean_pressure.value == pytest.approx(227e3, rel=0.25)
    assert work.hand.force.value > 6.0


def test_what_the_two_share_leaves_their_ratio() -> None:
    same = compared()["equal_force"]
    ratio, strain = same.strain_ratio, same.edge.target_strain
    assert ratio.high / ratio.low < strain.low / strain.high


def test_discomfort_is_pressure_over_the_threshold_and_never_a_verdict() -> None:
    for one in compared().values():
        for side in (one.edge, one.hand):
            ratio = side.mean_pressure.value / side.discomfort.value
            assert 230e3 < ratio < 370e3
        assert 0.0 <= one.edge_milder <= 1.0


def test_a_knuckle_is_harder_than_a_thumb() -> None:
    knuckle = compare_with_hand(CONVEX, CALF, force=6.0, hand="knuckle", samples=FEW)
    thumb = compared()["equal_force"]
    assert knuckle[0].hand.mean_pressure.value > thumb.hand.mean_pressure.value


@pytest.mark.slow
def test_the_table_of_the_docs_is_what_comes_out() -> None:
    page = (ROOT / "docs/models/hand-and-tool.md").read_text("utf-8")
    rows = [
        line.split("|")[3:6]
        for line in page.splitlines()
        if "edge | 6 |" in line or "| thumb |" in line
    ]
    told = [[float(cell.split()[0]) for cell in row] for row in rows]
    edge = one_of(TreatmentEdge, "scanner.convex")
    found = compare_with_hand(edge, one_of(BodySite, "achilles_midportion"), force=6.0)
    sides = [side for one in found for side in (one.edge, one.hand)]
    assert len(told) == len(sides)
    for row, side in zip(told, sides, strict=True):
        force, pressure, strain = row
        assert force == pytest.approx(side.force.value, rel=0.05)
        assert pressure == pytest.approx(1e-3 * side.mean_pressure.value, rel=0.05)
        assert strain == pytest.approx(100 * side.target_strain.value, rel=0.05)


def test_a_force_that_can_not_be_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="above 0"):
        compare_with_hand(CONVEX, CALF, force=-3.0)


def test_what_is_no_edge_or_no_site_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="a treatment edge"):
        compare_with_hand("scanner.convex", CALF, force=6.0)
    with pytest.raises(InvalidValueError, match="a body site"):
        compare_with_hand(CONVEX, "calf", force=6.0)
    with pytest.raises(InvalidValueError, match="a treatment edge"):
        next(iter(press_edges(["scanner.convex"], CALF, force=6.0)))
