"""Plans side by side as a picture: each with its interval, in words too."""

from dataclasses import replace

from strigil.intervals import Interval
from strigil.planning import PlanTried, WhatIf
from strigil.reporting import plan_name, what_if_chart, what_if_table

ZERO = Interval(0.0, 0.0, 0.0)


def tried(name: str, apart: Interval, sessions: int = 5) -> PlanTried:
    return PlanTried(name, sessions, 120.0, ZERO, apart, ZERO, "not known")


FOUND = WhatIf(
    quantity="pain",
    label="pain",
    unit="point",
    days=84.0,
    least=1.0,
    least_source="",
    without=ZERO,
    plans=(
        tried("", Interval(-0.5, -2.0, 0.0)),
        tried("word=light time=0.5", Interval(-0.2, -1.0, 0.0)),
        tried("visits=0", ZERO, sessions=0),
    ),
    says="",
)


def test_plans_are_named_in_words() -> None:
    assert [plan_name(one) for one in FOUND.plans] == [
        "The plan",
        "Not firmer than light, 0.5 times the contact",
        "No further IASTM",
    ]


def test_each_plan_can_be_reached_and_read_with_its_interval() -> None:
    drawn = what_if_chart(FOUND)
    assert drawn.count('tabindex="0"') == 3
    assert "The plan: −0.50 (−2.0 to " in drawn
    assert "Shaded: less than 1, too little to matter." in drawn


def test_without_a_known_important_change_nothing_is_shaded() -> None:
    drawn = what_if_chart(replace(FOUND, least=None))
    assert "What change matters is not known." in drawn
    assert drawn.count("<rect") < what_if_chart(FOUND).count("<rect")


def test_the_table_says_the_same_as_the_picture() -> None:
    table = what_if_table(FOUND)
    assert len(table.rows) == 3
    assert "120" not in table.rows[2][2]
