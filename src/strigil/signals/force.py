"""The normal force, from one channel or from three that nobody aligned or zeroed."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from strigil.signals.clock import even_pieces, regions, sample_step
from strigil.signals.contact import (
    Levels,
    contact_regions,
    find_levels,
    low_passed,
    split_level,
)
from strigil.signals.numbers import number
from strigil.signals.quality import QualityNote, beyond_belief
from strigil.signals.recording import Recording, channels_said

__all__ = ["NormalForce", "contact_mask", "normal_force"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_ROUNDS = 3  # rest, contact, rest again ...; the third changes nothing more
_LOWER_QUARTER = 25  # percent; turning edges and a resting hand lie above
_MIDDLE = 50  # percent: the median
_NEIGHBOURS = 5  # rest pieces over which one odd piece is outvoted


@dataclass(frozen=True, slots=True, eq=False)
class NormalForce:
    """Force on the skin above rest, and the contact found in it.

    Attributes
    ----------
    force : ndarray
        Normal force above rest; NaN where a sample was missing [N].
    smooth : ndarray
        The same after the low pass, finite [N].
    shear : ndarray or None
        Force along the skin above rest as columns, smoothed [N].
    known : ndarray of bool
        False where a sample was missing.
    contacts : ndarray
        Stretches of contact as rows ``[start, end)``.
    levels : Levels or None
        Levels of contact; None when nothing was touched.
    notes : tuple[QualityNote, ...]
        How the force was found.
    """

    force: FloatArray
    smooth: FloatArray
    shear: FloatArray | None
    known: BoolArray
    contacts: IntArray
    levels: Levels | None
    notes: tuple[QualityNote, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """How the columns of force become one normal force."""

    names: tuple[str, ...]
    raw: FloatArray
    smooth: FloatArray
    base: FloatArray
    direction: FloatArray | None

    def normal(self, columns: FloatArray) -> FloatArray:
        above = columns - self.base
        if self.direction is None:
            return np.asarray(np.linalg.norm(above, axis=1))
        if len(self.direction) == 1:
            return np.asarray(above[:, 0] * self.direction[0])
        return np.asarray(above @ self.direction)


def normal_force(recording: Recording) -> NormalForce | None:
    """Find the normal force of a recording and its contacts.

    Parameters
    ----------
    recording : Recording
        With ``force_normal``, or with one to three of ``force_x, _y, _z``.

    Returns
    -------
    NormalForce or None
        None when no force was recorded.

    Notes
    -----
    With ``force_normal``, pressing is positive and rest is the lower of its two
    classes. Otherwise rest is the class in which the recording begins and ends, or
    the one that scatters less; it is followed through the recording, so that a bias
    or a slow drift does not count. If the force in contact keeps one direction, that
    direction is the normal (the nearest axis of the sensor, when it lies close); if
    not, the length of the force vector stands for it, shear included. The weight of
    the instrument is not taken off when it is turned.
    """
    names = _force_channels(recording)
    if not names:
        return None
    view = _first_view(recording, names)
    known = np.asarray(np.isfinite(view.raw).all(axis=1))
    time = recording.time
    contacts = np.empty((0, 2), dtype=np.int64)
    levels = None
    for turn in range(_ROUNDS):
        smooth = view.normal(view.smooth)
        levels = find_levels(smooth, time, known)
        if levels is None:
            contacts = np.empty((0, 2), dtype=np.int64)
            break
        contacts = contact_regions(smooth, time, known, levels)
        if turn == 0 and view.direction is None:
            view = _aligned(view, contact_mask(contacts, time.size) & known)
        elif turn < _ROUNDS - 1:
            view = replace(view, base=_followed_rest(view, time, known, contacts))
    force = np.where(known, view.normal(view.raw), np.nan)
    notes = (*_how(view), *_drift(view, levels))
    shear = _shear(recording, view, contacts)
    return NormalForce(
        force, view.normal(view.smooth), shear, known, contacts, levels, notes
    )


def _force_channels(recording: Recording) -> tuple[str, ...]:
    if recording.has("force_normal"):
        return ("force_normal",)
    return tuple(f"force_{a}" for a in "xyz" if recording.has(f"force_{a}"))


def _first_view(recording: Recording, names: tuple[str, ...]) -> _View:
    rate = 1.0 / sample_step(recording.time)
    raw = np.column_stack(
        [_believed(recording.channels[name], recording.time) for name in names]
    )
    smooth = np.column_stack([low_passed(column, rate) for column in raw.T])
    if names == ("force_normal",):
        column = smooth[:, 0]
        rest = column <= split_level(column)
        base = np.percentile(smooth[rest], _LOWER_QUARTER, axis=0)
        return _View(names, raw, smooth, base, np.ones(1))
    rest = _rest_of_unaligned(smooth, rate)
    return _View(names, raw, smooth, np.median(smooth[rest], axis=0), None)


def _believed(values: FloatArray, time: FloatArray) -> FloatArray:
    """Take infinite values and short impossible ones for missing samples [N]."""
    clean = np.where(np.isfinite(values), values, np.nan)
    for start, end in regions(beyond_belief(clean)):
        if time[end - 1] - time[start] < number("contact", "minimum_duration"):
            clean[start:end] = np.nan
    return clean


def _rest_of_unaligned(smooth: FloatArray, rate: float) -> BoolArray:
    """Tell rest from contact without knowing axis, sign or zero of the force."""
    centred = smooth - np.median(smooth, axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    along = centred @ axes[:, -1]
    high = along > split_level(along)
    some = max(1, round(rate * 2 * number("contact", "minimum_duration")))
    begins, ends = high[:some].mean() > 0.5, high[-some:].mean() > 0.5
    if begins == ends:
        return np.asarray(high == begins)
    scatter = [_scatter(smooth[~high]), _scatter(smooth[high])]
    return np.asarray(high == (scatter[1] < scatter[0]))


def _scatter(cloud: FloatArray) -> float:
    if len(cloud) < 2:
        return np.inf
    middle = np.median(cloud, axis=0)
    return float(np.median(np.linalg.norm(cloud - middle, axis=1)))


def _aligned(view: _View, inside: BoolArray) -> _View:
    """Take the direction of the force in contact as the normal, if it has one."""
    if not inside.any():
        return view
    vectors = (view.smooth - view.base)[inside]
    mean = vectors.mean(axis=0)
    length = float(np.linalg.norm(mean))
    if length < number("contact", "coherence") * np.linalg.norm(vectors, axis=1).mean():
        return view
    direction = mean / length
    main = int(np.argmax(np.abs(direction)))
    if abs(direction[main]) >= number("contact", "axis_alignment"):
        direction = np.sign(direction[main]) * np.eye(len(mean))[main]
    return replace(view, direction=direction)


def _followed_rest(
    view: _View, time: FloatArray, known: BoolArray, contacts: IntArray
) -> FloatArray:
    """Follow the resting force through the recording, one row a sample [N]."""
    outside = ~contact_mask(contacts, time.size)
    step = sample_step(time)
    margin = round(number("contact", "merge_gap") / step)
    piece = number("contact", "rest_piece")
    at, values = [], []
    for start, end in regions(outside & known):
        first = start + (margin if start > 0 else 0)
        last = end - (margin if end < time.size else 0)
        if last - first <= margin:
            continue
        count = max(1, round((last - first) * step / piece))
        for begin, past in even_pieces(int(first), int(last), count):
            at.append(time[begin + (past - begin) // 2])
            values.append(_middle(view.smooth[begin:past]))
    if not at:
        return view.base
    # Pressing only adds to a normal force, so a hand that rests on the skin between
    # strokes is outvoted by the lowest pieces; unaligned axes have no low side.
    percent = _LOWER_QUARTER if view.names == ("force_normal",) else _MIDDLE
    calm = _running_percentile(np.asarray(values), percent)
    return np.column_stack([np.interp(time, at, column) for column in calm.T])


def _middle(block: FloatArray) -> FloatArray:
    """Return the median of each column of a finite block, without checks."""
    half = (len(block) - 1) // 2, len(block) // 2
    ordered = np.partition(block, half, axis=0)
    return np.asarray(0.5 * (ordered[half[0]] + ordered[half[1]]))


def _running_percentile(values: FloatArray, percent: float) -> FloatArray:
    half = _NEIGHBOURS // 2
    if len(values) < _NEIGHBOURS:
        few = np.percentile(values, percent, axis=0)
        return values if percent == _MIDDLE else np.tile(few, (len(values), 1))
    padded = np.pad(values, ((half, half), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, _NEIGHBOURS, axis=0)
    return np.asarray(np.percentile(windows, percent, axis=-1))


def _shear(recording: Recording, view: _View, contacts: IntArray) -> FloatArray | None:
    """Return the force along the skin, where the channels allow to know it."""
    if view.names == ("force_normal",):
        if not recording.has("force_x", "force_y"):
            return None
        rate = 1.0 / sample_step(recording.time)
        pair = [recording.channels["force_x"], recording.channels["force_y"]]
        outside = ~contact_mask(contacts, recording.time.size)
        some = outside if outside.any() else ~outside
        smooth = [low_passed(column, rate) for column in pair]
        return np.column_stack([column - np.median(column[some]) for column in smooth])
    if view.direction is None or len(view.names) < 3:
        return None
    above = view.smooth - view.base
    return np.asarray(above - np.outer(above @ view.direction, view.direction))


def _how(view: _View) -> list[QualityNote]:
    if view.names == ("force_normal",):
        return []
    listed = channels_said(view.names)
    if view.direction is None:
        message = (
            f"The normal force is the length of {listed} above rest: no one "
            "direction stands out, so shear is in it."
        )
        return [QualityNote("normal_from_magnitude", message)]
    main = int(np.argmax(np.abs(view.direction)))
    if abs(view.direction[main]) == 1.0:
        turned = ", turned round" if view.direction[main] < 0 else ""
        axis = channels_said([view.names[main]])
        message = f"The normal force is taken from the {axis}{turned}."
        return [QualityNote("normal_from_axis", message)]
    parts = ", ".join(f"{part:.2f}" for part in view.direction)
    message = f"The normal force is taken along ({parts}) of {listed}."
    return [QualityNote("normal_from_direction", message)]


def _drift(view: _View, levels: Levels | None) -> list[QualityNote]:
    if view.base.ndim < 2 or levels is None:
        return []
    moved = float(np.ptp(view.base, axis=0).max())
    if moved <= number("quality", "drift") * levels.on:
        return []
    message = f"The resting force drifts by {moved:.2g} N; it was followed."
    return [QualityNote("drift", message)]


def contact_mask(found: IntArray, size: int) -> BoolArray:
    """Mark the samples inside regions ``[start, end)``."""
    inside = np.zeros(size, dtype=np.bool_)
    for start, end in found.tolist():
        inside[start:end] = True
    return inside
