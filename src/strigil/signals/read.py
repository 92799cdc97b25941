"""Read a recording from a file of any format that is known, whole or part by part."""

import dataclasses
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import SensorProfile
from strigil.errors import InvalidValueError
from strigil.signals.formats import (
    Table,
    channels_of,
    check_length,
    left_out,
    read_sidecar,
    time_of,
)
from strigil.signals.opened import Opened, batches, open_file, table_of, whole_rows
from strigil.signals.recording import Recording, RecordingInfo, recording_of

__all__ = ["read_recording", "recording_parts"]

FloatArray = NDArray[np.float64]


def read_recording(
    path: str | Path,
    *,
    profile: str | Path | None = None,
    between: tuple[float, float] | None = None,
) -> Recording:
    """Read a recording from a file, or a cut of it.

    Parameters
    ----------
    path : str or Path
        A Parquet, text, XDF or BIDS-Motion file; a JSON sidecar beside it is read
        too. A recording whose writing was cut off is read as far as it goes.
    profile : str or Path, optional
        Id of a built-in sensor profile or a TOML file of your own. Without one the
        profile that fits the headings is found; ``recording.info.profile`` names it.
    between : tuple[float, float], optional
        Keep what lies from the one to before the other, counted from the first
        sample [s]; a long recording is read through without being held.

    Returns
    -------
    Recording
        Every channel in SI; what was missing in the file is NaN.

    Raises
    ------
    FileFormatError
        When the file is not what it claims to be; names the line and column.
    InvalidValueError
        When the time goes backwards or is missing, naming the line, or when there
        are more samples than are read at once.
    UnknownNameError
        When profile, channel, edge or site do not exist.
    """
    if between is not None:
        return _cut(path, profile, between)
    opened = open_file(Path(path), profile)
    check_length(opened.file.name, opened.rows, len(opened.wanted))
    raw = next(batches(opened, None))
    return _recording(opened, whole_rows(table_of(opened, raw, 0), opened.profile), 0)


def recording_parts(
    path: str | Path,
    *,
    profile: str | Path | None = None,
    samples: int = 1_000_000,
    progress: Callable[[float], None] | None = None,
) -> Iterator[Recording]:
    """Read a recording part by part, in memory that does not grow with its length.

    Parameters
    ----------
    path : str or Path
        As for :func:`read_recording`.
    profile : str or Path, optional
        As for :func:`read_recording`.
    samples : int
        Samples of one part, about [1].
    progress : callable, optional
        Told the part of the file that was read, from 0 to 1 [1].

    Yields
    ------
    Recording
        One part after the other; the time goes on from part to part.

    Raises
    ------
    InvalidValueError
        When the time goes backwards from one part to the next.
    StrigilError
        As for :func:`read_recording`.
    """
    if samples < 1:
        message = f"A part has at least one sample; {samples} was given."
        raise InvalidValueError(message)
    opened = open_file(Path(path), profile)
    before, last = 0, -np.inf
    for raw in batches(opened, samples):
        table = whole_rows(table_of(opened, raw, before), opened.profile)
        before += next(iter(raw.values())).size
        if progress:
            progress(min(1.0, before / max(opened.rows, 1.0)))
        if table.lines.size == 0:
            continue
        part = _recording(opened, table, before - table.lines.size)
        if part.time[0] < last:
            message = (
                f"{opened.file.name}: time goes backwards, {part.time[0]:g} s after "
                f"{last:g} s, at {table.word} {table.lines[0]}."
            )
            raise InvalidValueError(message)
        last = float(part.time[-1])
        yield part


def _cut(
    path: str | Path, profile: str | Path | None, between: tuple[float, float]
) -> Recording:
    kept: list[Recording] = []
    start = math.nan
    for part in recording_parts(path, profile=profile):
        start = float(part.time[0]) if math.isnan(start) else start
        first, past = np.searchsorted(part.time - start, between)
        if past > first:
            kept.append(part.cut(int(first), int(past)))
            held = sum(one.time.size for one in kept)
            check_length(Path(path).name, held, 1 + len(part.channels))
        if part.time[-1] - start >= between[1]:
            break
    if not kept:
        message = (
            f"{Path(path).name} has no sample from {between[0]:g} to before "
            f"{between[1]:g} s after its first."
        )
        raise InvalidValueError(message)
    info = kept[0].info
    note = f"Cut from {between[0]:g} to {between[1]:g} s after the first sample."
    return recording_of(
        np.concatenate([one.time for one in kept]),
        {
            name: np.concatenate([one.channels[name] for one in kept])
            for name in kept[0].channels
        },
        dataclasses.replace(info, notes=(*info.notes, note)),
    )


def _recording(opened: Opened, table: Table, before: int) -> Recording:
    profile = opened.profile
    time = time_of(profile, table, before=before)
    notes = [*opened.notes, *left_out(profile, opened.columns)]
    if profile.id == "headings" and profile.note:
        notes.insert(0, profile.note)
    info = _info(opened.file, profile, tuple(notes))
    return recording_of(time, channels_of(profile, table), info)


def _info(file: Path, profile: SensorProfile, notes: tuple[str, ...]) -> RecordingInfo:
    known = read_sidecar(file)
    native = profile.id in ("strigil", "bids")
    return dataclasses.replace(
        known,
        profile=known.profile if native and known.profile else profile.id,
        provenance=known.provenance or f"read from {file.name}",
        notes=(*known.notes, *notes),
    )
