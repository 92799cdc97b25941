"""The frame of a recording: rest, normal and levels, found from the whole of it.

This looks ahead and is for recordings that are over. What a live session goes by is
learnt on the way, in ``stream_levels``; the pass over the samples is the same.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from strigil.signals.clock import even_pieces, regions
from strigil.signals.contact import Levels, blocks_in_contact, find_levels, split_level
from strigil.signals.force_side import reads_negative, rest_of_unaligned
from strigil.signals.numbers import number
from strigil.signals.quality import QualityNote
from strigil.signals.recording import channels_said
from strigil.signals.stroke_filter import piece_medians
from strigil.signals.stroke_press import FRAME
from strigil.signals.stroke_setup import ChannelPlan

__all__ = ["ForceFrame", "NormalForce", "frame_of_blocks", "notes_of"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_ROUNDS = 3  # rest, contact, rest again ...; the third changes nothing more
_LOWER_QUARTER = 25  # percent; turning edges and a resting hand lie above
_LOW = 13  # percent of blocks: as low as a quarter of samples, which scatter more
_MIDDLE = 50  # percent: the median
_NEIGHBOURS = 5  # rest pieces over which one odd piece is outvoted
_NORMAL = np.eye(3)[0]  # the first lane, where the normal force was recorded
_TURNED = np.array([1.0, 1.0, -1.0, 1.0, 1.0])  # blocks with the normal force turned
_REVERSED = QualityNote(
    "normal_reversed",
    "The normal force reads less when the edge presses: the sensor sits the wrong way "
    "round, or its sign is turned. It was turned back; check the mounting.",
)
_MARGIN = 1  # block beside a contact that may hold part of it


@dataclass(frozen=True, slots=True, eq=False)
class NormalForce:
    """Force on the skin above rest, sample by sample.

    Attributes
    ----------
    force : ndarray
        Normal force above rest; NaN where a sample was missing [N].
    smooth : ndarray
        The same after the low pass, finite [N].
    shear : ndarray or None
        How large the force along the skin is, smoothed [N].
    in_contact : ndarray of bool
        Whether the edge touched, as known at that sample.
    """

    force: FloatArray
    smooth: FloatArray
    shear: FloatArray | None
    in_contact: BoolArray

    @property
    def known(self) -> BoolArray:
        """False where a sample was missing."""
        return np.isfinite(self.force)


@dataclass(frozen=True, slots=True, eq=False)
class ForceFrame:
    """How force is read: its rest, its normal and its levels.

    Attributes
    ----------
    at : ndarray
        Samples at which rest is known, the first of them 0 [1].
    rest : ndarray
        Rest of the three force lanes at these, as rows; straight between [N].
    direction : ndarray or None
        The normal in these lanes; None takes the length of the force [1].
    levels : Levels or None
        Levels of contact; None when nothing was touched.
    tells_shear : bool
        Whether what lies across the normal is shear.
    """

    at: FloatArray
    rest: FloatArray
    direction: FloatArray | None
    levels: Levels | None
    tells_shear: bool = True

    def as_columns(self) -> FloatArray:
        """Return the frame as the pass over the samples takes it [SI]."""
        table = np.full((FRAME, self.at.size), np.nan)
        table[0], table[1:4] = self.at, self.rest.T
        if self.direction is not None:
            table[4:7] = self.direction[:, None]
        table[7] = table[8] = np.inf
        table[10] = self.tells_shear
        if self.levels is not None:
            one = self.levels
            table[7], table[8], table[9] = one.on, one.off, one.noise
        return table

    def above(self, index: FloatArray, columns: FloatArray) -> FloatArray:
        """Return three columns of force above rest at these samples [N]."""
        rest = [np.interp(index, self.at, one) for one in self.rest.T]
        return np.asarray(columns - np.column_stack(rest), dtype=np.float64)

    def normal(self, above: FloatArray) -> FloatArray:
        """Return the normal force of columns above rest [N]."""
        if self.direction is None:
            return np.asarray(np.sqrt((above**2).sum(axis=1)), dtype=np.float64)
        return np.asarray((above * self.direction).sum(axis=1), dtype=np.float64)


def frame_of_blocks(plan: ChannelPlan, blocks: FloatArray, step: float) -> ForceFrame:
    """Find rest, normal and levels from the whole of a recording.

    Parameters
    ----------
    plan : ChannelPlan
        What the force lanes hold.
    blocks : ndarray
        Index of the last sample of each block, its time, medians of three lanes [N].
    step : float
        How long a block lasts [s].

    Returns
    -------
    ForceFrame
        Without levels when rest and contact cannot be told apart.

    Notes
    -----
    With ``force_normal``, pressing is positive and rest is the lower of its two
    classes. Otherwise rest is the class in which the recording begins and ends, or
    the one that scatters less; it is followed through the recording, so that a bias
    or a slow drift does not count. If the force in contact keeps one direction, that
    direction is the normal (the nearest axis of the sensor, when it lies close); if
    not, the length of the force vector stands for it, shear included. A normal force
    that reads less when the edge presses comes from a sensor that sits the wrong way
    round; it is turned.
    """
    if plan.signed and reads_negative(blocks[2], step):
        turned = _frame(plan, blocks * _TURNED[:, None], step)
        if turned.levels is not None:
            return replace(turned, rest=turned.rest * _TURNED[2:], direction=-_NORMAL)
    return _frame(plan, blocks, step)


def _frame(plan: ChannelPlan, blocks: FloatArray, step: float) -> ForceFrame:
    index, columns = blocks[0], blocks[2:].T
    frame = _first_frame(plan, columns, step)
    for turn in range(_ROUNDS):
        above = frame.above(index, columns)
        normal = frame.normal(above)
        levels = find_levels(normal)
        frame = replace(frame, levels=levels)
        if levels is None:
            break
        touching = blocks_in_contact(normal, levels)
        if turn == 0 and frame.direction is None:
            vectors = above[touching]
            way = _direction(plan, vectors)
            known = _tells_shear(vectors, way)
            frame = replace(frame, direction=way, tells_shear=known)
        elif turn < _ROUNDS - 1:
            frame = _followed(plan, frame, blocks, touching, step)
    return frame


def _first_frame(plan: ChannelPlan, columns: FloatArray, step: float) -> ForceFrame:
    if not len(columns):
        return ForceFrame(np.zeros(1), np.zeros((1, 3)), None, None)
    if plan.signed:
        first = columns[:, 0]
        rest = columns[first <= split_level(first)]
        base = np.median(rest, axis=0)
        base[0] = np.percentile(rest[:, 0], _LOW)
        return ForceFrame(np.zeros(1), base[None, :], _NORMAL, None)
    rest = columns[rest_of_unaligned(columns, step)]
    return ForceFrame(np.zeros(1), np.median(rest, axis=0)[None, :], None, None)


def _direction(plan: ChannelPlan, vectors: FloatArray) -> FloatArray | None:
    """Take the direction of the force in contact as the normal, if it has one."""
    if not len(vectors):
        return None
    mean = vectors.mean(axis=0)
    length = float(np.linalg.norm(mean))
    if length < number("contact", "coherence") * np.linalg.norm(vectors, axis=1).mean():
        return None
    direction = np.asarray(mean / length)
    main = int(np.argmax(np.abs(direction)))
    if abs(direction[main]) >= number("contact", "axis_alignment"):
        direction = np.sign(direction[main]) * np.eye(3)[main]
    return direction


def _tells_shear(vectors: FloatArray, direction: FloatArray | None) -> bool:
    """Say whether the force keeps so near to an axis that only friction leaves it."""
    if direction is None or np.abs(direction).max() < 1.0:
        return False
    whole = np.linalg.norm(vectors, axis=1).mean() * number("contact", "aligned")
    return bool((vectors @ direction).mean() > whole)


def _followed(
    plan: ChannelPlan,
    frame: ForceFrame,
    blocks: FloatArray,
    touching: BoolArray,
    step: float,
) -> ForceFrame:
    """Follow the resting force through the recording."""
    first, last = regions(~touching).T
    first = first + np.where(first > 0, _MARGIN, 0)
    last = last - np.where(last < touching.size, _MARGIN, 0)
    enough = last > first
    if not enough.any():
        return frame
    size = max(1, round(number("contact", "rest_piece") / step))
    marks = even_pieces(first[enough], last[enough], size)
    rest = np.empty((len(marks), 3))
    kept = np.empty(int(np.diff(marks).max()))
    piece_medians(np.ascontiguousarray(blocks[2:]), marks, kept, rest)
    at = blocks[0, marks.sum(axis=1) // 2]
    # Pressing only adds to a normal force, so a hand that rests on the skin between
    # strokes is outvoted by the lowest pieces; unaligned axes have no low side.
    calm = _running_percentile(rest, _MIDDLE)
    if plan.signed:
        calm[:, 0] = _running_percentile(rest[:, :1], _LOWER_QUARTER)[:, 0]
        calm[:, 1:] = np.median(blocks[3:, ~touching], axis=1)
    if at[0] > 0:
        at, calm = np.insert(at, 0, 0.0), np.insert(calm, 0, calm[0], axis=0)
    return replace(frame, at=at, rest=calm)


def _running_percentile(values: FloatArray, percent: float) -> FloatArray:
    half = _NEIGHBOURS // 2
    if len(values) < _NEIGHBOURS:
        few = np.percentile(values, percent, axis=0)
        return values.copy() if percent == _MIDDLE else np.tile(few, (len(values), 1))
    padded = np.pad(values, ((half, half), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, _NEIGHBOURS, axis=0)
    return np.array(np.percentile(windows, percent, axis=-1))


def notes_of(plan: ChannelPlan, frame: ForceFrame) -> tuple[QualityNote, ...]:
    """Say how the force was found."""
    return (*_how(plan, frame), *_drift(plan, frame))


def _how(plan: ChannelPlan, frame: ForceFrame) -> list[QualityNote]:
    if plan.signed:
        return [] if frame.direction is None or frame.direction[0] > 0 else [_REVERSED]
    listed = channels_said(plan.forces)
    if frame.direction is None:
        message = (
            f"The normal force is the length of {listed} above rest: no one "
            "direction stands out, so shear is in it."
        )
        return [QualityNote("normal_from_magnitude", message)]
    main = int(np.argmax(np.abs(frame.direction)))
    if abs(frame.direction[main]) == 1.0:
        turned = ", turned round" if frame.direction[main] < 0 else ""
        axis = channels_said([plan.forces[main]])
        message = f"The normal force is taken from the {axis}{turned}."
        return [QualityNote("normal_from_axis", message)]
    parts = ", ".join(f"{one:.2f}" for one in frame.direction[: len(plan.forces)])
    message = f"The normal force is taken along ({parts}) of {listed}."
    return [QualityNote("normal_from_direction", message)]


def _drift(plan: ChannelPlan, frame: ForceFrame) -> list[QualityNote]:
    if frame.levels is None:
        return []
    lanes = 1 if plan.signed else 3
    moved = float(np.ptp(frame.rest[:, :lanes], axis=0).max())
    if moved <= number("quality", "drift") * frame.levels.on:
        return []
    message = f"The resting force drifts by {moved:.2g} N; it was followed."
    return [QualityNote("drift", message)]
