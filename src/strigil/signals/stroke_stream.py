"""Strokes from samples as they come, by the pass that recordings take too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError, UnknownNameError
from strigil.signals.contact import Levels
from strigil.signals.force import ForceFrame
from strigil.signals.recording import CHANNELS
from strigil.signals.stroke_pass import NO_FRAMES, StrokePass, last_of, levels_of
from strigil.signals.stroke_setup import memory_of, plan_of, setup_of
from strigil.signals.stroke_state import MEMORY
from strigil.signals.strokes import StrokeMeasure, measures_of
from strigil.signals.unknown import NotComputable, not_computable_of

__all__ = ["Pushed", "StrokeStream"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Pushed:
    """What the samples of one push said.

    Attributes
    ----------
    force : ndarray
        Normal force above rest; NaN where it is missing [N].
    smooth : ndarray
        The same after the low pass, which the trigger and a gauge go by [N].
    in_contact : ndarray of bool
        Whether the edge touches; a loss counts from when it can no longer be bridged
        [1].
    shear : ndarray
        Force along the skin, smoothed; NaN where it is not known [N].
    strokes : tuple[StrokeMeasure, ...]
        Strokes that are known to have ended.
    """

    force: FloatArray
    smooth: FloatArray
    in_contact: BoolArray
    shear: FloatArray
    strokes: tuple[StrokeMeasure, ...]


class StrokeStream:
    """Take samples as they come, any number at a time, and tell the strokes.

    Parameters
    ----------
    channels : sequence of str
        What the columns of the samples are, see :data:`CHANNELS`.
    rate : float
        Samples a second, as the sensor is set [Hz].
    frame : ForceFrame, optional
        Rest, normal and levels that hold; without, they are learnt on the way, from
        nothing but what came before.
    band : tuple[float, float], optional
        Normal force from and to which it is as meant [N].

    Attributes
    ----------
    rate : float
        Samples a second, as given [Hz].
    memory : ndarray of one record
        All that is kept between samples. A copy of it put into another stream of the
        same settings makes that go on from here.

    Raises
    ------
    InvalidValueError
        For a rate that is none, or channels without a force.
    UnknownNameError
        For a channel that is not known.

    Notes
    -----
    Any splitting of the samples gives the same to the last bit. The first half second
    is taken for rest.

    Examples
    --------
    >>> stream = StrokeStream(["force_normal"], rate=100.0)
    >>> time = np.arange(600) / 100.0
    >>> force = 6.0 * np.clip(np.sin(np.pi * (time - 1.0)), 0.0, None) * (time > 1.0)
    >>> ended = stream.push(time, force).strokes + stream.finish()
    >>> [round(stroke.peak_force) for stroke in ended]
    [6, 6, 6]
    """

    def __init__(
        self,
        channels: Sequence[str],
        rate: float,
        *,
        frame: ForceFrame | None = None,
        band: tuple[float, float] | None = None,
    ) -> None:
        for name in channels:
            if name not in CHANNELS:
                kind = "channel"
                raise UnknownNameError(kind, name, CHANNELS)
        if not 0.0 < rate < np.inf:
            message = f"A rate of {rate:g} samples a second is none; it is positive."
            raise InvalidValueError(message)
        self.rate = rate
        plan = plan_of(channels)
        if plan is None:
            message = "Strokes need a force: force_normal, or force_x, _y or _z."
            raise InvalidValueError(message)
        self.channels, self.plan, self._band = tuple(channels), plan, band
        adapt = frame is None
        self._setup = setup_of(plan, 1.0 / rate, adapt=adapt, band=band)
        self._frames = NO_FRAMES if frame is None else frame.as_columns()
        self.memory = memory_of(plan)
        self._pass, self._of = StrokePass(self._setup, self.memory, 0), self.memory
        used = [lane for lane, name in enumerate(plan.lanes) if name in self.channels]
        self._lanes = np.array(used)
        self._columns = np.array([self.channels.index(plan.lanes[k]) for k in used])

    @property
    def not_computable(self) -> tuple[NotComputable, ...]:
        """What these channels do not allow to know, and why."""
        return tuple(not_computable_of(self.plan, band=self._band is not None))

    @property
    def levels(self) -> Levels | None:
        """Where contact starts and ends now; None before anything was learnt [N]."""
        return levels_of(self.memory)

    @property
    def settled(self) -> bool:
        """Whether rest and contact have both been seen, clearly apart."""
        return bool(self.memory["levels"][0]["settled"])

    def push(self, time: ArrayLike, samples: ArrayLike) -> Pushed:
        """Take samples in.

        Parameters
        ----------
        time : array_like
            When each was taken, never going back [s].
        samples : array_like
            One row for each time, one column for each channel [SI]; NaN where missing.

        Returns
        -------
        Pushed
            What these samples said.

        Raises
        ------
        InvalidValueError
            When the shapes do not fit or time goes back; the stream stays as it was.
        """
        found = self._filled(time, samples).take(self._frames)
        force, smooth, touching, shear = found.samples[:4]
        return Pushed(
            force=force,
            smooth=smooth,
            in_contact=touching > 0.0,
            shear=shear,
            strokes=self._measures(found.ended) if len(found.ended) else (),
        )

    def finish(self) -> tuple[StrokeMeasure, ...]:
        """End the stroke that is under way; none or one."""
        return self._measures(last_of(self._setup, self.memory))

    def warm(self) -> Self:
        """Have everything compiled now, so that no session waits for it."""
        other = type(self)(self.channels, 1.0 / float(self._setup["step"][0]))
        some = np.arange(int(self._setup["block"][0])) * float(self._setup["step"][0])
        other.push(some, np.zeros((some.size, len(self.channels))))
        other.finish()
        return self

    def saved(self) -> bytes:
        """Return the memory as bytes, from which :meth:`resumed` goes on."""
        return self.memory.tobytes()

    def resumed(self, saved: bytes) -> Self:
        """Go on from where another stream of the same settings was.

        Raises
        ------
        InvalidValueError
            When the bytes are not a memory of this version.
        """
        if len(saved) != MEMORY.itemsize:
            message = (
                f"The memory of a stream has {MEMORY.itemsize} bytes, not "
                f"{len(saved)}: another version kept it. Analyse the recording instead."
            )
            raise InvalidValueError(message)
        self.memory = np.frombuffer(saved, dtype=MEMORY).copy()
        return self

    def _filled(self, time: ArrayLike, samples: ArrayLike) -> StrokePass:
        """Return the pass with its lanes filled, once the samples are known to fit."""
        clock = np.asarray(time, dtype=np.float64).reshape(-1)
        table = np.asarray(samples, dtype=np.float64)
        if table.size != clock.size * len(self.channels):
            message = (
                f"{clock.size} times go with {clock.size} rows of {len(self.channels)} "
                f"channels, not with samples of shape {table.shape}."
            )
            raise InvalidValueError(message)
        if self._pass.size != clock.size or self._of is not self.memory:
            self._pass = StrokePass(self._setup, self.memory, clock.size)
            self._of = self.memory
        before = self._pass.before
        if clock.size and not (
            -np.inf < clock[0] >= before
            and clock[-1] < np.inf
            and (clock[1:] >= clock[:-1]).all()
        ):
            message = f"Time goes back or is missing after {before:g} s."
            raise InvalidValueError(message)
        columns = table.reshape(clock.size, len(self.channels))
        self._pass.lanes[0] = clock
        self._pass.lanes[self._lanes] = columns.T[self._columns]
        return self._pass

    def _measures(self, rows: FloatArray) -> tuple[StrokeMeasure, ...]:
        return measures_of(self.plan, rows, band=self._band is not None)
