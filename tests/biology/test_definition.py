"""The definition of the response model: what it refuses, and what is made from it."""

import copy
from pathlib import Path
from typing import Any

import pytest

from strigil.biology.definition import read_definition, response_definition
from strigil.biology.generate import generated_files
from strigil.biology.lowered import lower
from strigil.biology.written_equations import with_equations
from strigil.catalogue import EVIDENCE_GRADES, sourced_table
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.references import all_references
from strigil.units import SI_UNIT

CHECKOUT = Path(__file__).parents[2]
SMALL: dict[str, Any] = {
    "inputs": {"u": {"name": "dose", "unit": "1"}},
    "states": {
        "D": {
            "name": "damage",
            "unit": "1",
            "rate": "-k*D",
            "session": "D + hard",
        },
        "V": {"name": "redness", "unit": "1", "rate": "k*med - f*V", "solve": "apart"},
    },
    "rules": {"med": {"name": "mediators", "formula": "2*D"}},
    "session": {"hard": {"name": "harm", "formula": "u**2"}},
    "observables": {
        "redness": {
            "label": "redness",
            "formula": "V + med",
            "evidence": "assumed",
            "source": "StrigilEstimate",
        }
    },
}


def small(**changed: dict[str, Any]) -> dict[str, Any]:
    """Return the small model with entries of its tables changed: group__name={...}."""
    model = copy.deepcopy(SMALL)
    for where, entry in changed.items():
        group, name = where.split("__")
        model[group].setdefault(name, {}).update(entry)
    return model


def read(model: dict[str, Any], parameters: tuple[str, ...] = ("k", "f")) -> Any:
    return read_definition(model, parameters)


def test_what_is_committed_is_as_new_as_the_definition() -> None:
    for path, text in generated_files(response_definition(), CHECKOUT).items():
        told = f"{path.name} is old: run python -m strigil.biology.generate"
        assert path.read_text("utf-8") == text, told


def test_every_observable_has_a_grade_a_source_and_a_unit() -> None:
    for key, seen in response_definition().observables.items():
        assert seen.evidence in EVIDENCE_GRADES, key
        assert seen.source in all_references(), key
        assert seen.unit in SI_UNIT, key


def test_the_parameters_are_those_of_the_data() -> None:
    model = response_definition()
    assert model.parameters == tuple(sourced_table("response_parameters.toml"))


def test_rules_may_stand_in_any_order_and_are_put_in_that_of_need() -> None:
    rules = {
        "late": {"name": "late", "formula": "med*early"},
        "early": {"name": "early", "formula": "D"},
    }
    model = small(**{f"rules__{name}": rule for name, rule in rules.items()})
    model["observables"]["redness"]["formula"] = "late"
    assert list(read(model).rules) == ["med", "early", "late"]


def test_rules_in_a_circle_are_refused() -> None:
    model = small(
        rules__a={"name": "a", "formula": "b"}, rules__b={"name": "b", "formula": "a"}
    )
    with pytest.raises(InvalidValueError, match="circle"):
        read(model)


def test_a_name_that_stands_for_nothing_gets_the_nearest_and_its_place() -> None:
    with pytest.raises(UnknownNameError, match=r"states\.D\.rate.*med"):
        read(small(states__D={"rate": "-k*D + mad"}))


def test_a_dose_between_sessions_stands_for_nothing() -> None:
    with pytest.raises(UnknownNameError, match="rate"):
        read(small(states__D={"rate": "-k*D + u"}))


def test_a_parameter_that_nothing_uses_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="nothing uses spare"):
        read(SMALL, ("k", "f", "spare"))


@pytest.mark.parametrize("taken", ["k", "med", "max", "np"])
def test_a_name_stands_for_one_thing(taken: str) -> None:
    model = small(**{f"session__{taken}": {"name": "twice", "formula": "u"}})
    with pytest.raises(InvalidValueError, match="both hold"):
        read(model)


def test_a_word_of_the_language_can_be_no_symbol() -> None:
    with pytest.raises(InvalidValueError, match="lambda"):
        read(small(rules__lambda={"name": "no", "formula": "D"}))


def test_a_misspelt_key_gets_the_nearest() -> None:
    model = small()
    model["states"]["D"]["sesion"] = "D"
    with pytest.raises(UnknownNameError, match="session"):
        read(model)


def test_a_state_that_acts_on_another_can_not_be_solved_apart() -> None:
    with pytest.raises(InvalidValueError, match="rate of D needs"):
        lower(read(small(states__D={"rate": "-k*D + V"})))


def test_a_state_that_does_not_fade_at_a_rate_of_its_own_can_not_be_apart() -> None:
    with pytest.raises(InvalidValueError, match="can not be solved apart"):
        lower(read(small(states__V={"rate": "k*med - f*D*V"})))


def test_the_source_of_a_state_solved_apart_is_its_rate_without_itself() -> None:
    low = lower(read(SMALL))
    apart, graph = low.apart["V"], low.graph
    named = {name: graph.symbol(name) for name in ("k", "f", "D")}
    assert apart.source == graph.read("k*(2*D)", named, "test")
    assert apart.decay == graph.symbol("f")
    assert low.together == ("D",)


def test_a_page_without_a_place_for_equations_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="begin"):
        with_equations("# A page\n", read(SMALL))


def test_the_page_shows_powers_and_products_as_people_write_them() -> None:
    marks = (
        "<!-- made from data/response_model.toml: begin -->\n"
        "<!-- made from data/response_model.toml: end -->"
    )
    page = with_equations(marks, read(SMALL))
    assert "D' = -k D\n" in page
    assert "hard = u^2" in page
    assert "D <- D + hard" in page
