"""The plan in plain words, to print for the patient."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strigil_clinic.access import ClinicRequest, episode_for
from strigil_clinic.episodes.science import case_of
from strigil_clinic.plans.rows import accepted_plan
from strigil_clinic.plans.science import proposed, sheet_for

__all__ = ["for_patient"]

BOXED = {"call": "box", "urgent": "box strong", "emergency": "box strong"}


@require_safe
def for_patient(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the accepted plan for the patient; without one, the proposal as such."""
    episode = episode_for(request, pk)
    case = case_of(episode, practitioner=request.user)
    accepted = accepted_plan(episode)
    fresh = proposed(case)  # what came after a plan was accepted may hold it
    kept = accepted.snapshot if accepted and not fresh.held else fresh.as_json()
    sheet = sheet_for(case, kept)
    context = {
        "episode": episode,
        "patient": episode.patient,
        "clinic": episode.patient.clinic,
        "sheet": sheet,
        "parts": [(part, BOXED.get(part.kind, "")) for part in sheet.parts],
        "accepted": accepted,
        "large": "large" in request.GET,
    }
    return render(request, "plans/for_patient.html", context)
