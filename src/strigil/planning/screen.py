"""The screen: all that speaks against treatment or for care, and what follows."""

from strigil.planning.finding import LEVELS, LIGHT_ONLY, Screening, lifted, worst
from strigil.planning.places import places_of
from strigil.planning.screen_allergy import allergens_of, allergy_findings
from strigil.planning.screen_consent import consent_findings, places_refused
from strigil.planning.screen_history import (
    history_findings,
    places_to_avoid,
    unanswered,
)
from strigil.planning.screen_sessions import places_resting, session_findings
from strigil.planning.screen_state import state_findings, unknown_state
from strigil.treatment import Case

__all__ = ["screen"]


def screen(case: Case) -> Screening:
    """Screen a case.

    Parameters
    ----------
    case : Case
        The case with its answers, tests, sessions and signed reasons.

    Returns
    -------
    Screening
        Each finding with scope, grade, source, consequence and override, strictest
        first; the decision; the cap on force; and what is missing.

    Notes
    -----
    The decision is the strictest level of any finding. What is missing makes it at
    least *caution*. A signed reason is honoured only where the item allows it, and
    what it lifts becomes *light only*, never free.

    Examples
    --------
    >>> from strigil.treatment import case_from_mapping
    >>> case = case_from_mapping({"schema": 1, "problem": {
    ...     "condition": "calf_strain", "site": "calf", "side": "left",
    ...     "onset_days": 2}})
    >>> screen(case).decision
    'blocked'
    """
    raised = (
        *history_findings(case),
        *state_findings(case),
        *consent_findings(case),
        *session_findings(case),
        *allergy_findings(case),
    )
    findings = tuple(lifted(finding, case.overrides) for finding in raised)
    missing = tuple(dict.fromkeys((*unanswered(case), *unknown_state(case))))
    levels = [finding.level for finding in findings]
    decision = worst([*levels, "caution"] if missing else levels)
    return Screening(
        findings=tuple(sorted(findings, key=lambda found: -LEVELS.index(found.level))),
        decision=decision,
        cap=LIGHT_ONLY if "cap" in levels else None,
        missing=missing,
        avoid=_avoid(case),
        allergens=allergens_of(case),
    )


def _avoid(case: Case) -> tuple[str, ...]:
    """Return the places to leave alone; the problem's own is judged by the screen.

    An answer that names no side means both: of the problem's site the other one.
    """
    problem = places_of(case)[0]
    other = {"left": "right", "right": "left"}.get(problem.side, "")
    found = []
    named = (*places_refused(case), *places_to_avoid(case), *places_resting(case))
    for place in named:
        bare = place == problem.site
        found.append(f"{place} {other}" if bare and other else place)
    own = (str(problem), problem.site)
    return tuple(place for place in dict.fromkeys(found) if place not in own)
