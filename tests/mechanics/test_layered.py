"""Stacks: what is refused, and what many samples at once must not change."""

import numpy as np
import pytest

from strigil.errors import InvalidValueError
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.layered import solve_layers, surface_compliance

K = np.logspace(1, 4, 9)


@pytest.mark.parametrize(
    ("thickness", "modulus", "nu", "said"),
    [
        (-1e-3, 1e4, 0.3, "thickness must be positive"),
        (float("nan"), 1e4, 0.3, "thickness must be positive"),
        (1e-3, 0.0, 0.3, "Young's modulus must be positive"),
        (1e-3, 1e4, 0.6, "at most 0.5"),
    ],
)
def test_a_layer_that_can_not_be_is_refused_with_what_is_allowed(
    thickness: float, modulus: float, nu: float, said: str
) -> None:
    with pytest.raises(InvalidValueError, match=said):
        LayerStack.of([thickness], [modulus], [nu])


def test_an_unknown_base_and_a_wave_of_no_length_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="half_space"):
        LayerStack.of([1e-3], [1e4], [0.3], base="water")
    with pytest.raises(InvalidValueError, match="wave number"):
        solve_layers(LayerStack.of([1e-3], [1e4], [0.3]), [0.0])


def test_many_stacks_at_once_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(1)
    h, E = rng.uniform(1e-3, 1e-2, (5, 3)), rng.uniform(5e3, 1e6, (5, 3))
    nu = np.full(3, 0.49)
    together = surface_compliance(LayerStack.of(h, E, nu), K)
    for i in range(5):
        alone = surface_compliance(LayerStack.of(h[i], E[i], nu), K)[0]
        assert together[i] == pytest.approx(alone, rel=1e-12)


def test_twice_as_stiff_all_over_gives_way_half_as_much() -> None:
    h, E, nu = [1e-3, 5e-3, 2e-2], np.array([1e5, 6e3, 1.5e4]), [0.49] * 3
    once = surface_compliance(LayerStack.of(h, E, nu), K)
    twice = surface_compliance(LayerStack.of(h, 2 * E, nu), K)
    assert once / twice == pytest.approx(2 * np.ones_like(once), rel=1e-12)


def test_a_stack_twice_as_large_answers_waves_twice_as_long_twice_as_much() -> None:
    h, E, nu = np.array([1e-3, 5e-3, 2e-2]), [1e5, 6e3, 1.5e4], [0.49] * 3
    small = surface_compliance(LayerStack.of(h, E, nu), K)
    large = surface_compliance(LayerStack.of(2 * h, E, nu), K / 2)
    assert large == pytest.approx(2 * small, rel=1e-12)


def test_bone_holds_a_layer_that_an_endless_tissue_would_let_go() -> None:
    on_bone = LayerStack.of([1e-2], [1e4], [0.49])
    endless = LayerStack.of([1e-2], [1e4], [0.49], base="half_space")
    assert np.all(surface_compliance(on_bone, K) <= surface_compliance(endless, K))
