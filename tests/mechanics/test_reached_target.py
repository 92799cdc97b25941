"""What edges reach, looked up: the same as pressed, and never older than the model."""

from dataclasses import replace

import numpy as np
import pytest

from strigil.catalogue import BodySite, all_of, edges, one_of
from strigil.errors import InvalidValueError
from strigil.mechanics import compared_force, press_on_target, reached_target

DUE = "older than what it was made from: say python reference/edge_reach.py"
FLAT = "scanner.convex"


def is_as_pressed(edge: str, site: str, force: float) -> bool:
    place = one_of(BodySite, site)
    pressed = press_on_target(edges()[edge], place, force)
    stored = reached_target(edges()[edge], place, force=force)
    alike = np.allclose(stored.strain_draws, pressed.strain_draws, rtol=2e-3, atol=1e-6)
    return alike and stored.discomfort.high == pytest.approx(pressed.discomfort.high)


@pytest.mark.parametrize("site", list(all_of(BodySite)))
def test_what_is_stored_of_a_site_is_what_pressing_gives(site):
    assert is_as_pressed(FLAT, site, 2.0), DUE


@pytest.mark.parametrize("edge", list(edges()))
def test_what_is_stored_of_an_edge_is_what_pressing_gives(edge):
    assert is_as_pressed(edge, "calf", 8.0), DUE


def test_more_force_strains_every_target_more():
    for site in all_of(BodySite).values():
        found = [
            reached_target(edges()[FLAT], site, force=force).strain.value
            for force in (1.0, 2.0, 4.0, 8.0, 16.0)
        ]
        assert found == sorted(found, reverse=True), site.id


def test_an_edge_is_behind_another_as_often_as_the_other_is_not():
    calf = one_of(BodySite, "calf")
    one, two = (
        reached_target(edges()[name], calf, force=4.0) for name in (FLAT, "scanner.tip")
    )
    assert one.behind(two) + two.behind(one) == pytest.approx(1.0)
    assert one.behind(one) == pytest.approx(0.5)


def test_an_own_edge_meets_the_same_draws():
    calf = one_of(BodySite, "calf")
    own = replace(edges()[FLAT], id="ours.edge")
    found = reached_target(own, calf, force=2.0)
    stored = reached_target(edges()[FLAT], calf, force=2.0)
    assert found.edge == "ours.edge"
    assert np.allclose(found.strain_draws, stored.strain_draws, rtol=2e-3, atol=1e-6)


def test_a_site_with_other_layers_is_pressed_not_looked_up():
    calf = one_of(BodySite, "calf")
    skin, fat, *rest = calf.layers
    thick = replace(fat, thickness=replace(fat.thickness, value=0.02))
    other = replace(calf, layers=(skin, thick, *rest))
    found = reached_target(edges()[FLAT], other, force=2.0)
    usual = reached_target(edges()[FLAT], calf, force=2.0)
    assert abs(found.strain.value) < abs(usual.strain.value)


@pytest.mark.parametrize(
    ("force", "nearest"), [(0.1, 1.0), (1.3, 1.0), (3.1, 4.0), (7.0, 8.0), (90.0, 16.0)]
)
def test_a_force_is_compared_at_the_nearest_by_ratio(force, nearest):
    assert compared_force(force) == nearest


@pytest.mark.parametrize("force", [0.0, -1.0, float("nan"), float("inf")])
def test_a_force_that_can_not_be_is_refused(force):
    with pytest.raises(InvalidValueError, match="above 0 N"):
        compared_force(force)


def test_a_force_between_is_refused_with_those_that_are_compared():
    with pytest.raises(InvalidValueError, match="1, 2, 4, 8, 16 N; 3 was given"):
        reached_target(edges()[FLAT], one_of(BodySite, "calf"), force=3.0)
