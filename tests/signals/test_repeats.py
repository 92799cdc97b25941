"""Places that differ in one stroke after another, and none where there are none."""

import math

import numpy as np
import pytest

from strigil.signals import (
    SimulatedRestriction,
    SimulatedScene,
    analyse_recording,
    binned_by_position,
    recording_of,
    search_places,
    simulate_recording,
)
from strigil.signals.repeat_table import divided_out

PLACES = 25  # of 4 mm


def table(seed=0, strokes=9, bump=0.0, at=0.05, seen=None):
    random = np.random.default_rng(seed)
    x = 0.004 * (np.arange(PLACES) + 0.5)
    values = 0.08 * random.standard_normal((strokes, PLACES))
    values[: strokes if seen is None else seen] += bump * np.exp(
        -0.5 * ((x - at) / 0.006) ** 2
    )
    return values


@pytest.mark.parametrize(("bump", "side"), [(0.5, "higher"), (-0.5, "lower")])
def test_a_place_that_differs_in_every_stroke_is_found_on_either_side(bump, side):
    [found] = search_places("friction", table(bump=bump)).anomalies
    assert found.from_ < 0.05 < found.to
    assert found.side == side
    assert np.sign(found.score) == np.sign(found.change) == np.sign(bump)
    assert found.seen_in >= 7
    assert found.of == 9
    assert f"mm, {side}, seen in {found.seen_in} of 9 strokes" in found.said


def test_a_place_that_differs_in_two_strokes_only_is_not_called():
    assert search_places("friction", table(bump=0.8, seen=2)).anomalies == ()


def test_a_change_too_small_to_matter_is_not_called():
    steady = 0.05 * table() + table(bump=0.08) - table()
    assert search_places("friction", steady).anomalies == ()


def test_too_few_strokes_call_nothing_and_say_so():
    searched = search_places("friction", table(strokes=3, bump=1))
    assert searched.anomalies == ()
    assert "fewer than 4 strokes" in searched.said


def test_nothing_found_is_an_answer_with_what_could_have_been():
    searched = search_places("vibration", table())
    assert searched.anomalies == ()
    assert searched.said.startswith("Vibration: nothing found in 9 strokes. A place ")
    assert 0.1 < searched.smallest < 0.5


def test_strokes_too_uneven_for_any_finding_say_so():
    assert "too uneven" in search_places("friction", 40 * table()).said


def test_the_unit_of_the_quantity_does_not_matter():
    values = table(bump=0.5)
    one = search_places("friction", values).anomalies
    other = search_places("friction", values + math.log(1000)).anomalies
    assert other[0].score == pytest.approx(one[0].score)


def test_bins_hold_the_mean_of_what_was_measured_there():
    along = np.array([0.0, 0.001, 0.005, 0.006, 0.0, 0.009])
    values = np.array([1.0, 3.0, 5.0, np.nan, 7.0, 8.0])
    binned, origin = binned_by_position(along, values, np.array([[0, 4], [4, 6]]))
    assert origin == 0.0
    assert np.allclose(binned, [[2.0, 5.0, np.nan], [7.0, np.nan, 8.0]], equal_nan=True)


def drivers(seed=1, strokes=12):
    random = np.random.default_rng(seed)
    x = np.linspace(-1, 1, PLACES)
    wave = 0.2 * np.sin(2 * np.pi * (x + random.random((strokes, 1))))
    force = 0.3 * random.standard_normal((strokes, 1)) - 0.4 * x**2 + wave
    speed = -0.8 * x**2 + 0.2 * random.standard_normal((strokes, PLACES))
    return {"force": force, "speed": speed}


@pytest.mark.parametrize("usual", [0.0, 1.0])
def test_a_power_of_force_and_speed_is_divided_out_whatever_was_expected(usual):
    given = drivers()
    noise = 0.005 * np.random.default_rng(2).standard_normal(given["force"].shape)
    quantity = 0.7 * given["force"] + 1.6 * given["speed"] + noise
    left = divided_out(quantity, given, dict.fromkeys(given, usual)).left
    assert np.abs(left).max() < 0.06


def test_a_place_that_differs_does_not_bend_the_exponents():
    given = drivers()
    x = 0.004 * (np.arange(PLACES) + 0.5)
    place = 0.5 * np.exp(-0.5 * ((x - 0.05) / 0.006) ** 2)
    # The hand presses more there, too, in every stroke.
    given["force"] = given["force"] + 0.4 * place
    left = divided_out(
        place + 0 * given["force"], given, dict.fromkeys(given, 0.0)
    ).left
    over = left.mean(axis=0) - left.mean()
    assert over == pytest.approx(place - place.mean(), abs=0.02)


def test_strokes_too_alike_to_tell_an_exponent_leave_the_expected_one():
    given = drivers(strokes=1)
    alike = {name: np.repeat(one[:1], 8, axis=0) for name, one in given.items()}
    quantity = alike["force"] + 2.0 * alike["speed"]
    left = divided_out(quantity, alike, {"force": 1.0, "speed": 2.0}).left
    assert np.abs(left).max() < 1e-9


def test_wild_values_are_held_and_missing_ones_stay_missing():
    given = drivers()
    quantity = table(strokes=12)
    quantity[3, 4], quantity[5, 6] = 30.0, np.nan
    left = divided_out(quantity, given, dict.fromkeys(given, 0.0)).left
    assert math.log(2.0) <= left[3, 4] < 1.5
    assert np.isnan(left[5, 6])


def places_found(simulated):
    """Middles of the anomalies along x of the body [m]."""
    lowest = simulated.truth.course.position[:, 0].min()
    found = analyse_recording(simulated.recording).anomalies
    return [(one.quantity, one.side, 0.5 * (one.from_ + one.to) + lowest)
            for one in found]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("difficulty", [0.0, 0.5])
def test_even_tissue_shows_no_place(seed, difficulty):
    simulated = simulate_recording(strokes=25, seed=seed, difficulty=difficulty)
    assert places_found(simulated) == []


@pytest.mark.parametrize("at", [-0.02, 0.01])
def test_a_restriction_shows_in_friction_and_in_vibration_where_it_is(at):
    scene = SimulatedScene(sample_rate=1000.0, restrictions=(SimulatedRestriction(at),))
    found = places_found(
        simulate_recording(strokes=15, seed=3, difficulty=0.2, scene=scene)
    )
    assert {(quantity, side) for quantity, side, _ in found} == {
        ("friction", "higher"),
        ("vibration", "higher"),
    }
    assert all(place == pytest.approx(at, abs=0.01) for *_, place in found)


def test_a_smoother_place_shows_as_lower():
    smooth = SimulatedRestriction(0.01, strength=-0.7)
    scene = SimulatedScene(restrictions=(smooth,))
    found = places_found(
        simulate_recording(strokes=20, seed=3, difficulty=0.1, scene=scene)
    )
    assert [side for _, side, _ in found] == ["lower"]


def test_without_position_it_is_said_why():
    time = np.arange(1000) / 100
    force = 6 * np.clip(np.sin(2 * np.pi * time), 0, None)
    analysis = analyse_recording(recording_of(time, {"force_normal": force}))
    because = {one.what: one.because for one in analysis.not_computable}
    assert "position" in because["anomalies"]


def test_at_a_low_sample_rate_vibration_is_not_computable():
    analysis = analyse_recording(simulate_recording(strokes=6, seed=1).recording)
    because = {one.what: one.because for one in analysis.not_computable}
    assert because["vibration"] == "vibration needs 500 samples a second; there are 200"
    assert "anomalies" not in because
