"""The simulated hand, skin, sensor and link keep the laws they are built on."""

import numpy as np
import pytest
from scipy.signal import welch

from strigil.errors import InvalidValueError, UnknownNameError
from strigil.signals import (
    ODD_MODES,
    SimulatedRestriction,
    SimulatedScene,
    analyse_recording,
    simulate_recording,
    vibration_of,
)
from strigil.signals.simulated_chance import bursts, drifting, trembling, wandering
from strigil.signals.simulated_skin import _press


def simulated(scene=None, **given):
    asked = {"strokes": 10, "seed": 3, "difficulty": 0.0} | given
    return simulate_recording(**asked, scene=scene)


def random():
    return np.random.default_rng(0)


def test_tremor_is_a_narrow_band_of_unit_deviation():
    wave = trembling(random(), 400_000, 0.005, frequency=10.0, half_width=1.0)
    assert wave.std() == pytest.approx(1.0, rel=0.05)
    frequency, power = welch(wave, 200.0, nperseg=2048)
    assert frequency[np.argmax(power)] == pytest.approx(10.0, abs=0.5)
    inside = power[(frequency > 8) & (frequency < 12)].sum()
    assert inside / power.sum() > 0.7


def test_drift_falls_as_one_over_the_frequency():
    walk = drifting(random(), 500_000, 0.1, fastest=1.0, slowest=300.0)
    assert walk[0] == 0.0
    frequency, power = welch(walk, 10.0, nperseg=16384)
    low, high = (
        power[(frequency > f) & (frequency < 2 * f)].mean() for f in (0.005, 0.05)
    )
    assert low / high == pytest.approx(10.0, rel=0.5)


def test_a_wander_forgets_itself_and_has_unit_deviation():
    course = wandering(random(), 200_000, 0.01, 0.5)
    assert course.std() == pytest.approx(1.0, rel=0.05)
    later = np.mean(course[:-200] * course[200:])
    assert abs(later) < 0.1


@pytest.mark.parametrize(("share", "mean"), [(0.05, 1.0), (0.05, 6.0), (0.2, 3.0)])
def test_losses_have_their_share_and_come_in_bursts(share, mean):
    lost = bursts(random(), 200_000, share, mean)
    assert lost.mean() == pytest.approx(share, rel=0.1)
    lengths = np.diff(np.flatnonzero(np.diff(np.r_[0, lost, 0].astype(int))))[::2]
    assert lengths.mean() == pytest.approx(mean, rel=0.15)


def press(force, steps=10, rate=200.0, stiffness=1500.0):
    size = force.size
    skin = np.stack([np.full(40, v) for v in (stiffness, 0.25, 0.0, 0.0, 0.0)])
    laws = np.array([0.6, 42.0, 22.5, 0.0, 0.02, 1 / rate, -0.01, 1e-3])
    out = np.zeros((5, size))
    hand = np.stack([force, np.zeros(size)])
    return hand, np.zeros(size, dtype=np.int64), skin, laws, steps, out


def test_compiled_and_plain_press_alike():
    force = 6.0 * np.clip(np.sin(np.linspace(0, 12, 200)), 0, None)
    one, other = press(force), press(force)
    _press(*one)
    _press.plain(*other)
    assert one[-1] == pytest.approx(other[-1], rel=1e-12)


@pytest.mark.parametrize("stiffness", [500.0, 1500.0, 3000.0])
def test_a_hand_held_still_comes_to_rest_where_the_spring_bears_it(stiffness):
    asked = press(np.full(400, 6.0), stiffness=stiffness)
    _press(*asked)
    pressed, _, _, depth, _ = asked[-1][:, -2]
    assert pressed == pytest.approx(6.0, rel=1e-3)
    assert depth == pytest.approx(6.0 / stiffness, rel=1e-3)


def test_smaller_steps_change_next_to_nothing():
    force = 6.0 * np.clip(np.sin(np.linspace(0, 12, 400)), 0, None)
    coarse, fine = press(force, steps=10), press(force, steps=80)
    _press(*coarse)
    _press(*fine)
    assert np.abs(coarse[-1][0] - fine[-1][0]).max() < 0.06


def test_the_true_force_is_never_negative_and_never_without_indentation():
    course = simulated(difficulty=0.8).truth.course
    assert (course.normal_force >= 0).all()
    assert (course.indentation >= 0).all()
    deep = course.indentation > 1e-3
    assert (course.normal_force[deep] > 0.2).all()


def test_without_a_lift_the_edge_turns_on_the_skin_and_the_truth_says_when():
    truth = simulated(SimulatedScene(modes=("no_lift",))).truth
    assert len(truth.reversals) >= 5
    course = truth.course
    speed = np.gradient(course.position[:, 0], course.time)
    for when in truth.reversals:
        before, after = np.searchsorted(course.time, [when - 0.1, when + 0.1])
        assert speed[before] * speed[after] < 0
        assert course.normal_force[before:after].min() > 0.3


def test_a_restriction_is_stiffer_and_rubs_more_at_its_place_on_the_body():
    scene = SimulatedScene(restrictions=(SimulatedRestriction(0.01),))
    here, without = simulated(scene).truth.course, simulated().truth.course
    pressed = without.normal_force > 3.0
    near = pressed & (np.abs(without.position[:, 0] - 0.01) < 0.003)
    far = pressed & (np.abs(without.position[:, 0] - 0.01) > 0.03)

    def friction(course, some):
        return np.mean(np.abs(course.shear_force[some]) / course.normal_force[some])

    assert friction(here, near) > 1.2 * friction(without, near)
    assert friction(here, far) == pytest.approx(friction(without, far), rel=0.02)
    deep = here.indentation[near].mean() / without.indentation[near].mean()
    assert deep < 0.85


def test_texture_shakes_at_a_frequency_that_follows_the_speed():
    scene = SimulatedScene(sample_rate=2000.0)
    middle = {}
    for rate in (0.5, 1.0):
        course = simulated(scene, rate=rate).truth.course
        # Above 20 Hz only texture is left in the force of a quiet hand.
        frequency, power = welch(course.normal_force, 2000.0, nperseg=1024)
        some = frequency > 20
        middle[rate] = np.sum((frequency * power)[some]) / power[some].sum()
    assert middle[1.0] / middle[0.5] == pytest.approx(2.0, rel=0.25)


def test_a_resting_accelerometer_reads_gravity_upwards():
    recording = simulated().recording
    rest = recording.time < 0.8
    assert np.median(recording.channels["acceleration_z"][rest]) == pytest.approx(
        9.81, abs=0.3
    )


def test_turning_added_up_is_how_the_instrument_tilts():
    made = simulated(difficulty=0.05, strokes=4)
    recording = made.recording
    turned = np.nancumsum(
        np.nan_to_num(recording.channels["angular_velocity_y"][1:])
        * np.diff(recording.time)
    )
    angle = recording.channels["treatment_angle"]
    known = np.isfinite(angle[1:])
    left = (turned - (angle[1:] - angle[0]))[known]
    assert np.abs(left).max() < np.radians(1.0)


def test_a_sensor_mounted_upside_down_reads_pressing_as_negative():
    scene = SimulatedScene(modes=("wrong_way_mount",))
    right, wrong = simulated().recording, simulated(scene).recording
    assert wrong.channels["force_normal"] == pytest.approx(
        -right.channels["force_normal"], abs=0.1
    )


def test_a_stuck_sensor_repeats_one_value_and_the_truth_says_when():
    made = simulated(SimulatedScene(modes=("stuck_sensor",)), strokes=20)
    [fault] = [one for one in made.truth.faults if one.kind == "stuck_sensor"]
    time = made.recording.time
    inside = (time > fault.start + 0.02) & (time < fault.end - 0.02)
    assert np.ptp(made.recording.channels["force_normal"][inside]) == 0.0


def test_a_dropped_instrument_falls_free_and_lands_with_a_blow():
    made = simulated(SimulatedScene(modes=("dropped_tool",)), difficulty=0.0)
    [fault] = [one for one in made.truth.faults if one.kind == "dropped_tool"]
    recording, course = made.recording, made.truth.course
    during = (recording.time > fault.start) & (recording.time < fault.end)
    pull = np.linalg.norm(recording.stacked("acceleration"), axis=1)
    falling = (recording.time > fault.start + 0.05) & (
        recording.time < fault.start + 0.2
    )
    assert np.median(pull[falling]) < 1.0
    blow = np.abs(recording.channels["force_normal"][during]).max()
    assert blow > 2 * course.normal_force.max()
    assert course.normal_force[during].max() < 0.05


@pytest.mark.parametrize("mode", sorted(ODD_MODES))
def test_every_odd_mode_leaves_the_number_of_true_strokes_alone(mode):
    truth = simulated(SimulatedScene(modes=(mode,)), difficulty=0.3).truth
    assert len(truth.strokes) == 10
    assert all(one.length > 0.02 and one.impulse > 0 for one in truth.strokes)


def test_a_hard_link_loses_empties_repeats_and_doubles_packets():
    truth = simulated(difficulty=1.0, strokes=60).truth
    kinds = {fault.kind for fault in truth.faults}
    assert {"lost", "missing", "repeated", "twice"} <= kinds


def test_a_hard_sensor_saturates_where_an_easy_one_does_not():
    hard = simulated(difficulty=1.0, strokes=60, force=8.0).recording
    values = hard.channels["force_normal"]
    top = np.nanmax(values)
    assert (values == top).sum() > 10
    easy = simulated(force=8.0).recording.channels["force_normal"]
    assert (easy == easy.max()).sum() == 1


def test_the_clock_runs_wrong_by_20_to_100_millionths():
    made = simulated(difficulty=1.0, strokes=200)
    span = made.recording.time[-1] - made.truth.course.time[-1]
    wrong = abs(span) / made.truth.course.time[-1]
    assert 1e-5 < wrong < 2e-4


@pytest.mark.parametrize("rate", [500.0, 1000.0])
def test_vibration_in_contact_is_more_than_at_rest(rate):
    made = simulated(SimulatedScene(sample_rate=rate), difficulty=0.1)
    vibration = vibration_of(made.recording)
    strokes = analyse_recording(made.recording).strokes
    ends = np.searchsorted(made.recording.time, [strokes[2].start, strokes[2].end])
    rest = vibration.rms(0, int(0.9 * rate))
    assert vibration.unit == "m/s2"
    assert vibration.rms(*ends) > 3 * rest


def test_vibration_of_force_stands_in_where_there_is_no_acceleration():
    made = simulated(SimulatedScene(sample_rate=1000.0)).recording
    force = {n: v for n, v in made.channels.items() if n == "force_normal"}
    assert vibration_of(type(made)(made.time, force)).unit == "N"


def test_a_missing_sample_does_not_poison_vibration_for_longer_than_it_rings():
    made = simulated(SimulatedScene(sample_rate=1000.0)).recording
    channels = {n: v.copy() for n, v in made.channels.items()}
    channels["acceleration_x"][3000:3003] = np.nan
    power = vibration_of(type(made)(made.time, channels)).power
    assert np.isnan(power[3000:3077]).all()
    assert np.isfinite(power[3080:]).all()


def test_an_odd_mode_that_does_not_exist_is_refused_by_name():
    with pytest.raises(UnknownNameError, match="tool_tap"):
        SimulatedScene(modes=("tool_tab",))


@pytest.mark.parametrize(
    "wrong",
    [
        {"sample_rate": 5.0},
        {"restrictions": (SimulatedRestriction(0.0, width=-1.0),)},
        {"restrictions": (SimulatedRestriction(float("nan")),)},
    ],
)
def test_scenes_that_cannot_be_are_refused(wrong):
    with pytest.raises(InvalidValueError):
        SimulatedScene(**wrong)
