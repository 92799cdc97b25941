"""A recording that is still being written, or whose writing was cut off.

While a recording runs its samples lie in small Parquet files in a folder beside the
place where the recording will be: ``session.parquet.segments/000000.parquet`` and on.
Each is written under another name, flushed to the disk and only then given its own,
so that whatever ends the process leaves whole files.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = [
    "join_segments",
    "remove_segments",
    "segment_folder",
    "segments_of",
    "write_segment",
]

FloatArray = NDArray[np.float64]

_ENDING = ".segments"
_ROW_GROUP = 65536  # rows; a minute at 1 kHz, so that a part can be read alone


def segment_folder(path: Path) -> Path:
    """Return where the segments of a recording lie while it is written."""
    return path.with_name(path.name + _ENDING)


def segments_of(path: Path) -> list[Path]:
    """Return the whole segments of a recording in order; none when it has none."""
    files = sorted(segment_folder(path).glob("*.parquet"))
    return [file for file in files if _is_whole(file)]


def write_segment(
    path: Path, number: int, columns: Sequence[str], rows: FloatArray
) -> None:
    """Write some samples, one row each, so that they outlive this process."""
    place = segment_folder(path) / f"{number:06d}.parquet"
    draft = place.with_suffix(".draft")
    frame = pl.DataFrame({name: rows[:, i] for i, name in enumerate(columns)})
    with draft.open("wb") as file:
        frame.write_parquet(file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)


def join_segments(path: Path) -> None:
    """Make one Parquet file of all segments, a part at a time, and remove them."""
    draft = segment_folder(path) / "joined.draft"
    scan = pl.scan_parquet(segments_of(path), glob=False)
    scan.sink_parquet(draft, row_group_size=_ROW_GROUP, sync_on_close="all")
    draft.replace(path)
    remove_segments(path)


def remove_segments(path: Path) -> None:
    """Remove the folder of segments."""
    shutil.rmtree(segment_folder(path))


def _is_whole(file: Path) -> bool:
    """Say whether a file has both of Parquet's marks: a power cut may leave less."""
    with file.open("rb") as opened:
        begins = opened.read(4) == b"PAR1"
        if not begins or file.stat().st_size < 12:
            return False
        opened.seek(-4, os.SEEK_END)
        return opened.read() == b"PAR1"
