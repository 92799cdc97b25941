"""What a patient is told: points of consent before, after-care afterwards."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.sourced import Sourced

__all__ = ["AftercareAdvice", "ConsentPoint"]


@dataclass(frozen=True, slots=True)
class AftercareAdvice:
    """One sentence that a patient takes home.

    Attributes
    ----------
    part : str
        ``usual`` (a normal reaction), ``do``, ``avoid``, ``call`` (the clinic),
        ``urgent`` (help on the same day) or ``emergency`` (the emergency number).
    until : Sourced or None
        When a usual reaction is over [s].
    on_dark_skin : str
        How to look for it where colour does not show.
    because : str
        What it may be.
    """

    id: str
    part: Literal["usual", "do", "avoid", "call", "urgent", "emergency"]
    text: str
    source: str
    until: Sourced | None = None
    on_dark_skin: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class ConsentPoint:
    """One thing a patient is told before saying yes or no.

    Attributes
    ----------
    part : str
        ``what``, ``benefit``, ``risk``, ``alternative``, ``right`` or ``data``.
    """

    id: str
    part: Literal["what", "benefit", "risk", "alternative", "right", "data"]
    text: str
    source: str
