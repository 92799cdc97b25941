"""Contact of a round indenter with a layered stack, small strain.

A knob, a fingertip, a ball: whatever profile rises with the distance from the middle.
Rings that would have to pull are let go, rings that would overlap are taken back.

These are linear numbers, as those of `strigil.mechanics.contact` are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.active_set import contact_edge, solve_touching
from strigil.mechanics.argument_checks import check_points
from strigil.mechanics.edge_profile import (
    Profile,
    check_profile,
    check_rising,
    heights_of,
)
from strigil.mechanics.layer_stack import LayerStack, loads_of
from strigil.mechanics.ring_kernel import Rings, ring_compliance, wave_sum

__all__ = ["BelowCentre", "RoundContact", "round_contact", "stress_below_centre"]

Array = NDArray[np.float64]

# Rings in the window: force and radius of Hertz within 0.1 %. In a thin film that keeps
# its volume pressure spreads only as far as it is thick: a ring is then no wider than
# half of that, up to so many rings.
_RINGS, _MOST_RINGS = 64, 256
# The window is this much wider than the contact, and good while it is filled so far.
_ROOM, _EMPTY, _FULL = 1.25, 0.6, 0.98
_WINDOWS = 60
# A contact wider than this many times the first layer is not looked for: the sum over
# waves grows with it.
_WIDEST = 1000.0
# Beyond k h of the first layer everything below is felt by exp(-36).
_SHORTEST = 18.0
# A depth z feels waves up to k z of this.
_FADED = 34.0


@dataclass(frozen=True, slots=True)
class RoundContact:
    """Linear round contact, one entry for each sample.

    Attributes
    ----------
    stack : LayerStack
        What is pressed.
    force : ndarray
        Normal force [N].
    contact_radius : ndarray
        Radius of the contact [m].
    indentation : ndarray
        How far the lowest point of the indenter goes down [m].
    peak_pressure : ndarray
        Highest pressure of a ring [Pa].
    radius, pressure, gap, height : ndarray
        Middle of each ring [m], pressure on it [Pa], distance to the indenter [m] and
        height of its profile [m].
    """

    stack: LayerStack
    force: Array
    contact_radius: Array
    indentation: Array
    peak_pressure: Array
    radius: Array
    pressure: Array
    gap: Array
    height: Array

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know: where the force is too much for small strain."""
        from strigil.mechanics.linear_range import linear_notes, middles

        last = np.maximum((self.pressure > 0.0).sum(axis=1) - 1, 0)[:, None]
        rise = np.take_along_axis(self.height, last, 1)[:, 0] - self.height[:, 0]
        return linear_notes(
            self.stack,
            indentation=self.indentation,
            rise=rise / np.take_along_axis(self.radius, last, 1)[:, 0],
            strain=stress_below_centre(self, middles(self.stack)).strain,
        )

    @property
    def mean_pressure(self) -> Array:
        """Force over the area of contact [Pa]."""
        return np.asarray(self.force / (np.pi * self.contact_radius**2))


@dataclass(frozen=True, slots=True)
class BelowCentre:
    """What round contact does under its middle, samples x depths.

    Attributes
    ----------
    depth : ndarray
        Depth of each point [m].
    displacement : ndarray
        Downward displacement [m].
    strain, radial_strain : ndarray
        Strain across the layers and along them [1]; compression is negative.
    normal_stress, radial_stress : ndarray
        Stress across the layers and along them [Pa]; compression is negative.
    """

    depth: Array
    displacement: Array
    strain: Array
    radial_strain: Array
    normal_stress: Array
    radial_stress: Array

    @property
    def shear_stress(self) -> Array:
        """Largest shear stress, on planes at 45 degrees [Pa]."""
        return np.abs(self.radial_stress - self.normal_stress) / 2.0


def round_contact(
    stack: LayerStack,
    force: ArrayLike,
    profile: Profile,
    *,
    expected: float | None = None,
    rings: int | None = None,
) -> RoundContact:
    """Press a round indenter on layered stacks.

    Parameters
    ----------
    stack : LayerStack
        The layers, one row for each sample.
    force : array_like
        Normal force [N], positive: one for all samples, one for each, or several for
        a stack of one sample.
    profile : Profile
        Height of the indenter above its lowest point [m] as a function of the distance
        from the middle [m], both samples x places, rising outwards.
    expected : float or None
        About how large the contact is [m]; found by itself when left out.
    rings : int or None
        Rings in the window, 8 or more; left out, as many as the contact needs.

    Returns
    -------
    RoundContact
        Pressure, radius, indentation.

    Raises
    ------
    InvalidValueError
        On a force that is not positive, too few rings, or a profile that never meets
        the force.

    Notes
    -----
    Frictionless, isotropic layers, small strain. With C(k) of the stack,
    w(r) = integral of C(k) p(k) J0(kr) k dk, p the Hankel transform of the pressure.

    Examples
    --------
    A ball on a half-space follows Hertz, d^3 = 9 F^2 / (16 E*^2 R):

    >>> from strigil.mechanics.edge_profile import parabola
    >>> skin = LayerStack.of([0.01], [3000.0], [0.5], base="half_space")
    >>> found = round_contact(skin, 0.1, parabola(5e-3))
    >>> float(np.round(found.indentation[0] * 1e3, 2))
    4.13
    """
    load = loads_of("force", "N", force, stack)
    if load.size != stack.samples:
        stack = stack.take(np.zeros(load.size, dtype=np.intp))
    if rings is not None and rings < 8:
        message = f"Round contact needs 8 rings or more; {rings} were given."
        raise InvalidValueError(message)
    check_profile(profile, stack.samples)
    window = np.full(stack.samples, _ROOM * (expected or stack.thickness[:, 0].max()))
    for _ in range(_WINDOWS):
        count = rings or _rings_for(stack, window)
        found = _in_window(stack, load, profile, window / count, count)
        share = found.contact_radius / window
        if np.all((share > _EMPTY) & (share < _FULL)):
            level = np.maximum(found.height[:, -1], found.indentation)
            check_rising(profile, window, level)
            return found
        # A full window says only that the contact is larger; it at most doubles.
        wanted = np.where(share >= _FULL, 2.0, _ROOM * share)
        window = window * np.maximum(wanted, 0.1)
        if np.any(window > _WIDEST * stack.thickness[:, 0]):
            break
    message = (
        f"No contact up to {_WIDEST:g} times as wide as the first layer is thick "
        f"carries {load.max():g} N. Either the force is out of proportion, or the "
        "profile does not rise from its lowest point without end."
    )
    raise InvalidValueError(message)


def _rings_for(stack: LayerStack, window: Array) -> int:
    thin = float((window / stack.thickness.sum(axis=1)).max())
    return int(np.clip(np.ceil(2.0 * thin), _RINGS, _MOST_RINGS))


def stress_below_centre(
    contact: RoundContact, points: list[tuple[int, float]]
) -> BelowCentre:
    """Return displacement, strain and stress under the middle of round contact.

    Parameters
    ----------
    contact : RoundContact
        The contact.
    points : list of (int, float)
        Layer, and place in it from 0 at its top to 1 at its bottom [1]; below the skin.

    Returns
    -------
    BelowCentre
        Displacement [m], strain [1], stress [Pa], samples x points.

    Raises
    ------
    InvalidValueError
        On a point in no layer, or at the surface, where the pressure itself is known.

    Notes
    -----
    Under the middle both directions along the skin are alike, so that
    s_r = s_z + 2 G (e_r - e_z), which holds for nu = 0.5 too.
    """
    stack = contact.stack
    endless = stack.base == "half_space"
    points = check_points(stack.layers, points, is_endless=endless)
    top = np.concatenate(
        [np.zeros((stack.samples, 1)), np.cumsum(stack.thickness, axis=1)], axis=1
    )
    depth = np.stack([top[:, i] + f * stack.thickness[:, i] for i, f in points], axis=1)
    if not np.all(depth > 0.0):
        message = "Stress below the skin is asked for; depth 0 is the pressure itself."
        raise InvalidValueError(message)
    rings = Rings(contact.radius[:, 0] * 2.0, contact.radius.shape[1])
    reach = float(rings.edge.max())
    shortest = _FADED / float(depth.min())
    waves = wave_sum(stack, reach, shortest)
    load = (rings.waves(waves.wave_number) @ contact.pressure[:, :, None])[..., 0]
    load = load * waves.weight
    at = waves.solution

    def summed(response: Array) -> Array:
        return np.asarray(np.sum(response * load, axis=1))

    columns = [
        (
            summed(at.displacement(i, f)),
            summed(at.strain(i, f)),
            summed(at.lateral_strain(i, f)) / 2.0,
            summed(at.normal_stress(i, f)),
            stack.shear_modulus[:, i],
        )
        for i, f in points
    ]
    w, e_z, e_r, s_z, G = (
        np.stack(each, axis=1) for each in zip(*columns, strict=True)
    )
    return BelowCentre(depth, w, e_z, e_r, s_z, s_z + 2.0 * G * (e_r - e_z))


def _in_window(
    stack: LayerStack, load: Array, profile: Profile, width: Array, count: int
) -> RoundContact:
    rings = Rings(width, count)
    shortest = _SHORTEST / float(stack.thickness[:, 0].min())
    influence = ring_compliance(
        wave_sum(stack, float(rings.edge.max()), shortest), rings
    )
    height = heights_of(profile, rings.radius)
    pushed, approach, touching = solve_touching(influence, height, load)
    pressure = pushed / rings.area
    moved = np.einsum("sij,sj->si", influence, pushed)
    return RoundContact(
        stack=stack,
        force=load,
        contact_radius=contact_edge(rings.radius, pressure, touching),
        indentation=approach,
        peak_pressure=np.asarray(pressure.max(axis=1)),
        radius=rings.radius,
        pressure=pressure,
        gap=moved + height - approach[:, None],
        height=height,
    )
