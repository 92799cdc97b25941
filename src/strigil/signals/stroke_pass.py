"""The pass over samples: filter, rest and levels, force, strokes, one after another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.contact import Levels
from strigil.signals.stream_levels import learnt
from strigil.signals.stroke_filter import filtered
from strigil.signals.stroke_kernel import advance, finish
from strigil.signals.stroke_press import FRAME, PRESSED, pressed
from strigil.signals.stroke_setup import LANES
from strigil.signals.stroke_tiers import ROW

__all__ = ["NO_FRAMES", "StrokePass", "last_of", "levels_of"]

FloatArray = NDArray[np.float64]
Record = NDArray[np.void]

NO_FRAMES, NO_ROWS = np.empty((FRAME, 0)), np.empty((0, ROW))


class StrokePass:
    """Take samples through all stages, so many at a time.

    Parameters
    ----------
    setup, memory : ndarray of one record
        The settings; what is remembered, changed by each call.
    size : int
        Samples that are taken at once [1].

    Attributes
    ----------
    lanes : ndarray
        To be filled with the samples as rows: time [s], forces [N], positions [m],
        angle [rad]. A force lane that is not used stays zero, any other NaN.
    """

    def __init__(self, setup: Record, memory: Record, size: int) -> None:
        self.size, self._setup = size, setup
        self._stages = [memory[n] for n in ("filter", "levels", "press", "strokes")]
        self._adapt = bool(setup["adapt"][0])
        blocks = size // int(setup["block"][0]) + 1
        self.lanes = np.full((LANES, size), np.nan)
        self.lanes[1 + int(setup["lanes"][0]) : 4] = 0.0
        self._clean = np.zeros((7, size))
        self._blocks = np.zeros((5, blocks))
        self._learnt = np.empty((FRAME, blocks))
        self._steps = np.empty((4, size // int(setup["motion"][0]) + 1))
        self._ended = np.empty((size + 2, ROW))

    @property
    def before(self) -> float:
        """When the last sample was taken; minus infinity before any [s]."""
        seen = self._stages[-1]
        return float(seen["time"][0]) if seen["count"][0] else -np.inf

    def blocks(self) -> FloatArray:
        """Run the first stage alone: index, time [s] and medians [N] of each block."""
        full, _ = self._filtered()
        return self._blocks[:, :full].copy()

    def take(self, frames: FloatArray, said: FloatArray | None = None) -> "Passed":
        """Take the samples in ``lanes`` in; the memory goes on from where it was.

        Parameters
        ----------
        frames : ndarray
            Rest, direction and levels, unless they are learnt on the way.
        said : ndarray, optional
            Where to write what is said of the samples.

        Returns
        -------
        Passed
            What was said of these samples.
        """
        _, levels, press, strokes = self._stages
        full, moved = self._filtered()
        count = frames.shape[1]
        if self._adapt:
            frames, count = self._learnt, full
            if full:
                learnt(self._setup, levels, self._blocks, full, frames)
        said = np.empty((PRESSED, self.size)) if said is None else said
        pressed(self._setup, press, frames, count, self._clean, said)
        rows = advance(
            self._setup, strokes, self.lanes, self._steps, moved, said, self._ended
        )
        return Passed(said, self._ended[:rows].copy() if rows else NO_ROWS)

    def _filtered(self) -> tuple[int, int]:
        full, moved = filtered(
            self._setup,
            self._stages[0],
            self.lanes,
            self._clean,
            self._blocks,
            self._steps,
        )
        return int(full), int(moved)


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
