"""The states of the model for a studied group: injury, sessions, load, pace."""

import numpy as np

from strigil.biology.acute import felt_strain
from strigil.biology.model import STATES, Array, Parameters, Tissue, algebra, observe
from strigil.biology.solve import solve
from strigil.biology.studied import Exposure, People, StudiedGroup

__all__ = ["tissue_course", "weekly_dose"]

_DAY = 86_400.0
# A look at the end of a session sees the tissue just after it.
_JUST_AFTER_DAYS = 1e-6


def tissue_course(group: StudiedGroup, people: People, time: Array) -> dict[str, Array]:
    """Return states and what follows from them, each shape (times, samples).

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
        States by symbol; ``med, mmp, tgf, strength, stiffness, c3c1, yellow, making,
        grow, cellular, med_at_rest`` [1].
    """
    p = _with_load(people.weeks, group)
    days = np.maximum(time / _DAY, 0.0) * group.pace
    looks, where = np.unique(days + _JUST_AFTER_DAYS, return_inverse=True)
    seen = solve(
        _start(group, people),
        p,
        sessions=_sessions(group, people),
        time_days=looks,
    )[where]
    rest = algebra(Tissue(*people.healthy), people.weeks).med
    return _read(np.moveaxis(seen, 1, 0), p) | {"med_at_rest": rest}


def weekly_dose(one: Exposure, people: People) -> Array:
    """Return a session's dose relative to the reference session [1].

    Strain squared times time, the time of a long session counted less.
    """
    p = people.soon
    full = p.uFull * (1.0 - np.exp(-one.duration / p.uFull))
    reference = p.uFull * (1.0 - np.exp(-p.uTime / p.uFull))
    dose: Array = (felt_strain(one, people) / p.uStrain) ** 2 * full / reference
    return dose


def _read(states: Array, p: Parameters) -> dict[str, Array]:
    y = Tissue(*states)
    a, shown = algebra(y, p), observe(y, p)
    found = dict(zip(STATES, states, strict=True))
    return found | {
        "med": a.med,
        "mmp": a.mmp,
        "tgf": a.tgf,
        "strength": shown["strength"],
        "stiffness": shown["stiffness"],
        "c3c1": shown["c3c1"],
        "yellow": shown["yellow"],
        "making": a.sy,
        "grow": a.tgf / (p.KT + a.tgf) * a.med / (p.KF + a.med) * y.F,
        "cellular": np.maximum(y.F + y.Y - 1.0, 0.0),
    }


def _with_load(p: Parameters, group: StudiedGroup) -> Parameters:
    return Parameters(**{**vars(p), "load": p.load * group.load})


def _start(group: StudiedGroup, people: People) -> Array:
    """Return the tissue on day zero, shape (18, samples) [1]."""
    chronic = group.course == "chronic"
    y = np.array(people.chronic if chronic else people.healthy)
    y[STATES.index("D")] += 0.0 if chronic else group.damage
    if group.course == "healing":
        kept = np.exp(-people.soon.uCut * group.damage)
        for name in ("C1", "A"):
            y[STATES.index(name)] *= kept
    if group.course == "restricted":
        y[STATES.index("X")] = people.soon.uLeft
    return y


def _sessions(group: StudiedGroup, people: People) -> list[tuple[float, Array]]:
    if group.opposite or group.dish:
        return []
    return [
        (one.time / _DAY * group.pace, weekly_dose(one, people))
        for one in group.exposures
        if one.time >= 0.0 and one.acts not in ("nothing", "loads")
    ]
