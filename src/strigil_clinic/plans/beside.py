"""What if: the plan beside changed plans, as the page asks for them."""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strigil.treatment import Case
from strigil_clinic.access import ClinicRequest, episode_for
from strigil_clinic.drawn import drawn
from strigil_clinic.episodes.science import case_of, to_the_day
from strigil_clinic.plans.science.tried import (
    changes_at_hand,
    plans_beside,
    refused_change,
)
from strigil_clinic.workers import begun, finished, key_of

__all__ = ["beside", "plans_beside_of"]

PARTS = ("word", "edge", "time", "visits_per_week", "visits")
SOON = 0.25  # how long an answer waits for the work before it says so [s]


@require_safe
def beside(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Return the plan beside the changes that are asked for."""
    episode = episode_for(request, pk)
    case = case_of(episode, practitioner=request.user)
    context = {"beside": plans_beside_of(request.GET, case, SOON), "episode": episode}
    return render(request, "plans/_beside.html", context)


def plans_beside_of(
    sent: Mapping[str, str], case: Case, wait: float
) -> dict[str, Any] | None:
    """Return the changed plans if they are there; ask for them when they are not."""
    if changes_at_hand(case) is None:
        return None
    asked = {name: sent.get(name, "").strip() for name in PARTS}
    asked = {name: value for name, value in asked.items() if value}
    change = " ".join(f"{name}={value}" for name, value in asked.items())
    refused = refused_change(case, change) if change else ""
    if refused:
        return {"refused": refused}
    given = {"case": to_the_day(case), "change": change}
    key = key_of("beside", *given.values())
    begun(key, plans_beside, lane="plans", **given)
    found = finished(key, within=wait)
    if found is None:
        return {"waits": True, "query": urlencode(asked)}
    return {
        "svg": drawn(found.drawing.svg),
        "table": found.drawing.table,
        "says": found.says,
        "shares": [
            {"share": one, "percent": round(100.0 * one.of_difference)}
            for one in found.shares
        ],
    }
