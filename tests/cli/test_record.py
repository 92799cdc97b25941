"""``strigil record``: sources by option, a file that is kept, Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from strigil.signals import read_recording

Run = Callable[..., Result]


def test_a_replay_is_taken_down_sample_by_sample(strigil: Run) -> None:
    strigil("simulate-recording", "--strokes", "3", "--out", "strokes.csv")
    done = strigil(
        "record", "--replay", "strokes.csv", "--speed", "1000", "--out", "a.parquet",
        "--site", "calf", "--json",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    before, after = read_recording("strokes.csv"), read_recording("a.parquet")
    assert said["samples"] == before.time.size == after.time.size
    assert (said["lost"], said["ended"]) == (0, "The source ended.")
    assert after.info.site == "calf"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say one source"),
        (["--lsl", "a", "--serial", "b"], "--lsl and --serial"),
        (["--replay", "nothing.csv"], "no file 'nothing.csv'"),
        (["--simulate", "1", "--site", "calfe"], "'calf'"),
        (["--simulate", "1", "--edge", "scaner.convex"], "edge 'scaner.convex'"),
        (["--serial", "nowhere"], "'nowhere' does not open"),
        (["--simulate", "1", "--speed", "0"], "above 0"),
    ],
)
def test_a_wrong_call_ends_with_2_and_one_line(
    strigil: Run, arguments: list[str], said: str
) -> None:
    done = strigil("record", *arguments, "--out", "r.parquet")
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    assert not Path("r.parquet").exists()


@pytest.mark.parametrize("source", ["--lsl", "--serial", "--ble"])
def test_without_the_extra_the_way_to_get_it_is_named(
    strigil: Run, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("strigil.signals.sources.source.import_module", missing)
    done = strigil("record", source, "x", "--out", "r.parquet")
    assert done.exit_code == 2
    assert "pip install 'strigil[live]'" in done.stderr


def test_a_recording_that_is_there_is_not_overwritten(strigil: Run) -> None:
    call = ("record", "--simulate", "1", "--speed", "1000", "--seconds", "1")
    assert strigil(*call, "--out", "r.parquet").exit_code == 0
    done = strigil(*call, "--out", "r.parquet")
    assert (done.exit_code, "already" in done.stderr) == (2, True)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_a_recording_and_keeps_it(tmp_path: Path, number: int) -> None:
    path = tmp_path / "r.parquet"
    command = [sys.executable, "-m", "strigil", "record", "--simulate", "1"]
    child = subprocess.Popen(
        [*command, "--out", str(path)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    folder = path.with_name("r.parquet.segments")
    for _ in range(400):
        if folder.exists() and any(folder.glob("*.parquet")):
            break
        time.sleep(0.05)
    child.send_signal(number)
    _, said = child.communicate(timeout=20)
    assert child.returncode == 0, said
    assert "It was stopped." in said
    assert read_recording(path).time.size > 50


def test_a_recording_goes_out_as_bids_with_its_strokes(strigil: Run) -> None:
    strigil("simulate-recording", "--strokes", "4", "--out", "strokes.csv")
    name = "sub-01/motion/sub-01_task-iastm_tracksys-tool_motion.tsv"
    done = strigil("analyse", "strokes.csv", "--save", name, "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)["strokes"]
    events = Path(name.replace("_motion.tsv", "_events.tsv")).read_text()
    assert len(events.splitlines()) == len(found) + 1
    again = strigil("analyse", name, "--json")
    assert len(json.loads(again.stdout)["strokes"]) == len(found)
