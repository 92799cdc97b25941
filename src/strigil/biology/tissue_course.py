"""The states of the model for a studied group: injury, sessions, load, pace."""

from collections.abc import Sequence

import numpy as np

from strigil.biology.cell_strain import relative_strain
from strigil.biology.model import STATES, Array, Parameters, Tissue, algebra, observe
from strigil.biology.solve import solve
from strigil.biology.studied import Exposure, People, StudiedGroup

__all__ = ["follow", "tissue_course", "weekly_dose"]

_DAY = 86_400.0
# Largest error of one step: far below how well any experiment is foretold.
_ERROR = 1e-3
# From this many subjects on, compiling pays.
_CROWD = 300
# What brings a dose to the weeks; stretches and exercise act on cells and by the load.
_TOOLS = ("slides", "presses", "pulls")
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
        turnover, grow, cellular, med_at_rest`` [1].
    """
    p = _with_load(people.weeks, group)
    days = np.maximum(time / _DAY, 0.0) * group.pace
    looks, where = np.unique(days + _JUST_AFTER_DAYS, return_inverse=True)
    seen = follow(
        _start(group, people), p, sessions=_sessions(group, people), looks=looks
    )[where]
    rest = algebra(Tissue(*people.healthy), people.weeks).med
    return _read(np.moveaxis(seen, 1, 0), p) | {"med_at_rest": rest}


def follow(
    start: Array,
    p: Parameters,
    *,
    looks: Array,
    sessions: Sequence[tuple[float, Array]] = (),
) -> Array:
    """Follow subjects; a crowd of them compiled, a few without waiting for a compiler.

    Parameters
    ----------
    start : array, shape (states, samples)
        On day zero [1].
    p : Parameters
        One number per subject for each symbol.
    looks : array
        When to look, rising [d].
    sessions : sequence of (time, dose)
        When [d] and how much [1].
    """
    if start.shape[1] < _CROWD:
        return solve(start, p, sessions=sessions, time_days=looks, tolerance=_ERROR)
    from strigil.biology.solve_blocks import solve_blocks

    return solve_blocks(start, p, sessions=sessions, time_days=looks, tolerance=_ERROR)


def weekly_dose(one: Exposure, group: StudiedGroup, people: People) -> Array:
    """Return a session's dose relative to the reference session on tendon [1].

    Local strain, relative to that at which cells turn to inflaming, squared times
    time; the time of a long session counts less.
    """
    p = people.soon
    full = p.uFull * (1.0 - np.exp(-one.duration / p.uFull))
    reference = p.uFull * (1.0 - np.exp(-p.uTime / p.uFull))
    usual = p.uStrain * p.yTool / p.yTendon
    strain = relative_strain(one, group, people) / usual
    own = 1.0 if group.injured else p.yHealthy
    energy = own * strain**2 * full / reference
    dose: Array = energy / (1.0 + energy / p.uMost)
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
        "turnover": y.C3 * (p.k31 + p.d3 * a.mmp) + y.C1 * p.d1 * a.mmp,
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
        (one.time / _DAY * group.pace, weekly_dose(one, group, people))
        for one in group.exposures
        if one.time >= 0.0 and one.acts in _TOOLS
    ]
