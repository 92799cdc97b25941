"""The pass over the samples of a recording that is over."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import limit
from strigil.signals.clock import sample_step
from strigil.signals.contact import Levels
from strigil.signals.force import ForceFrame, NormalForce, frame_of_blocks, notes_of
from strigil.signals.numbers import number
from strigil.signals.quality import QualityNote
from strigil.signals.recording import Recording
from strigil.signals.stroke_pass import (
    NO_FRAMES,
    block_medians_of,
    last_of,
    levels_of,
    passed,
)
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
_AT_ONCE = 1024  # samples: what the pass writes of them stays in the processor's cache

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
    step = 1.0 / (1.0 / sample_step(recording.time))  # as a stream of that rate has it
    usual = np.array([_usual(recording.channels[name]) for name in plan.forces])
    usual = np.append(usual, np.full(3 - usual.size, np.nan))
    setup = setup_of(plan, step, adapt=as_live, band=band, usual=usual)
    lanes = _Lanes(recording, plan)
    if as_live:
        rows, normal, memory = _taken(setup, lanes, NO_FRAMES)
        return RecordedStrokes(plan, rows, normal, levels_of(memory), ())
    frame = _frame(setup, lanes)
    notes = notes_of(plan, frame)
    if plan.turns == 1 and not frame.tells_shear:
        setup["turns"] = 3  # no zero of the shear: pressing tells
        setup["hysteresis"] = number("strokes", "press_dip")
        notes = (*notes, _PRESSING)
    rows, normal, _ = _taken(setup, lanes, frame.as_columns())
    return RecordedStrokes(plan, rows, normal, frame.levels, notes)


class _Lanes:
    """The channels of a recording, some samples at a time."""

    def __init__(self, recording: Recording, plan: ChannelPlan) -> None:
        self.plan, self.size = plan, recording.time.size
        channels = recording.channels
        self._from = [recording.time, *(channels.get(name) for name in plan.lanes[1:])]

    def between(self, first: int, past: int, lanes: int = LANES) -> FloatArray:
        """Return the first lanes of some samples."""
        out = np.empty((lanes, past - first))
        for lane, values in enumerate(self._from[:lanes]):
            out[lane] = np.nan if values is None else values[first:past]
        return out

    def marks(self) -> range:
        """Return where the pieces begin that are taken at once."""
        return range(0, self.size, _AT_ONCE)


def _frame(setup: Record, lanes: _Lanes) -> ForceFrame:
    memory, forces = memory_of(lanes.plan), setup.copy()
    forces["place"] = 0
    blocks = [
        block_medians_of(
            forces,
            memory,
            lanes.between(a, min(a + _AT_ONCE, lanes.size), _TIME_AND_FORCES),
        )
        for a in lanes.marks()
    ]
    lasts = float(setup["block"][0] * setup["step"][0])
    return frame_of_blocks(lanes.plan, np.concatenate(blocks, axis=1), lasts)


def _taken(
    setup: Record, lanes: _Lanes, frames: FloatArray
) -> tuple[FloatArray, NormalForce, Record]:
    memory, rows = memory_of(lanes.plan), []
    said = np.empty((4, lanes.size))
    for a in lanes.marks():
        past = min(a + _AT_ONCE, lanes.size)
        found = passed(setup, memory, lanes.between(a, past), frames)
        said[:, a:past] = found.samples[:4]
        rows.append(found.ended)
    rows.append(last_of(setup, memory))
    force, smooth, touching, shear = said
    known = np.isfinite(force)
    slid = shear if lanes.plan.shear and np.isfinite(shear[-1]) else None
    normal = NormalForce(force, smooth, slid, known, touching > 0.0)
    return np.concatenate(rows), normal, memory


def _usual(values: FloatArray) -> float:
    """Return the median of a force that reaches beyond belief, else nothing [N]."""
    known = np.isfinite(values)
    low, high = np.nanmin(values), np.nanmax(values)
    if known.all() and high - low <= limit("max_plausible_force"):
        return np.nan
    some = values[known]
    if some.max() - some.min() <= limit("max_plausible_force"):
        return np.nan
    return float(np.median(some))
