"""What strokes, emollients and hygiene rules must obey."""

import math

import pytest

from strigil.catalogue import Emollient, HygieneRule, StrokeKind, all_of, one_of

TEN = {
    "sweep",
    "fan",
    "brush",
    "strum",
    "j_stroke",
    "scoop",
    "swivel",
    "frame",
    "cross_friction",
    "static_compression",
}


def test_the_ten_stroke_kinds_are_there() -> None:
    assert set(all_of(StrokeKind)) == TEN


@pytest.mark.parametrize("kind", sorted(TEN))
def test_an_angle_lies_between_flat_and_upright(kind: str) -> None:
    angle = one_of(StrokeKind, kind).angle
    assert 0 < angle.low < angle.high <= math.pi / 2 * (1 + 1e-12)


def test_a_sweep_is_taught_between_thirty_and_sixty_degrees() -> None:
    angle = one_of(StrokeKind, "sweep").angle.shown()
    assert (angle.low, angle.high) == pytest.approx((30, 60))


def test_a_steeper_edge_is_for_deeper_work() -> None:
    strokes = all_of(StrokeKind).values()
    superficial = [s.angle.value for s in strokes if s.depth == "superficial"]
    deep = [s.angle.value for s in strokes if s.depth == "deep"]
    assert max(superficial) < min(deep)


def test_taught_angles_never_claim_to_be_measured() -> None:
    assert {s.angle.evidence for s in all_of(StrokeKind).values()} <= {
        "assumed",
        "recalled",
        "estimated",
    }


def test_every_emollient_lowers_friction() -> None:
    dry = one_of(Emollient, "none").friction.value
    wet = [e.friction.value for e in all_of(Emollient).values() if e.id != "none"]
    assert max(wet) < dry


def test_only_dry_friction_was_read() -> None:
    read = [e.id for e in all_of(Emollient).values() if e.friction.source != "Recalled"]
    assert read == ["none"]


@pytest.mark.parametrize(
    ("emollient", "allergen"),
    [("cream", "lanolin"), ("oil", "nut"), ("wax_balm", "beeswax")],
)
def test_an_emollient_says_what_people_react_to(emollient: str, allergen: str) -> None:
    assert allergen in one_of(Emollient, emollient).allergens


def test_dry_skin_carries_no_allergen() -> None:
    assert one_of(Emollient, "none").allergens == ()


def test_the_level_rises_with_what_the_edge_touched() -> None:
    ladder = ("low", "intermediate", "high", "sterilise")
    order = ("intact_skin", "visible_blood", "broken_skin", "sterile_tissue")
    levels = [one_of(HygieneRule, rule).level for rule in order]
    assert levels == list(ladder)


def test_cleaning_comes_before_every_disinfection() -> None:
    for rule in ("intact_skin", "visible_blood", "broken_skin", "sterile_tissue"):
        assert "first" in one_of(HygieneRule, rule).do.split(",")[0].split(".")[0]
