"""A file that is read part by part: time and memory of ten hours beside one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
from paired import Paired
from row import Row

from strigil.signals.recording import CHANNELS, Recording

HOURS = 10
# The peak that the kernel tells; the usual call counts the process that began this one.
TOLD = """
import json, sys
from pathlib import Path
from time import process_time
from strigil.signals import analyse_in_parts
_, found = analyse_in_parts(sys.argv[1], profile=sys.argv[2])
lines = dict(line.split(":") for line in Path("/proc/self/status").open())
print(json.dumps({
    "strokes": len(found.strokes),
    "seconds": process_time(),
    "megabytes": int(lines["VmHWM"].split()[0]) / 1024,
}))
"""


def long_row(case: str, recording: Recording, rate: float, folder: Path) -> Row:
    """Analyse one hour and ten, each in a process of its own, from Parquet."""
    columns = ", ".join(
        f'{{ column = "{name}", channel = "{name}", unit = "{CHANNELS[name]}" }}'
        for name in recording.channels
    )
    profile = folder / "hours.toml"
    profile.write_text(f"sample_rate = {rate:g}\ncolumns = [{columns}]\n")
    hour = folder / "one_hour"
    pl.DataFrame(dict(recording.channels)).write_parquet(hour)
    told(hours(folder, hour, 1), profile)  # so that everything is compiled
    short = told(hours(folder, hour, 1), profile)
    long = told(hours(folder, hour, HOURS), profile)
    added = long["megabytes"] - short["megabytes"]
    each = HOURS * short["seconds"]
    rows = HOURS * recording.time.size
    return Row(
        case=case,
        peer=f"itself on one hour, {HOURS} hours in parts",
        timed=Paired(
            long["seconds"], each, each / long["seconds"], long["seconds"], each
        ),
        repeats=1,
        accuracy={
            "measure": "resident memory at most, in MB; and strokes",
            "ours": long,
            "peer": short,
            "same": added < 0.2 * short["megabytes"],
            "said": f"{long['megabytes']:.0f} MB / {short['megabytes']:.0f} MB",
        },
        note="times on the processor, start of the process included; "
        f"{rows:.3g} rows x {len(recording.channels)} channels, Parquet to strokes, "
        f"{long['megabytes']:.0f} MB resident at most ({short['megabytes']:.0f} MB for "
        "one hour)",
    )


def hours(folder: Path, hour: Path, count: int) -> Path:
    """Make a recording of so many hours that takes the disk space of one."""
    path = folder / f"{count}_hours.parquet"
    place = Path(f"{path}.segments")
    if not place.exists():
        place.mkdir()
        for i in range(count):
            os.link(hour, place / f"{i:06d}.parquet")
    return path


def told(path: Path, profile: Path) -> dict[str, float]:
    """Analyse a file in a process of its own; return what it said."""
    run = [sys.executable, "-c", TOLD, str(path), str(profile)]
    done = subprocess.run(  # noqa: S603  # our own Python on our own files
        run, check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return {name: round(value, 2) for name, value in found.items()}
