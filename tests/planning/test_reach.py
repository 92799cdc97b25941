"""What each edge at hand would do at depth."""

from dataclasses import replace

import pytest

from strigil.catalogue import limit
from strigil.planning import reach_of_edges
from strigil.treatment import InstrumentsAtHand, calibrate, read_case

CASE = replace(
    read_case("examples/cases/achilles_tendinopathy.toml"),
    instruments=InstrumentsAtHand(("scanner.convex", "pencil_hook.tip")),
)


def test_edges_are_ordered_by_what_reaches_the_target():
    found = reach_of_edges(CASE, "calf", force=3.0)
    assert [reach.edge for reach in found] == ["pencil_hook.tip", "scanner.convex"]
    assert all(reach.target_strain.value < 0.0 for reach in found)
    assert all(reach.force == 3.0 for reach in found)


def test_the_force_is_the_practitioners_own_light_or_what_was_measured():
    own = calibrate(CASE.practitioner.readings).of("light")
    assert reach_of_edges(CASE, "calf")[0].force == pytest.approx(own.mean)
    plain = read_case("examples/cases/quadriceps_strain.toml")
    only = replace(plain, instruments=InstrumentsAtHand(("scanner.convex",)))
    usual = limit("reference_one_hand_mean")
    assert reach_of_edges(only, "calf")[0].force == pytest.approx(usual)


def test_no_edge_at_hand_reaches_nothing():
    assert reach_of_edges(replace(CASE, instruments=InstrumentsAtHand()), "calf") == ()
