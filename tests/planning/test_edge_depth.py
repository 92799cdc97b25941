"""What an edge reaches weighs in its choice; it never outweighs what is safe."""

from dataclasses import replace

import pytest

from strigil.catalogue import BodySite, all_of, edges, one_of
from strigil.mechanics import reached_target
from strigil.planning import choose_edges, plan_of_care
from strigil.treatment import InstrumentsAtHand, read_case

CASE = read_case("examples/cases/achilles_tendinopathy.toml")


def with_edges(*names, **changes):
    return replace(CASE, instruments=InstrumentsAtHand(names, "oil", **changes))


def computed(choice):
    return [each for each in choice.because if "computed: " in each.rule]


@pytest.mark.parametrize("purpose", ["broad", "focal"])
@pytest.mark.parametrize("site", list(all_of(BodySite)))
def test_every_edge_that_may_be_used_says_what_it_does_at_the_target(site, purpose):
    for choice in choose_edges(with_edges(*edges()), one_of(BodySite, site), purpose):
        said = computed(choice)
        assert (len(said) >= 1) == choice.fits
        assert all("%" in each.number and " N" in each.number for each in said)


def test_a_scan_feels_and_does_not_reach():
    for choice in choose_edges(CASE, one_of(BodySite, "calf"), "scan"):
        assert computed(choice) == []


def test_an_edge_that_falls_short_says_of_whom_and_how_often():
    site = one_of(BodySite, "lateral_ankle")
    names = ("long_handlebar.concave", "multi_curve_small.concave")
    ranked = choose_edges(with_edges(*names), site, "broad")
    (said,) = computed(next(c for c in ranked if c.edge.id == names[1]))
    best = "against it: computed: reaches the ligament less than the long concave edge"
    assert said.rule == best
    assert "20 % less or worse in" in said.number
    assert said.reference == "StrigilEstimate"


def test_where_no_edge_reaches_none_is_preferred_for_it():
    """The heel's fascia lies below 2 cm of fat: no edge strains it by a percent."""
    site = one_of(BodySite, "plantar_heel")
    for choice in choose_edges(with_edges(*edges()), site, "broad"):
        for said in computed(choice):
            assert (
                said.rule
                == "computed: at this force no edge at hand reaches the fascia"
            )


def test_a_long_edge_beside_bone_is_not_chosen_for_its_reach():
    site = one_of(BodySite, "lateral_ankle")
    names = ("long_handlebar.concave", "multi_curve_small.concave")
    reach = [reached_target(edges()[n], site, force=4.0).strain.value for n in names]
    assert reach[0] < reach[1]  # the long one reaches deeper
    ranked = choose_edges(with_edges(*names), site, "broad")
    assert ranked[0].edge.id == "multi_curve_small.concave"


def test_reach_is_compared_at_one_force_for_all():
    site = one_of(BodySite, "calf")
    numbers = [
        each.number
        for choice in choose_edges(with_edges(*edges()), site, "broad")
        for each in computed(choice)
    ]
    assert len({n.partition(" at ")[2].partition(" N")[0] for n in numbers}) == 1


def test_a_step_of_the_plan_says_what_its_edge_reaches():
    steps = [s for s in plan_of_care(CASE).steps if s.edge and s.phase != "scan"]
    assert steps
    for step in steps:
        assert any(each.rule.startswith("computed: ") for each in step.because)
