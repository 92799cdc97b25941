"""What a contact does below the skin: strain at depth, and the ends of a short edge.

A plane-strain model takes the edge for endless. Here the load runs out along the edge
as a bell curve that holds the force: short contacts then reach less deep, long ones
tend to plane strain.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.contact import LEAST, LineContact
from strigil.mechanics.line_sums import shared_along, strain_at_places
from strigil.mechanics.wave_grid import StackOperator

__all__ = ["LoadSpectrum", "indentation_of", "load_spectrum", "strain_under_centre"]

Array = NDArray[np.float64]

# Gauss-Hermite points for the waves along the edge; half of them by symmetry.
_ALONG = 24


@dataclass(frozen=True, slots=True)
class LoadSpectrum:
    """The pressure seen from its middle, spread over the grid of wave numbers.

    Attributes
    ----------
    endless : ndarray
        Share of each wave number for an endless edge, samples x wave numbers [Pa].
    finite : ndarray
        The same for the finite contact length [Pa].
    """

    endless: Array
    finite: Array


def load_spectrum(
    operator: StackOperator, contact: LineContact, length: Array | None
) -> LoadSpectrum:
    """Spread a contact's pressure over the stack's wave numbers.

    Parameters
    ----------
    operator : StackOperator
        The stacks.
    contact : LineContact
        The pressure on them, in plane strain.
    length : ndarray or None
        Contact length of each sample [m]: force over the line load of the middle; None
        for an endless edge.

    Returns
    -------
    LoadSpectrum
        Weights [Pa] whose sum with a response per unit pressure gives its value below
        the middle.

    Notes
    -----
    A line load ``P exp(-y^2 / 2 s^2)`` holds the force ``P L`` when s = L / sqrt(2 pi).
    Under it a response f(k) becomes the mean of f(sqrt(kx^2 + q^2)) over q normal with
    standard deviation 1 / s; isotropic layers respond to the size of k only.
    """
    endless = contact.waves(operator.wave_number) * operator.weight / np.pi
    if length is None:
        return LoadSpectrum(endless, endless)
    point, share = np.polynomial.hermite_e.hermegauss(_ALONG)
    keep = point > 0
    point, share = point[keep], 2.0 * share[keep] / np.sum(share)
    along = point * (np.sqrt(2.0 * np.pi) / length)[:, None]
    finite = shared_along(operator.wave_number, endless, along, share)
    return LoadSpectrum(endless, finite)


def indentation_of(
    operator: StackOperator, contact: LineContact, spectrum: LoadSpectrum
) -> Array:
    """Return the linear indentation [m] under a contact of finite length."""
    response, least = operator.compliance, 0.0
    if operator.stack.base == "half_space":
        least = LEAST
        last = operator.stack.layers - 1
        response = response - operator.solution.displacement(last, 1.0)
    lost = np.sum(response * (spectrum.endless - spectrum.finite), axis=1)
    moved = contact.indentation - lost
    return np.asarray(np.maximum(moved, least * contact.half_width))


def strain_under_centre(
    operator: StackOperator, spectrum: LoadSpectrum, points: list[tuple[int, float]]
) -> Array:
    """Return the linear strain dw/dz below the middle of the contact.

    Parameters
    ----------
    operator : StackOperator
        The stacks.
    spectrum : LoadSpectrum
        The load on them [Pa].
    points : list of (int, float)
        Layer, and place in it from 0 at its top to 1 at its bottom [1].

    Returns
    -------
    ndarray
        Samples x points [1]; compression is negative. Nothing bounds it above -1.
    """
    out = np.empty((operator.stack.samples, len(points)))
    load = spectrum.finite
    amplitude = np.ascontiguousarray(operator.solution.amplitude.transpose(2, 3, 0, 1))
    thickness = np.ascontiguousarray(operator.stack.thickness.T)
    for layer in {layer for layer, _ in points}:
        columns = [i for i, (one, _) in enumerate(points) if one == layer]
        places = np.array([points[i][1] for i in columns])
        out[:, columns] = strain_at_places(
            operator.wave_number,
            load,
            amplitude[layer],
            thickness[layer],
            places,
        )
    return out
