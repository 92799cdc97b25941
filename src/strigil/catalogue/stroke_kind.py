"""Stroke kinds: the named patterns in which an edge is drawn."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.sourced import Sourced

__all__ = ["StrokeKind"]


@dataclass(frozen=True, slots=True)
class StrokeKind:
    """A named pattern of movement.

    Attributes
    ----------
    angle : Sourced
        Treatment angle between the edge's plane and the skin [rad].
    direction : str
        Against the fibres: ``along``, ``across``, ``any`` or ``none``.
    depth : str
        What it is used for: ``superficial``, ``any`` or ``deep``.
    """

    id: str
    name: str
    kinematics: str
    use: str
    angle: Sourced
    direction: Literal["along", "across", "any", "none"]
    depth: Literal["superficial", "any", "deep"]
    source: str
    note: str = ""
