"""The screening questions: each answer turned into a finding, or into a question."""

from collections.abc import Iterator

from strigil.catalogue import (
    BodySite,
    Condition,
    ScreeningItem,
    SourceClass,
    all_of,
    one_of,
)
from strigil.planning.choose import target_kind
from strigil.planning.finding import Level, ScreenFinding
from strigil.planning.places import Place, is_at_problem, places_of
from strigil.planning.stage import stage_of
from strigil.treatment import Answer, Case, age_of
from strigil.units import to_si

__all__ = [
    "applies",
    "asked_items",
    "history_findings",
    "places_to_avoid",
    "unanswered",
]

_LEVEL: dict[str, Level] = {
    "block": "blocked",
    "refer": "refer",
    "signed_reason": "signed_reason_needed",
    "light_only": "cap",
    "avoid_region": "blocked",
    "exclude_allergen": "caution",
}


def applies(item: ScreeningItem, case: Case) -> bool:
    """Return True when the item concerns this kind of condition and these sites."""
    if not any(_concerns(item, case, place) for place in places_of(case)):
        return False
    sites = {place.site for place in places_of(case)}
    return not item.sites or bool(sites & set(item.sites))


def asked_items(case: Case) -> tuple[ScreeningItem, ...]:
    """Return the questions that concern the case and that nothing else in it answers.

    Examples
    --------
    >>> from strigil.treatment import Problem
    >>> case = Case(schema=1, problem=Problem("calf_strain", "calf", "left"))
    >>> "fluoroquinolone" in [item.id for item in asked_items(case)]
    False
    """
    told = _told_elsewhere(case)
    items = all_of(ScreeningItem).values()
    due = (item for item in items if item.id not in told and not item.follows)
    return tuple(item for item in due if applies(item, case))


def history_findings(case: Case) -> Iterator[ScreenFinding]:
    """Yield a finding for each answer that is not no."""
    for item_id, answer in _answers(case).items():
        item = one_of(ScreeningItem, item_id)
        if answer.answer != "no" and applies(item, case):
            yield _finding(item, answer, case)


def _answers(case: Case) -> dict[str, Answer]:
    """Return the answers, and those of items that follow another one's."""
    told = case.history.answers
    follow = {
        item.id: told[item.follows]
        for item in all_of(ScreeningItem).values()
        if item.follows in told
    }
    return follow | told


def unanswered(case: Case) -> tuple[str, ...]:
    """Return the items that were not asked, or whose answer is not known."""
    known = case.history.answers
    told = _told_elsewhere(case)
    missing = [item for item, answer in known.items() if answer.answer == "unsure"]
    if case.history.others == "not asked":
        missing += [
            item.id
            for item in all_of(ScreeningItem).values()
            if item.id not in (*known, *told)
            and not item.follows
            and applies(item, case)
            and _is_due(item, case)
        ]
    return tuple(missing)


def places_to_avoid(case: Case) -> tuple[str, ...]:
    """Return places besides the problem's own that an answer rules out."""
    found = []
    for item_id, answer in case.history.answers.items():
        item = one_of(ScreeningItem, item_id)
        if answer.answer != "no" and answer.site and _is_local(item):
            side = answer.side or ""
            found.append(f"{answer.site} {side}".strip())
        if answer.answer != "no" and item.tissues and not is_over(item, answer):
            others = places_of(case)[1:]
            found += [str(place) for place in others if _aims_at(item, place)]
    return tuple(dict.fromkeys(found))


def is_over(item: ScreeningItem, answer: Answer) -> bool:
    """Return True when the item's clock has run out since the event."""
    if item.clock is None or answer.days_ago is None or answer.answer != "yes":
        return False
    return to_si(answer.days_ago, "d") >= item.clock.value


def _wait_days(item: ScreeningItem, answer: Answer) -> float | None:
    """Return the days until the clock has run out; None when that is not known."""
    if item.clock is None or answer.days_ago is None or answer.answer != "yes":
        return None
    return max(item.clock.value / to_si(1.0, "d") - answer.days_ago, 0.0)


def _finding(item: ScreeningItem, answer: Answer, case: Case) -> ScreenFinding:
    over = is_over(item, answer)
    keys = dict.fromkeys(source.source for source in item.classes)
    grades = sorted({source.grade for source in item.classes} - {"ungraded"})
    return ScreenFinding(
        item=item.id,
        name=item.name if answer.answer == "yes" else f"Not known: {item.name}",
        decision=item.decision,
        scope=item.scope,
        consequence=_consequence(item, answer),
        override=item.override,
        level=_level(item, answer, case),
        because=_because(item, answer, case),
        grade=", ".join(grades) or "ungraded",
        source=", ".join(keys),
        answer=answer.answer,
        advice=item.advice,
        urgent=item.urgent and not over,
        classes=tuple(_class_text(source) for source in item.classes),
        find_out=item.find_out if answer.answer == "unsure" else "",
        send_to="" if over else item.send_to,
        wait_days=_wait_days(item, answer),
    )


def _consequence(item: ScreeningItem, answer: Answer) -> str:
    if is_over(item, answer):
        return "none"
    return "ask" if answer.answer == "unsure" else item.consequence


def _level(item: ScreeningItem, answer: Answer, case: Case) -> Level:
    if is_over(item, answer):
        return "clear"
    if _lies_elsewhere(item, answer, case):
        return "caution"
    level = _LEVEL[item.consequence]
    if answer.answer == "unsure" and level in ("blocked", "refer"):
        # Not known is not no: nothing is treated until it is found out, or signed for.
        return "blocked" if item.override == "never" else "signed_reason_needed"
    return level


def _is_local(item: ScreeningItem) -> bool:
    return item.scope == "local" or item.consequence == "avoid_region"


def _lies_elsewhere(item: ScreeningItem, answer: Answer, case: Case) -> bool:
    """Return True when a local item is no matter of the problem's own place."""
    here = is_at_problem(case, answer) and _concerns(item, case, places_of(case)[0])
    return _is_local(item) and not here


def _concerns(item: ScreeningItem, case: Case, place: Place) -> bool:
    """Return True when the item is a matter of a place, or of the whole condition."""
    kind = one_of(Condition, case.problem.condition).kind
    every = not item.conditions and not item.tissues
    return every or kind in item.conditions or _aims_at(item, place)


def _aims_at(item: ScreeningItem, place: Place) -> bool:
    return target_kind(one_of(BodySite, place.site)) in item.tissues


def _told_elsewhere(case: Case) -> tuple[str, ...]:
    """Return items that another part of the case answers."""
    told = {
        "acute_injury": stage_of(case) is not None,
        "age_extremes": age_of(case) is not None,
        "consent_withheld": case.consent.treatment != "not asked",
        "recent_treatment": bool(case.sessions),
    }
    return tuple(item for item, is_told in told.items() if is_told)


def _is_due(item: ScreeningItem, case: Case) -> bool:
    return item.asked == "every_visit" or not case.sessions


def _because(item: ScreeningItem, answer: Answer, case: Case) -> str:
    parts = [item.because]
    if answer.answer == "unsure":
        parts.append("The answer is not known, and not known is not no.")
    if item.clock is not None:
        parts.append(_clock_text(item, answer))
    if _lies_elsewhere(item, answer, case):
        parts.append("It lies elsewhere: keep away from it.")
    elif item.consequence == "avoid_region" and not answer.site:
        parts.append("No place was named, so it counts as lying where we would treat.")
    return " ".join(parts)


def _clock_text(item: ScreeningItem, answer: Answer) -> str:
    if item.clock is None:
        return ""
    days = item.clock.value / to_si(1.0, "d")
    asked = f"{days:.0f} days since the {item.clock_from or 'event'}"
    if answer.days_ago is None:
        return f"It asks for {asked}; how long ago was not said."
    passed = "over" if is_over(item, answer) else "not over"
    return f"It asks for {asked}; {answer.days_ago:.0f} have passed: {passed}."


def _class_text(source: SourceClass) -> str:
    wording = f" ({source.wording})" if source.wording else ""
    return f"{source.source}: {source.says.replace('_', ' ')}{wording}"
