"""What strokes cost the hand that made them."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.reporting import load_over_time_table, practitioner_load_table
from strigil.signals import StrokeMeasure, analyse_recording, simulate_recording
from strigil.treatment import (
    SessionLoad,
    WordReadings,
    calibrate,
    load_over_time,
    practitioner_load,
)

MONDAY = date(2026, 11, 16)
WORDS = calibrate(
    [
        WordReadings("light", force=(2.0, 2.1, 1.9, 2.0, 2.0)),
        WordReadings("moderate", force=(4.0, 4.1, 3.9, 4.0, 4.0)),
        WordReadings("firm", force=(8.0, 8.1, 7.9, 8.0, 8.0)),
    ]
)


def stroke(start, *, force=4.0, rate=0.5, work=0.2, burst=1, flags=()):
    """One second in contact at one force."""
    return StrokeMeasure(
        start=start,
        end=start + 1.0,
        peak_force=1.5 * force,
        mean_force=force,
        impulse=force,
        length=None,
        rate=rate,
        angle=None,
        direction=None,
        flags=flags,
        work=work,
        force_sd=0.1,
        burst=burst,
    )


def even(count, **given):
    """Strokes of one second, every other second."""
    return [stroke(2.0 * k, **given) for k in range(count)]


def test_time_force_and_work_are_the_sums_over_the_strokes():
    load = practitioner_load(even(10))
    assert (load.strokes, load.contact_time, load.impulse) == (10, 10.0, 40.0)
    assert load.impulse_sd == pytest.approx(1.0)  # one zero, off for all of them
    assert load.work == pytest.approx(2.0)
    assert load.working_time == load.longest_burst == 19.0


def test_a_pause_ends_the_work_but_not_the_session():
    later = [
        replace(one, start=one.start + 60.0, end=one.end + 60.0, burst=2)
        for one in even(3)
    ]
    load = practitioner_load([*even(10), *later])
    assert load.longest_burst == 19.0
    assert load.working_time == 19.0 + 5.0


@given(st.integers(1, 20), st.integers(1, 20))
def test_the_loads_of_two_bursts_add_up_to_that_of_both(first, second):
    one = even(first)
    two = [stroke(100.0 + 2.0 * k, burst=2) for k in range(second)]
    both = practitioner_load([*one, *two], WORDS)
    parts = [practitioner_load(part, WORDS) for part in (one, two)]
    for name in ("strokes", "contact_time", "impulse", "working_time", "firm_strokes"):
        assert getattr(both, name) == pytest.approx(
            sum(getattr(part, name) for part in parts)
        )


def test_each_stroke_counts_to_the_own_word_it_is_nearest_to():
    forces = (1.0, 2.5, 3.0, 5.5, 6.0, 20.0)
    strokes = [stroke(2.0 * k, force=force) for k, force in enumerate(forces)]
    load = practitioner_load(strokes, WORDS)
    assert load.words == {"light": 2, "moderate": 2, "firm": 2}
    assert load.firm_strokes == 2


def test_a_stroke_that_was_cut_is_given_no_word():
    cut = stroke(0.0, force=8.0, flags=("cut_by_start",))
    load = practitioner_load([cut, stroke(2.0, force=8.0)], WORDS)
    assert (load.firm_strokes, load.uncounted) == (1, 1)


def test_without_own_newtons_no_stroke_is_called_firm():
    load = practitioner_load(even(5, force=15.0))
    assert load.words is load.firm_strokes is None


def test_the_activity_level_is_that_of_the_published_equation():
    load = practitioner_load(even(500))  # half a stroke a second, half of the time
    often = 0.5**1.31
    assert load.activity.value == pytest.approx(
        6.56 * np.log(50.0) * often / (1.0 + 3.18 * often), rel=0.01
    )
    assert load.activity.low < load.activity.value < load.activity.high <= 10.0


def test_a_rate_that_falls_is_told_and_one_that_only_shakes_is_not():
    random = np.random.default_rng(3)
    told = 0
    for _ in range(200):
        rates = 0.5 + 0.05 * random.standard_normal(40)
        steady = [stroke(2.0 * k, rate=rate) for k, rate in enumerate(rates)]
        told += practitioner_load(steady).rate_falls
    assert told <= 20  # one in twenty is meant
    falling = [stroke(2.0 * k, rate=0.6 - 0.003 * k) for k in range(40)]
    assert practitioner_load(falling).rate_falls


def test_few_strokes_say_nothing_of_a_falling_rate():
    load = practitioner_load(even(10))
    assert load.rate_change is None
    assert not load.rate_falls


def test_no_stroke_is_no_load():
    load = practitioner_load([])
    assert (load.strokes, load.impulse, load.rate, load.activity) == (0, 0, None, None)


def test_a_channel_of_force_alone_has_a_load_without_work():
    made = simulate_recording(strokes=30, seed=2).recording
    only = replace(made, channels={"force_normal": made.channels["force_normal"]})
    load = practitioner_load(analyse_recording(only).strokes)
    assert load.work is None
    assert load.impulse > 0.0
    assert (
        "not known" in dict(practitioner_load_table(load).rows)["Work against friction"]
    )


def test_days_and_weeks_hold_every_session_once():
    load = practitioner_load(even(10), WORDS)
    told = [SessionLoad(MONDAY + timedelta(days=k % 9), (load,)) for k in range(27)]
    days, weeks = (load_over_time(told, every=each) for each in ("day", "week"))
    assert (len(days), len(weeks)) == (9, 2)
    for found in (days, weeks):
        assert sum(one.sessions for one in found) == 27
        assert sum(one.impulse for one in found) == pytest.approx(27 * load.impulse)
    assert all(week.begins.weekday() == 0 for week in weeks)


def test_a_session_without_a_sensor_has_time_and_no_newtons():
    told = [SessionLoad(MONDAY, reported_time=300.0)]
    (week,) = load_over_time(told)
    assert (week.sessions, week.measured, week.reported_time) == (1, 0, 300.0)
    row = dict(
        zip(
            load_over_time_table([week]).columns,
            load_over_time_table([week]).rows[0],
            strict=True,
        )
    )
    assert row["Force over time"] == row["Firm strokes"] == "not known"
    assert row["Measured"] == "0 of 1"
