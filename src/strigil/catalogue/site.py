"""Body sites: where an edge works, what lies underneath, what to mind there."""

from dataclasses import dataclass, field
from typing import Literal

from strigil.catalogue.sourced import Sourced
from strigil.catalogue.tissue import TissueLayer

__all__ = ["BodySite", "KeepOff", "Zone"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A place on or near a site where care is needed.

    Attributes
    ----------
    rule : str
        ``no_go`` or ``light_only``.
    because : str
        What lies there.
    """

    name: str
    rule: Literal["no_go", "light_only"]
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class KeepOff:
    """A place to stay off, or to touch lightly, wherever on the body chart one feels.

    Attributes
    ----------
    regions : tuple of str
        Parts of the body, as the body chart names them, in which it lies.
    rule : str
        ``no_go`` or ``light_only``.
    because : str
        What lies there.
    """

    id: str
    name: str
    regions: tuple[str, ...]
    rule: Literal["no_go", "light_only"]
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class BodySite:
    """A place on the body with its layers, skin first, bone last.

    A side (left, right) is never part of an id.

    Attributes
    ----------
    target : str
        Name of the layer that treatment means to reach.
    base : str
        What carries the last layer: ``rigid`` (bone) or ``half_space``.
    fibre_direction : str
        Where the target's fibres run, in words.
    position, movement : str
        How the limb lies, and how it may move, during treatment.
    limb_radius : Sourced or None
        Radius of the limb across the stroke [m]; None where the body is flat.
    diseased : dict of str to str
        Layer name to tissue id, for the diseased site.
    landmark : str
        How to find it with the hands.
    """

    id: str
    name: str
    region: str
    view: Literal["front", "back"]
    sided: bool
    layers: tuple[TissueLayer, ...]
    target: str
    base: Literal["rigid", "half_space"]
    fibre_direction: str
    landmark: str
    position: str
    movement: str
    limb_radius: Sourced | None = None
    diseased: dict[str, str] = field(default_factory=dict)
    zones: tuple[Zone, ...] = ()
    note: str = ""
