"""A recording, or a simulated one, played as if it were taken now."""

import math
import time as clock
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from strigil.errors import InvalidValueError
from strigil.signals.clock import opening_step
from strigil.signals.recording import Recording
from strigil.signals.simulate import simulate_recording
from strigil.signals.sources.source import Chunk

__all__ = ["ReplaySource", "SimulatorSource"]

FloatArray = NDArray[np.float64]

_WAIT = 0.005  # s; how often a replay looks at the clock
_AT_ONCE = 2000  # samples in one chunk when nothing is waited for
_SESSION = 40  # strokes of one simulated session; the next one follows


class ReplaySource:
    """Play a recording at its own pace.

    Parameters
    ----------
    recording : Recording
        What to play.
    speed : float
        How many times faster than it was taken; ``inf`` does not wait [1].
    name : str
        What to call it.
    """

    def __init__(
        self, recording: Recording, *, speed: float = 1.0, name: str = "replay"
    ) -> None:
        if not speed > 0:
            message = f"The speed of a replay must lie above 0; {speed:g} was given."
            raise InvalidValueError(message)
        self.name = name
        self.channels = tuple(recording.channels)
        self.rate = 1.0 / opening_step(recording.time)
        self.notes: tuple[str, ...] = ()
        self.ended = False
        self._time = recording.time
        self._samples = np.column_stack(list(recording.channels.values()))
        self._speed = speed
        self._next = 0
        self._began = math.nan

    def open(self) -> None:
        """Start the clock."""
        self._began = clock.monotonic()

    def read(self) -> Chunk:
        """Return the samples that would have come since the last look [SI]."""
        if math.isfinite(self._speed):
            clock.sleep(_WAIT)
            passed = (clock.monotonic() - self._began) * self._speed
            until = np.searchsorted(self._time, self._time[0] + passed, "right")
        else:
            until = np.intp(self._next + _AT_ONCE)
        part = slice(self._next, min(int(until), self._time.size))
        self._next = part.stop
        self.ended = self._next >= self._time.size
        return Chunk(self._time[part], self._samples[part], 0)

    def close(self) -> None:
        """Stop playing."""
        self.ended = True


class SimulatorSource:
    """Play simulated sessions one after the other, without end.

    Parameters
    ----------
    seed : int
        Seed of the first session; the next one has the next seed.
    difficulty : float
        From 0, clean, to 1, hard [1].
    speed : float
        How many times faster than real; ``inf`` does not wait [1].
    """

    def __init__(
        self, *, seed: int = 0, difficulty: float = 0.3, speed: float = 1.0
    ) -> None:
        self.name = f"simulator, seed {seed}, difficulty {difficulty:g}"
        self.notes: tuple[str, ...] = ()
        self.ended = False
        self._seed, self._difficulty, self._speed = seed, difficulty, speed
        self._offset = 0.0
        # The next session is made while one plays: a pause would look like a silence.
        self._maker = ThreadPoolExecutor(max_workers=1)
        self._playing = self._session(seed)
        self._next = self._maker.submit(self._session, seed + 1)
        self.channels = self._playing.channels
        self.rate = self._playing.rate

    def open(self) -> None:
        """Start the clock."""
        self._playing.open()

    def read(self) -> Chunk:
        """Return the samples that would have come since the last look [SI]."""
        time, samples, lost = self._playing.read()
        time = time + self._offset
        if self._playing.ended and not self.ended:
            # The chunk that ends a session holds its last sample.
            self._offset = float(time[-1]) + 1.0 / self.rate
            self._seed += 1
            self._playing = self._next.result()
            self._playing.open()
            self._next = self._maker.submit(self._session, self._seed + 1)
        return Chunk(time, samples, lost)

    def close(self) -> None:
        """Stop playing."""
        self.ended = True
        self._maker.shutdown(wait=False, cancel_futures=True)

    def _session(self, seed: int) -> ReplaySource:
        made = simulate_recording(
            strokes=_SESSION, seed=seed, difficulty=self._difficulty
        )
        return ReplaySource(made.recording, speed=self._speed)
