"""What the patient said after being told: to treatment, and to each part of it."""

from dataclasses import dataclass
from typing import Literal

from strigil.treatment.case_parts import Side

__all__ = ["Consent", "RefusedRegion"]


@dataclass(frozen=True, slots=True)
class RefusedRegion:
    """A part of the body that the patient does not want treated.

    Attributes
    ----------
    region : str
        Body region as the catalogue names it, such as ``neck``.
    side : str or None
        Left or right; None means the whole region.
    """

    region: str
    side: Side | None = None

    def __str__(self) -> str:
        return f"{self.region}, {self.side}" if self.side else self.region


@dataclass(frozen=True, slots=True)
class Consent:
    """What the patient said after being told.

    Attributes
    ----------
    refused : tuple of RefusedRegion
        Where the patient says no although treatment elsewhere has a yes.
    """

    treatment: Literal["given", "refused", "withdrawn", "not asked"] = "not asked"
    informed: bool = False
    by: Literal["patient", "guardian"] = "patient"
    recording: bool = False
    refused: tuple[RefusedRegion, ...] = ()
