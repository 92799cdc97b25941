"""Hygiene rules and emollients: what lies between instrument and skin."""

from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.sourced import Sourced

__all__ = ["Emollient", "HygieneRule"]


@dataclass(frozen=True, slots=True)
class HygieneRule:
    """What cleaning a use of the instrument asks for.

    Attributes
    ----------
    item_class : str
        Spaulding's class: non-critical, semi-critical or critical.
    level : str
        Disinfection asked for.
    """

    id: str
    name: str
    when: str
    item_class: Literal["non_critical", "semi_critical", "critical"]
    level: Literal["low", "intermediate", "high", "sterilise"]
    do: str
    source: str
    evidence: Literal["measured", "recalled"]


@dataclass(frozen=True, slots=True)
class Emollient:
    """A lubricant.

    Attributes
    ----------
    friction : Sourced
        Coefficient of friction on skin [1].
    """

    id: str
    name: str
    friction: Sourced
    allergens: tuple[str, ...] = ()
    note: str = ""
