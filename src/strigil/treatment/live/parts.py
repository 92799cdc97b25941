"""A recording in parts, one for each run of a stream, and the gaps between them."""

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np

from strigil.errors import InvalidValueError, StrigilError
from strigil.signals import Recording, read_recording, recording_of
from strigil.treatment.live.happened import forget_happened

__all__ = ["forget_parts", "joined", "next_part", "part_began", "parts_of"]


def next_part(base: Path) -> Path:
    """Return where the next part of a recording goes: ``session.parquet`` first.

    Examples
    --------
    >>> next_part(Path("nowhere/session.parquet")).name
    'session.parquet'
    """
    for count in range(1, 1000):
        name = base.name if count == 1 else f"{base.stem}-{count}{base.suffix}"
        path = base.with_name(name)
        if not path.exists() and not path.with_name(name + ".segments").exists():
            return path
    message = f"There are too many parts of {base.name}."
    raise InvalidValueError(message)


def part_began(base: Path, part: Path, at: float) -> None:
    """Keep when the first sample of a part was taken.

    Parameters
    ----------
    base : Path
        Where the first part lies.
    part : Path
        The part that begins.
    at : float
        Wall clock of its first sample [s].
    """
    with _list_of(base).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"part": part.name, "began": at}) + "\n")


def parts_of(base: Path) -> list[tuple[Path, float]]:
    """Return the parts that have samples, in order, and when each began [s]."""
    if not _list_of(base).exists():
        return []
    lines = _list_of(base).read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines if line.endswith("}")]
    return [(base.with_name(row["part"]), float(row["began"])) for row in found]


def forget_parts(base: Path) -> None:
    """Remove all parts of a recording and what happened: both are kept elsewhere."""
    for part, _ in parts_of(base):
        for path in (part, part.with_suffix(".json")):
            path.unlink(missing_ok=True)
        segments = part.with_name(part.name + ".segments")
        shutil.rmtree(segments, ignore_errors=True)
    _list_of(base).unlink(missing_ok=True)
    forget_happened(base)


def joined(base: Path) -> Recording:
    """Return all parts as one recording; what lay between stays a gap.

    Raises
    ------
    InvalidValueError
        When there is no part that can be read.
    """
    rows = [row for row in map(_read, parts_of(base)) if row is not None]
    if not rows:
        message = f"Nothing was recorded in {base.name}."
        raise InvalidValueError(message)
    first, began = rows[0]
    time, notes = [first.time], [*first.info.notes]
    same = [(one, at) for one, at in rows if set(one.channels) == set(first.channels)]
    if len(same) < len(rows):
        notes.append("A part with other channels is kept in its own file.")
    for one, at in same[1:]:
        last = float(time[-1][-1])
        shift = max(at - began + float(first.time[0]) - float(one.time[0]), 0.0)
        shift = max(shift, last - float(one.time[0]))
        gap = float(one.time[0]) + shift - last
        notes += [
            f"The stream was lost at {last:.2f} s for {gap:.1f} s.",
            *one.info.notes,
        ]
        time.append(one.time + shift)
    channels = {
        name: np.concatenate([one.channels[name] for one, _ in same])
        for name in first.channels
    }
    info = dataclasses.replace(first.info, notes=tuple(dict.fromkeys(notes)))
    return recording_of(np.concatenate(time), channels, info)


def _read(part: tuple[Path, float]) -> tuple[Recording, float] | None:
    try:
        return read_recording(part[0]), part[1]
    except (StrigilError, OSError):
        return None


def _list_of(base: Path) -> Path:
    return base.with_name(base.name + ".parts.jsonl")
