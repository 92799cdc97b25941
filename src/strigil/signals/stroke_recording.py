"""The pass over the samples of a recording that is over."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import limit
from strigil.signals.clock import opening_step, sample_step
from strigil.signals.contact import Levels
from strigil.signals.force import ForceFrame, NormalForce, frame_of_blocks, notes_of
from strigil.signals.quality import QualityNote
from strigil.signals.recording import Recording
from strigil.signals.stroke_pass import (
    NO_FRAMES,
    StrokePass,
    last_of,
    levels_of,
)
from strigil.signals.stroke_press import PRESSED
from strigil.signals.stroke_setup import (
    LANES,
    ChannelPlan,
    memory_of,
    plan_of,
    setup_of,
)

__all__ = ["RecordedStrokes", "recorded_strokes"]

FloatArray = NDArray[np.float64]
Record = NDArray[np.void]

_TIME_AND_FORCES = 4  # lanes
_AT_ONCE = 4096  # samples: what the pass writes of them stays in the processor's cache

_PRESSING = QualityNote(
    "turns_from_pressing",
    "The forces have no axis along the skin: where the edge turned without a lift is "
    "read from the pressing, which must fall far below the peaks on both sides.",
)


@dataclass(frozen=True, slots=True, eq=False)
class RecordedStrokes:
    """Strokes of a recording, as the pass over its samples found them.

    Attributes
    ----------
    plan : ChannelPlan
        Which channels were used.
    rows : ndarray
        One row for each stroke.
    normal : NormalForce
        Force of each sample.
    levels : Levels or None
        Levels of contact; those at the end, where they were learnt on the way.
    notes : tuple[QualityNote, ...]
        How the force was found.
    """

    plan: ChannelPlan
    rows: FloatArray
    normal: NormalForce
    levels: Levels | None
    notes: tuple[QualityNote, ...]


def recorded_strokes(
    recording: Recording,
    *,
    as_live: bool = False,
    band: tuple[float, float] | None = None,
) -> RecordedStrokes | None:
    """Find the strokes of a recording.

    Parameters
    ----------
    recording : Recording
        Any channels.
    as_live : bool
        Whether rest, normal and levels are learnt on the way, as in a live session, and
        not found from the whole recording before.
    band : tuple[float, float], optional
        Normal force from and to which it is as meant [N].

    Returns
    -------
    RecordedStrokes or None
        None without a force channel.
    """
    plan = plan_of([name for name in recording.channels if recording.has(name)])
    if plan is None:
        return None
    lanes = _Lanes(recording, plan)
    if as_live:  # to the last bit as a stream of that rate
        step = 1.0 / (1.0 / opening_step(recording.time))
        setup = setup_of(plan, step, adapt=True, band=band)
        rows, normal, memory = _taken(setup, lanes, NO_FRAMES)
        return RecordedStrokes(plan, rows, normal, levels_of(memory), ())
    step = 1.0 / (1.0 / sample_step(recording.time))
    usual = np.array([_usual(recording.channels[name]) for name in plan.forces])
    usual = np.append(usual, np.full(3 - usual.size, np.nan))
    setup = setup_of(plan, step, adapt=False, band=band, usual=usual)
    frame = _frame(setup, lanes)
    notes = notes_of(plan, frame)
    if plan.turns == 1 and not frame.tells_shear:
        notes = (*notes, _PRESSING)
    rows, normal, _ = _taken(setup, lanes, frame.as_columns())
    return RecordedStrokes(plan, rows, normal, frame.levels, notes)


class _Lanes:
    """The channels of a recording, some samples at a time."""

    def __init__(self, recording: Recording, plan: ChannelPlan) -> None:
        self.plan, self.size = plan, recording.time.size
        channels = recording.channels
        named = enumerate(plan.lanes[1:], start=1)
        self._from = [(0, recording.time)]
        self._from += [(lane, channels[name]) for lane, name in named if name]

    def through(
        self, setup: Record, memory: Record, lanes: int = LANES
    ) -> Iterator[tuple[int, int, StrokePass]]:
        """Fill the first lanes of a pass with the samples, piece by piece."""
        taken = StrokePass(setup, memory, min(_AT_ONCE, self.size))
        filled = [(lane, values) for lane, values in self._from if lane < lanes]
        for first in range(0, self.size, _AT_ONCE):
            past = min(first + _AT_ONCE, self.size)
            if past - first != taken.size:
                taken = StrokePass(setup, memory, past - first)
            for lane, values in filled:
                taken.lanes[lane] = values[first:past]
            yield first, past, taken


def _frame(setup: Record, lanes: _Lanes) -> ForceFrame:
    memory, forces = memory_of(lanes.plan), setup.copy()
    forces["place"] = 0
    pieces = lanes.through(forces, memory, _TIME_AND_FORCES)
    blocks = [taken.blocks() for _, _, taken in pieces]
    lasts = float(setup["block"][0] * setup["step"][0])
    return frame_of_blocks(lanes.plan, np.concatenate(blocks, axis=1), lasts)


def _taken(
    setup: Record, lanes: _Lanes, frames: FloatArray
) -> tuple[FloatArray, NormalForce, Record]:
    memory, rows = memory_of(lanes.plan), []
    force, smooth, shear = np.empty((3, lanes.size))
    touching = np.empty(lanes.size, dtype=np.bool_)
    said = np.empty((PRESSED, min(_AT_ONCE, lanes.size)))
    for first, past, taken in lanes.through(setup, memory):
        said = said if taken.size == said.shape[1] else np.empty((PRESSED, taken.size))
        rows.append(taken.take(frames, said).ended)
        some = slice(first, past)
        force[some], smooth[some], touching[some], shear[some] = said[:4]
    rows.append(last_of(setup, memory))
    slid = shear if lanes.plan.shear and np.isfinite(shear[-1]) else None
    normal = NormalForce(force, smooth, slid, touching)
    return np.concatenate(rows), normal, memory


def _usual(values: FloatArray) -> float:
    """Return the median of a force that reaches beyond belief, else nothing [N]."""
    low, high = float(np.fmin.reduce(values)), float(np.fmax.reduce(values))
    if not high - low > limit("max_plausible_force"):
        return np.nan
    some = values[np.isfinite(values)]
    if not some.size or some.max() - some.min() <= limit("max_plausible_force"):
        return np.nan
    return float(np.median(some))
