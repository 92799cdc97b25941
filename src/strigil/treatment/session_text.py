r"""Steps of a session as lines that people read and programs read back.

One step is a head line and indented ``name: value`` lines. Empty values are left out.
A line break inside a text is written ``\\n``, a backslash ``\\\\``, and the bar that
separates the parts of a force band or a reason is written ``\\|`` inside them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, get_args

from strigil.errors import FileFormatError, InvalidValueError, UnknownNameError
from strigil.treatment.because import Reason
from strigil.treatment.session import (
    FORCE_WORDS,
    Direction,
    ForceBand,
    Phase,
    PlanStep,
)

__all__ = ["print_steps", "read_steps"]

_HEAD = re.compile(r"(?P<order>-?\d+)\. (?P<phase>\w+)")
_BAR = " | "
_INDENT = "   "
_LABELS = {"angle_deg": "angle [deg]", "duration": "duration [s]"}
_NUMBERS = {"angle_deg", "duration"}
_NAMES = tuple(f.name for f in fields(PlanStep) if f.name not in ("order", "phase"))
_BY_LABEL = {_LABELS.get(name, name.replace("_", " ")): name for name in _NAMES}


def print_steps(steps: Iterable[PlanStep]) -> str:
    """Return steps as readable lines; :func:`read_steps` reads them back the same.

    Examples
    --------
    >>> print(print_steps([PlanStep(1, "sign", "Rise on the toes.", side="left")]))
    1. sign
       instruction: Rise on the toes.
       side: left
    <BLANKLINE>
    """
    return "\n".join(_print_step(step) for step in steps)


def read_steps(text: str) -> tuple[PlanStep, ...]:
    """Read the lines that :func:`print_steps` printed.

    Raises
    ------
    FileFormatError
        When a line is neither a head nor a known ``name: value``.
    """
    steps: list[dict[str, Any]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(_INDENT) and steps:
            _read_line(steps[-1], line.removeprefix(_INDENT), number)
        elif line:
            steps.append(_read_head(line, number))
    return tuple(_finished(step) for step in steps)


def _print_step(step: PlanStep) -> str:
    lines = [f"{step.order}. {step.phase}"]
    for label, name in _BY_LABEL.items():
        lines += [f"{_INDENT}{label}: {value}" for value in _written(step, name)]
    return "\n".join(lines) + "\n"


def _written(step: PlanStep, name: str) -> list[str]:
    value = getattr(step, name)
    if name == "because":
        return [_joined((why.rule, why.number, why.reference)) for why in step.because]
    if value in (None, "") or (name == "direction" and value == "none"):
        return []
    if isinstance(value, ForceBand):
        ends = (_number(value.low), _number(value.high))
        return [_joined((value.word, *ends, value.statistic, value.basis))]
    return [_number(value) if name in _NUMBERS else _escaped(str(value))]


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    short = f"{value:g}"
    return short if float(short) == value else repr(float(value))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), text)


def _joined(parts: Iterable[str]) -> str:
    return _BAR.join(_escaped(part).replace("|", "\\|") for part in parts)


def _parted(text: str) -> list[str]:
    return [_unescaped(part) for part in text.split(_BAR)]


def _read_head(line: str, number: int) -> dict[str, Any]:
    match = _HEAD.fullmatch(line)
    if not match:
        message = f"Line {number}: {line!r} is not a step such as '3. scan'."
        raise FileFormatError(message)
    if match["phase"] not in get_args(Phase):
        kind = f"phase in line {number}:"
        raise UnknownNameError(kind, match["phase"], get_args(Phase))
    return {"order": int(match["order"]), "phase": match["phase"], "because": []}


def _read_line(step: dict[str, Any], line: str, number: int) -> None:
    label, found, value = line.partition(": ")
    if not found or label not in _BY_LABEL:
        kind = f"name in line {number}:"
        raise UnknownNameError(kind, label, _BY_LABEL)
    name = _BY_LABEL[label]
    try:
        _keep(step, name, value)
    except (ValueError, TypeError) as error:
        message = f"Line {number}: {value!r} is not a value for {label}."
        raise InvalidValueError(message) from error


def _keep(step: dict[str, Any], name: str, value: str) -> None:
    if name == "because":
        step["because"].append(Reason(*_parted(value)))
    elif name == "force_band":
        step[name] = _band(_parted(value))
    elif name in _NUMBERS:
        step[name] = float(value)
    elif name == "strokes":
        step[name] = int(value)
    else:
        step[name] = _unescaped(value)


def _band(parts: list[str]) -> ForceBand:
    word, low, high, statistic, basis = parts
    words = {known: known for known in FORCE_WORDS}
    if word not in words:
        raise ValueError(word)
    ends = [None if end == "-" else float(end) for end in (low, high)]
    return ForceBand(words[word], ends[0], ends[1], statistic, basis)


def _finished(step: Mapping[str, Any]) -> PlanStep:
    direction = step.get("direction", "none")
    if direction not in get_args(Direction):
        kind = "direction"
        raise UnknownNameError(kind, direction, get_args(Direction))
    if "instruction" not in step:
        message = f"Step {step['order']} lacks its instruction."
        raise InvalidValueError(message)
    return PlanStep(**{**step, "because": tuple(step["because"])})
