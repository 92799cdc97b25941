"""Which programme of exercise or care goes with the edge, or stands in its place."""

from strigil.catalogue import Condition, Programme, one_of
from strigil.planning.stage import ORDER, stage_of
from strigil.planning.suited import programme_suited
from strigil.treatment import Case, Reason

__all__ = ["programme_reason", "programmes_for"]

_GRADES = {  # what was recalled has a source that says so
    "measured": "as in the study named",
    "estimated": "taken over from a study nearby",
}


def programmes_for(case: Case) -> tuple[Programme, ...]:
    """Return the programmes that fit a case's site and stage, ours first.

    Several are a choice: one is done, never two at once. A stage that is not known
    counts as the first, in which the least is asked of the tissue; a site that the
    condition is not known at counts as its most usual one.

    Examples
    --------
    >>> from strigil.treatment import case_from_mapping
    >>> case = case_from_mapping({"schema": 1, "problem": {
    ...     "condition": "achilles_tendinopathy", "site": "achilles_insertion",
    ...     "side": "left", "onset_days": 200}})
    >>> [programme.name for programme in programmes_for(case)][0]
    'Eccentric heel raises on the flat'
    """
    condition = one_of(Condition, case.problem.condition)
    stage, site = stage_of(case) or ORDER[0], case.problem.site
    site = site if site in condition.sites else condition.sites[0]
    return tuple(
        programme_suited(case, programme)
        for programme in condition.programmes
        if site in (programme.sites or (site,))
        and stage in (programme.stages or (stage,))
    )


def programme_reason(programme: Programme) -> Reason:
    """Return where a programme comes from, and how well that is known."""
    grade = _GRADES.get(programme.evidence, "")
    return Reason(f"the programme “{programme.name.lower()}”", grade, programme.source)
