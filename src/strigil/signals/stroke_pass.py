"""The pass over samples: filter, rest and levels, force, strokes, one after another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.contact import Levels
from strigil.signals.stream_levels import learnt
from strigil.signals.stroke_filter import filtered
from strigil.signals.stroke_kernel import ROW, advance, finish
from strigil.signals.stroke_press import FRAME, PRESSED, pressed

__all__ = ["NO_FRAMES", "Passed", "block_medians_of", "last_of", "levels_of", "passed"]

FloatArray = NDArray[np.float64]
Record = NDArray[np.void]

NO_FRAMES = np.empty((FRAME, 0))


@dataclass(frozen=True, slots=True, eq=False)
class Passed:
    """What the pass says of the samples that it was given.

    Attributes
    ----------
    samples : ndarray
        Rows: force above rest, NaN where missing [N]; the same smoothed [N]; whether in
        contact [1]; shear [N], NaN where it is not known; its parts; noise [N]; what is
        wrong [1].
    ended : ndarray
        One row for each stroke that ended.
    """

    samples: FloatArray
    ended: FloatArray


def passed(
    setup: Record, memory: Record, lanes: FloatArray, frames: FloatArray = NO_FRAMES
) -> Passed:
    """Take samples in; the memory goes on from where it was.

    Parameters
    ----------
    setup, memory : ndarray of one record
        The settings; what is remembered, changed here.
    lanes : ndarray
        Samples as rows [SI].
    frames : ndarray
        Rest, direction and levels, unless they are learnt on the way.

    Returns
    -------
    Passed
        What was said of these samples.
    """
    clean, blocks, steps = _cleaned(setup, memory, lanes)
    if setup["adapt"][0]:
        frames = np.empty((FRAME, blocks.shape[1]))
        learnt(setup, memory["levels"], blocks, frames)
    said = np.empty((PRESSED, lanes.shape[1]))
    pressed(setup, memory["press"], frames, clean, said)
    ended = np.empty((lanes.shape[1] + 2, ROW))
    rows = advance(setup, memory["strokes"], lanes, steps, said, ended)
    return Passed(said, ended[:rows].copy())


def block_medians_of(setup: Record, memory: Record, lanes: FloatArray) -> FloatArray:
    """Run the first stage alone: index, time [s] and medians [N] of each block."""
    return _cleaned(setup, memory, lanes)[1]


def last_of(setup: Record, memory: Record) -> FloatArray:
    """End the stroke that is under way; none or one row."""
    ended = np.empty((2, ROW))
    rows = finish(setup, memory["strokes"], ended)
    return ended[:rows].copy()


def levels_of(memory: Record) -> Levels | None:
    """Return the levels that hold now; None before anything was learnt [N]."""
    press, learnt = memory["press"][0], memory["levels"][0]
    if not np.isfinite(press["on"]):
        return None
    on, off, noise = (float(press[name]) for name in ("on", "off", "noise"))
    return Levels(on, off, noise, float(learnt["apart"]))


def _cleaned(
    setup: Record, memory: Record, lanes: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    size = lanes.shape[1]
    clean = np.zeros((7, size))
    blocks = np.zeros((5, size // int(setup["block"][0]) + 1))
    steps = np.empty((4, size // int(setup["motion"][0]) + 1))
    some, moved = filtered(setup, memory["filter"], lanes, clean, blocks, steps)
    return (
        clean,
        np.ascontiguousarray(blocks[:, :some]),
        np.ascontiguousarray(steps[:, :moved]),
    )
