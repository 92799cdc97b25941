"""How long a live stream takes from sample to decision, and whether it loses frames.

Each stream is a process of its own that plays the simulator; frames are read over the
loopback, as the clinic's server does. Nothing is beside it but what was wanted. By
itself, `python bench/live_stream.py --streams 3 --seconds 600` prints a line of JSON.
"""

import argparse
import json
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from paired import Paired
from row import Row

from strigil.signals import recording_of, write_recording
from strigil.treatment.live import LiveStream, StreamSettings, begin_stream

CASE = "live-stream"
STREAMS, SECONDS = 3, 30.0  # at once, and for how long in `make bench`
WANTED = 0.04  # s, from sample to listener, of 95 in 100 frames
ALARM = 300.0  # ms, from the last sample of a silent sensor
RATE = 200.0  # Hz, of the recording that falls silent
SILENT = 3.0  # s after which it does


@dataclass(slots=True)
class Heard:
    """What was heard of one stream."""

    numbers: list[int] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    decided: list[float] = field(default_factory=list)


def main() -> None:
    """Run the streams and print what was heard."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--streams", type=int, default=3)
    asked.add_argument("--seconds", type=float, default=60.0)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        heard = listened(Path(folder), given.streams, given.seconds)
        found = {
            "streams": given.streams,
            "seconds": given.seconds,
            "each": [summed(one, given.seconds) for one in heard],
            "silence_to_alarm_ms": alarm_of(Path(folder)),
        }
    print(json.dumps(found))


def rows() -> Iterator[Row]:
    """Yield one row: the latest of the streams beside what was wanted."""
    with tempfile.TemporaryDirectory() as folder:
        heard = listened(Path(folder), STREAMS, SECONDS)
        alarm = alarm_of(Path(folder))
    each = [summed(one, SECONDS) for one in heard]
    late = 1e-3 * max(one["sample_to_listener_ms"]["p95"] for one in each)
    least = 1e-3 * min(float(np.min(one.late)) for one in heard)
    lost = sum(one["lost"] for one in each)
    decided = max(one["sample_to_decision_ms"]["p95"] for one in each)
    yield Row(
        case=CASE,
        peer="what was wanted",
        timed=Paired(late, WANTED, WANTED / late, least, WANTED),
        repeats=sum(len(one.numbers) for one in heard),
        accuracy={
            "measure": "frames lost; ms until a silent sensor raises the alarm",
            "ours": {"lost": lost, "alarm_ms": alarm},
            "peer": {"lost": 0, "alarm_ms": ALARM},
            "same": lost == 0 and alarm <= ALARM,
            "said": f"{lost} lost, alarm after {alarm:.0f} ms / 0, {ALARM:.0f} ms",
        },
        note=f"{STREAMS} streams at once for {SECONDS:.0f} s, each a process, on "
        "whatever else the machine does; from a sample to who reads the frames on "
        "the loopback, 95th percentile of the slowest stream, a screen's painting not "
        f"in it; to the stop rule's decision {decided:.3g} ms",
    )


def listened(folder: Path, streams: int, seconds: float) -> list[Heard]:
    """Listen to several streams at once for so long [s]."""
    begun = [
        begin_stream(
            StreamSettings("simulator", str(folder / f"s{k}.parquet"), given=str(k))
        )
        for k in range(streams)
    ]
    heard = [Heard() for _ in begun]
    threads = [
        threading.Thread(target=listen, args=(stream, one, seconds))
        for stream, one in zip(begun, heard, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for stream in begun:
        stream.end()
    return heard


def listen(stream: LiveStream, heard: Heard, seconds: float) -> None:
    """Take down each frame: its number, and how old its newest sample is."""
    until = time.monotonic() + seconds
    for frame in stream.frames("now"):
        if "n" not in frame:
            continue
        heard.numbers.append(frame["n"])
        heard.decided = frame["ms"]
        if frame["at"] is not None:
            heard.late.append(1e3 * (time.time() - frame["at"]))
        if time.monotonic() > until:
            return


def summed(heard: Heard, seconds: float) -> dict[str, Any]:
    """Return rate, losses and delays [ms] of what was heard."""
    late = np.asarray(heard.late)
    first, last = heard.numbers[0], heard.numbers[-1]
    return {
        "frames_a_second": round(len(heard.numbers) / seconds, 1),
        "lost": last - first + 1 - len(heard.numbers),
        "sample_to_decision_ms": dict(
            zip(("median", "p95", "most"), heard.decided, strict=True)
        ),
        "sample_to_listener_ms": {
            name: round(float(np.quantile(late, part)), 1)
            for name, part in (("median", 0.5), ("p95", 0.95), ("p99", 0.99))
        },
    }


def alarm_of(folder: Path) -> float:
    """Return how long after its last sample a silent sensor raises the alarm [ms]."""
    clock = np.arange(int(2 * SILENT * RATE)) / RATE
    clock[clock > SILENT] += 60.0
    force = np.random.default_rng(0).standard_normal(clock.size)
    path = folder / "silent.parquet"
    write_recording(recording_of(clock, {"force_normal": force}), path)
    told = StreamSettings("replay", str(folder / "live.parquet"), given=str(path))
    stream = begin_stream(told)
    for frame in stream.frames():
        if frame.get("alarm") == "silent":
            break
    late = 1e3 * (time.time() - frame["at"])
    stream.end()
    return round(late, 1)


if __name__ == "__main__":
    main()
