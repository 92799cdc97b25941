"""Strokes: contact split where the edge turns back, and what each stroke was."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.clock import gap_starts, held, sample_step, stamp
from strigil.signals.force import NormalForce
from strigil.signals.motion import (
    Track,
    direction_of,
    shear_reversals,
    track_of,
    turning_points,
)
from strigil.signals.numbers import number
from strigil.signals.quality import beyond_belief, clipped
from strigil.signals.recording import Recording

__all__ = ["StrokeMeasure", "measure_strokes", "split_contacts"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class StrokeMeasure:
    """One stroke, measured. What the channels do not allow to know is None.

    Attributes
    ----------
    start, end : float
        The stroke lasts from ``start`` to just before ``end`` [s].
    peak_force, mean_force : float
        Largest and mean normal force [N].
    impulse : float
        Force summed over time [N.s].
    length : float or None
        Way of the edge [m].
    rate : float or None
        One over the time since the stroke before began [1/s].
    angle : float or None
        Median treatment angle [rad].
    direction : float or None
        Direction of the way in the x-y plane, from +x [rad].
    flags : tuple[str, ...]
        ``turned`` (begins where the edge turned, without a lift), ``saturated``,
        ``implausible``, ``low_angle``, ``samples_missing``, ``at_gap``,
        ``cut_by_start``, ``cut_by_end``, ``direction_from_shear``.
    """

    start: float
    end: float
    peak_force: float
    mean_force: float
    impulse: float
    length: float | None
    rate: float | None
    angle: float | None
    direction: float | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Session:
    """What every stroke of a recording is measured on."""

    time: FloatArray
    step: float
    normal: NormalForce
    begins: frozenset[int]
    gaps: IntArray
    filled: FloatArray
    track: Track | None
    angle: FloatArray | None
    saturated: BoolArray
    impossible: BoolArray


def split_contacts(recording: Recording, normal: NormalForce) -> IntArray:
    """Split contacts into strokes ``[start, end)`` where the edge turns back.

    Position tells where, else the shear force; with neither, a contact is a stroke.
    A part shorter than the shortest stroke stays with its neighbour.
    """
    track = _track(recording)
    pieces: list[tuple[int, int]] = []
    for start, end in normal.contacts:
        turns: list[int] = []
        if track is not None:
            turns = turning_points(track, int(start), int(end))
        elif normal.shear is not None:
            turns = shear_reversals(normal.shear, normal.smooth, int(start), int(end))
        pieces += _parts(recording.time, int(start), int(end), turns)
    return np.asarray(pieces, dtype=np.int64).reshape(-1, 2)


def measure_strokes(
    recording: Recording, normal: NormalForce, strokes: IntArray
) -> tuple[StrokeMeasure, ...]:
    """Measure each stroke.

    Parameters
    ----------
    recording : Recording
        The samples.
    normal : NormalForce
        Force above rest.
    strokes : ndarray
        Strokes as rows ``[start, end)``.

    Returns
    -------
    tuple[StrokeMeasure, ...]
        In order of time.

    Notes
    -----
    The peak is that of the smoothed force; mean and impulse are those of the force
    itself, each sample standing until the next, a missing one as the line between
    its neighbours.
    """
    session = _session(recording, normal)
    measured = []
    before: float | None = None
    for start, end in strokes:
        began = float(recording.time[start])
        rate = _rate(before, began)
        measured.append(_measure(session, int(start), int(end), rate))
        before = began
    return tuple(measured)


def _session(recording: Recording, normal: NormalForce) -> _Session:
    time = recording.time
    filled = held(normal.force)
    if not normal.known.all() and normal.known.any():
        filled = np.interp(time, time[normal.known], normal.force[normal.known])
    angle = recording.channels.get("treatment_angle")
    forces = [c for name, c in recording.channels.items() if name.startswith("force")]
    saturated = np.logical_or.reduce([clipped(channel) for channel in forces])
    impossible = np.logical_or.reduce([beyond_belief(channel) for channel in forces])
    return _Session(
        time=time,
        step=sample_step(time),
        normal=normal,
        begins=frozenset(normal.contacts[:, 0].tolist()),
        gaps=gap_starts(time),
        filled=filled,
        track=_track(recording),
        angle=angle,
        saturated=saturated,
        impossible=impossible,
    )


def _measure(
    session: _Session, start: int, end: int, rate: float | None
) -> StrokeMeasure:
    began, ended = float(session.time[start]), stamp(session.time, end)
    ended = min(ended, float(session.time[end - 1]) + _longest_hold(session.step))
    marks = np.append(session.time[start:end], ended)
    impulse = float(np.dot(session.filled[start:end], np.diff(marks)))
    track = session.track
    direction, source = _direction(session, start, end)
    angle = _angle(session, start, end)
    return StrokeMeasure(
        start=began,
        end=ended,
        peak_force=float(session.normal.smooth[start:end].max()),
        mean_force=impulse / (ended - began),
        impulse=impulse,
        length=None if track is None else track.length(start, end),
        rate=rate,
        angle=angle,
        direction=direction,
        flags=(*_flags(session, start, end, angle), *source),
    )


def _flags(session: _Session, start: int, end: int, angle: float | None) -> list[str]:
    said = {
        "turned": start not in session.begins,
        "saturated": bool(session.saturated[start:end].any()),
        "implausible": bool(session.impossible[start:end].any()),
        "low_angle": angle is not None and angle < number("strokes", "low_angle"),
        "samples_missing": not session.normal.known[start:end].all(),
        "at_gap": _at_gap(session, start, end),
        "cut_by_start": start == 0,
        "cut_by_end": end == session.time.size,
    }
    return [flag for flag, holds in said.items() if holds]


def _at_gap(session: _Session, start: int, end: int) -> bool:
    last = min(end, session.time.size - 1)
    first, past = np.searchsorted(session.gaps, [max(start - 1, 0), last])
    return bool(past > first)


def _longest_hold(step: float) -> float:
    """Return how long a sample stands for at most, before a gap [s]."""
    return max(number("contact", "merge_gap"), number("quality", "gap_factor") * step)


def _angle(session: _Session, start: int, end: int) -> float | None:
    if session.angle is None:
        return None
    part = session.angle[start:end]
    part = part[np.isfinite(part)]
    return float(np.median(part)) if part.size else None


def _direction(
    session: _Session, start: int, end: int
) -> tuple[float | None, tuple[str, ...]]:
    if session.track is not None:
        way = session.track.where[session.track.between(start, end)]
        return (direction_of(way[-1] - way[0]) if len(way) > 1 else None), ()
    shear = session.normal.shear
    if shear is None or shear.shape[1] != 2:
        return None, ()
    mean = -shear[start:end].mean(axis=0)
    found = direction_of(np.append(mean, 0.0))
    return found, ("direction_from_shear",) if found is not None else ()


def _rate(before: float | None, began: float) -> float | None:
    if before is None or not 0 < began - before <= number("strokes", "burst_gap"):
        return None
    return 1.0 / (began - before)


def _track(recording: Recording) -> Track | None:
    if not recording.has("position_x", "position_y", "position_z"):
        return None
    channels = [recording.channels[f"position_{axis}"] for axis in "xyz"]
    return track_of(recording.time, channels)


def _parts(
    time: FloatArray, start: int, end: int, turns: list[int]
) -> list[tuple[int, int]]:
    shortest = number("contact", "minimum_duration")
    marks = [start]
    for turn in turns:
        if time[turn] - time[marks[-1]] >= shortest and (
            time[end - 1] - time[turn] >= shortest
        ):
            marks.append(turn)
    return list(zip(marks, [*marks[1:], end], strict=True))
