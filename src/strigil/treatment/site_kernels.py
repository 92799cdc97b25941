"""What one touch of an edge does all round it: on the skin and in each layer of a site.

How far strain spreads beside and before the edge is that of the layered linear
solution; how large it is below the middle is that of the contact with its finite-strain
correction. Linear strain alone is wrong by tens of percent at clinical force.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from strigil.catalogue import (
    BodySite,
    Tissue,
    TreatmentEdge,
    limit,
    one_of,
    sourced_table,
)
from strigil.mechanics import (
    EdgeContact,
    KernelBank,
    LayerStack,
    LineLoad,
    contact_of_edge,
    strain_kernel,
)

__all__ = ["LayerPoint", "SiteKernels", "site_kernels"]

Array = NDArray[np.float64]

# Draws for one contact: a middle and a 90 % interval need few.
_SAMPLES = 40
# A cell so small that its mean is the value below the middle [m].
_POINT = 1e-4
# Points each way in a cell of the footprint on the skin.
_WITHIN = 5


@dataclass(frozen=True, slots=True)
class LayerPoint:
    """The depth in a layer at which its strain is told.

    Attributes
    ----------
    name : str
        The layer.
    tissue : str
        Id of its tissue.
    top, thickness : float
        Where the resting layer begins, and how thick it is [m].
    depth : float
        Its middle; in the target the depth that treatment means to reach [m].
    is_target : bool
        Whether treatment means to reach it.
    """

    name: str
    tissue: str
    top: float
    thickness: float
    depth: float
    is_target: bool


@dataclass(frozen=True, slots=True, eq=False)
class SiteKernels:
    """One touch of an edge on a site, by direction and force.

    Attributes
    ----------
    layers : tuple of LayerPoint
        Skin first.
    below : KernelBank
        Compression in each layer [1].
    on_skin : KernelBank
        Pressure on the skin for 1 N, mean over a cell [Pa].
    contacts : tuple of EdgeContact
        The edge on the site at the forces of the bank, with intervals.
    """

    layers: tuple[LayerPoint, ...]
    below: KernelBank
    on_skin: KernelBank
    contacts: tuple[EdgeContact, ...]

    def contact_near(self, force: float) -> EdgeContact:
        """Return the contact whose force is nearest [N]."""
        return min(self.contacts, key=lambda one: abs(math.log(one.force / force)))


@dataclass(frozen=True, slots=True)
class _Asked:
    edge: TreatmentEdge
    site: str
    angle: float
    diseased: bool


def site_kernels(
    edge: TreatmentEdge,
    site: str,
    *,
    angle: float,
    diseased: bool,
    force: tuple[float, float],
    cell: float,
) -> SiteKernels:
    """Return what a touch of an edge does on a site, from a light force to a firm one.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge.
    site : str
        Id of the site.
    angle : float
        Treatment angle [rad].
    diseased : bool
        Take the site's diseased tissues.
    force : tuple of float
        Lightest and firmest force that is asked for [N].
    cell : float
        Side of a cell [m].

    Returns
    -------
    SiteKernels
        Banks over half a circle of directions and over forces that double.

    Notes
    -----
    K(x, z; F) = L(x, z) e(z; F) / L(0, z), with L the linear strain all round a load of
    the contact's width and length, and e the strain below the middle at that force.
    A kernel of another direction is the same one turned.
    """
    asked = _Asked(edge, site, angle, diseased)
    nodes = _forces(*force)
    contacts = tuple(_contact(asked, node) for node in nodes)
    layers = _layers(one_of(BodySite, site), contacts[0])
    middle = contacts[len(contacts) // 2]
    reach = (
        _number("along_reach"),
        0.5 * middle.contact_length.value + _number("beyond_ends"),
    )
    half = (math.ceil(reach[0] / cell), math.ceil(reach[1] / cell))
    straight = {node: _straight(asked, node, half, cell) for node in nodes}
    directions = int(_number("directions"))
    depths = [layer.depth for layer in layers]

    def below(direction: float, newtons: float) -> Array:
        return _turned(straight[newtons], direction, max(half))

    touch = partial(_pressure, middle, half=max(half), cell=cell)
    bank = partial(KernelBank.of, directions=directions, cell=cell, half_turn=True)
    return SiteKernels(
        layers=layers,
        below=bank(below, force=nodes, depth=depths),
        on_skin=bank(touch, force=[1.0], depth=[0.0]),
        contacts=contacts,
    )


def _forces(lightest: float, firmest: float) -> list[float]:
    """Return forces that double, from the lightest asked for to the firmest [N].

    The last one is no firmer than a hand presses, where the firmest asked for is not.
    """
    weakest = _number("weakest_force")
    first = max(math.floor(math.log2(max(lightest, weakest) / weakest)), 0)
    last = max(math.ceil(math.log2(max(firmest, weakest) / weakest)), first)
    nodes = [weakest * 2.0**i for i in range(first, last + 1)]
    most = limit("max_plausible_force")
    if firmest <= most:
        nodes[-1] = min(nodes[-1], most)
    return nodes


@lru_cache(maxsize=256)
def _contact(asked: _Asked, force: float) -> EdgeContact:
    return contact_of_edge(
        asked.edge,
        one_of(BodySite, asked.site),
        force=force,
        angle=asked.angle,
        diseased=asked.diseased,
        samples=_SAMPLES,
    )


def _layers(site: BodySite, contact: EdgeContact) -> tuple[LayerPoint, ...]:
    points, top = [], 0.0
    for layer in contact.layers:
        is_target = layer.name == site.target
        depth = contact.target.depth if is_target else layer.depth
        points.append(
            LayerPoint(layer.name, layer.tissue, top, layer.thickness, depth, is_target)
        )
        top += layer.thickness
    return tuple(points)


@lru_cache(maxsize=64)
def _straight(asked: _Asked, force: float, half: tuple[int, int], cell: float) -> Array:
    """Return the compression round an edge that strokes along x: layers x cells [1]."""
    contact = _contact(asked, force)
    layers = _layers(one_of(BodySite, asked.site), contact)
    load = LineLoad.of(
        length=contact.contact_length.value, half_width=contact.half_width.value
    )
    shape = partial(
        strain_kernel, _stack(asked), load, depth=[layer.depth for layer in layers]
    )
    middle = shape(footprint=(1, 1), cell=_POINT)(0.0, force)[:, 0, 0]
    footprint = (2 * half[0] + 1, 2 * half[1] + 1)
    found = compression_in_layers(contact, layers)
    return np.asarray(
        shape(footprint=footprint, cell=cell)(0.0, force)
        * (found / middle)[:, None, None]
    )


def compression_in_layers(contact: EdgeContact, layers: Sequence[LayerPoint]) -> Array:
    """Return the compression below the middle in each layer [1], at least 0."""
    strain = [
        contact.target.strain if point.is_target else layer.strain
        for point, layer in zip(layers, contact.layers, strict=True)
    ]
    return np.maximum([-one.value for one in strain], 0.0)


def _stack(asked: _Asked) -> LayerStack:
    site = one_of(BodySite, asked.site)
    swap = site.diseased if asked.diseased else {}
    tissues = [
        one_of(Tissue, swap.get(layer.name, layer.tissue)) for layer in site.layers
    ]
    return LayerStack.of(
        [layer.thickness.value for layer in site.layers],
        [tissue.youngs_modulus.value for tissue in tissues],
        [tissue.poisson_ratio.value for tissue in tissues],
        base=site.base,
    )


def _turned(straight: Array, direction: float, half: int) -> Array:
    """Turn a kernel by a direction [rad], on a square of cells."""
    at = np.arange(-half, half + 1.0)
    x, y = np.meshgrid(at, at, indexing="ij")
    cos, sin = math.cos(direction), math.sin(direction)
    middle = [size // 2 for size in straight.shape[1:]]
    places = [x * cos + y * sin + middle[0], y * cos - x * sin + middle[1]]
    made = [map_coordinates(one, places, order=1, cval=0.0) for one in straight]
    return np.asarray(made)


def _pressure(
    contact: EdgeContact, direction: float, force: float, *, half: int, cell: float
) -> Array:
    """Return the pressure on the skin: Hertz across the edge, a bell along it [Pa].

    The cells hold the whole force, so that no impulse is lost.
    """
    fine = (np.arange((2 * half + 1) * _WITHIN) + 0.5) / _WITHIN - half - 0.5
    x, y = np.meshgrid(fine * cell, fine * cell, indexing="ij")
    cos, sin = math.cos(direction), math.sin(direction)
    across, along = x * cos + y * sin, y * cos - x * sin
    a, length = contact.half_width.value, contact.contact_length.value
    hertz = np.sqrt(np.maximum(1.0 - (across / a) ** 2, 0.0))
    load = hertz * np.exp(-math.pi * (along / length) ** 2)
    side = 2 * half + 1
    cells = load.reshape(side, _WITHIN, side, _WITHIN).sum(axis=(1, 3))
    return np.asarray(force * cells / (cells.sum() * cell**2))[None]


def _number(name: str) -> float:
    return sourced_table("dose_map.toml")[name].value
