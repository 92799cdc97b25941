"""Real recordings of other people's tools, read where they lie."""

import numpy as np
import pytest

from strigil.signals import analyse_recording, read_recording, recording_of


def f1(found: np.ndarray, truth: np.ndarray) -> float:
    return 2.0 * (found & truth).sum() / (found.sum() + truth.sum())


@pytest.mark.parametrize("which", range(4))
def test_contact_agrees_with_the_labels_of_wiping(wiping, which):
    path, truth = wiping[which]
    recording = read_recording(path)
    assert recording.info.profile == "lasa"
    assert f1(analyse_recording(recording).in_contact, truth) >= 0.95


@pytest.mark.parametrize("which", range(4))
def test_live_levels_agree_with_the_labels_once_they_have_settled(wiping, which):
    path, truth = wiping[which]
    first = read_recording(path)
    again = first.time + first.time[-1] + np.median(np.diff(first.time))
    channels = {name: np.tile(values, 2) for name, values in first.channels.items()}
    twice = recording_of(np.concatenate([first.time, again]), channels)
    live = analyse_recording(twice, as_live=True).in_contact
    assert f1(live[truth.size :], truth) >= 0.95
    assert f1(live[: truth.size], truth) >= 0.88  # the tool is carried before it rests


@pytest.mark.parametrize("which", range(4))
def test_a_wiping_session_is_split_where_the_edge_turns(wiping, which):
    analysis = analyse_recording(read_recording(wiping[which][0]))
    assert 2 <= len(analysis.strokes) <= 30
    assert "turned" in analysis.strokes[-1].flags
    assert all(0.005 < stroke.length < 1.0 for stroke in analysis.strokes)
    assert 10 < analysis.summary["peak_force"] < 30


def test_scooping_with_an_instrumented_tool_gives_plausible_strokes(scooping):
    assert len(scooping) == 39
    for path in scooping:
        analysis = analyse_recording(read_recording(path))
        assert 1 <= len(analysis.strokes) <= 40, path.name
        assert 3 < analysis.summary["peak_force"] < 60
        assert 0.1 < analysis.in_contact.mean() < 0.9
        said = {one.what for one in analysis.not_computable}
        assert {"length", "angle"} <= said


def test_an_inertial_log_without_force_has_no_strokes_and_says_so(data_file):
    path = data_file("xio_fusion_sample/sensor_data.csv")
    recording = read_recording(path)
    analysis = analyse_recording(recording)
    assert recording.info.profile == "xio_fusion"
    gravity = np.linalg.norm(recording.stacked("acceleration")[:100], axis=1)
    assert np.median(gravity) == pytest.approx(9.8, abs=0.2)
    assert analysis.strokes == ()
    assert analysis.normal_force is None
    because = {one.what: one.because for one in analysis.not_computable}
    assert "no force channel" in because["strokes"]


@pytest.mark.parametrize("name", ["ContPalpTrial1", "ContPalpRAL18T1"])
def test_robot_palpation_with_an_uneven_clock_is_analysed_and_flagged(data_file, name):
    recording = read_recording(data_file(f"vu_arma_palpation/{name}.parquet"))
    analysis = analyse_recording(recording)
    assert recording.info.profile == "vu_arma"
    assert np.ptp(recording.channels["position_x"]) < 0.2
    assert len(analysis.strokes) > 5
    assert analysis.summary["peak_force"] < 6
    assert "column" in {note.code for note in analysis.quality}


AXES = ("force_x", "force_y", "force_z")
OTHERS = {
    "a third of the force": lambda force, time: 0.3 * force,
    "three times the force": lambda force, time: 3.0 * force,
    "another zero": lambda force, time: force + np.array([[-20.0], [20.0], [-20.0]]),
    "a drift": lambda force, time: force + 0.2 * time,
    "axes the other way": lambda force, time: -force[::-1],
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("which", range(4))
def test_another_sensor_would_have_found_the_same_contact(wiping, which, other):
    path, truth = wiping[which]
    recording = read_recording(path)
    force = np.stack([recording.channels[axis] for axis in AXES])
    force = OTHERS[other](force, recording.time)
    channels = {**recording.channels, **dict(zip(AXES, force, strict=True))}
    found = analyse_recording(recording_of(recording.time, channels))
    assert f1(found.in_contact, truth) >= 0.94


@pytest.mark.parametrize("other", ["a third of the force", "another zero"])
@pytest.mark.parametrize("which", range(4))
def test_another_sensor_would_have_found_the_same_contact_live(wiping, which, other):
    """Light contact was once learnt as noise, and the edge never touched at all."""
    path, truth = wiping[which]
    recording = read_recording(path)
    force = np.stack([recording.channels[axis] for axis in AXES])
    force = np.tile(OTHERS[other](force, recording.time), 2)
    again = recording.time + np.ptp(recording.time) + np.median(np.diff(recording.time))
    time = np.concatenate([recording.time, again])
    twice = recording_of(time, dict(zip(AXES, force, strict=True)))
    live = analyse_recording(twice, as_live=True).in_contact
    assert f1(live[truth.size :], truth) >= 0.95
    assert f1(live[: truth.size], truth) >= 0.88
