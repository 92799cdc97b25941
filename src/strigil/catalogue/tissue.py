"""Tissues, healthy and diseased, and the layers they make."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.sourced import Sourced

__all__ = ["Tissue", "TissueLayer"]


@dataclass(frozen=True, slots=True)
class Tissue:
    """A soft tissue as mechanics sees it.

    Attributes
    ----------
    state : str
        ``healthy`` or ``diseased``.
    healthy_counterpart : str
        For a diseased tissue, the id of the healthy one.
    youngs_modulus : Sourced
        Small-strain modulus across the layer at treatment rates [Pa].
    poisson_ratio : Sourced
        Poisson's ratio [1].
    density : Sourced
        Density [kg/m3].
    """

    id: str
    name: str
    kind: Literal["skin", "fat", "fascia", "muscle", "tendon", "ligament", "scar"]
    state: Literal["healthy", "diseased"]
    youngs_modulus: Sourced
    poisson_ratio: Sourced
    density: Sourced
    healthy_counterpart: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TissueLayer:
    """One layer of a body site.

    Attributes
    ----------
    name : str
        What a clinician calls it.
    tissue : str
        Id of the tissue.
    thickness : Sourced
        Thickness [m].
    """

    name: str
    tissue: str
    thickness: Sourced
