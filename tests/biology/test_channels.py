"""What a group's channels do: zero treatment, limits, fading, species, sides."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.biology import (
    AT_ONCE,
    CHANNELS,
    Exposure,
    StudiedGroup,
    channels_of,
    draw_people,
)
from strigil.biology.model import Parameters

DAY = 86_400.0
HEALTHY = StudiedGroup("fascial")
SESSION = Exposure(
    time=DAY,
    acts="slides",
    duration=300.0,
    pressure=3.6e3,
    shear=1.4e4,
    strain=0.12,
    context=0.8,
)
LATER = np.array([1.0, 1.001, 1.1, 3.0]) * DAY


@pytest.fixture(scope="module")
def people():
    return draw_people("fascial", samples=24, seed=1)


def test_every_channel_has_a_number_for_each_time_and_subject(people):
    group = replace(HEALTHY, course="healing", damage=1.0, exposures=(SESSION,))
    found = channels_of(group, people, LATER)
    assert set(found) >= CHANNELS
    for name in CHANNELS:
        shape = np.broadcast_shapes(found[name].shape, (4, 24))
        assert shape == (4, 24), name
        assert np.all(np.isfinite(found[name])), name


def test_a_session_of_nothing_changes_nothing_but_hope(people):
    nothing = replace(SESSION, acts="nothing", context=0.0)
    with_it = channels_of(replace(HEALTHY, exposures=(nothing,)), people, LATER)
    without = channels_of(HEALTHY, people, LATER)
    for name in CHANNELS - {"motion"}:  # being measured again moves a joint
        assert np.array_equal(with_it[name], without[name]), name


def test_flow_rises_with_the_session_and_fades_within_hours(people):
    group = replace(HEALTHY, exposures=(SESSION,))
    flow = channels_of(group, people, LATER, AT_ONCE)["skin_flow"]
    assert np.all(flow[0] > 1.0)
    assert np.all(np.diff(flow, axis=0) <= 0.0)
    assert flow[-1] == pytest.approx(1.0, abs=1e-6)


def test_flow_to_the_limb_hardly_changes_while_that_of_skin_doubles(people):
    hard = replace(SESSION, pressure=8e3)
    found = channels_of(replace(HEALTHY, exposures=(hard,)), people, LATER[:1], AT_ONCE)
    assert np.median(found["skin_flow"]) > 2.0
    assert np.median(found["conduit_flow"]) < 1.1


def test_the_side_that_nobody_touched_keeps_its_flow_and_motion(people):
    group = replace(HEALTHY, exposures=(SESSION,), opposite=True)
    found = channels_of(group, people, LATER, AT_ONCE)
    assert np.all(found["skin_flow"] == 1.0)
    assert np.all(found["muscle_modulus"] == 1.0)


def test_shear_and_not_pressure_makes_a_bruise(people):
    pressed = replace(SESSION, shear=0.0, pressure=5e4)
    sheared = replace(SESSION, shear=5e4, pressure=1.0)
    marks = [
        channels_of(replace(HEALTHY, exposures=(one,)), people, LATER[:1], AT_ONCE)
        for one in (pressed, sheared)
    ]
    assert np.all(marks[0]["bruise"] == 0.0)
    assert np.all(marks[1]["bruise"] > 0.3)


def test_little_strain_calms_and_much_inflames(people):
    dish = StudiedGroup("tendinopathy", "inflamed", damage=0.6, dish=True)
    levels = []
    for strain in (0.0, 0.03, 0.12):
        one = Exposure(time=0.0, acts="stretches", duration=14_400.0, strain=strain)
        found = channels_of(replace(dish, exposures=(one,)), people, np.array([60.0]))
        levels.append(float(np.median(found["inflammation"])))
    assert levels[1] < levels[0] < levels[2]


def test_force_lost_to_fatigue_is_back_sooner_than_force_lost_to_damage(people):
    tired = StudiedGroup("muscle_strain", "exercise", loss=0.5, tired=1.0)
    hurt = replace(tired, tired=0.0)
    days = np.array([0.0, 4.0]) * DAY
    quick, slow = (
        channels_of(g, people, days, AT_ONCE)["force"] for g in (tired, hurt)
    )
    assert quick[0] == pytest.approx(slow[0])
    assert np.all(quick[1] > slow[1])


def test_an_animal_heals_faster_than_a_person(people):
    wound = StudiedGroup("fascial", "healing", damage=1.5)
    weeks = np.array([14.0 * DAY])
    person, rat = (
        channels_of(replace(wound, pace=pace), people, weeks)["strength"]
        for pace in (1.0, 2.0)
    )
    assert np.median(rat) > np.median(person)


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(["slides", "presses", "pulls", "stretches"]),
    st.floats(0.0, 2e5),
    st.floats(0.0, 0.95),
    st.floats(1.0, 3600.0),
)
def test_no_session_whatever_makes_a_channel_impossible(acts, pressure, strain, time):
    people = draw_people("fascial", samples=8, seed=2)
    one = Exposure(
        time=0.0,
        acts=acts,
        duration=time,
        pressure=pressure,
        shear=pressure,
        strain=strain,
    )
    group = StudiedGroup("fascial", "chronic", exposures=(one,), pain=5.0)
    found = channels_of(group, people, np.array([0.0, 60.0, DAY]), AT_ONCE)
    for name in AT_ONCE:
        assert np.all(np.isfinite(found[name])), name
        assert np.all(found[name] >= 0.0), name
    assert np.all(found["pain"] <= 10.0)


def test_without_macrophages_a_ligament_heals_less():
    """The form of an experiment that took them away in rats, no number of it."""
    people = draw_people("ligament_sprain", samples=24, seed=3)
    without = Parameters(**{**vars(people.weeks), "kM": 0.0 * people.weeks.kM})
    cut = StudiedGroup("ligament_sprain", "healing", damage=2.4, pace=1.5)
    found = [
        channels_of(cut, replace(people, weeks=weeks), np.array([14.0, 28.0]) * DAY)
        for weeks in (people.weeks, without)
    ]
    for name in ("strength", "collagen", "m2"):
        usual, less = (np.median(one[name][1]) for one in found)
        assert less < usual, name
