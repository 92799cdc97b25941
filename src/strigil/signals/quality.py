"""What a reader of the numbers should know about the recording they come from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import limit
from strigil.signals.clock import gap_starts, is_sparse, regions, sample_step
from strigil.signals.numbers import number
from strigil.signals.recording import (
    CHANNELS,
    Recording,
    channels_said,
    recording_of,
)
from strigil.units import to_si

__all__ = [
    "QualityNote",
    "believable",
    "beyond_belief",
    "channel_notes",
    "clipped",
    "clock_notes",
    "missing_notes",
    "quality_of",
]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
_ABSURD = 1e6  # in SI no channel comes near; squares of it still fit a float
# SI unit of a channel: the unit in which people read it, and how that is written.
_READ_IN = {
    "rad": ("deg", "°"),
    "rad/s": ("deg/s", "°/s"),
    "m/s2": ("m/s2", "m/s²"),
    "m": ("mm", "mm"),
    "N.m": ("N.m", "N·m"),
    "T": ("uT", "µT"),
    "1": ("1", ""),
}
_FORCES = ("force_normal", "force_x", "force_y", "force_z")


@dataclass(frozen=True, slots=True)
class QualityNote:
    """One thing that was noticed.

    Attributes
    ----------
    code : str
        A fixed word for programs.
    message : str
        A sentence for people.
    from_, to : float or None
        Where it was first seen; None when it holds for the whole recording [s].
    channels : tuple[str, ...]
        Which channels it is about; none where it is about all of them.
    """

    code: str
    message: str
    from_: float | None = None
    to: float | None = None
    channels: tuple[str, ...] = ()


def quality_of(recording: Recording) -> list[QualityNote]:
    """Look at clock, missing samples and each channel of a recording."""
    notes = [QualityNote("column", text) for text in recording.info.notes]
    notes += clock_notes(recording.time)
    notes += missing_notes(recording)
    for name, values in recording.channels.items():
        notes += channel_notes(name, values, recording.time)
    return notes


def believable(recording: Recording) -> Recording:
    """Take infinite and absurd values of any channel for missing samples."""
    cleaned = {}
    for name, values in recording.channels.items():
        absurd = np.abs(values) >= _ABSURD
        if absurd.any():
            cleaned[name] = np.where(absurd, np.nan, values)
    if not cleaned:
        return recording
    channels = {**recording.channels, **cleaned}
    return recording_of(recording.time, channels, recording.info)


def beyond_belief(values: FloatArray) -> BoolArray:
    """Mark the samples of a force [N] that lie further from the usual than a hand."""
    known = np.isfinite(values)
    some, most = values[known], limit("max_plausible_force")
    if not some.size or some.max() - some.min() <= most:
        return np.zeros(values.size, dtype=np.bool_)
    return known & (np.abs(values - float(np.median(some))) > most)


def clipped(values: FloatArray) -> BoolArray:
    """Mark the samples that stand in a row at the largest or smallest value.

    Parameters
    ----------
    values : ndarray
        One channel [any unit].

    Returns
    -------
    ndarray of bool
        True where the sensor has probably reached its end.

    Notes
    -----
    A coarse converter repeats its values: the row must also be longer than any row
    of equal values elsewhere in the upper (lower) half of the range.
    """
    found = np.zeros(values.size, dtype=np.bool_)
    known = values[np.isfinite(values)]
    if known.size == 0 or known.max() == known.min():
        return found
    needed = number("quality", "clipped_run")
    ends = known.max(), known.min()
    for extreme in ends:
        if abs(extreme) < 0.99 * np.abs(ends).max():
            continue  # the quiet end of a one-sided channel is rest, not saturation
        rows = regions(values == extreme)
        long = rows[rows[:, 1] - rows[:, 0] >= needed]
        for start, end in long:
            found[start:end] = True
    return found


def clock_notes(time: FloatArray) -> list[QualityNote]:
    """Tell of gaps, repeated times, uneven and few steps of a clock [s]."""
    notes = []
    steps = np.diff(time)
    step = sample_step(time)
    after = gap_starts(time)
    if after.size:
        longest = after[np.argmax(steps[after])]
        message = (
            f"{after.size} gap(s) in the clock; the longest lasts "
            f"{steps[longest]:.3g} s. No stroke reaches over a gap."
        )
        notes.append(
            QualityNote("gap", message, float(time[longest]), float(time[longest + 1]))
        )
    same = int((steps == 0).sum())
    if same:
        message = f"{same} sample(s) carry the time of the sample before."
        notes.append(QualityNote("repeated_time", message))
    spread = 1.4826 * float(np.median(np.abs(steps - step))) / step if steps.size else 0
    if spread > number("quality", "jitter"):
        message = f"The clock is uneven: its steps spread by {100 * spread:.0f} %."
        notes.append(QualityNote("jitter", message))
    if is_sparse(time):
        message = (
            f"The samples lie {step:.3g} s apart: no stroke is seen between them. Is "
            "the time in another unit? A heading says it ('time_ms'), or a profile."
        )
        notes.append(QualityNote("sparse_sampling", message))
    elif 1.0 / step < number("quality", "slow_sampling"):
        message = f"{1 / step:.3g} samples a second are few: peaks are underestimated."
        notes.append(QualityNote("slow_sampling", message))
    return notes


def missing_notes(recording: Recording) -> list[QualityNote]:
    """Tell of missing samples once for all channels that lack the same ones."""
    alike: dict[bytes, list[str]] = {}
    for name, values in recording.channels.items():
        missing = ~(np.abs(values) < _ABSURD)
        if missing.any() and not missing.all():
            alike.setdefault(np.packbits(missing).tobytes(), []).append(name)
    notes = []
    for names in alike.values():
        missing = ~(np.abs(recording.channels[names[0]]) < _ABSURD)
        rows = regions(missing)
        start, end = rows[np.argmax(rows[:, 1] - rows[:, 0])]
        message = (
            f"{missing.sum()} of {missing.size} samples are missing in {len(rows)} "
            f"place(s), the longest of {end - start} samples: {channels_said(names)}."
        )
        first, last = float(recording.time[start]), float(recording.time[end - 1])
        notes.append(QualityNote("missing", message, first, last, tuple(names)))
    return notes


def channel_notes(name: str, values: FloatArray, time: FloatArray) -> list[QualityNote]:
    """Tell of a channel that is empty, constant, at its end or beyond belief [SI]."""
    missing, said = ~(np.abs(values) < _ABSURD), channels_said([name])
    if missing.all():
        message = f"No value of the {said} was recorded."
        return [QualityNote("empty_channel", message, channels=(name,))]
    known = values[~missing]
    if known.size > 1 and known.max() == known.min():
        message = f"The {said} never changes ({_as_read(name, float(known[0]))})."
        return [QualityNote("constant_channel", message, channels=(name,))]
    return _force_notes(name, values, time) if name in _FORCES else []


def _as_read(name: str, value: float) -> str:
    """Return a value of a channel in the unit in which people read it."""
    unit, written = _READ_IN.get(CHANNELS[name], (CHANNELS[name],) * 2)
    space = "" if written == "°" else " "
    return f"{value / to_si(1.0, unit):.4g}{space}{written}".rstrip()


def _force_notes(name: str, values: FloatArray, time: FloatArray) -> list[QualityNote]:
    notes, said = [], channels_said([name])
    beyond = np.flatnonzero(beyond_belief(values))
    if beyond.size:
        message = (
            f"The {said} is beyond {limit('max_plausible_force'):g} N in {beyond.size} "
            "sample(s); no hand is. Is the unit right, was the sensor knocked? Short "
            "ones are left out."
        )
        first, last = float(time[beyond[0]]), float(time[beyond[-1]])
        notes.append(QualityNote("implausible", message, first, last, (name,)))
    ends = clipped(values)
    if ends.any():
        start, end = regions(ends)[0]
        first, last = float(time[start]), float(time[end - 1])
        message = (
            f"The {said} stands still at its largest value in {ends.sum()} samples: "
            "probably saturated; peaks are too low there."
        )
        notes.append(QualityNote("saturated", message, first, last, (name,)))
    return notes
