"""Edges ranked for a target: reach first, pain last, each with its because."""

import pytest

from strigil.catalogue import BodySite, Instrument, one_of
from strigil.errors import InvalidValueError
from strigil.intervals import Interval
from strigil.mechanics import (
    RankedEdge,
    best_first,
    compare_with_hand,
    contact_of_edge,
    press_edges,
)

CALF = one_of(BodySite, "calf")
EDGES = one_of(Instrument, "multi_curve_medium").edges
FEW = 12


def ranked(force: float = 4.0) -> tuple[RankedEdge, ...]:
    return best_first(press_edges(EDGES, CALF, force=force, samples=FEW))


def test_the_edge_that_strains_the_target_most_comes_first() -> None:
    strains = [each.contact.target.strain.value for each in ranked()]
    assert len(strains) == len(EDGES)
    assert strains == sorted(strains)


def test_an_edge_that_may_hurt_comes_last_and_says_so() -> None:
    found = ranked(60.0)
    bearable = [each.is_bearable for each in found]
    assert bearable == sorted(bearable, reverse=True)
    for each in found:
        assert each.is_bearable == (each.contact.discomfort.high < 1.0)
        assert any("may hurt" in reason for reason in each.because) != each.is_bearable


def test_every_edge_meets_the_same_site_as_when_asked_alone() -> None:
    found = {each.contact.indenter: each.contact for each in ranked()}
    for edge in EDGES:
        alone = contact_of_edge(edge, CALF, force=4.0, samples=FEW)
        assert found[edge.id].target == alone.target


def test_a_ranked_edge_hurts_as_much_as_beside_a_hand() -> None:
    """Both are drawn with the same people, not made of the ends of two intervals."""
    found = {each.contact.indenter: each for each in ranked()}
    for edge in EDGES:
        beside, *_ = compare_with_hand(edge, CALF, force=4.0, samples=FEW)
        assert found[edge.id].contact.discomfort == beside.edge.discomfort


def test_reasons_carry_length_load_reach_and_pain() -> None:
    first = ranked()[0]
    words = "; ".join(first.because)
    for part in ("mm of edge carry 4 N", "N/mm", "as skin", "of where pain begins"):
        assert part in words
    assert isinstance(first.contact.discomfort, Interval)


def test_a_force_that_can_not_be_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="above 0"):
        next(iter(press_edges(EDGES, CALF, force=0.0)))
