"""What a simulated hand means to do: one stroke after another, with its oddities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.simulated_numbers import constant
from strigil.signals.simulated_scene import SimulatedScene

__all__ = ["LEAD", "Script", "script_of"]

FloatArray = NDArray[np.float64]

LEAD = 1.0  # s of rest before the first stroke and after the last
_RISE = (0.2, 0.4)  # part of a stroke in which the force builds up, or dies away
_AROUND_A_DROP = 1.0  # s before and after, in which the hand holds still
_LONGEST_DRAW = 2.0  # standard deviations; a stroke must keep some length


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """What the hand means to do: one entry a stroke.

    Attributes
    ----------
    start, end : ndarray
        When each stroke is meant to begin and end [s].
    from_, to : ndarray
        Where along x, on the body [m].
    peak : ndarray
        Largest force that is meant [N].
    rise, fall : ndarray
        Parts of the stroke in which force builds up and dies away [1].
    lifted : ndarray of bool
        False when the stroke starts where the last ended, without a lift.
    dip : ndarray
        Part of the peak that remains between two peaks; 1 for a single peak [1].
    rest : ndarray
        Force with which the hand rests in the pause before the stroke [N].
    tap : ndarray
        How long the instrument knocks in the pause before the stroke, mostly 0 [s].
    drop : float or None
        When the instrument is dropped [s].
    """

    start: FloatArray
    end: FloatArray
    from_: FloatArray
    to: FloatArray
    peak: FloatArray
    rise: FloatArray
    fall: FloatArray
    lifted: NDArray[np.bool_]
    dip: FloatArray
    rest: FloatArray
    tap: FloatArray
    drop: float | None

    @property
    def duration(self) -> float:
        """Length of the whole session [s]."""
        return float(self.end[-1]) + LEAD

    def pause(self, stroke: int) -> tuple[float, float]:
        """Return when the pause before a stroke begins and ends [s]."""
        before = float(self.end[stroke - 1]) if stroke else 0.0
        return before, float(self.start[stroke])


def script_of(
    random: np.random.Generator,
    *,
    strokes: int,
    difficulty: float,
    force: float,
    rate: float,
    scene: SimulatedScene,
) -> Script:
    """Draw what the hand means to do.

    Parameters
    ----------
    random : Generator
        Source of chance.
    strokes : int
        How many strokes.
    difficulty : float
        From 0 (steady hand) to 1 [1].
    force : float
        Median peak force [N].
    rate : float
        Strokes a second [1/s].
    scene : SimulatedScene
        With odd modes.

    Returns
    -------
    Script
        The session as meant.
    """
    chance = random.random((9, strokes))
    lifted = chance[0] >= scene.share("no_lift", difficulty)
    lifted[0] = True
    falls = max(1, strokes // 2) if "dropped_tool" in scene.modes else strokes
    lifted[falls : falls + 1] = True
    tempo = constant("hand", "tempo_variation") * (0.3 + 0.7 * difficulty)
    period = (1.0 + tempo * (2.0 * chance[1] - 1.0)) / rate
    pause_share = _between("pause_share", "pause_share_hard", difficulty)
    pause = np.where(lifted, pause_share * period, 0.0)
    lasts = period - pause
    pause[falls : falls + 1] += 2.0 * _AROUND_A_DROP + constant("odd", "drop_lasts")
    pause[0] = LEAD
    start = np.cumsum(pause) + np.cumsum(lasts) - lasts
    end = start + lasts
    from_, to = _places(random, lifted, difficulty)
    spread = _between("peak_variation_easy", "peak_variation_hard", difficulty)
    sigma = np.sqrt(np.log1p(spread**2))
    low, high = constant("odd", "deepest_dip"), constant("odd", "shallowest_dip")
    usual = lifted & (np.arange(strokes) != falls)
    resting = usual & (chance[4] < scene.share("resting_hand", difficulty))
    tapping = usual & (chance[6] < scene.share("tool_tap", difficulty))
    short, long = constant("odd", "tap_shortest"), constant("odd", "tap_longest")
    return Script(
        start=start,
        end=end,
        from_=from_,
        to=to,
        peak=force * np.exp(sigma * random.standard_normal(strokes)),
        rise=_RISE[0] + (_RISE[1] - _RISE[0]) * chance[7],
        fall=_RISE[0] + (_RISE[1] - _RISE[0]) * chance[8],
        lifted=lifted,
        dip=np.where(
            chance[2] < scene.share("double_peak", difficulty),
            low + (high - low) * chance[3],
            1.0,
        ),
        rest=np.where(resting, constant("odd", "resting_force") * force * chance[5], 0),
        tap=np.where(tapping, short + (long - short) * random.random(strokes), 0.0),
        drop=float(start[falls] - pause[falls]) + _AROUND_A_DROP
        if falls < strokes
        else None,
    )


def _between(easy: str, hard: str, difficulty: float) -> float:
    low, high = constant("hand", easy), constant("hand", hard)
    return low + difficulty * (high - low)


def _places(
    random: np.random.Generator, lifted: NDArray[np.bool_], difficulty: float
) -> tuple[FloatArray, FloatArray]:
    """Draw where strokes begin and end; without a lift, where the last one ended."""
    draws = np.clip(
        random.standard_normal((2, lifted.size)), -_LONGEST_DRAW, _LONGEST_DRAW
    )
    side = np.cumprod(np.where(lifted, 1.0, -1.0))
    varied = 1.0 + difficulty * constant("hand", "length_variation") * draws[0]
    half = 0.5 * constant("hand", "stroke_length") * varied
    middle = difficulty * constant("hand", "start_variation") * draws[1]
    from_, to = middle - side * half, middle + side * half
    for i in np.flatnonzero(~lifted):
        from_[i] = to[i - 1]
    return from_, to
