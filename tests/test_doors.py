"""Doors import what they offer when it is asked for, and nothing before."""

import importlib
import subprocess
import sys
from types import ModuleType

import pytest

DOORS = (
    "biology",
    "catalogue",
    "mechanics",
    "planning",
    "reporting",
    "signals",
    "treatment",
)


def imported_by(code: str) -> set[str]:
    told = f"{code}; import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", told], check=True, capture_output=True, text=True
    )
    return set(done.stdout.split())


def test_opening_a_door_does_not_load_what_lies_behind_it() -> None:
    loaded = imported_by("import strigil.reporting, strigil.planning, strigil.signals")
    assert not loaded & {"scipy", "numba", "polars", "strigil.treatment"}


def test_a_chart_of_contact_does_not_load_the_plan_or_recordings() -> None:
    loaded = imported_by("from strigil.reporting import contact_chart")
    assert not loaded & {"strigil.planning.plan", "strigil.signals.analyse"}


@pytest.mark.parametrize("door", DOORS)
def test_every_name_of_a_door_opens_and_is_listed(door: str) -> None:
    module = importlib.import_module(f"strigil.{door}")
    for name in module.__all__:
        assert not isinstance(getattr(module, name), ModuleType)
        assert name in dir(module)


def test_a_module_named_like_what_it_offers_does_not_stand_in_its_place() -> None:
    code = (
        "import strigil.reporting.contact_chart; "
        "from strigil.reporting import contact_chart; assert callable(contact_chart)"
    )
    imported_by(code)


def test_what_a_door_does_not_offer_is_refused_by_name() -> None:
    door = importlib.import_module("strigil.reporting")
    with pytest.raises(AttributeError, match=r"strigil.reporting.*contact_chrat"):
        door.contact_chrat  # noqa: B018  # looking it up is the test
