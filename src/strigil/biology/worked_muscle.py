"""Muscle after hard work, a blow or disuse: force, soreness, stiffness, size.

Closed forms; times in seconds. A session takes away a share of what is left.
"""

import numpy as np

from strigil.biology.acute import felt_strain
from strigil.biology.model import Array
from strigil.biology.studied import People, StudiedGroup

__all__ = ["muscle_answers"]

_GONE = 60.0
# The gamma-shaped course of soreness peaks at 1 after this many time scales.
_SORE_POWER = 1.5


def muscle_answers(
    group: StudiedGroup, people: People, time: Array
) -> dict[str, Array]:
    """Return the state of a muscle, each shape (times, samples).

    Parameters
    ----------
    group : StudiedGroup
        What was done to whom.
    people : People
        Drawn parameters.
    time : array
        When, from day zero [s].

    Returns
    -------
    dict of str to array
        ``force, injured_stiffness, creatine_kinase, fibre_size, performance``
        relative to before [1]; ``soreness`` [point].
    """
    p = people.soon
    hurt = group.loss * np.ones(people.samples)
    after = (time >= 0.0)[:, None]
    t = np.maximum(time, 0.0)[:, None]
    tired = group.tired * np.exp(-np.minimum(t / p.fTau, _GONE))
    slow = np.exp(-np.minimum(t / p.fSlow, _GONE))
    left = _left(group, people, time, p.fHeal, p.fStrain)
    lost = hurt * (tired + (1.0 - group.tired) * slow * left)
    worked = group.course in ("exercise", "healing")
    loss = np.where(after, lost, 0.0) if worked else np.zeros_like(lost)
    force = 1.0 - loss
    damaged = hurt * (1.0 - group.tired) * after * worked
    return {
        "force": force,
        "performance": force**p.fPower,
        "function": force,
        "injured_stiffness": 1.0
        + p.eGain
        * damaged
        * np.exp(-np.minimum(t / p.eTau, _GONE))
        * _left(group, people, time, p.eHeal, p.eStrain),
        "creatine_kinase": 1.0 + p.kRise * damaged * _hump(t, p.kTau),
        "soreness": _soreness(group, people, time, damaged),
        "fibre_size": _size(group, people, time),
    }


def _soreness(
    group: StudiedGroup, people: People, time: Array, damaged: Array
) -> Array:
    p = people.soon
    t = np.maximum(time, 0.0)[:, None]
    ease = np.ones((time.size, people.samples))
    for one in group.exposures:
        if group.opposite or one.acts in ("nothing", "loads"):
            continue
        done = 1.0 - np.exp(-one.duration / p.rTau)
        ease = ease * np.where(time[:, None] >= one.time, 1.0 - p.dEase * done, 1.0)
    at_once = p.dSoon * np.exp(-np.minimum(t / p.dSoonTau, _GONE))
    later = p.dMax * _hump(t, _SORE_POWER * p.dTau)
    sore: Array = damaged * (at_once + later) * ease
    return sore


def _hump(t: Array, peak: Array) -> Array:
    """Return a course that rises from 0, is 1 at its peak and fades [1]."""
    x = t / peak
    hump: Array = (x * np.exp(np.clip(1.0 - x, -_GONE, 1.0))) ** _SORE_POWER
    return hump


def _left(
    group: StudiedGroup, people: People, time: Array, share: Array, half: Array
) -> Array:
    """Return what sessions left of a loss [1]."""
    left = np.ones((time.size, people.samples))
    if group.opposite:
        return left
    for one in group.exposures:
        if one.acts not in ("slides", "presses"):
            continue
        strain = felt_strain(one, people) ** 2
        done = share * strain / (strain + half**2)
        left = left * np.where(time[:, None] >= one.time, 1.0 - done, 1.0)
    return left


def _size(group: StudiedGroup, people: People, time: Array) -> Array:
    """Return the size of muscle fibres relative to before disuse [1]."""
    p = people.soon
    if group.course != "disuse":
        return np.ones((time.size, people.samples))
    t = np.maximum(time, 0.0)[:, None]
    wasted = group.loss / (1.0 - np.exp(-14.0 * 86400.0 / p.zTau))
    size = 1.0 - wasted * (1.0 - np.exp(-t / p.zTau))
    sessions = sum(
        (time[:, None] >= one.time) * 1.0
        for one in group.exposures
        if one.acts in ("slides", "presses")
    )
    grown: Array = size * (1.0 + p.zGrow * sessions)
    return grown
