"""Displacement, strain and stress anywhere below line contact, small strain."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.argument_checks import check_points
from strigil.mechanics.contact import LineContact
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.ring_kernel import wave_sum

__all__ = ["BelowLine", "stress_below_line"]

Array = NDArray[np.float64]

# A depth z feels waves up to k z of this.
_FADED = 34.0


@dataclass(frozen=True, slots=True)
class BelowLine:
    """What line contact does below the skin: samples x depths x places across.

    Attributes
    ----------
    depth : ndarray
        Depth of each point, samples x depths [m].
    x : ndarray
        Places across the edge [m].
    strain, lateral_strain : ndarray
        Strain across the layers and along the skin [1]; compression is negative.
    normal_stress, lateral_stress, shear_stress : ndarray
        Stress across the layers, along the skin, and on planes along it [Pa].
    """

    depth: Array
    x: Array
    strain: Array
    lateral_strain: Array
    normal_stress: Array
    lateral_stress: Array
    shear_stress: Array

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know: strain that is not small."""
        from strigil.mechanics.linear_range import strain_notes

        return strain_notes(self.strain)

    @property
    def largest_shear(self) -> Array:
        """Largest shear stress in the plane [Pa]."""
        half = (self.normal_stress - self.lateral_stress) / 2.0
        return np.asarray(np.hypot(half, self.shear_stress))


def stress_below_line(
    stack: LayerStack,
    contact: LineContact,
    points: list[tuple[int, float]],
    x: ArrayLike = 0.0,
) -> BelowLine:
    """Return strain and stress below line contact in plane strain.

    Parameters
    ----------
    stack : LayerStack
        What was pressed.
    contact : LineContact
        The contact on it, from :func:`~strigil.mechanics.contact.line_contact`.
    points : list of (int, float)
        Layer, and place in it from 0 at its top to 1 at its bottom [1]; below the skin.
    x : array_like
        Places across the edge, from its middle [m].

    Returns
    -------
    BelowLine
        Strain [1] and stress [Pa], samples x points x places.

    Raises
    ------
    InvalidValueError
        On another stack than the contact's, a point in no layer, or one at the
        surface, where the pressure itself is known.

    Notes
    -----
    f(x, z) = 1/pi integral of f(k, z) p(k) cos(kx) dk, sin(kx) for the shear stress.

    References
    ----------
    Johnson1985
    """
    stack = _pressed_stack(stack, contact)
    endless = stack.base == "half_space"
    points = check_points(stack.layers, points, is_endless=endless)
    across = np.atleast_1d(np.asarray(x, dtype=float))
    top = np.concatenate(
        [np.zeros((stack.samples, 1)), np.cumsum(stack.thickness, axis=1)], axis=1
    )
    depth = np.stack([top[:, i] + f * stack.thickness[:, i] for i, f in points], axis=1)
    if not np.all(depth > 0.0):
        message = "Stress below the skin is asked for; depth 0 is the pressure itself."
        raise InvalidValueError(message)
    reach = float(contact.x.max() + np.abs(across).max())
    waves = wave_sum(stack, reach, _FADED / float(depth.min()))
    k, at = waves.wave_number, waves.solution
    load = contact.waves(k) * waves.weight / np.pi
    turn = k[:, :, None] * across
    even, odd = load[:, :, None] * np.cos(turn), load[:, :, None] * np.sin(turn)

    def summed(responses: list[Array], parts: Array) -> Array:
        return np.stack(
            [np.sum(one[:, :, None] * parts, axis=1) for one in responses], axis=1
        )

    return BelowLine(
        depth=depth,
        x=across,
        strain=summed([at.strain(i, f) for i, f in points], even),
        lateral_strain=summed([at.lateral_strain(i, f) for i, f in points], even),
        normal_stress=summed([at.normal_stress(i, f) for i, f in points], even),
        lateral_stress=summed([at.lateral_stress(i, f) for i, f in points], even),
        shear_stress=summed([at.shear_stress(i, f) for i, f in points], odd),
    )


def _pressed_stack(stack: LayerStack, contact: LineContact) -> LayerStack:
    """Return the stack of a contact, a row for each load; refuse another one."""
    own = contact.stack
    if own is None or own is stack:
        return stack
    pairs = (
        (stack.thickness, own.thickness),
        (stack.youngs_modulus, own.youngs_modulus),
        (stack.poisson_ratio, own.poisson_ratio),
    )
    alike = stack.samples in {1, own.samples} and stack.layers == own.layers
    alike = alike and all(np.all(one == other) for one, other in pairs)
    if not (alike and stack.base == own.base and stack.joins == own.joins):
        message = (
            "The stack is not the one that this contact was found on. Give that one; "
            "it is kept as contact.stack."
        )
        raise InvalidValueError(message)
    return own
