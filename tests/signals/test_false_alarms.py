"""Strokes over even tissue: the stated rate of false alarms holds."""

import numpy as np
import pytest
from scipy.signal import lfilter
from scipy.stats import binom

from strigil.signals import (
    SimulatedScene,
    analyse_recording,
    search_places,
    simulate_recording,
)
from strigil.signals.repeat_table import divided_out

STATED = 0.05
WIDTH = 0.004
PLACES = 25


def allowed(tried, rate=STATED):
    """Alarms that a true rate exceeds once in a thousand times."""
    return int(binom.ppf(0.999, tried, rate))


def correlated(random, shape, over):
    """Noise that goes together over a way [m]; unit deviation."""
    stay = np.exp(-WIDTH / over)
    lead = int(8 * over / WIDTH) + 1
    white = random.standard_normal((shape[0], shape[1] + lead))
    return lfilter([np.sqrt(1 - stay**2)], [1, -stay], white, axis=1)[:, lead:]


def null_recording(seed, *, strokes, noise, over, tails=False, ragged=False):
    """A quantity that follows force and speed, and noise; nothing is in a place.

    Force and speed vary along the way alike in each stroke, and from stroke to stroke.
    """
    random = np.random.default_rng(seed)
    x = np.linspace(-1, 1, PLACES)
    shape = (strokes, PLACES)
    common = 0.3 * np.cos(2.5 * x + random.uniform(-1, 1))
    force = common + 0.25 * random.standard_normal((strokes, 1))
    force = force + 0.1 * correlated(random, shape, 0.02)
    speed = np.log(1.02 - 0.9 * x**2) + 0.1 * random.standard_normal((strokes, 1))
    speed = speed + 0.05 * correlated(random, shape, 0.02)
    scatter = correlated(random, shape, over)
    if tails:
        scatter = scatter * random.standard_t(3, (strokes, 1))
    a, b = random.uniform(-0.3, 1.2, 2)
    quantity = a * force + b * speed + noise * scatter
    if ragged:  # strokes of any part of the way, down to a few places
        first = random.integers(0, PLACES - 6, strokes)
        last = first + random.integers(5, PLACES, strokes)
        at = np.arange(PLACES)
        passed = (at >= first[:, None]) & (at <= last[:, None])
        quantity = np.where(passed, quantity, np.nan)
    drivers = {"force": force, "speed": speed}
    return quantity, drivers


def searched(quantity, drivers):
    out = divided_out(quantity, drivers, {"force": 0.5, "speed": 0.5})
    return search_places("friction", out.left, doubtful=out.doubtful)


KINDS = {
    "white": {"strokes": 9, "noise": 0.1, "over": 0.0005},
    "correlated over 8 mm": {"strokes": 9, "noise": 0.15, "over": 0.008},
    "correlated over 20 mm": {"strokes": 9, "noise": 0.2, "over": 0.02},
    "few strokes": {"strokes": 4, "noise": 0.3, "over": 0.008},
    "many strokes": {"strokes": 40, "noise": 0.4, "over": 0.008},
    "ragged strokes": {"strokes": 25, "noise": 0.2, "over": 0.008, "ragged": True},
    "uneven strokes": {"strokes": 9, "noise": 0.2, "over": 0.008, "tails": True},
}


def alarms(kind, tried):
    return sum(
        bool(searched(*null_recording(seed, **KINDS[kind])).anomalies)
        for seed in range(tried)
    )


@pytest.mark.parametrize("kind", ["white", "ragged strokes"])
def test_a_few_even_tables_raise_few_alarms(kind):
    assert alarms(kind, 25) <= allowed(25)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_even_tables_raise_no_more_alarms_than_stated(kind):
    assert alarms(kind, 200) <= allowed(200)


@pytest.mark.slow
@pytest.mark.parametrize("strokes", [5, 12, 30])
def test_even_recordings_raise_no_more_alarms_than_stated(strokes):
    tried, raised, scene = 100, 0, SimulatedScene(sample_rate=600.0)
    for seed in range(tried):
        made = simulate_recording(
            strokes=strokes, seed=seed, difficulty=0.1 + 0.009 * seed, scene=scene
        )
        raised += bool(analyse_recording(made.recording).anomalies)
    assert raised <= allowed(tried)


def test_a_real_place_in_such_noise_is_an_alarm_so_that_the_rate_is_no_empty_one():
    x = WIDTH * (np.arange(PLACES) + 0.5)
    bell = 0.5 * np.exp(-0.5 * ((x - 0.05) / 0.006) ** 2)
    found = 0
    for seed in range(10):
        quantity, drivers = null_recording(seed, **KINDS["white"])
        found += bool(searched(quantity + bell, drivers).anomalies)
    assert found >= 9
