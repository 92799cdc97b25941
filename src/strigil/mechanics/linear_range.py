"""What a reader of linear contact must know: where small strain ends."""

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_table
from strigil.mechanics.layer_stack import LayerStack

__all__ = ["linear_notes", "middles", "strain_notes"]

Array = NDArray[np.float64]


def middles(stack: LayerStack) -> list[tuple[int, float]]:
    """Return the middle of each layer, as a point."""
    return [(layer, 0.5) for layer in range(stack.layers)]


def linear_notes(
    stack: LayerStack, *, indentation: Array, rise: Array, strain: Array
) -> tuple[str, ...]:
    """Return warnings about linear contact that is out of its range.

    Parameters
    ----------
    stack : LayerStack
        What is pressed.
    indentation : ndarray
        How far the middle goes down, for each sample [m].
    rise : ndarray
        Rise of the profile within the contact over its half width [1].
    strain : ndarray
        Strain below the middle, any shape [1].

    Returns
    -------
    tuple of str
        What a reader must know; empty within the range.
    """
    limits, notes = sourced_table("linear_theory.toml"), []
    depth = np.sum(stack.thickness, axis=1)
    if stack.base != "half_space" and np.any(indentation > depth):
        notes.append(
            f"The indentation, {1e3 * np.max(indentation):.3g} mm, is more than all "
            f"layers are thick, {1e3 * np.max(depth):.3g} mm: no answer, the load is "
            "far beyond small strain."
        )
    if np.any(rise > limits["rise"].value):
        notes.append(
            f"Within the contact the profile rises by {np.max(rise):.2g} of its half "
            f"width; linear contact is for less than {limits['rise'].value:g}, such as "
            "a parabola pressed on as far as half its radius."
        )
    return (*notes, *strain_notes(strain), *_unit_notes(stack))


def strain_notes(strain: Array) -> tuple[str, ...]:
    """Return warnings about linear strain [1] that is not small."""
    most = sourced_table("linear_theory.toml")["strain"].value
    worst = float(strain.flat[np.argmax(np.abs(strain))]) if strain.size else 0.0
    if abs(worst) <= most:
        return ()
    beyond = ", which can not be" if worst <= -1.0 else ""
    return (
        f"The linear strain below the contact goes to {worst:.2g}{beyond}; linear "
        f"theory is for about {most:g}, and its error is of the order of the strain. "
        "At finite strain: hyperelastic_contact.",
    )


def _unit_notes(stack: LayerStack) -> tuple[str, ...]:
    """Ask about units where no tissue has such a size; an exact case may."""
    limits, notes = sourced_table("linear_theory.toml"), []
    thick, soft = float(stack.thickness.max()), float(stack.youngs_modulus.min())
    if thick > limits["thickest_layer"].value:
        notes.append(
            f"A layer is {thick:g} m thick; lengths are in metres. Were millimetres "
            "meant?"
        )
    if soft < limits["softest_layer"].value:
        notes.append(
            f"A layer has a modulus of {soft:g} Pa; moduli are in pascals. Were "
            "kilopascals meant?"
        )
    return tuple(notes)
