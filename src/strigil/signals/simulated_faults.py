"""Faults that strike once in a session: a dropped instrument, a sensor that sticks."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from strigil.signals.simulated_link import TrueFault
from strigil.signals.simulated_numbers import constant
from strigil.signals.simulated_script import Script
from strigil.signals.simulated_skin import Touch
from strigil.units import to_si

__all__ = ["dropped", "odd_pauses", "stuck"]

FloatArray = NDArray[np.float64]

_ON_ITS_SIDE = 0.5 * np.pi  # rad; how a dropped instrument lies


def dropped(touch: Touch, script: Script) -> tuple[Touch, list[TrueFault]]:
    """Let the instrument fall in the pause that the script keeps for it.

    Parameters
    ----------
    touch : Touch
        What happens on the skin.
    script : Script
        With the pause, or none.

    Returns
    -------
    touch : Touch
        With a blow that rings and dies away, and the instrument on its side.
    faults : list of TrueFault
        From letting go to picking up [s].
    """
    if script.drop is None:
        return touch, []
    height, gravity = constant("odd", "drop_height"), to_si(1.0, "g0")
    falls = float(np.sqrt(2.0 * height / gravity))
    lands, time = script.drop + falls, touch.time
    ends = lands + constant("odd", "drop_lasts")
    after = np.clip(time - lands, 0.0, None)
    ring = np.exp(-after / constant("odd", "drop_decay"))
    ring *= np.cos(2.0 * np.pi * constant("odd", "drop_ring") * after)
    lying = (time >= lands) & (time < ends)
    falling = (time >= script.drop) & (time < lands)
    position, tilt = touch.position.copy(), touch.tilt.copy()
    way = 0.5 * gravity * (time[falling] - script.drop) ** 2
    position[falling, 2] -= way
    position[lying, 2] -= height
    tilt[lying] = [_ON_ITS_SIDE, 0.0, 0.0]
    blow = np.where(lying, constant("odd", "drop_force") * ring, 0.0)
    fell = replace(touch, position=position, tilt=tilt, blow=blow)
    return fell, [TrueFault("dropped_tool", script.drop, ends)]


def stuck(
    channels: dict[str, FloatArray], time: FloatArray, random: np.random.Generator
) -> tuple[dict[str, FloatArray], list[TrueFault]]:
    """Let a sensor repeat one value for seconds, in the middle half of the session.

    Parameters
    ----------
    channels : dict[str, ndarray]
        Channel to samples [SI].
    time : ndarray
        An even clock [s].
    random : Generator
        Source of chance.

    Returns
    -------
    channels : dict[str, ndarray]
        With the stretch [SI].
    faults : list of TrueFault
        When [s].
    """
    start = float(time[-1]) * float(random.uniform(0.25, 0.75))
    end = start + constant("odd", "stuck_lasts")
    same = slice(*np.searchsorted(time, [start, end]))
    held = {name: values.copy() for name, values in channels.items()}
    for values in held.values():
        values[same] = values[same.start]
    return held, [TrueFault("stuck_sensor", start, min(end, float(time[-1])))]


def odd_pauses(script: Script) -> list[TrueFault]:
    """Return pauses in which the hand rests or the instrument knocks [s]."""
    found = []
    for i in range(script.start.size):
        begin, end = script.pause(i)
        if script.rest[i]:
            found.append(TrueFault("resting_hand", begin, end))
        if script.tap[i] and i:
            half = 0.5 * float(script.tap[i])
            middle = 0.5 * (begin + end)
            found.append(TrueFault("tool_tap", middle - half, middle + half))
    return found
