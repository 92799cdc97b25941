"""Which sensors can be chosen on this machine."""

import time
import uuid
from pathlib import Path

import pytest

from strigil.errors import MissingExtraError
from strigil.signals import LslOutlet, sensors_nearby
from strigil.signals.sources import nearby


def test_two_streams_of_one_name_are_told_apart_by_their_id():
    pytest.importorskip("pylsl", reason="the extra 'live' is not installed")
    name = f"tool-{uuid.uuid4().hex[:8]}"
    outlets = [
        LslOutlet(name, ["force_normal"], rate=50.0, source_id=f"{name}-{k}")
        for k in range(2)
    ]
    alone = LslOutlet(f"{name}-alone", ["force_normal", "force_x"])
    time.sleep(0.1)
    found = {one.given: one for one in sensors_nearby().lsl}
    del outlets, alone
    assert {f"source_id={name}-0", f"source_id={name}-1"} <= set(found)
    assert found[f"source_id={name}-0"].about.startswith("1 channel at 50 Hz")
    assert found[f"{name}-alone"].about.startswith("2 channels, from")


def test_an_adapter_is_seen_and_its_absence_is_said(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(nearby.platform, "system", lambda: "Linux")
    monkeypatch.setattr(nearby, "extra", lambda *_: None)
    monkeypatch.setattr(nearby, "_streams", tuple)
    monkeypatch.setattr(nearby, "_ports", tuple)
    assert "no Bluetooth adapter" in sensors_nearby(tmp_path).why_not["bluetooth"]
    (tmp_path / "hci0").mkdir()
    assert sensors_nearby(tmp_path).why_not == {}


def test_what_is_not_installed_is_named_for_each_kind(monkeypatch):
    def missing(module: str, use: str) -> None:
        message = f"{use} needs {module}"
        raise MissingExtraError(message)

    monkeypatch.setattr(nearby, "extra", missing)
    monkeypatch.setattr(nearby, "open_layer", lambda: missing("pylsl", "A stream"))
    found = sensors_nearby()
    assert (found.lsl, found.serial) == ((), ())
    assert sorted(found.why_not) == ["bluetooth", "lsl", "serial"]
