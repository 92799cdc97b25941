"""The steps of a plan as the guided session shows them."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from strigil_clinic.plans.shown import PHASES, StepShown, step_shown
from strigil_clinic.sessions.science import is_treatment
from strigil_clinic.sessions.wording import Fact, Said, facts_of, said_of
from strigil_clinic.streams.science import band_in_newtons

__all__ = [
    "LiveStep",
    "after",
    "ahead",
    "before",
    "edges_of",
    "guided",
    "live_steps",
    "names_of",
    "phases",
    "said_at",
]

AFTER = ("skin_check", "clean")
LONG = 90  # letters of a sentence in the largest type
SHORT = 60  # letters of the next step's preview
REACH, ARC = 52, 26  # of the drawn edge, and of the arc that marks its angle
FIBRES = {  # seen along: lines; seen end on: dots
    "along": "M8 67H112",
    "across": "".join(f"M{x} 67h.01" for x in range(10, 115, 10)),
}
ASKS = {"sign": "sign", "check": "", "load": ""}  # every other step asks for pain


@dataclass(frozen=True, slots=True)
class LiveStep:
    """One guided step: a sentence to read from afar, the rest beside it."""

    shown: StepShown
    number: int
    name: str
    said: Said
    facts: tuple[Fact, ...]
    seconds: int | None
    strokes: int | None

    @property
    def asks(self) -> str:
        """What is asked in this step: pain, pain at the sign, or nothing."""
        return ASKS.get(self.shown.phase, "pain")

    @property
    def order(self) -> int:
        """Place in the plan."""
        return self.shown.order

    @property
    def is_long(self) -> bool:
        """Whether the sentence needs smaller letters to fit."""
        return len(self.said.sentence) > LONG

    @property
    def short(self) -> str:
        """The sentence as a preview."""
        said = self.said.sentence[:1].lower() + self.said.sentence[1:].rstrip(".")
        if self.has_edge and self.shown.phase != "scan":
            said = f"{self.name.lower()}, {said}"
        return said if len(said) <= SHORT else said[:SHORT].rsplit(" ", 1)[0] + "…"

    @property
    def drawn(self) -> dict[str, str]:
        """Return a side view of the edge on the skin: paths in a box of 120 by 72."""
        raw = self.shown.raw
        angle = math.radians(raw.get("angle_deg") or 0.0)
        x, y = 60 + REACH * math.cos(angle), 60 - REACH * math.sin(angle)
        a, b = 60 + ARC * math.cos(angle), 60 - ARC * math.sin(angle)
        return {
            "edge": f"M60 60L{x:.1f} {y:.1f}",
            "arc": f"M{60 + ARC} 60A{ARC} {ARC} 0 0 0 {a:.1f} {b:.1f}",
            "fibres": FIBRES.get(raw.get("direction") or "", ""),
        }

    @property
    def has_edge(self) -> bool:
        """Whether an edge touches the patient."""
        return bool(self.shown.edge_id)

    def as_json(self) -> dict[str, Any]:
        """Return what the page's own script needs."""
        return {
            "order": self.order,
            "phase": self.shown.phase,
            "name": self.name,
            "asks": self.asks,
            "said": self.said.sentence,
            "edge": self.has_edge,
            "treats": is_treatment(self.shown.raw),
            "seconds": self.seconds,
            "strokes": self.strokes,
            "band": band_in_newtons([self.shown.raw], self.order),
        }


def before(steps: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the steps that the check before a session covers."""
    first = next((i for i, step in enumerate(steps) if is_treatment(step)), len(steps))
    return [step for step in steps[:first] if step["phase"] not in AFTER]


def after(steps: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the steps that finishing covers: the skin and the instrument."""
    return [step for step in steps if step["phase"] in AFTER]


def guided(steps: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the steps that are guided one by one; what the plan left out is not."""
    aside = {step["order"] for step in (*before(steps), *after(steps))}
    return [s for s in steps if s["order"] not in aside and not s.get("skipped")]


def live_steps(steps: Sequence[Mapping[str, Any]], sign: str = "") -> list[LiveStep]:
    """Return the guided steps in words; `sign` is the practitioner's own."""
    names = names_of(steps)
    return [
        _live(step, n, name=names[step["order"]], sign=sign)
        for n, step in enumerate(guided(steps), start=1)
    ]


def names_of(steps: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """Return what each step is called; the sign after the edge is the retest."""
    first = {step["order"] for step in before(steps)}
    later = {"sign": _("Retest"), "check": _("Next place")}
    return {
        step["order"]: later[step["phase"]]
        if step["phase"] in later and step["order"] not in first
        else str(PHASES.get(step["phase"], step["phase"]))
        for step in steps
    }


def said_at(step: Mapping[str, Any], sign: str = "") -> str:
    """Return the sentence of one step."""
    return said_of(step_shown(step), sign).sentence


def edges_of(steps: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the edges of a session, each once."""
    return [*dict.fromkeys(s["edge"] for s in steps if s.get("edge"))]


def phases(steps: Iterable[LiveStep]) -> Iterator[tuple[str, str, list[int]]]:
    """Yield phase, its name and the steps in it, in order."""
    for name, found in groupby(steps, key=lambda step: step.name):
        inside = list(found)
        yield inside[0].shown.phase, name, [step.order for step in inside]


def ahead(steps: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the phases of a plan with their time [s], in the order of a visit."""
    left = [step for step in steps if not step.get("skipped")]
    names = names_of(steps)
    for name, found in groupby(left, key=lambda step: names[step["order"]]):
        inside = list(found)
        seconds = sum(step.get("duration") or 0.0 for step in inside)
        yield {
            "phase": inside[0]["phase"],
            "name": name,
            "steps": len(inside),
            "seconds": round(seconds),
        }


def _live(step: Mapping[str, Any], number: int, *, name: str, sign: str) -> LiveStep:
    shown = step_shown(step)
    return LiveStep(
        shown=shown,
        number=number,
        name=name,
        said=said_of(shown, sign),
        facts=facts_of(shown),
        seconds=round(step["duration"]) if step.get("duration") else None,
        strokes=step.get("strokes"),
    )
