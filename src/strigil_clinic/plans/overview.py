"""What the overview of an episode shows of its plan: the next visit, in short."""

import re
from typing import Any

from django.db.models import Max
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from strigil_clinic.episodes.models import Episode, VisitStatus
from strigil_clinic.episodes.science import case_of
from strigil_clinic.people.models import Practitioner
from strigil_clinic.plans.asked import Asked, asked_of
from strigil_clinic.plans.rows import accepted_plan, fits_today
from strigil_clinic.plans.science import sources_of
from strigil_clinic.plans.shown import (
    StepShown,
    reasons_and_evidence,
    steps_of,
)
from strigil_clinic.screening.gate import Barrier
from strigil_clinic.sessions.gate import barriers, session_under_way

__all__ = ["next_visit_part"]

MOST_REASONS = 3  # in the card; the plan has them all
SHORT = {
    "check": _("medicines, skin, a spoken yes;"),
    "warm_up": _("by hand or easy movement"),
}
REACTION = _("last reaction, medicines, skin, a spoken yes;")
AGAIN = _("then sign and skin again")
WAYS = {"along": _("along"), "across": _("across"), "any": _("as it was felt")}
FOLDED = ("sign", "skin_check", "clean")  # said in the lines of check and load


def next_visit_part(episode: Episode, reader: Practitioner) -> dict[str, Any]:
    """Return the context of `episodes/parts/next_visit.html`."""
    plan = accepted_plan(episode)
    if plan is None:
        return {"plan": None, "start_url": ""}
    snapshot = plan.snapshot
    case = case_of(episode, practitioner=reader)
    asked, under_way = asked_of(case, plan), session_under_way(episode)
    against = [] if under_way else barriers(episode, reader)
    reasons, evidence = reasons_and_evidence(snapshot)
    free = not against and not under_way and reader.may_write
    return {
        "plan": plan,
        "asked": asked,
        "plan_again_url": reverse("plans:page", args=[episode.pk]) + "?again=1",
        "against": [one.said for one in against if not _is_said(one, asked)],
        "under_way": under_way,
        "outdated": free and not fits_today(plan),
        "lines": [*_lines(_first_place(steps_of(snapshot)))],
        "also": _also(steps_of(snapshot)),
        "reasons": reasons[:MOST_REASONS],
        "evidence": evidence[0]["rule"] if evidence else "",
        "sources": sources_of(snapshot.get("reasons", [])),
        "visit_number": _number(episode),
        "start_url": _treat(episode) if free else "",
    }


def _is_said(barrier: Barrier, asked: Asked) -> bool:
    """Whether the card says already that the course asks for another plan."""
    return barrier.part == "plan" and asked.outdates


def _lines(steps: list[StepShown]) -> list[dict[str, Any]]:
    """Return one short line a phase; the sign and the skin stand in those around."""
    kept = [step for step in steps if not step.skipped]
    sign = next((_short(step) for step in kept if step.phase == "sign"), "")
    also = {"check": sign, "load": str(AGAIN)}
    phases: dict[str, list[StepShown]] = {}
    for step in kept:
        if step.phase not in FOLDED:
            phases.setdefault(step.phase, []).append(step)
    return [
        {
            "name": found[0].phase_name,
            "said": _said(phase, found),
            "also": also.get(phase, ""),
            "band": found[0].band,
            "named": phase != "scan",  # the phase bears the word of its force
            "seconds": sum(step.raw.get("duration") or 0.0 for step in found),
        }
        for phase, found in phases.items()
    ]


def _said(phase: str, steps: list[StepShown]) -> str:
    if phase == "check" and "reaction to the last session" in steps[0].said:
        return str(REACTION)
    return str(SHORT.get(phase) or _edges_said(steps) or _short(steps[0]))


def _edges_said(steps: list[StepShown]) -> str:
    """Return the edges of a phase, and of an edge alone the ways it goes."""
    worked = [step for step in steps if step.edge]
    edges = list(dict.fromkeys(step.edge.split(", ")[-1] for step in worked))
    ways = dict.fromkeys(str(WAYS[step.raw["direction"]]) for step in worked)
    if len(edges) == 1:
        return f"{edges[0]}, {str(_(' and ')).join(ways)}"
    return str(_(", then ")).join(edges)


def _first_place(steps: list[StepShown]) -> list[StepShown]:
    """Return the steps without the edge work at further places."""
    first = next((step.place for step in steps if step.edge), "")
    return [step for step in steps if not step.edge or step.place == first]


def _also(steps: list[StepShown]) -> list[str]:
    """Return the further places at which an edge works."""
    return [*dict.fromkeys(step.place for step in steps if step.edge)][1:]


def _short(step: StepShown) -> str:
    """Return the first clause of a step without an edge; of a sign, the sign."""
    said = step.said.split(": ", 1)[-1] if step.phase == "sign" else step.said
    return re.split(r"[.;,] ", said)[0].rstrip(".")


def _number(episode: Episode) -> int:
    ahead = (VisitStatus.PLANNED, VisitStatus.IN_PROGRESS)
    waiting = episode.visits.filter(status__in=ahead).first()
    if waiting is not None:
        return waiting.number
    return (episode.visits.aggregate(last=Max("number"))["last"] or 0) + 1


def _treat(episode: Episode) -> str:
    try:
        return reverse("sessions:page", args=[episode.pk])
    except NoReverseMatch:  # the loop names such a part without a link, too
        return ""
