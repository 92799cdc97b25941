"""A number knows its unit, its spread and where it comes from."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.catalogue import Sourced
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.schema import read_as
from strigil.units import SI_UNIT


def datum(**written: object) -> Sourced:
    table = {"value": 2.0, "unit": "mm", "source": "Goh2003", "evidence": "measured"}
    return read_as(Sourced, {**table, **written}, "test: number")


def test_a_written_unit_becomes_si() -> None:
    assert datum().value == pytest.approx(0.002)


def test_a_number_without_spread_is_its_own_interval() -> None:
    number = datum()
    assert (number.low, number.high) == (number.value, number.value)


def test_a_range_gives_the_ends() -> None:
    number = datum(range=[1, 4])
    assert (number.low, number.high) == pytest.approx((0.001, 0.004))


def test_a_standard_deviation_gives_a_symmetric_ninety_percent() -> None:
    number = datum(sd=0.3)
    assert number.high - number.value == pytest.approx(number.value - number.low)
    inside = math.erf((number.high - number.value) / 0.0003 / math.sqrt(2))
    assert inside == pytest.approx(0.90, abs=0.001)


def test_a_factor_gives_ends_whose_product_is_the_square() -> None:
    number = datum(factor=3)
    assert number.low * number.high == pytest.approx(number.value**2)
    assert number.high / number.low == pytest.approx(9)


@pytest.mark.parametrize(
    "spreads",
    [
        {"range": [1, 3], "sd": 0.1},
        {"sd": 0.1, "factor": 2},
        {"range": [1, 3], "factor": 2},
    ],
)
def test_two_spreads_are_refused(spreads: dict[str, object]) -> None:
    with pytest.raises(InvalidValueError, match="one spread"):
        datum(**spreads)


@pytest.mark.parametrize("ends", [[3, 4], [0.5, 1.5], [4, 1]])
def test_a_value_outside_its_range_is_refused(ends: list[float]) -> None:
    with pytest.raises(InvalidValueError, match="outside its range"):
        datum(range=ends)


def test_a_factor_below_one_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="outside its range"):
        datum(factor=0.5)


@pytest.mark.parametrize("ends", [[1], [1, 2, 3]])
def test_a_range_has_two_ends(ends: list[float]) -> None:
    with pytest.raises(InvalidValueError, match="low and high"):
        datum(range=ends)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_number_that_is_none_is_refused(value: float) -> None:
    with pytest.raises(InvalidValueError, match="finite"):
        datum(value=value)


def test_a_misspelt_key_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'source'"):
        datum(sorce="Goh2003")  # codespell:ignore


def test_a_missing_source_is_named() -> None:
    with pytest.raises(InvalidValueError, match="lacks 'source'"):
        read_as(Sourced, {"value": 1, "unit": "m", "evidence": "measured"}, "here")


def test_an_unknown_grade_of_evidence_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'measured'"):
        datum(evidence="mesured")  # codespell:ignore


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="unit 'furlong'"):
        datum(unit="furlong")


def test_text_where_a_number_belongs_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="must be a number"):
        datum(value="two")


@given(
    value=st.floats(min_value=1e-6, max_value=1e6),
    unit=st.sampled_from(sorted(SI_UNIT)),
    factor=st.floats(min_value=1, max_value=10),
)
def test_what_was_written_is_what_is_shown(
    value: float, unit: str, factor: float
) -> None:
    shown = datum(value=value, unit=unit, factor=factor).shown()
    assert shown.value == pytest.approx(value)
    assert shown.low == pytest.approx(value / factor)
    assert shown.high == pytest.approx(value * factor)


def test_a_machine_gets_si_and_the_source() -> None:
    given = datum(range=[1, 4]).as_json()
    assert given["unit"] == "m"
    assert given["value"] == pytest.approx(0.002)
    assert given["source"] == "Goh2003"


def test_a_person_gets_the_written_unit_and_the_spread() -> None:
    assert datum(range=[1, 4]).as_text() == "2 mm (1 to 4)"


def test_a_person_gets_no_spread_where_none_was_given() -> None:
    assert datum().as_text() == "2 mm"


@pytest.mark.parametrize(
    ("value", "text"), [(8000, "8000 mm"), (0.0123456, "0.0123 mm"), (2.5, "2.5 mm")]
)
def test_a_person_gets_three_digits_and_no_powers_of_ten(
    value: float, text: str
) -> None:
    assert datum(value=value).as_text() == text
