"""What a load that was found at finite strain does below: stress by balance and by law.

Stress across the layers follows from force balance, which holds at any strain. Shear
stress below the middle follows from the material law at the stretch found there.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.mechanics.contact import LineContact
from strigil.mechanics.subsurface import load_spectrum
from strigil.mechanics.wave_grid import StackOperator

__all__ = ["STRETCH", "SpreadLoad", "shear_of_law", "stress_across"]

Array = NDArray[np.float64]
Points = list[tuple[int, float]]

STRETCH = (0.02, 50.0)
"""Stretches beyond which no layer is pressed or drawn out in these sums [1]."""

# Places across half the contact, and the shapes of pressure between which one is
# looked up, as powers of 1 - (x / a)^2: highest at the ends, flat, highest inside.
_ACROSS, _POWERS = 48, np.linspace(-0.6, 8.0, 173)
# The exponent beyond which a law no longer stiffens: no solved state comes near it.
_STEEPEST = 30.0


@dataclass(frozen=True, slots=True)
class SpreadLoad:
    """The pressure of a contact, one entry for each sample.

    Attributes
    ----------
    line_load : ndarray
        Force per length in the middle [N/m].
    half_width : ndarray
        Half width of the contact [m].
    peak_pressure : ndarray
        Highest pressure [Pa]; with the others it tells the shape p0 (1 - (x/a)^2)^m.
    length : ndarray or None
        Contact length [m]; None for an endless edge.
    """

    line_load: Array
    half_width: Array
    peak_pressure: Array
    length: Array | None = None

    def widened(self, factor: Array) -> "SpreadLoad":
        """Return the same load, over a contact wider by a factor [1]."""
        return SpreadLoad(
            self.line_load,
            self.half_width * factor,
            self.peak_pressure / factor,
            self.length,
        )

    def as_contact(self) -> LineContact:
        """Return the pressure in cells across the contact."""
        t = (np.arange(_ACROSS) + 0.5) / _ACROSS
        a = self.half_width[:, None]
        shape = (1.0 - t**2) ** self._power[:, None]
        total = 2.0 * a / _ACROSS * shape.sum(axis=1, keepdims=True)
        pressure = shape * self.line_load[:, None] / total
        none = np.zeros_like(self.line_load)
        return LineContact(
            self.line_load,
            self.half_width,
            self.peak_pressure,
            none,
            a * t,
            pressure,
            np.zeros_like(pressure),
        )

    @property
    def _power(self) -> Array:
        share = np.sqrt(np.pi) / 2.0 * _gamma(_POWERS + 1.0) / _gamma(_POWERS + 1.5)
        mean = self.line_load / (2.0 * self.half_width * self.peak_pressure)
        return np.asarray(np.interp(-mean, -share, _POWERS))


def _gamma(values: Array) -> Array:
    """Return the gamma function [1]; that of scipy is slow to import."""
    return np.array([math.gamma(value) for value in values.tolist()])


def stress_across(
    operator: StackOperator,
    load: SpreadLoad,
    points: Points,
    *,
    thinned: Array | None = None,
    x: ArrayLike = 0.0,
) -> Array:
    """Return the stress across the layers under a load.

    Parameters
    ----------
    operator : StackOperator
        The layers as they lie.
    load : SpreadLoad
        The load on them, from contact at finite strain.
    points : list of (int, float)
        Layer, and place in it from 0 at its top to 1 at its bottom [1].
    thinned : ndarray or None
        Mean thickness of all that lies above each point, as a share of what it was
        before, samples x points [1]; None for layers of their own thickness.
    x : array_like
        Places across the edge, from its middle [m].

    Returns
    -------
    ndarray
        Samples x points x places [Pa]; compression is negative. Across the edge it
        adds up to the line load at every depth.

    Notes
    -----
    s(x, z) = 1/pi integral of s(k, z) p(k) cos(kx) dk, with p the contact's pressure,
    made wider by 1 / thinned: tissue that keeps its volume is carried outwards by as
    much as it is pressed. For a finite length the whole is taken times the ratio of
    the linear stress under the finite and the endless load.

    Examples
    --------
    >>> from strigil.mechanics import LayerStack
    >>> from strigil.mechanics.wave_grid import operator_of
    >>> skin = LayerStack.of([0.02], [1e4], [0.495])
    >>> load = SpreadLoad(np.array([100.0]), np.array([2e-3]), np.array([3.18e4]))
    >>> stress = stress_across(operator_of(skin), load, [(0, 0.1)])
    >>> bool(-3.18e4 < stress[0, 0, 0] < 0.0)
    True
    """
    contact = load.as_contact()
    k, weight = operator.wave_number, operator.weight / np.pi
    places = np.atleast_1d(np.asarray(x, dtype=float))
    turn = np.cos(k[:, :, None] * places) if places.any() else np.ones((*k.shape, 1))
    ends = (
        None if load.length is None else load_spectrum(operator, contact, load.length)
    )
    columns = []
    for number, (layer, place) in enumerate(points):
        wider = 1.0 if thinned is None else 1.0 / thinned[:, number, None]
        response = operator.solution.normal_stress(layer, place)
        part = response * contact.waves(k * wider) * weight
        stress = np.sum(part[:, :, None] * turn, axis=1)
        if ends is not None:
            finite = np.sum(response * ends.finite, axis=1)
            endless = np.sum(response * ends.endless, axis=1)
            stress = stress * (finite / endless)[:, None]
        columns.append(stress)
    return np.stack(columns, axis=1)


def shear_of_law(shear_modulus: Array, stiffening: Array, strain: Array) -> Array:
    """Return the largest shear stress of a layer pressed flat in plane strain.

    Parameters
    ----------
    shear_modulus : ndarray
        Shear modulus before it was pressed [Pa].
    stiffening : ndarray
        Demiray's b [1]; 0 is neo-Hookean.
    strain : ndarray
        Strain dw/dz [1], above -1.

    Returns
    -------
    ndarray
        Half the difference of the stresses across and along [Pa], without sign.

    Notes
    -----
    Below the middle nothing is sheared, so that with l = 1 + strain, volume kept,
    (sx - sz) / 2 = mu / 2 exp(b (l^2 + l^-2 - 2)) (l^-2 - l^2). For small strain it is
    the 2 mu |strain| of linear elasticity.

    References
    ----------
    Demiray1972

    Examples
    --------
    >>> float(shear_of_law(np.array(1e4), np.array(0.0), np.array(-0.5)))
    18750.0
    """
    stretch = np.clip(1.0 + strain, *STRETCH)
    square = stretch**2
    steep = np.minimum(stiffening * (square + 1.0 / square - 2.0), _STEEPEST)
    return np.asarray(
        shear_modulus / 2.0 * np.exp(steep) * np.abs(1.0 / square - square)
    )
