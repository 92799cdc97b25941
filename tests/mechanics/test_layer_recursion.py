"""The recursion gives what the equations give, and quick sums what is written out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.mechanics.cosine_sums import cosine_sums, turned_sum
from strigil.mechanics.layer_equations import joined_amplitudes
from strigil.mechanics.layer_recursion import bonded_amplitudes
from strigil.mechanics.layer_stack import Base, LayerStack
from strigil.mechanics.layered import LayeredSolution


def drawn(seed: int, base: Base) -> LayerStack:
    rng = np.random.default_rng(seed)
    thickness = np.exp(rng.uniform(np.log(5e-4), np.log(2e-2), (3, 4)))
    modulus = np.exp(rng.uniform(np.log(3e3), np.log(2e6), (3, 4)))
    return LayerStack.of(thickness, modulus, rng.uniform(0.0, 0.5, (3, 4)), base=base)


@given(st.integers(0, 999), st.sampled_from(["rigid", "smooth", "half_space"]))
def test_the_recursion_solves_the_equations_of_the_layers(
    seed: int, base: Base
) -> None:
    stack, k = drawn(seed, base), np.tile(np.geomspace(20.0, 5e3, 9), (3, 1))
    G = np.broadcast_to(stack.shear_modulus[:, None], (*k.shape, stack.layers))
    for row in (0, 1):
        one, other = (
            LayeredSolution(stack, k, amplitude, G)
            for amplitude in (
                bonded_amplitudes(stack, k, row=row),
                joined_amplitudes(stack, k, G, row=row),
            )
        )
        for layer in range(stack.layers):
            for name in ("strain", "lateral_displacement"):
                found = getattr(one, name)(layer, 0.5)
                exact = getattr(other, name)(layer, 0.5)
                assert np.abs(found - exact).max() < 1e-8 * np.abs(exact).max()


@pytest.mark.parametrize("count", [1, 2, 7, 24, 97])
def test_sums_over_waves_and_over_steps_are_those_written_out(count: int) -> None:
    rng = np.random.default_rng(count)
    turn, share = rng.uniform(0.0, 40.0, (2, 2, 30))
    amount, step = rng.normal(size=(2, count)), np.arange(count)
    each = turn[:, :, None] * step
    written = np.sum(share[:, :, None] * np.cos(each), axis=1)
    assert cosine_sums(turn, share, count) == pytest.approx(written, abs=1e-10)
    turned = np.sum(np.exp(1j * each) * amount[:, None], axis=2)
    assert turned_sum(turn, amount) == pytest.approx(turned, abs=1e-10)
