"""The stage of healing a case is in, and what that stage allows."""

from strigil.catalogue import Condition, Stage, StageRule, one_of
from strigil.treatment import Case
from strigil.units import to_si

__all__ = ["stage_by_onset", "stage_of", "stage_rule"]

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


def stage_rule(case: Case) -> StageRule | None:
    """Return what the stage allows, or None when the stage is not known."""
    stage = stage_of(case)
    if stage is None:
        return None
    return one_of(Condition, case.problem.condition).stages[stage]
