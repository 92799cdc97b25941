"""``strigil profile``: look at a sensor's file and propose what its columns mean."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from strigil.cli.output import json_option, notes, print_json, show_table
from strigil.cli.worked import Worked
from strigil.errors import InvalidValueError

if TYPE_CHECKING:
    from strigil.signals import Correction, ProfileProposal

__all__ = ["command"]

_KEYS = ("sign", "scale", "offset")
# What a question asks for: how it is answered.
_ANSWERS = {
    "counts": "force_normal,N,scale=NEWTONS_OF_ONE_COUNT,offset=COUNTS_AT_REST",
    "force": "force_normal,N",
    "other": "CHANNEL,UNIT",
}


@click.command(
    "profile", cls=Worked, example="strigil profile strokes.csv --out strokes.toml"
)
@click.argument("file", metavar="FILE")
@click.option(
    "--column", "said", multiple=True, metavar="NAME=CHANNEL[,UNIT][,scale=..]",
    help="Correct one column; NAME= leaves it out, NAME=time,ms is the time.",
)  # fmt: skip
@click.option("--rate", type=float, metavar="HZ", help="Samples a second.")
@click.option("--name", default="", help="What to call the sensor.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="F.toml"
)
@json_option
def command(**given: Any) -> None:
    """Look at a sensor's FILE and propose a profile, with a because for each column.

    What the numbers do not tell is asked, on a terminal, or named. Then:
    strigil analyse FILE --profile F.toml
    """
    _propose(_Asked(**given))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was asked, as its options say."""

    file: str
    said: tuple[str, ...]
    rate: float | None
    name: str
    out: Path | None
    as_json: bool


def _propose(asked: _Asked) -> None:
    from strigil.signals import propose_profile, write_profile

    corrections = dict(_correction(words) for words in asked.said)
    rate = asked.rate
    if rate is not None and not rate > 0:
        message = f"--rate must lie above 0; {rate:g} was given."
        raise InvalidValueError(message)
    found = propose_profile(
        asked.file, corrections=corrections, rate=rate, name=asked.name
    )
    if not asked.as_json:
        _show(found)
    if found.questions and not asked.as_json and _on_a_terminal():
        more, rate = _answers(found, rate)
        corrections |= more
        found = propose_profile(
            asked.file, corrections=corrections, rate=rate, name=asked.name
        )
        _show(found)
    if asked.out:
        write_profile(found, asked.out)
        notes().print(f"Profile written to {asked.out}", markup=False)
        name = Path(asked.file)
        use = f"strigil analyse {name} --profile {asked.out}"
        said = (
            f"To use it: {use}\nFor the clinic: {use} --save {name.stem}-read.parquet"
        )
        notes().print(said, markup=False, soft_wrap=True)
    if asked.as_json:
        print_json(_as_json(found, asked.out))
    elif not asked.out and not found.questions:
        line = f"strigil profile {asked.file} --out {found.profile.id}.toml"
        notes().print(f"To keep it: {line}", markup=False, soft_wrap=True)


def _on_a_terminal() -> bool:
    return sys.stdin.isatty()


def _correction(words: str) -> tuple[str, "Correction"]:
    """Read ``NAME=CHANNEL,UNIT,scale=0.01,offset=512,sign=-1``."""
    from strigil.signals import Correction

    heading, equals, rest = words.partition("=")
    if not equals:
        message = (
            f"--column {words!r} lacks '='. Write NAME=CHANNEL,UNIT, such as "
            "'load=force_normal,N,sign=-1'"
        )
        raise InvalidValueError(message)
    parts = [part.strip() for part in rest.split(",")]
    plain = [part for part in parts if "=" not in part]
    numbers = {}
    for part in parts[len(plain) :]:
        key, _, value = part.partition("=")
        numbers[key.strip()] = _number(key.strip(), value, words)
    channel, unit = [*plain, "", ""][:2]
    return heading, Correction(
        channel,
        unit,
        sign=int(numbers.get("sign", 1)),
        scale=numbers.get("scale", 1.0),
        offset=numbers.get("offset", 0.0),
    )


def _number(key: str, value: str, words: str) -> float:
    if key not in _KEYS:
        message = f"--column {words!r}: {key!r} is none of {', '.join(_KEYS)}."
        raise InvalidValueError(message)
    try:
        return float(value)
    except ValueError:
        message = f"--column {words!r}: {key} must be a number, not {value!r}."
        raise InvalidValueError(message) from None


def _answers(
    found: "ProfileProposal", rate: float | None
) -> tuple[dict[str, "Correction"], float | None]:
    """Ask on the terminal; an empty answer leaves the column out."""
    given = {}
    for heading, question in found.questions.items():
        if heading == "rate":
            rate = click.prompt(f"Rate: {question}", type=float, err=True)
            continue
        words = f"{heading}: {question}. CHANNEL,UNIT,scale=..,offset=.. or empty"
        answer = click.prompt(words, default="", show_default=False, err=True)
        if answer:
            name, correction = _correction(f"{heading}={answer}")
            given[name] = correction
    return given, rate


def _show(found: "ProfileProposal") -> None:
    profile = found.profile
    known = {column.column: column for column in profile.columns}
    rows = []
    for heading, because in found.because.items():
        column = known.get(heading)
        if column is not None:
            times = "" if column.scale == 1.0 else f"{column.scale:g} "
            turned = "-" if column.sign < 0 else ""
            rows.append(
                (heading, column.channel, f"{turned}{times}{column.unit}", because)
            )
        elif profile.time is not None and heading == profile.time.column:
            rows.append((heading, "time", profile.time.unit, because))
        else:
            rows.append((heading, "left out", "", because))
    show_table(profile.name, ("Column", "Channel", "Unit", "Because"), rows)
    for said in found.layout:
        notes().print(said, markup=False)
    for heading, question in found.questions.items():
        where = "--rate HZ" if heading == "rate" else f"--column '{heading}=...'"
        notes().print(
            f"Not known: {heading}: {question}. Say it: {where}", markup=False
        )
        if heading != "rate":
            answer = f"--column '{heading}={_ANSWERS[_kind(question)]}'"
            notes().print(f"  such as {answer}", markup=False, soft_wrap=True)


def _kind(question: str) -> str:
    """Return which answer a question asks for."""
    if "one count" in question:
        return "counts"
    return "force" if question.startswith("is it the force") else "other"


def _as_json(found: "ProfileProposal", out: Path | None) -> dict[str, object]:
    return {
        "profile": found.profile,
        "because": found.because,
        "layout": found.layout,
        "questions": found.questions,
        "out": str(out) if out else None,
    }
