"""What a stream decided and noticed reaches the record; what a crash left is found."""

import json
import os
import shutil
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.clinic.sessions.conftest import event, send

from strigil.signals import recording_of, write_recording
from strigil.treatment.live import StreamSettings
from strigil.treatment.live.happened import keep_happened
from strigil.treatment.live.parts import part_began
from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.recordings.doubts import doubts_of
from strigil_clinic.recordings.models import Recording
from strigil_clinic.streams import noticed, running
from strigil_clinic.streams.noticed import keep_noticed
from strigil_clinic.streams.recovered import recover

DAY = 24 * 3600.0


@pytest.fixture(autouse=True)
def folder(tmp_path, settings) -> Path:
    settings.VAR = tmp_path
    settings.RECORDINGS = tmp_path / "recordings"
    (tmp_path / "live").mkdir()
    return tmp_path / "live"


def base_of(session: Any, kind: str = "lsl") -> Path:
    return running.base_of(session.pk, kind)


def row(session: Any, what: str, kind: str, after: float) -> dict[str, Any]:
    """A line that a stream would write so long after the session began."""
    at = session.started_at.timestamp() + after
    ids = {"id": str(uuid.uuid4()), "why_id": str(uuid.uuid4())}
    return {**ids, "what": what, "kind": kind, "said": "so it was", "step": 6, "at": at}


def lift(session: Any, kind: str = "force", after: float = 60.0) -> dict[str, Any]:
    found = row(session, "lift", kind, after)
    keep_happened(base_of(session), found)
    return found


def kinds(session: Any) -> list[str]:
    return [one.kind for one in session.events.filter(monotonic__gt=0.0)]


def test_a_lift_is_in_the_record_with_its_reason_though_no_page_listened(as_, session):
    lift(session)
    before = AuditEntry.objects.count()
    keep_noticed(session, base_of(session))
    assert sorted(kinds(session)) == ["stop", "stop_reason"]
    assert AuditEntry.objects.count() == before + 2
    page = as_("ana").get(f"/sessions/{session.pk}/").content.decode()
    assert 'data-now="lift"' in page
    assert "so it was" in page
    stop = session.events.get(kind="stop")
    assert stop.monotonic == pytest.approx(60.0, abs=0.01)
    assert stop.step == 6


def test_what_the_page_sent_as_well_is_stored_once(as_, session):
    found = lift(session)
    sent = event("stop", 60.1, note="so it was", client_id=found["id"])
    why = event("stop_reason", 60.1, why="force", client_id=found["why_id"])
    for one in (sent, why):
        send(as_("ana"), session, one)
    assert keep_noticed(session, base_of(session)) == []
    assert sorted(kinds(session)) == ["stop", "stop_reason"]


def test_a_lift_while_it_is_lifted_already_is_no_second_stop(as_, session):
    send(as_("ana"), session, event("pain", 50.0, pain=9, step=6))
    lift(session, "pain", after=50.5)
    assert keep_noticed(session, base_of(session)) == []


def test_a_later_lift_counts_after_going_on(as_, session):
    ana = as_("ana")
    for sent in (
        event("stop", 10.0),
        event("stop_reason", 11.0, why="asked"),
        event("pain", 12.0, pain=1, step=6),
        event("resume", 13.0),
    ):
        assert send(ana, session, sent).status_code == 200
    lift(session, after=60.0)
    keep_noticed(session, base_of(session))
    assert kinds(session).count("stop") == 2


def test_an_alarm_is_kept_and_read_in_the_record_but_not_one_of_a_simulator(
    as_, session
):
    keep_happened(base_of(session), row(session, "alarm", "silent", 20.0))
    played = row(session, "alarm", "silent", 20.0)
    keep_happened(base_of(session, "simulator"), played)
    for kind in ("lsl", "simulator"):
        keep_noticed(session, base_of(session, kind))
    assert kinds(session) == ["sensor"]
    page = as_("ana").get(f"/sessions/{session.pk}/record/").content.decode()
    assert "so it was" in page


def test_a_line_that_a_crash_cut_off_is_left_out(session):
    lift(session)
    with (base_of(session).parent / f"{base_of(session).name}.happened.jsonl").open(
        "a"
    ) as file:
        file.write('{"id": "half')
    assert len(keep_noticed(session, base_of(session))) == 2


def test_it_is_followed_until_the_stream_is_over(session, monkeypatch):
    seen = []
    monkeypatch.setattr(noticed, "LOOK", 0.01)
    monkeypatch.setattr(noticed, "_keep_here", lambda *given: seen.append(given))
    over = threading.Event()
    told = (session.pk, base_of(session), over)
    thread = threading.Thread(target=noticed.follow, args=told)
    thread.start()
    lift(session)
    for _ in range(500):
        if seen:
            break
        time.sleep(0.01)
    over.set()
    thread.join()
    assert seen == [(session.pk, base_of(session))]


def left_behind(session: Any, kind: str = "lsl", ago: float = 0.0) -> Path:
    """Leave what a killed server leaves: a part, its list, and what was wanted."""
    base = base_of(session, kind)
    clock = np.arange(800) / 100.0
    force = 6.0 * np.clip(np.sin(2 * np.pi * clock), 0.0, None) * (clock > 1.0)
    write_recording(recording_of(clock, {"force_normal": force}), base)
    part_began(base, base, time.time() - ago)
    asked = {"source": kind, "path": "/elsewhere/before.parquet", "given": "tool"}
    (base.parent / f"{session.pk}.wanted.json").write_text(json.dumps(asked))
    for path in base.parent.iterdir():
        os.utime(path, (time.time() - ago, time.time() - ago))
    return base


def test_what_lies_there_since_yesterday_becomes_a_recording_and_says_so(as_, session):
    base = left_behind(session, ago=DAY)
    lift(session)
    os.utime(
        base.parent / f"{base.name}.happened.jsonl",
        (time.time() - DAY, time.time() - DAY),
    )
    (said,) = recover()
    assert "was recovered" in said
    found = Recording.objects.get(session=session)
    assert found.analysis["strokes"]
    assert any("was recovered" in one for one in doubts_of(found))
    assert sorted(kinds(session))[:2] == ["sensor", "stop"]
    for part in ("record", "finish"):
        page = as_("ana").get(f"/sessions/{session.pk}/{part}/").content.decode()
        assert "The server ended before the session was finished" in page
    assert list(base.parent.iterdir()) == []
    assert recover() == []


def test_a_session_that_goes_on_keeps_its_parts_and_its_sensor(session):
    base = left_behind(session, ago=60.0)
    assert recover() == []
    assert base.exists()
    wanted: StreamSettings | None = running.wanted(session.pk)
    assert wanted is not None
    assert wanted.path == str(base), "the folder may have been moved or restored"


def test_a_session_that_is_over_is_brought_home_at_once_even_when_signed(as_, session):
    left_behind(session)
    session.state = "stopped"
    session.save(update_fields=["state"])
    session.sign(session.practitioner)
    assert len(recover()) == 1
    assert Recording.objects.filter(session=session).count() == 1
    assert kinds(session) == []


def test_a_copy_of_the_folder_recovers_as_the_first_would(session, tmp_path, settings):
    left_behind(session, ago=DAY)
    elsewhere = tmp_path / "restored"
    shutil.copytree(tmp_path / "live", elsewhere / "live", copy_function=shutil.copy2)
    settings.VAR = elsewhere
    settings.RECORDINGS = elsewhere / "recordings"
    assert len(recover()) == 1


def test_what_cannot_be_read_stays_where_it_is_and_is_named(session):
    base = left_behind(session, ago=DAY)
    base.write_bytes(b"no recording")
    os.utime(base, (time.time() - DAY, time.time() - DAY))
    (said,) = recover()
    assert "could not be recovered" in said
    assert base.exists()


def test_what_was_played_or_belongs_to_nobody_is_no_recording(session, folder):
    left_behind(session, "simulator", ago=DAY)
    (folder / f"{uuid.uuid4()}-lsl.parquet.parts.jsonl").write_text("")
    (folder / "rubbish-lsl.parquet.parts.jsonl").write_text("")
    assert recover() == []
    assert not Recording.objects.exists()
