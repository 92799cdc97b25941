"""What tells how far linear contact is off at finite strain.

Two linear solutions are compared: on the stack as it lies, and on the stack as it is
once pressed, its layers thinner by their own compression and stiffer by their own law.
The second is already near the truth; numbers without a unit say what is still missing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.mechanics.contact import LineContact, line_contact
from strigil.mechanics.edge_profile import Profile
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.subsurface import (
    LoadSpectrum,
    load_spectrum,
    strain_under_centre,
)
from strigil.mechanics.wave_grid import StackOperator, operator_of

__all__ = ["TwoContacts", "contact_features", "strain_features", "two_contacts"]

Array = NDArray[np.float64]

# Places in each layer at which compression is taken.
_PLACES = (0.15, 0.5, 0.85)
# Depths, as shares of all soft tissue, at which the course of compression is read.
_COURSE = np.array([0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92])
# How sharply the most compressed layer is told from the others.
_SHARPNESS = 8
# The share of the compression that counts for the law, and how far its stiffening goes.
_HALF_WAY, _MOST = 0.7, 3.0
# Compression below this is as good as none.
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class TwoContacts:
    """Linear contact of an edge with a stack as it lies and as it is once pressed.

    Attributes
    ----------
    operator, pressed_operator : StackOperator
        The stacks before and after, one row for each sample.
    stiffening : ndarray
        Demiray's b of each layer, samples x layers [1].
    contact, pressed : LineContact
        The two contacts.
    spectrum, pressed_spectrum : LoadSpectrum
        Their loads over wave numbers.
    compression, pressed_compression : ndarray
        Linear compression, samples x layers x three places [1], positive.
    """

    operator: StackOperator
    pressed_operator: StackOperator
    stiffening: Array
    contact: LineContact
    pressed: LineContact
    spectrum: LoadSpectrum
    pressed_spectrum: LoadSpectrum
    compression: Array
    pressed_compression: Array

    @property
    def stack(self) -> LayerStack:
        """The layers as they lie."""
        return self.operator.stack


def two_contacts(
    operator: StackOperator,
    contact: LineContact,
    profile: Profile,
    stiffening: ArrayLike,
    *,
    indenter: StackOperator | None = None,
) -> TwoContacts:
    """Thin and stiffen the layers as a contact presses them, and press them again.

    Parameters
    ----------
    operator : StackOperator
        Layers on bone, one row for each sample.
    contact : LineContact
        Linear contact with them.
    profile : Profile
        Height of the edge [m] over places across it [m].
    stiffening : array_like
        Demiray's b of each layer, samples x layers [1]; 0 is neo-Hookean.
    indenter : StackOperator or None
        Layers of a soft indenter; None for a rigid edge.

    Returns
    -------
    TwoContacts
        Both linear contacts.

    Notes
    -----
    A layer of linear compression e is taken as thinner by e / (1 + e) and stiffer by
    exp(b (l^2 + l^-2 - 2)), l = 1 - 0.7 e / (1 + e): its law in plane strain.
    """
    stack = operator.stack
    b = np.broadcast_to(np.asarray(stiffening, dtype=float), stack.thickness.shape)
    spectrum = load_spectrum(operator, contact, None)
    compression = _compression(operator, spectrum)
    mean = np.maximum(compression.mean(axis=2), 0.0)
    bounded = mean / (1.0 + mean)
    stretch = 1.0 - _HALF_WAY * bounded
    stiffer = np.exp(b * np.minimum(stretch**2 + stretch**-2 - 2.0, _MOST))
    pressed_stack = LayerStack(
        stack.thickness * (1.0 - bounded),
        stack.youngs_modulus * stiffer,
        stack.poisson_ratio,
        stack.base,
        stack.interfaces,
    )
    again = operator_of(pressed_stack)
    pressed = line_contact(
        again,
        contact.line_load,
        profile,
        indenter=indenter,
        expected=contact.half_width,
        cells=contact.x.shape[1],
    )
    pressed_spectrum = load_spectrum(again, pressed, None)
    return TwoContacts(
        operator=operator,
        pressed_operator=again,
        stiffening=np.array(b),
        contact=contact,
        pressed=pressed,
        spectrum=spectrum,
        pressed_spectrum=pressed_spectrum,
        compression=compression,
        pressed_compression=_compression(again, pressed_spectrum),
    )


def contact_features(both: TwoContacts, profile: Profile) -> Array:
    """Return the numbers that the correction of a contact rests on.

    Parameters
    ----------
    both : TwoContacts
        The two linear contacts.
    profile : Profile
        Height of the edge [m] over places across it [m].

    Returns
    -------
    ndarray
        Samples x features [1].
    """
    h, E = both.stack.thickness, both.stack.youngs_modulus
    H, top = h.sum(axis=1), np.cumsum(h, axis=1) - h
    middle = np.maximum(both.compression[:, :, 1], _LEAST)
    d, a = both.contact.indentation, both.contact.half_width
    share = middle**_SHARPNESS
    share = share / share.sum(axis=1, keepdims=True)

    def of_softest(values: Array) -> Array:
        return np.asarray(np.sum(share * values, axis=1))

    E_s, h_s = np.exp(of_softest(np.log(E))), np.exp(of_softest(np.log(h)))
    e_s, z_s = np.exp(of_softest(np.log(middle))), of_softest(top + h / 2.0)
    weight = np.clip((z_s[:, None] - top) / h, 0.0, 1.0)
    above = np.sum(E * h * weight, axis=1)
    below = np.sum(h / E * (1.0 - weight), axis=1) * E_s / h_s
    rise = profile(a[:, None])[:, 0]
    half = profile(a[:, None] / 2.0)[:, 0]
    volume = np.log1p(-2.0 * both.stack.poisson_ratio)
    columns = [
        of_softest(both.stiffening),
        np.sum(both.stiffening * h, axis=1) / H,
        np.log(e_s),
        e_s,
        d / H,
        np.log(d / H),
        a / H,
        np.log(a / h[:, 0]),
        np.log(d / a),
        np.log(rise / a),
        np.log(rise / half),
        np.log(E[:, 0] / E_s),
        np.log(h[:, 0] / h_s),
        np.log(h_s / H),
        z_s / H,
        np.log1p(above / (E_s * h_s)),
        np.log1p(above / (E_s * a)),
        np.log1p(below),
        np.log(E.max(axis=1) / E_s),
        np.log1p(np.sum(E * h, axis=1) / (E_s * H)),
        e_s * h_s / d,
        of_softest(volume),
        np.sum(volume * h, axis=1) / H,
        np.log(both.pressed.indentation / d),
        np.log(both.pressed.half_width / a),
        *_course(both.compression, h).T,
        *_course(both.pressed_compression, h).T,
    ]
    return np.stack(columns, axis=1)


def strain_features(
    both: TwoContacts, common: Array, points: list[tuple[int, float]]
) -> tuple[Array, Array, Array]:
    """Return the numbers that the correction of strain rests on, and both strains.

    Parameters
    ----------
    both : TwoContacts
        The two linear contacts.
    common : ndarray
        Features of the contact, samples x features [1].
    points : list of (int, float)
        Layer, and place in it from 0 at its top to 1 at its bottom [1].

    Returns
    -------
    tuple of ndarray
        Samples x points x features [1], and the second and the first contact's linear
        compression at the points, samples x points [1].
    """
    h, E = both.stack.thickness, both.stack.youngs_modulus
    H, top, a = h.sum(axis=1), np.cumsum(h, axis=1) - h, both.contact.half_width
    found_before = -strain_under_centre(both.operator, both.spectrum, points)
    found_after = -strain_under_centre(
        both.pressed_operator, both.pressed_spectrum, points
    )
    before = np.maximum(found_before, _LEAST)
    after = np.maximum(found_after, _LEAST)
    columns = []
    for n, (layer, place) in enumerate(points):
        z = top[:, layer] + place * h[:, layer]
        own = np.stack(
            [
                np.log(before[:, n]),
                before[:, n],
                np.log(after[:, n] / before[:, n]),
                after[:, n],
                np.log(E[:, layer] / E[:, 0]),
                np.log(h[:, layer] / H),
                z / H,
                np.log(h[:, layer] / a),
                np.log(z / a),
                np.full_like(z, place),
                np.full_like(z, 1.0 * (layer == 0)),
                both.stiffening[:, layer],
                np.log1p(-2.0 * both.stack.poisson_ratio[:, layer]),
                np.log(before[:, n]) - common[:, 2],
            ],
            axis=1,
        )
        columns.append(np.concatenate([common, own], axis=1))
    return np.stack(columns, axis=1), found_after, found_before


def _compression(operator: StackOperator, spectrum: LoadSpectrum) -> Array:
    stack = operator.stack
    points = [(i, place) for i in range(stack.layers) for place in _PLACES]
    found = -strain_under_centre(operator, spectrum, points)
    return found.reshape(stack.samples, stack.layers, len(_PLACES))


def _course(compression: Array, thickness: Array) -> Array:
    """Read compression at shares of the whole depth, samples x shares."""
    top = np.cumsum(thickness, axis=1) - thickness
    place = (top[:, :, None] + thickness[:, :, None] * np.array(_PLACES)).reshape(
        thickness.shape[0], -1
    )
    wanted = _COURSE * thickness.sum(axis=1, keepdims=True)
    values = compression.reshape(thickness.shape[0], -1)
    rows = zip(wanted, place, values, strict=True)
    return np.stack([np.interp(*row) for row in rows])
