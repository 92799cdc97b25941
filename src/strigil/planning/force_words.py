"""Which force words a session may use, and what they are in the practitioner's hands.

Words only ever leave this list. Nothing here raises a force, and a poor response is
never a reason for a firmer word.
"""

from collections.abc import Iterable, Iterator

from strigil.catalogue import Limit, one_of
from strigil.planning.finding import Screening
from strigil.planning.revise import Revision, firmest_word_used
from strigil.planning.stage import stage_of
from strigil.treatment import (
    FORCE_WORDS,
    Case,
    ForceBand,
    ForceCalibration,
    ForceWord,
    Reason,
)

__all__ = ["OUT_OF_ORDER", "band_of", "words_allowed"]

OUT_OF_ORDER = "words only: the calibrated words are not in order"

_BY_IRRITABILITY: dict[str | None, int] = {
    "high": 1,
    "moderate": 2,
    None: 2,  # not said: as if it flares
    "low": 3,
}
# Unknown, but no question of whether treatment is safe; each has a rule of its own.
_NOT_A_QUESTION = frozenset({"age", "irritability", "resting_pain", "healing_stage"})
_BY_STAGE: dict[str | None, int] = {"acute": 1, None: 1, "subacute": 2, "chronic": 3}


def words_allowed(
    case: Case, screening: Screening, revision: Revision
) -> tuple[tuple[ForceWord, ...], tuple[Reason, ...]]:
    """Return the words a session may use, lightest first, and why no others.

    Examples
    --------
    A cap leaves one word, whatever else the case says:

    >>> from strigil.planning import revise, screen
    >>> from strigil.treatment import case_from_mapping
    >>> case = case_from_mapping({"schema": 1, "problem": {
    ...     "condition": "achilles_tendinopathy", "site": "achilles_midportion",
    ...     "side": "left", "onset_days": 200, "irritability": "low"},
    ...     "history": {"anticoagulant": "yes"}})
    >>> words_allowed(case, screen(case), revise(case))[0]
    ('light',)
    """
    if not screening.treatable:
        return (), ()
    limits = list(_limits(case, screening, revision))
    count = min((allowed for allowed, _ in limits), default=len(FORCE_WORDS))
    because = tuple(reason for allowed, reason in limits if allowed == count)
    return FORCE_WORDS[:count], because


def band_of(word: ForceWord, calibration: ForceCalibration | None) -> ForceBand:
    """Return a word as the practitioner's own interval, or as a word only.

    Parameters
    ----------
    word : str
        ``light``, ``moderate`` or ``firm``.
    calibration : ForceCalibration or None
        The practitioner's own words in newtons.
    """
    own = calibration.of(word) if calibration else None
    if calibration is None or own is None:
        return ForceBand(word)
    if not calibration.in_order:
        return ForceBand(word, basis=OUT_OF_ORDER)
    return ForceBand(word, own.low, own.high, calibration.statistic, calibration.basis)


def _limits(
    case: Case, screening: Screening, revision: Revision
) -> Iterator[tuple[int, Reason]]:
    if screening.cap:
        capped = _names(f.name for f in screening.findings if f.level == "cap")
        yield 1, Reason(f"{screening.cap}: {capped}", "", "StrigilPolicy")
    unasked = [item for item in screening.missing if item not in _NOT_A_QUESTION]
    if unasked:
        rule = "the screen is not finished: light only until it is"
        yield 1, Reason(rule, f"{len(unasked)} open", "StrigilPolicy")
    stage, irritability = stage_of(case), case.problem.irritability
    yield (
        _BY_STAGE[stage],
        Reason(f"stage of healing: {stage or 'not known'}", "", "StrigilPolicy"),
    )
    yield (
        _BY_IRRITABILITY[irritability],
        Reason(
            f"irritability sets the start: {irritability or 'not said'}",
            "",
            "StrigilPolicy",
        ),
    )
    if case.sessions:
        yield from _after_last_time(case, revision)
    else:
        rule = (
            "planned before the first session: not firmer than moderate until its "
            "reaction is known"
        )
        yield 2, Reason(rule, "", "StrigilPolicy")


def _after_last_time(case: Case, revision: Revision) -> Iterator[tuple[int, Reason]]:
    used = firmest_word_used(case)
    before = FORCE_WORDS.index(used) + 1 if used else 1
    source = one_of(Limit, "response_check_visits").value.source
    if revision.decision == "down":
        why = revision.because[0].rule if revision.because else ""
        rule = f"a lighter word, or light and short, for {why}".removesuffix(", for ")
        yield max(1, before - 1), Reason(rule, used or "no word noted", source)
    elif used:
        changed = revision.decision == "progress_in_kind"
        rule = "not firmer than last time"
        rule += ": change in kind, not in force" if changed else ""
        yield before, Reason(rule, used, source)


def _names(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(names))
