"""Many outcomes in one line: how many inside, how many signs, how many nulls."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from strigil.treatment.scenario_outcome import CANNOT, Outcome

__all__ = ["Agreement", "agreement_of"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well a number of outcomes was foretold.

    Attributes
    ----------
    outcomes, cannot : int
        All, and those that the model has no word for [1].
    numbers, inside : int
        Published numbers, and those inside their 90 % interval [1].
    signs, signs_right : int
        Published directions, and those foretold [1].
    nulls, nulls_foretold : int
        Published nulls, and those foretold as nulls [1].
    effects, effects_as_null : int
        Published effects with a direction, and those foretold as nulls [1].
    orders, orders_right : int
        Published orders of groups, and those foretold [1].
    median_width : float or None
        Median width of the intervals of relative differences [%].
    """

    outcomes: int
    cannot: int
    numbers: int
    inside: int
    signs: int
    signs_right: int
    nulls: int
    nulls_foretold: int
    effects: int
    effects_as_null: int
    orders: int
    orders_right: int
    median_width: float | None

    def as_text(self) -> str:
        """Return the agreement in one line for people."""
        width = "–" if self.median_width is None else f"{self.median_width:.0f} %"
        return (
            f"{self.inside} of {self.numbers} numbers inside their 90 % interval, "
            f"{self.signs_right} of {self.signs} signs right, "
            f"{self.nulls_foretold} of {self.nulls} nulls foretold as nulls, "
            f"{self.effects_as_null} of {self.effects} effects foretold as nulls, "
            f"{self.orders_right} of {self.orders} orders right, "
            f"{self.cannot} of {self.outcomes} can not be predicted; median width of "
            f"an interval of change {width}."
        )


def agreement_of(outcomes: Sequence[Outcome]) -> Agreement:
    """Count how well outcomes were foretold."""
    told = [one for one in outcomes if one.verdict != CANNOT]
    nulls = [one for one in told if one.null_observed]
    numbers = [one for one in told if one.verdict in ("inside", "outside")]
    signs = [one for one in told if one.sign_right is not None and one.kind != "order"]
    orders = [one for one in told if one.kind == "order"]
    widths = [
        one.width
        for one in told
        if one.width is not None and one.difference_unit == "%"
    ]
    return Agreement(
        outcomes=len(outcomes),
        cannot=len(outcomes) - len(told),
        numbers=len(numbers),
        inside=sum(one.inside is True for one in numbers),
        signs=len(signs),
        signs_right=sum(one.sign_right is True for one in signs),
        nulls=len(nulls),
        nulls_foretold=sum(one.null_predicted is True for one in nulls),
        effects=len(signs),
        effects_as_null=sum(one.null_predicted is True for one in signs),
        orders=len(orders),
        orders_right=sum(one.sign_right is True for one in orders),
        median_width=median(widths) if widths else None,
    )
