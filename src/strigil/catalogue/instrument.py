"""Instruments, their treatment edges and what they are made of."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.sourced import Sourced

__all__ = ["EdgeForm", "Instrument", "Material", "TreatmentEdge"]

EdgeForm = Literal["convex", "concave", "straight", "knob"]


@dataclass(frozen=True, slots=True)
class Material:
    """What an instrument is made of.

    Attributes
    ----------
    youngs_modulus, density : Sourced
        Stiffness [Pa] and density [kg/m3].
    cleaning : str
        How it may be cleaned.
    disinfection : tuple of str
        Levels it withstands: ``low``, ``intermediate``, ``high``, ``sterilise``.
    porous : bool
        True when it can not be disinfected and is kept for one patient.
    allergens : tuple of str
        Such as ``nickel``.
    """

    id: str
    name: str
    youngs_modulus: Sourced
    density: Sourced
    cleaning: str
    disinfection: tuple[str, ...]
    porous: bool = False
    allergens: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class TreatmentEdge:
    """The part of an instrument that touches the skin.

    Attributes
    ----------
    id : str
        ``instrument.edge``, unique over the whole catalogue.
    form : str
        Shape in plan: convex, concave, straight or knob.
    radius : Sourced
        Radius of the rounded nose across the edge [m].
    length : Sourced
        Length that can touch the skin [m].
    plan_radius : Sourced or None
        Radius of the curve in plan [m]; None when straight.
    bevel : str
        Ground from one side, from both, or not at all.
    bevel_angle : Sourced or None
        Included angle of the wedge behind the nose [rad].
    suits : tuple of str
        Uses such as ``scan``, ``broad``, ``focal``, ``bony``.
    """

    id: str
    name: str
    instrument: str
    form: EdgeForm
    radius: Sourced
    length: Sourced
    bevel: Literal["single", "double", "none"]
    bevel_angle: Sourced | None = None
    plan_radius: Sourced | None = None
    suits: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A tool with one or several treatment edges.

    Attributes
    ----------
    material : str
        Id of its material.
    mass : Sourced
        Mass [kg].
    grip : str
        Hands it is held with: ``one``, ``two`` or ``either``.
    """

    id: str
    name: str
    material: str
    mass: Sourced
    grip: Literal["one", "two", "either"]
    edges: tuple[TreatmentEdge, ...]
    description: str
    note: str = ""
