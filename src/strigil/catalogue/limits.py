"""Limits and policies: the numbers the application acts on."""

from dataclasses import dataclass

from strigil.catalogue.sourced import Sourced

__all__ = ["Limit"]


@dataclass(frozen=True, slots=True)
class Limit:
    """One number that a rule uses.

    Attributes
    ----------
    value : Sourced
        The number [SI].
    because : str
        Why it stands where it stands.
    """

    id: str
    name: str
    value: Sourced
    because: str
