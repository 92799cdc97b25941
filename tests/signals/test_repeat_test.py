"""The repeat test: laws it keeps whatever is measured, and when it does not test."""

import numpy as np
import pytest

from strigil.errors import InvalidValueError
from strigil.signals import repeated_departures

PLACES = np.arange(50) * 0.002 + 0.001


def rows(seed=0, strokes=8, bump=0.0, at=0.041, noise=0.03):
    random = np.random.default_rng(seed)
    shape = np.exp(-0.5 * ((PLACES - at) / 0.006) ** 2)
    return noise * random.standard_normal((strokes, PLACES.size)) + bump * shape


@pytest.mark.parametrize("bump", [0.15, -0.15])
def test_a_departure_in_every_stroke_is_found_where_it_is(bump) -> None:
    [found] = repeated_departures(rows(bump=bump), PLACES).departures
    assert found.at == pytest.approx(0.041, abs=0.004)
    assert found.size.value == pytest.approx(bump, rel=0.2)
    assert found.size.low < found.size.value < found.size.high
    assert found.seen_in == found.of == 8
    assert found.p <= 0.05


def test_turning_the_table_upside_down_turns_the_side_and_nothing_else() -> None:
    up = repeated_departures(rows(bump=0.15), PLACES)
    down = repeated_departures(-rows(bump=0.15), PLACES)
    assert down.p == up.p
    assert down.smallest == pytest.approx(up.smallest)
    [one], [other] = up.departures, down.departures
    assert other.at == one.at
    assert other.size.value == pytest.approx(-one.size.value)


def test_mirrored_strokes_mirror_the_place() -> None:
    one = repeated_departures(rows(bump=0.15), PLACES)
    other = repeated_departures(rows(bump=0.15)[:, ::-1], PLACES)
    assert other.departures[0].at == pytest.approx(0.1 - one.departures[0].at)
    assert other.p == one.p


def test_a_background_of_each_stroke_its_own_changes_nothing() -> None:
    along = np.linspace(-1, 1, PLACES.size)
    strokes = np.arange(8)[:, None]
    background = 0.3 * strokes + 0.2 * (strokes - 3) * along - 0.4 * along**2 + along**3
    one = repeated_departures(rows(bump=0.1), PLACES)
    other = repeated_departures(rows(bump=0.1) + background, PLACES)
    assert other.p == one.p
    assert other.smallest == pytest.approx(one.smallest)
    assert other.departures[0].size.value == pytest.approx(one.departures[0].size.value)


def test_two_departures_far_apart_are_told_apart() -> None:
    table = rows(bump=0.2, at=0.025) + rows(seed=1, bump=-0.2, at=0.075)
    found = repeated_departures(table, PLACES).departures
    assert sorted(round(one.at, 2) for one in found) in ([0.02, 0.08], [0.03, 0.07],
        [0.03, 0.08], [0.02, 0.07])  # fmt: skip
    assert {np.sign(one.size.value) for one in found} == {1.0, -1.0}


def test_one_stroke_that_departs_is_no_repeat() -> None:
    table = rows()
    table[3] += 0.5 * np.exp(-0.5 * ((PLACES - 0.041) / 0.006) ** 2)
    assert repeated_departures(table, PLACES).departures == ()


def test_nothing_found_says_the_smallest_that_could_have_been() -> None:
    found = repeated_departures(rows(), PLACES)
    assert found.departures == ()
    assert found.p > 0.05
    assert found.because == ""
    assert 0.01 < found.smallest < 0.1


def test_half_the_noise_nearly_halves_the_smallest_that_could_have_been() -> None:
    """Above the 1 % that must be exceeded anyway, it is proportional to the noise."""
    whole = repeated_departures(rows(noise=0.04), PLACES).smallest - 0.01
    half = repeated_departures(rows(noise=0.02), PLACES).smallest - 0.01
    assert whole == pytest.approx(2 * half)


def test_a_change_below_the_smallest_that_matters_is_never_called() -> None:
    found = repeated_departures(rows(noise=1e-5, bump=0.009), PLACES)
    assert found.departures == ()


def test_strokes_that_miss_places_are_tested_on_what_they_passed() -> None:
    table = rows(bump=0.2)
    table[0, :10] = np.nan
    table[1, 40:] = np.nan
    table[2] = np.nan
    [found] = repeated_departures(table, PLACES).departures
    assert found.of == 7


@pytest.mark.parametrize("strokes", [1, 2, 3])
def test_too_few_strokes_are_not_tested(strokes) -> None:
    found = repeated_departures(rows(strokes=strokes, bump=1.0), PLACES)
    assert found.p is None
    assert found.smallest is None
    assert "fewer than 4 strokes" in found.because


def test_too_short_a_way_is_not_tested() -> None:
    found = repeated_departures(rows(bump=1.0)[:, :25], PLACES[:25])
    assert "60 mm" in found.because


def test_the_same_seed_gives_the_same_answer() -> None:
    one = repeated_departures(rows(), PLACES, seed=3)
    assert repeated_departures(rows(), PLACES, seed=3) == one


def test_table_and_places_that_do_not_go_together_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="one place a column"):
        repeated_departures(rows(), PLACES[1:])


@pytest.mark.parametrize("rate", [0.0, 1.0, -0.1])
def test_a_rate_of_alarms_lies_between_0_and_1(rate) -> None:
    with pytest.raises(InvalidValueError, match="between 0 and 1"):
        repeated_departures(rows(), PLACES, false_alarm=rate)


def test_a_stroke_that_passed_a_few_places_does_not_drown_the_others() -> None:
    table = rows(bump=0.15)
    short = np.full((1, PLACES.size), np.nan)
    short[0, 18:24] = 0.1 * np.random.default_rng(3).standard_normal(6)
    one = repeated_departures(table, PLACES)
    other = repeated_departures(np.concatenate([table, short]), PLACES)
    [a], [b] = one.departures, other.departures
    assert b.at == pytest.approx(a.at, abs=0.003)
    assert b.size.value == pytest.approx(a.size.value, rel=0.1)
