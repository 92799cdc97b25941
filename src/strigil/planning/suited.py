"""What a person's body asks of position and exercise, whatever the condition."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from strigil.catalogue import Programme, sourced_table
from strigil.treatment import Case, PlanStep, Reason, age_of
from strigil.units import to_si

__all__ = ["lies_suited", "programme_suited", "why_suited"]

_FLAT = ("face down", "on the back")
_ON_THE_SIDE = (
    "Lying on the side with a pillow between the knees, or sitting, the place "
    "supported where it can be reached."
)
_HOLD_ON = (
    "Where it is done standing: hold on to something firm, begin on both legs on the "
    "flat, and leave out step and jump until balance was tested."
)
_ANOTHER_SIGN = "Not lying so while pregnant: take another sign, sitting or standing."
_PREGNANT = Reason(
    "pregnant: neither face down nor flat on the back, at any week",
    "from about 20 weeks the womb can press on the great vein; recalled",
    "StrigilPolicy",
)


def lies_suited(case: Case, steps: Sequence[PlanStep]) -> tuple[PlanStep, ...]:
    """Return the steps with a position that suits who is treated.

    Parameters
    ----------
    case : Case
        Who that is.
    steps : sequence of PlanStep
        As the site asks for them.

    Returns
    -------
    tuple of PlanStep
        The same; in pregnancy nobody lies face down or flat on the back.
    """
    if not _says_yes(case, "pregnancy"):
        return tuple(steps)
    return tuple(_on_the_side(step) for step in steps)


def programme_suited(case: Case, programme: Programme) -> Programme:
    """Return a programme of exercise with what keeps this person from a fall."""
    if not [*_why_a_fall_matters(case)]:
        return programme
    return replace(programme, does=f"{programme.does} {_HOLD_ON}")


def why_suited(case: Case) -> tuple[Reason, ...]:
    """Return why an exercise is begun with a hold; nothing where it need not be."""
    return tuple(_why_a_fall_matters(case))


def _why_a_fall_matters(case: Case) -> Iterator[Reason]:
    older, age = sourced_table("planning_rules.toml")["older_age"], age_of(case)
    if age is not None and to_si(age, "year") >= older.value:
        yield Reason("older: a fall costs more", f"{age:.0f} years", older.source)
    if _says_yes(case, "pregnancy"):
        yield Reason("pregnant: balance changes, a fall costs more", "", _POLICY)
    if _says_yes(case, "anticoagulant"):
        yield Reason("on a blood thinner: a fall bleeds more", "", _POLICY)


_POLICY = "StrigilPolicy"


def _on_the_side(step: PlanStep) -> PlanStep:
    because = (*step.because, _PREGNANT)
    if _is_flat(step.position):
        text = step.instruction.replace(step.position, _ON_THE_SIDE)
        step = replace(step, position=_ON_THE_SIDE, instruction=text, because=because)
    if _is_flat(step.instruction):  # a sign that is tested so
        text = f"{step.instruction} {_ANOTHER_SIGN}"
        return replace(step, instruction=text, because=because)
    return step


def _is_flat(text: str) -> bool:
    return any(way in text.lower() for way in _FLAT)


def _says_yes(case: Case, item: str) -> bool:
    answer = case.history.answers.get(item)
    return answer is not None and answer.answer == "yes"
