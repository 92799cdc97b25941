"""A plan chooses among what is at hand, one's own measured edges too."""

import math
from dataclasses import replace

import pytest

from strigil.catalogue import (
    BodySite,
    MeasuredEdge,
    MeasuredInstrument,
    TreatmentEdge,
    all_of,
    measured_instrument,
    one_of,
)
from strigil.mechanics import contact_of_edge
from strigil.planning import choose_edges, plan_of_care, reach_of_edges, screen
from strigil.reporting import contact_table
from strigil.treatment import (
    Case,
    DoseStep,
    InstrumentsAtHand,
    case_from_mapping,
    case_to_mapping,
    case_to_toml,
    check_case,
    dose_of_steps,
)

SCAN = MeasuredEdge(
    "thin",
    "Thin convex edge",
    "convex",
    radius=0.0012,
    length=0.07,
    plan_radius=0.08,
    bevel="single",
    bevel_angle=math.radians(45),
    suits=("scan", "broad"),
)
KNOB = MeasuredEdge("end", "Round end", "knob", 0.006, 0.012, suits=("focal",))
OWN = measured_instrument(
    MeasuredInstrument(
        "own_strigil", "Bronze strigil", "stainless_steel", 0.16, "one", (SCAN, KNOB)
    )
)


def case(at_hand: InstrumentsAtHand, **more: object) -> Case:
    asked = {
        "schema": 1,
        "problem": {
            "condition": "achilles_tendinopathy",
            "site": "achilles_midportion",
            "side": "left",
            "stage": "chronic",
        },
        "consent": {"treatment": "given", "informed": True},
        "patient": {"age_years": 44},
        "history": {"others": "no"},
        "red_flag_tests": {"calf_squeeze": "negative"},
        **more,
    }
    return replace(case_from_mapping(asked), instruments=at_hand)


MINE = InstrumentsAtHand(edges=("own_strigil.thin", "own_strigil.end"), own=(OWN,))


def test_a_plan_uses_only_what_is_at_hand() -> None:
    plan = plan_of_care(case(MINE))
    assert plan.held == ""
    used = {step.edge for step in plan.steps if step.edge}
    assert "own_strigil.thin" in used <= set(MINE.edges)
    assert {step.instrument for step in plan.steps if step.edge} == {"own_strigil"}


def test_an_own_instrument_that_is_not_at_hand_is_never_chosen() -> None:
    at_hand = InstrumentsAtHand(edges=("scanner.convex", "scanner.tip"), own=(OWN,))
    plan = plan_of_care(case(at_hand))
    used = {step.edge for step in plan.steps if step.edge}
    assert used <= {"scanner.convex", "scanner.tip"}


def test_an_edge_with_the_numbers_of_a_class_ranks_as_the_class_does() -> None:
    like = one_of(TreatmentEdge, "scanner.convex")
    twin = replace(OWN, edges=(replace(like, id="own_strigil.x", instrument=OWN.id),))
    at_hand = InstrumentsAtHand(edges=("own_strigil.x", "scanner.convex"), own=(twin,))
    calf = one_of(BodySite, "calf")
    first, second = choose_edges(case(at_hand), calf, "scan")
    assert first.points == second.points


def test_nickel_in_an_own_instrument_is_looked_for_as_in_any() -> None:
    allergic = case(MINE, patient={"age_years": 44, "allergies": ["nickel"]})
    found = {f.item: f for f in screen(allergic).findings}
    assert "Bronze strigil" in found["instrument_allergy"].because
    site = one_of(BodySite, "achilles_midportion")
    assert not any(c.fits for c in choose_edges(allergic, site, "scan"))


def test_a_damaged_own_instrument_is_not_used() -> None:
    broken = case(replace(MINE, damaged=("own_strigil",)))
    assert "damaged" in plan_of_care(broken).held


def test_a_case_with_an_own_instrument_is_the_same_after_a_file() -> None:
    import tomllib

    written = case_to_toml(case(MINE))
    again = case_from_mapping(tomllib.loads(written))
    assert case_to_mapping(again) == case_to_mapping(case(MINE))
    assert check_case(again) == check_case(case(MINE))


def test_contact_and_dose_take_an_own_edge_and_name_it() -> None:
    calf = one_of(BodySite, "calf")
    contact = contact_of_edge(OWN.edges[0], calf, force=4.0, samples=20)
    assert "thin convex edge" in contact_table(contact).caption
    dose = dose_of_steps([DoseStep("calf", "own_strigil.thin", 60.0)], own=(OWN,))
    assert dose.edge == "own_strigil.thin"
    assert dose.mean_pressure


def test_a_sharper_nose_presses_harder_in_a_dose() -> None:
    blunt = replace(OWN.edges[0], id="own_strigil.blunt", radius=all_knob_radius())
    own = (replace(OWN, edges=(*OWN.edges, blunt)),)
    sharp, soft = (
        dose_of_steps([DoseStep("calf", f"own_strigil.{key}", 60.0)], own=own)
        for key in ("thin", "blunt")
    )
    assert sharp.mean_pressure
    assert soft.mean_pressure
    assert sharp.mean_pressure.value > soft.mean_pressure.value


def all_knob_radius():
    knobs = [e for e in all_of(TreatmentEdge).values() if e.form == "knob"]
    return max((edge.radius for edge in knobs), key=lambda radius: radius.value)


def test_what_an_own_edge_reaches_is_computed() -> None:
    found = reach_of_edges(case(MINE), "calf", force=4.0)
    assert {reach.edge for reach in found} == set(MINE.edges)


def test_an_edge_that_nobody_has_is_refused() -> None:
    from strigil.errors import UnknownNameError

    with pytest.raises(UnknownNameError, match="own_strigl"):
        check_case(case(replace(MINE, edges=("own_strigl.thin",))))
