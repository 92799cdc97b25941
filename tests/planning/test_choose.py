"""Which edge suits a place, and why."""

from dataclasses import replace

import pytest

from strigil.catalogue import BodySite, Instrument, all_of, edges, one_of
from strigil.planning import (
    choose_edges,
    plan_of_care,
    planned_order,
    target_depth,
)
from strigil.planning.screen_allergy import allergy_findings
from strigil.treatment import (
    Answer,
    Case,
    History,
    InstrumentsAtHand,
    Patient,
    Problem,
    SignedOverride,
)

CASE = Case(
    1,
    Problem(
        "calf_strain",
        "calf",
        "left",
        onset_days=100.0,
        irritability="low",
        resting_pain=0.0,
    ),
    history=History(others="no"),
)


def at_hand(*names, **changes):
    return replace(CASE, instruments=InstrumentsAtHand(names, "oil", **changes))


def best(case, site, purpose):
    return choose_edges(case, one_of(BodySite, site), purpose)[0]


def test_a_concave_edge_follows_a_rounded_limb_better_than_a_convex_one():
    case = at_hand("long_handlebar.convex", "long_handlebar.concave")
    assert best(case, "quadriceps", "broad").edge.form == "concave"


def test_a_knob_is_not_for_scanning():
    case = at_hand("scanner.tip", "scanner.convex")
    assert best(case, "calf", "scan").edge.id == "scanner.convex"


def test_a_small_bony_place_gets_a_short_edge():
    case = at_hand("long_handlebar.concave", "multi_curve_small.concave")
    assert best(case, "lateral_ankle", "broad").edge.id == "multi_curve_small.concave"


def test_a_large_place_gets_a_long_edge():
    case = at_hand("long_handlebar.concave", "multi_curve_small.concave")
    assert best(case, "quadriceps", "broad").edge.id == "long_handlebar.concave"


@pytest.mark.parametrize("purpose", ["scan", "broad", "focal"])
@pytest.mark.parametrize("site", list(all_of(BodySite)))
def test_every_edge_is_judged_with_reasons_best_first(site, purpose):
    case = at_hand(*edges())
    choices = choose_edges(case, one_of(BodySite, site), purpose)
    assert {choice.edge.id for choice in choices} == set(edges())
    assert all(choice.because for choice in choices)
    fitting = [choice.points for choice in choices if choice.fits]
    assert fitting == sorted(fitting, reverse=True)
    assert [c.fits for c in choices] == sorted((c.fits for c in choices), reverse=True)


def test_nickel_allergy_leaves_no_steel():
    case = replace(at_hand(*edges()), patient=Patient(allergies=("nickel",)))
    fitting = {c.edge.instrument for c in _choices(case) if c.fits}
    materials = {one_of(Instrument, name).material for name in fitting}
    assert "stainless_steel" not in materials
    assert "titanium" in materials


def test_an_allergy_names_each_instrument_once_and_no_id():
    allergic = replace(
        at_hand("scanner.convex", "scanner.tip"),
        patient=Patient(allergies=("nickel",)),
    )
    found = next(allergy_findings(allergic))
    assert "these hold it: Scanner; none at hand is left." in found.because


def test_a_signed_reason_for_nickel_lets_steel_be_used():
    allergic = replace(
        at_hand("scanner.convex"), history=History({"nickel_allergy": Answer("yes")})
    )
    assert not _choices(allergic)[0].fits
    reason = SignedOverride("nickel_allergy", "patch test negative", "A. Demo")
    assert _choices(replace(allergic, overrides=(reason,)))[0].fits


def test_horn_is_used_only_when_kept_for_this_patient():
    assert not _choices(at_hand("horn_plate.long"))[0].fits
    assert _choices(at_hand("horn_plate.long", kept_for_patient=("horn_plate",)))[
        0
    ].fits


def test_a_damaged_instrument_is_not_used():
    assert not _choices(at_hand("scanner.convex", damaged=("scanner",)))[0].fits


def _choices(case):
    return choose_edges(case, one_of(BodySite, "calf"), "scan")


def test_with_no_edge_at_hand_the_plan_says_so():
    plan = plan_of_care(at_hand())
    assert plan.steps == ()
    assert plan.held == (
        "No edge at hand fits. No instrument is at hand and in use: list one."
    )


def test_with_only_a_damaged_edge_the_plan_says_why():
    plan = plan_of_care(at_hand("scanner.convex", damaged=("scanner",)))
    assert plan.steps == ()
    assert "Scanner, convex single-bevel edge: not used: found damaged" in plan.held


def test_the_target_lies_below_what_covers_it():
    site = one_of(BodySite, "achilles_midportion")
    skin, fat, tendon = (layer.thickness.value for layer in site.layers[:3])
    assert target_depth(site) == pytest.approx(skin + fat + tendon / 2)


def test_an_edge_of_last_time_is_set_back_and_says_why():
    site = one_of(BodySite, "quadriceps")
    case = at_hand("wing_large.concave", "scanner.convex")
    ranked = [c for c in choose_edges(case, site, "broad") if c.fits]
    used = {ranked[0].edge.id}
    order = planned_order(ranked, used)
    assert [c.edge.id for c in order] == [
        *(c.edge.id for c in ranked[1:]),
        ranked[0].edge.id,
    ]
    assert "used last time" in order[-1].because[0].rule
    assert planned_order(ranked, ()) == tuple(ranked)
