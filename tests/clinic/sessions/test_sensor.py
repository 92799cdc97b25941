"""Beginning and ending a sensor, what it is told, and what is kept of it."""

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.clinic.sessions.conftest import event, send

from strigil.signals import RecordingInfo, recording_of, write_recording
from strigil.treatment.live import StreamSettings
from strigil.treatment.live.parts import part_began
from strigil_clinic.recordings.models import Recording
from strigil_clinic.streams import running, views
from strigil_clinic.streams.science import StrigilError


class Heard:
    """Stands in for a stream's process: it keeps what it is told."""

    def __init__(self, settings: StreamSettings) -> None:
        self.settings, self.said, self.source = settings, [], "a sensor"
        self.alive, self.broke, self.ended = True, False, ""
        self.process = SimpleNamespace(wait=lambda: 0)

    def tell(self, **said: Any) -> None:
        self.said.append(said)

    def end(self, because: str) -> None:
        self.alive, self.ended = False, because


@pytest.fixture
def streams(monkeypatch, tmp_path, settings) -> list[Heard]:
    settings.VAR = tmp_path
    settings.RECORDINGS = tmp_path / "recordings"
    begun: list[Heard] = []

    def begin(asked: StreamSettings) -> Heard:
        if asked.given == "nothing":
            message = "There is no such stream."
            raise StrigilError(message)
        begun.append(Heard(asked))
        return begun[-1]

    monkeypatch.setattr(running, "begun", begin)
    monkeypatch.setattr(running, "_streams", {})
    return begun


def begin(client: Any, session: Any, **given: str) -> Any:
    return client.post(f"/sessions/{session.pk}/stream/begin/", given)


def test_it_is_told_where_the_session_stands(as_, session, streams):
    ana = as_("ana")
    send(ana, session, event("pain", 3.0, step=6, pain=1))
    sent = {"source": "lsl", "given": " tool ", "profile": "strigil"}
    assert begin(ana, session, **sent).status_code == 200
    (stream,) = streams
    assert (stream.settings.given, stream.settings.profile) == ("tool", "strigil")
    assert stream.settings.resting_pain == 2
    assert stream.settings.site == session.visit.episode.site_id
    assert [said["do"] for said in stream.said] == ["pain", "step"]


def test_what_is_entered_reaches_the_rule_beside_the_sensor(as_, session, streams):
    ana = as_("ana")
    begin(ana, session, source="lsl", given="tool")
    (stream,) = streams
    stream.said.clear()
    send(ana, session, event("step_started", 4.0, step=6))
    send(ana, session, event("pain", 5.0, step=6, pain=1))
    send(ana, session, event("stop", 6.0, step=6))
    assert [said["do"] for said in stream.said] == ["step", "pain", "stop"]
    assert stream.said[1]["pain"] == 1


def test_a_stop_of_the_stream_is_kept_once_under_its_own_id(as_, session, streams):
    ana = as_("ana")
    begin(ana, session, source="lsl", given="tool", ceiling="8,5")
    assert streams[0].settings.ceiling == 8.5
    stop = event("stop", 6.0, note="the force is above what was set")
    why = event("stop_reason", 6.0, why="force")
    for sent in (stop, stop, why):
        assert send(ana, session, sent).status_code == 200
    assert session.events.filter(kind="stop").count() == 1
    page = ana.get(f"/sessions/{session.pk}/").content.decode()
    assert 'data-now="lift"' in page
    assert "Going on needs an answer below" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"source": "lsl", "given": "nothing"}, "no such stream"),
        ({"source": "lsl", "ceiling": "much"}, "force to lift at"),
        ({"source": "radio"}, "radio"),
        ({"source": "replay", "given": "x"}, "Choose one of the recordings"),
    ],
)
def test_what_cannot_be_begun_is_said_in_a_sentence(as_, session, streams, given, said):
    answer = begin(as_("ana"), session, **given)
    assert answer.status_code == 400
    assert said in answer.json()["problem"]
    assert running.stream_of(session.pk) is None


@pytest.mark.parametrize(("who", "status"), [("cleo", 404), ("dora", 403)])
@pytest.mark.parametrize("what", ["begin", "ceiling", "end", "nearby"])
def test_strangers_and_readers_begin_and_end_nothing(
    as_, session, streams, who, status, what
):
    address = f"/sessions/{session.pk}/stream/{what}/"
    assert as_(who).post(address, {"source": "simulator"}).status_code == status
    assert streams == []


def test_the_sensors_that_answer_are_listed_and_a_failed_search_is_said(
    as_, session, monkeypatch
):
    ana, address = as_("ana"), f"/sessions/{session.pk}/stream/nearby/"
    found = {"lsl": [], "serial": [], "why_not": {"bluetooth": "none here"}}
    monkeypatch.setattr(views, "to_choose", lambda: found)
    assert ana.post(address).json() == found
    assert ana.get(address).status_code == 405

    def fails() -> None:
        message = "Sensors could not be looked for."
        raise StrigilError(message)

    monkeypatch.setattr(views, "to_choose", fails)
    answer = ana.post(address)
    assert answer.status_code == 503
    assert "looked for" in answer.json()["problem"]


def test_the_record_says_what_was_connected_and_at_which_force_it_lifts(
    as_, session, streams
):
    ana = as_("ana")
    begin(ana, session, source="lsl", given="tool", ceiling="8,5")
    ana.post(f"/sessions/{session.pk}/stream/end/")
    begin(ana, session, source="lsl", given="tool")
    notes = [one.note for one in session.events.filter(kind="sensor")]
    assert notes == [
        "Connected: a sensor. LIFT above 8.5 N.",
        "Went on without the sensor.",
        "Connected: a sensor. No force was set to lift at.",
    ]


def test_the_force_to_lift_at_is_set_while_the_sensor_runs_and_kept(
    as_, session, streams
):
    ana, address = as_("ana"), f"/sessions/{session.pk}/stream/ceiling/"
    assert ana.post(address, {"ceiling": "5"}).status_code == 409, "there is none"
    begin(ana, session, source="lsl", given="tool", ceiling="8")
    assert ana.post(address, {"ceiling": "5,5"}).json() == {"ceiling": 5.5}
    assert streams[0].said[-1] == {"do": "ceiling", "ceiling": 5.5}
    assert running.wanted(session.pk).ceiling == 5.5, "the next process lifts there too"
    assert ana.post(address, {"ceiling": ""}).json() == {"ceiling": None}
    assert ana.post(address, {"ceiling": "much"}).status_code == 400
    assert running.wanted(session.pk).ceiling is None
    notes = [one.note for one in session.events.filter(kind="sensor")]
    assert notes[1:] == ["LIFT above 5.5 N.", "No force was set to lift at."]


def test_another_source_ends_the_one_before(as_, session, streams):
    ana = as_("ana")
    begin(ana, session, source="simulator")
    begin(ana, session, source="lsl", given="tool")
    assert not streams[0].alive
    ana.post(f"/sessions/{session.pk}/stream/end/")
    assert not streams[1].alive
    assert running.wanted(session.pk) is None


def test_a_stream_that_is_wanted_and_not_there_is_begun_again(as_, session, streams):
    ana = as_("ana")
    begin(ana, session, source="lsl", given="tool")
    send(ana, session, event("pain", 5.0, step=6, pain=1))
    streams[0].alive = False
    assert running.stream_of(session.pk) is None
    again = running.ensure(session.pk)
    assert again is streams[1]
    assert {said["do"] for said in again.said} == {"pain", "step"}


@pytest.mark.parametrize(("source", "again"), [("replay", False), ("lsl", True)])
def test_a_recording_played_to_its_end_is_not_played_again_unasked(
    session, streams, tmp_path, source, again
):
    path = str(running.base_of(session.pk, source))
    running.begin(session.pk, StreamSettings(source, path, given="tool"))
    for _ in range(500):  # the stand-in's process has ended: its watch says so
        if again or running.wanted(session.pk) is None:
            break
        time.sleep(0.01)
    streams[0].alive = False
    assert (running.ensure(session.pk) is not None) is again


def recorded(session: Any, kind: str) -> Path:
    """Leave behind what a stream would have: one part and when it began."""
    base = running.base_of(session.pk, kind)
    base.parent.mkdir(parents=True, exist_ok=True)
    time = np.arange(800) / 100.0
    force = 6.0 * np.clip(np.sin(2 * np.pi * time), 0.0, None) * (time > 1.0)
    info = RecordingInfo(sensor="tool", notes=("LIFT at 3.00 s: so it was.",))
    write_recording(recording_of(time, {"force_normal": force}, info), base)
    part_began(base, base, 1000.0)
    return base


def test_finishing_keeps_the_recording_of_a_sensor_once(as_, session, streams):
    ana = as_("ana")
    begin(ana, session, source="lsl", given="tool")
    base = recorded(session, "lsl")
    for _ in range(2):
        assert ana.get(f"/sessions/{session.pk}/finish/").status_code == 200
    row = Recording.objects.get(session=session)
    assert row.site_id == session.visit.episode.site_id
    assert row.analysis["strokes"]
    assert row.analysis["notes"][0] == "LIFT at 3.00 s: so it was."
    assert not list(base.parent.iterdir()), "all of it lies with the record now"
    assert streams[0].ended


def test_what_was_simulated_is_never_kept_in_the_record(as_, session, streams):
    ana = as_("ana")
    begin(ana, session, source="simulator")
    recorded(session, "simulator")
    page = ana.get(f"/sessions/{session.pk}/finish/").content.decode()
    assert "not kept in the record" in page
    assert not Recording.objects.filter(session=session).exists()


def test_the_page_offers_sources_and_works_as_before_without_one(as_, session):
    page = as_("ana").get(f"/sessions/{session.pk}/").content.decode()
    assert "no sensor: clock and words" in page
    assert "Simulator: not this patient" in page
    assert '"kind": ""' in page


def with_band(session: Any, **band: Any) -> None:
    """Give each step with an edge the same band."""
    for step in session.plan_snapshot["steps"]:
        if step.get("edge"):
            step["force_band"] = {"word": "light", "basis": "kitchen scale", **band}
    session.save(update_fields=["plan_snapshot"])


def test_the_force_to_lift_at_comes_from_the_own_words_with_its_because(as_, session):
    peak = "peak per stroke"
    with_band(session, low=2.0, high=4.0, statistic=peak)
    page = as_("ana").get(f"/sessions/{session.pk}/").content.decode()
    assert 'value="5.4" aria-describedby="sensor-because"' in page
    assert "2.0 to 4.0 N, peak per stroke, kitchen scale" in page
    assert "Calibrate your words" not in page


def test_without_a_calibration_it_is_one_for_everyone_and_says_how_to_get_an_own(
    as_, session
):
    page = as_("ana").get(f"/sessions/{session.pk}/").content.decode()
    assert 'value="20.0" aria-describedby="sensor-because"' in page
    assert "no newtons are known" in page
    assert "Calibrate your words" in page
