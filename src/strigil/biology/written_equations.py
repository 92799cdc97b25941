"""The equations of the definition as the docs show them."""

import re
from collections.abc import Iterator, Mapping

from strigil.biology.definition import ResponseDefinition, RuleDefinition
from strigil.errors import InvalidValueError

__all__ = ["with_equations"]

_BEGIN = "<!-- made from data/response_model.toml: begin -->\n"
_END = "<!-- made from data/response_model.toml: end -->"


def with_equations(page: str, model: ResponseDefinition) -> str:
    """Return a page with its equations made anew.

    Raises
    ------
    InvalidValueError
        When the page does not say where they stand.
    """
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        message = f"The page needs the lines {_BEGIN.strip()!r} and {_END!r}."
        raise InvalidValueError(message)
    return before + _BEGIN + "\n" + "\n".join(_equations(model)) + "\n" + _END + after


def _equations(model: ResponseDefinition) -> Iterator[str]:
    yield "| symbol | state | unit | stays within |"
    yield "|---|---|---|---|"
    for name, state in model.states.items():
        high = "" if state.high is None else f" to {state.high:g}"
        low = "" if state.low is None else f"{state.low:g}"
        bounds = f"{low}{high}" if high else f"{low} and above"
        yield f"| {name} | {state.name} | {state.unit} | {bounds} |"
    yield "\nWhat follows at once:\n"
    yield from _rules(model.rules)
    yield "\nWhat needs time; a dash means in a day:\n"
    yield from _block({f"{k}'": s.rate for k, s in model.states.items()}, " = ")
    said = ", ".join(f"{k} ({i.name})" for k, i in model.inputs.items())
    yield f"\nA session brings {said}. It changes at once, from the values before it:\n"
    yield from _rules(model.session)
    yield ""
    jumps = {k: s.session for k, s in model.states.items() if s.session}
    yield from _block(jumps, " <- ")
    yield "\nWhat is seen:\n"
    seen = {k: o.formula for k, o in model.observables.items()}
    yield from _block(seen, " = ")


def _rules(rules: Mapping[str, RuleDefinition]) -> Iterator[str]:
    width = max(len(_plain(rule.formula)) + len(name) for name, rule in rules.items())
    yield "```"
    for name, rule in rules.items():
        line = f"{name} = {_plain(rule.formula)}"
        yield f"{line:<{min(width, 60) + 4}}{rule.name}"
    yield "```"


def _block(formulas: Mapping[str, str], between: str) -> Iterator[str]:
    yield "```"
    for name, formula in formulas.items():
        yield f"{name}{between}{_plain(formula)}"
    yield "```"


def _plain(formula: str) -> str:
    """Write powers with ^, products with a space where a sign is not needed."""
    spaced = re.sub(r"\s+", " ", formula).replace("**", "^")
    return re.sub(r"(?<=[\w)])\*(?=[\w(])", " ", spaced)
