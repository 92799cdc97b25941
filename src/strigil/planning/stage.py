"""The stage of healing a case is in, and what that stage allows."""

import math

from strigil.catalogue import Condition, Stage, StageRule, one_of
from strigil.treatment import Case
from strigil.units import to_si

__all__ = ["stage_by_onset", "stage_of", "stage_rule", "stages_after"]

ORDER: tuple[Stage, ...] = ("acute", "subacute", "chronic")


def stage_of(case: Case) -> Stage | None:
    """Return the stage, or None when neither a stage nor an onset was given.

    When both are given and disagree, the earlier stage holds: it allows less.
    """
    known = [s for s in (case.problem.stage, stage_by_onset(case)) if s is not None]
    return min(known, key=ORDER.index, default=None)


def stage_by_onset(case: Case) -> Stage | None:
    """Return the stage that the time since onset gives, or None without one."""
    onset = case.problem.onset_days
    if onset is None:
        return None
    stages = one_of(Condition, case.problem.condition).stages
    begun = [s for s in ORDER if stages[s].begins.value <= to_si(onset, "d")]
    return begun[-1] if begun else "acute"


def stages_after(condition: Condition, time: float) -> tuple[Stage, ...]:
    """Return the stages that a time since onset can be, earliest first.

    Stages have no sharp edge: between the earliest and the latest beginning that the
    sources give for a stage, both it and the one before it fit.

    Parameters
    ----------
    condition : Condition
        The condition whose stage times hold.
    time : float
        Time since onset [s].

    Examples
    --------
    >>> achilles = one_of(Condition, "achilles_tendinopathy")
    >>> stages_after(achilles, to_si(10, "d"))
    ('subacute',)
    >>> stages_after(achilles, to_si(8, "week"))
    ('subacute', 'chronic')
    """
    begins = [condition.stages[stage].begins for stage in ORDER]
    latest_ends = [*(following.high for following in begins[1:]), math.inf]
    spans = zip(ORDER, begins, latest_ends, strict=True)
    return tuple(s for s, begin, end in spans if begin.low <= time < end)


def stage_rule(case: Case) -> StageRule | None:
    """Return what the stage allows, or None when the stage is not known."""
    stage = stage_of(case)
    if stage is None:
        return None
    return one_of(Condition, case.problem.condition).stages[stage]
