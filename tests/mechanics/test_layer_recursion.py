"""The recursion through the layers gives what their equations give."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from strigil.mechanics.layer_equations import joined_amplitudes
from strigil.mechanics.layer_recursion import bonded_amplitudes
from strigil.mechanics.layer_stack import Base, LayerStack
from strigil.mechanics.layered_solution import LayeredSolution


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
