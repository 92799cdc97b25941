"""What the state of the case itself says: stage, tests, pain, age and consent."""

from collections.abc import Iterator

from strigil.catalogue import (
    Condition,
    Limit,
    RedFlagTest,
    limit,
    one_of,
    sourced_table,
)
from strigil.planning.finding import ScreenFinding
from strigil.planning.stage import stage_by_onset, stage_of, stage_rule
from strigil.treatment import Case, age_of
from strigil.units import to_si

__all__ = ["state_findings", "unknown_state"]


def state_findings(case: Case) -> Iterator[ScreenFinding]:
    """Yield what the case itself says against treatment, or for care."""
    yield from _red_flag_tests(case)
    yield from _stage(case)
    yield from _resting_pain(case)
    yield from _age(case)


def unknown_state(case: Case) -> tuple[str, ...]:
    """Return what was not asked, done or said, besides the screening questions."""
    condition = one_of(Condition, case.problem.condition)
    tests = [
        test
        for test in condition.red_flag_tests
        if case.red_flag_tests.get(test, "not_done") == "not_done"
    ]
    unsaid = {
        "consent": case.consent.treatment == "not asked",
        "healing_stage": stage_of(case) is None,
        "irritability": case.problem.irritability is None,
        "resting_pain": case.problem.resting_pain is None,
        "age": age_of(case) is None,
    }
    return (*tests, *(name for name, missing in unsaid.items() if missing))


def _red_flag_tests(case: Case) -> Iterator[ScreenFinding]:
    for test_id, result in case.red_flag_tests.items():
        if result != "positive":
            continue
        test = one_of(RedFlagTest, test_id)
        defer = test.action == "defer"
        yield ScreenFinding(
            item="red_flag_test",
            name=f"{test.name} positive",
            decision="contraindication",
            scope="global",
            consequence="block" if defer else "refer",
            override="never",
            level="blocked" if defer else "refer",
            because=f"It suggests: {test.suggests[0].lower()}{test.suggests[1:]}.",
            source=test.source,
            answer="positive",
            advice=_ADVICE[test.action],
            urgent=test.action == "refer_urgently",
            send_to=test.send_to,
        )


_ADVICE = {
    "refer_urgently": "Do not treat. Send the patient on today.",
    "refer": "Do not treat. Send the patient on.",
    "defer": "Do not treat today. Test again at the next visit.",
}


_WAIT = "Leave the place alone until this stage is over, then assess again."


def _stage(case: Case) -> Iterator[ScreenFinding]:
    stage, rule = stage_of(case), stage_rule(case)
    if stage is None or rule is None:
        yield _stage_finding("is not known", "light_only", "Say when it began.")
        return
    if rule.local == "full":
        return
    consequence = "block" if rule.local == "block" else "light_only"
    because, source = rule.because, rule.begins.source
    by_onset = stage_by_onset(case)
    if case.problem.stage and by_onset and case.problem.stage != by_onset:
        because += (
            f" The case says {case.problem.stage}, the onset says {by_onset}; "
            "the earlier holds."
        )
    yield _stage_finding(f"is {stage}", consequence, because, source)


def _stage_finding(
    state: str, consequence: str, because: str, source: str = "StrigilPolicy"
) -> ScreenFinding:
    blocks = consequence == "block"
    return ScreenFinding(
        item="healing_stage",
        name=f"The stage of healing {state}",
        decision="contraindication" if blocks else "precaution",
        scope="local",
        consequence=consequence,
        override="never" if blocks else "cap",
        level="blocked" if blocks else "cap",
        because=because,
        source=source,
        advice=_WAIT if blocks else "",
    )


def _resting_pain(case: Case) -> Iterator[ScreenFinding]:
    pain, ceiling = case.problem.resting_pain, limit("pain_ceiling")
    if pain is None or pain < ceiling:
        return
    yield ScreenFinding(
        item="resting_pain",
        name="Pain at rest is at the ceiling for treatment",
        decision="contraindication",
        scope="local",
        consequence="block",
        override="never",
        level="blocked",
        because=f"Pain at rest is {pain:g} of 10. Treatment stops at {ceiling:g}, so "
        "there is no room to treat in today.",
        source=one_of(Limit, "pain_ceiling").value.source,
        answer=f"{pain:g} of 10",
        advice="Settle it first: advice, relative rest, a position of ease.",
    )


def _age(case: Case) -> Iterator[ScreenFinding]:
    age, rules = age_of(case), sourced_table("planning_rules.toml")
    if age is None:
        return
    years = to_si(age, "year")
    child, older = rules["adult_age"], rules["older_age"]
    if child.value <= years < older.value:
        return
    why = "A child's" if years < child.value else "An older person's"
    yield ScreenFinding(
        item="age",
        name="Age",
        decision="precaution",
        scope="global",
        consequence="light_only",
        override="cap",
        level="cap",
        because=f"{why} skin marks and bruises more easily, and no trial of IASTM in "
        "this age was found.",
        source=(child if years < child.value else older).source,
        answer=f"{age:g} years",
        advice="Start at the light word and look at the skin often.",
    )
