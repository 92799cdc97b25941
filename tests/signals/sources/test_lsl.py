"""Streams of the lab streaming layer, out and in, on this machine only."""

import time
import uuid

import numpy as np
import pytest

from strigil.errors import InvalidValueError, MissingExtraError, StreamError
from strigil.signals import LslOutlet, LslSource, read_recording, record_source

pylsl = pytest.importorskip("pylsl", reason="the extra 'live' is not installed")


def unique() -> str:
    return f"tool-{uuid.uuid4().hex[:8]}"


def came_from(source: LslSource, count: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Look until so many samples came, at most ten seconds."""
    time_, rows, lost = [], [], 0
    until = time.monotonic() + 10
    while sum(map(len, time_)) < count and time.monotonic() < until:
        chunk = source.read()
        time_.append(chunk.time)
        rows.append(chunk.samples)
        lost += chunk.lost
    return np.concatenate(time_), np.vstack(rows), lost


def wait_for_listener(outlet: LslOutlet) -> None:
    until = time.monotonic() + 5
    while not outlet.has_listeners() and time.monotonic() < until:
        time.sleep(0.01)


@pytest.mark.slow
def test_what_is_sent_arrives_in_order_with_its_channels() -> None:
    name = unique()
    outlet = LslOutlet(name, ["force_normal", "acceleration_x"], rate=100.0)
    source = LslSource(name)
    source.open()
    wait_for_listener(outlet)
    rows = np.column_stack([np.arange(500.0), -np.arange(500.0)])
    rows[7, 1] = np.nan
    for part in np.split(rows, 50):
        outlet.push(part)
    _, came, _ = came_from(source, 500)
    source.close()
    assert source.channels == ("force_normal", "acceleration_x")
    assert source.rate == 100.0
    assert np.array_equal(came, rows, equal_nan=True)


@pytest.mark.slow
def test_labels_and_units_of_others_become_channels_in_si() -> None:
    name = unique()
    info = pylsl.StreamInfo(name, "IMU", 3, 0.0, "float32", name)
    described = info.desc().append_child("channels")
    for label, unit in (("Fz", "kgf"), ("acc x", "g"), ("battery", "V")):
        one = described.append_child("channel")
        one.append_child_value("label", label)
        one.append_child_value("unit", unit)
    outlet = pylsl.StreamOutlet(info)
    source = LslSource(f"source_id={name}")
    source.open()
    outlet.push_sample([1.0, 1.0, 3.7])
    _, rows, _ = came_from(source, 1)
    source.close()
    assert source.channels == ("force_z", "acceleration_x")
    assert rows[0] == pytest.approx([9.80665, 9.80665])
    assert any("battery" in note for note in source.notes)


@pytest.mark.slow
def test_samples_that_are_missing_show_as_a_step_of_the_stamps() -> None:
    name = unique()
    info = pylsl.StreamInfo(name, "Force", 1, 100.0, "float32", name)
    one = info.desc().append_child("channels").append_child("channel")
    one.append_child_value("label", "force_normal")
    one.append_child_value("unit", "N")
    outlet = pylsl.StreamOutlet(info)
    source = LslSource(name)
    source.open()
    start = pylsl.local_clock()
    for i in [0, 1, 2, 8, 9]:
        outlet.push_sample([1.0], start + i / 100)
    came, _, lost = came_from(source, 5)
    source.close()
    assert came == pytest.approx([0, 0.01, 0.02, 0.08, 0.09], abs=1e-6)
    assert lost == 5


@pytest.mark.slow
def test_chunks_that_are_sent_late_are_no_loss() -> None:
    name = unique()
    outlet = LslOutlet(name, ["force_normal"], rate=200.0)
    source = LslSource(name)
    source.open()
    wait_for_listener(outlet)
    for i in range(20):  # stamped when sent, up to 15 ms late
        outlet.push(np.ones((4, 1)))
        time.sleep(0.02 + 0.015 * (i % 3 == 0))
    _, rows, lost = came_from(source, 80)
    source.close()
    assert (len(rows), lost) == (80, 0)


@pytest.mark.slow
def test_the_times_of_the_samples_go_with_them() -> None:
    name = unique()
    outlet = LslOutlet(name, ["force_normal"], rate=100.0)
    source = LslSource(name)
    source.open()
    wait_for_listener(outlet)
    outlet.push([[1.0], [2.0], [3.0]], [7.0, 7.01, 7.02])
    outlet.push([[4.0], [5.0]], [7.53, 7.54])
    came, rows, lost = came_from(source, 5)
    source.close()
    assert came == pytest.approx([0, 0.01, 0.02, 0.53, 0.54], abs=1e-6)
    assert (rows[:, 0].tolist(), lost) == ([1, 2, 3, 4, 5], 50)


@pytest.mark.slow
def test_an_outlet_that_dies_ends_the_recording_after_a_time(
    tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr("strigil.signals.record._SILENCE", 0.5)
    name = unique()
    outlets = [LslOutlet(name, ["force_normal"], rate=100.0)]
    sent = []

    def send(state, chunk) -> None:
        if len(sent) < 20:
            outlets[0].push(np.full((5, 1), 2.0))
            sent.append(5)
        else:
            outlets.clear()

    done = record_source(LslSource(name), tmp_path / "r.parquet", tell=send)
    assert "fell silent" in done.ended
    kept = read_recording(tmp_path / "r.parquet")
    assert kept.time.size == done.samples > 0
    assert any("fell silent" in note for note in kept.info.notes)


@pytest.mark.slow
def test_of_two_streams_of_one_name_the_one_asked_for_is_read() -> None:
    name = unique()
    outlets = [
        LslOutlet(name, ["force_normal"], rate=10.0, source_id=f"{name}-{i}")
        for i in "ab"
    ]
    source = LslSource(f"source_id={name}-b")
    source.open()
    wait_for_listener(outlets[1])
    assert not outlets[0].has_listeners()
    outlets[0].push([[1.0]])
    outlets[1].push([[2.0]])
    assert came_from(source, 1)[1].tolist() == [[2.0]]
    source.close()


def test_a_name_that_two_streams_bear_is_refused_with_their_ids(monkeypatch) -> None:
    """Discovery on one machine may see only one of them, so both are made up."""

    class Layer:
        @staticmethod
        def set_config_content(words):
            pass

        @staticmethod
        def resolve_byprop(prop, value, minimum=1, timeout=0.0):
            infos = [pylsl.StreamInfo(value, "x", 1, 0, "float32", i) for i in "ab"]
            return infos[:minimum]

    monkeypatch.setattr("strigil.signals.sources.lsl.extra", lambda *_: Layer)
    with pytest.raises(StreamError, match="source_id=a, source_id=b"):
        LslSource("tool").open()


@pytest.mark.slow
def test_a_stream_that_is_not_there_names_the_nearest(monkeypatch) -> None:
    monkeypatch.setattr("strigil.signals.sources.lsl._TRIES", 1)
    monkeypatch.setattr("strigil.signals.sources.lsl._EACH", 0.5)
    name = unique()
    outlet = LslOutlet(name, ["force_normal"], rate=10.0)
    with pytest.raises(StreamError, match=f"Did you mean '{name}'"):
        LslSource(name + "x").open()
    assert not outlet.has_listeners()


@pytest.mark.slow
def test_a_stream_without_a_known_channel_is_refused() -> None:
    name = unique()
    outlet = pylsl.StreamOutlet(pylsl.StreamInfo(name, "x", 1, 0.0, "float32", name))
    with pytest.raises(InvalidValueError, match="no channel that Strigil knows"):
        LslSource(name).open()
    assert outlet is not None


def test_without_the_extra_the_way_to_get_it_is_named(monkeypatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("strigil.signals.sources.source.import_module", missing)
    with pytest.raises(MissingExtraError, match=r"strigil\[live\]"):
        LslSource("x").open()
