"""What a contact gives a reader: intervals, layers, the target, a profile."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import TreatmentEdge
from strigil.intervals import Interval

__all__ = [
    "DepthProfile",
    "EdgeContact",
    "LayerStrain",
    "LayerStress",
    "Rubbing",
    "SiteStress",
    "TargetStrain",
]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LayerStrain:
    """Strain in the middle of one layer, below the middle of the contact.

    Attributes
    ----------
    name, tissue : str
        The layer, and the id of its tissue.
    depth : float
        Depth of the layer's middle [m].
    thickness : float
        Thickness [m].
    strain : Interval
        Strain across the layer [1]; compression is negative.
    """

    name: str
    tissue: str
    depth: float
    thickness: float
    strain: Interval


@dataclass(frozen=True, slots=True)
class TargetStrain:
    """Strain in the structure that treatment means to reach.

    Attributes
    ----------
    structure : str
        Name of the layer.
    depth : float
        Depth of the point [m].
    strain : Interval
        Strain across the layer [1]; compression is negative.
    """

    structure: str
    depth: float
    strain: Interval


@dataclass(frozen=True, slots=True)
class DepthProfile:
    """Strain along a line from the skin downwards.

    Each sample is taken at the same place within a layer, and drawn at the depth that
    place has in the site's best estimate.

    Attributes
    ----------
    depth : ndarray
        Depth [m].
    median, low, high : ndarray
        Median, 5th and 95th percentile of the strain [1]; compression is negative.
    """

    depth: Array
    median: Array
    low: Array
    high: Array


@dataclass(frozen=True, slots=True)
class Rubbing:
    """What friction adds while the edge is stroked along the skin.

    Attributes
    ----------
    emollient : str
        Id of what is between edge and skin.
    pull : Interval
        Force along the skin [N].
    shear : Interval
        Mean shear stress on the skin [Pa].
    """

    emollient: str
    pull: Interval
    shear: Interval


@dataclass(frozen=True, slots=True)
class LayerStress:
    """Stress in one layer, or in the target, below the middle of the contact.

    Attributes
    ----------
    name : str
        The layer.
    depth : float
        Depth of the point at which stress across the layer is given [m].
    across : Interval
        Stress across the layer there [Pa]; compression is negative.
    shear : Interval
        Largest shear stress below the middle [Pa]: in the layer, or for the target at
        the point. None where it is not known in too many of the draws.
    """

    name: str
    depth: float
    across: Interval
    shear: Interval | None


@dataclass(frozen=True, slots=True)
class SiteStress:
    """Stress below the middle of a contact, at finite strain.

    Attributes
    ----------
    layers : tuple of LayerStress
        Skin first.
    target : LayerStress
        At the point at which target strain is given.
    largest_shear : Interval or None
        Largest shear stress of all layers below the middle [Pa]; None, as what follows,
        where that of a layer is not known.
    shear_layer : str or None
        The layer in which it lies in most draws.
    shear_share : float or None
        Share of the draws in which it lies there [1].
    warnings : tuple of str
        Where stress is stretched.
    """

    layers: tuple[LayerStress, ...]
    target: LayerStress
    largest_shear: Interval | None
    shear_layer: str | None
    shear_share: float | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EdgeContact:
    """Contact of an edge or a hand with a body site.

    Attributes
    ----------
    indenter, site : str
        Id of the edge, or ``thumb`` or ``knuckle``; id of the site.
    force, angle : float
        Normal force [N] and treatment angle [rad].
    line_load, contact_length : Interval
        Force per length in the middle [N/m], and the length over which it carries the
        force [m].
    half_width : Interval
        Half the width of the contact, across the edge [m].
    mean_pressure, peak_pressure : Interval
        Contact pressure [Pa].
    indentation : Interval
        How far the middle goes down, relative to the bone, or to the bottom of the last
        layer where there is none [m].
    discomfort : Interval
        Mean pressure over the pressure-pain threshold of a drawn person [1]: 1 is where
        pain begins under a flat tip at rest on healthy muscle.
    layers : tuple of LayerStrain
        Skin first.
    target : TargetStrain
        The structure that treatment means to reach.
    warnings : tuple of str
        Where the model is stretched.
    sources : tuple of str
        Bibliography keys of every number used.
    profile : DepthProfile
        Strain with depth, for drawing.
    is_diseased : bool
        The site was taken with its diseased tissues.
    edge : TreatmentEdge or None
        The edge itself; None for a hand.
    rubbing : Rubbing or None
        Friction while stroking; None when no emollient was named.
    stress : SiteStress or None
        Stress below the middle; None when it was not asked for.
    """

    indenter: str
    site: str
    force: float
    angle: float
    line_load: Interval
    contact_length: Interval
    half_width: Interval
    mean_pressure: Interval
    peak_pressure: Interval
    indentation: Interval
    discomfort: Interval
    layers: tuple[LayerStrain, ...]
    target: TargetStrain
    warnings: tuple[str, ...]
    sources: tuple[str, ...]
    profile: DepthProfile
    is_diseased: bool = False
    edge: TreatmentEdge | None = None
    rubbing: Rubbing | None = None
    stress: SiteStress | None = None
