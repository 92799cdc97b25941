"""Review: scores over time with the forecast behind them, and what to do next."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from strigil_clinic.access import ClinicRequest, episode_for, episode_to_change
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.science import case_of
from strigil_clinic.outcomes.charts import review_chart
from strigil_clinic.outcomes.forms import Kept, ScoresForm, scores_form
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.outcomes.science import (
    citations_of,
    dates_of,
    default_measures,
    next_step,
    references_of,
    trend_and_changes,
)
from strigil_clinic.outcomes.series import chosen, series_of
from strigil_clinic.outcomes.when import span_of
from strigil_clinic.page import toast
from strigil_clinic.reactions.science import lock_of
from strigil_clinic.sessions.gate import Barrier, barriers, session_under_way

POLLED = 1.0  # how long a request for the chart alone waits [s]
WITHOUT_SCRIPTS = 10.0  # how long a page without scripts waits for a forecast [s]


@require_safe
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how the episode goes: chart, trend, advice, dates."""
    episode = episode_for(request, pk)
    first = default_measures(episode.condition_id)
    series = series_of(episode, first)
    shown = chosen(series, request.GET.get("of", ""))
    case = case_of(episode, practitioner=request.user)
    wait = WITHOUT_SCRIPTS if "forecast" in request.GET else 0.0
    step = next_step(case)
    context = episode_page(episode, here="review") | {
        "series": series,
        "shown": shown,
        "first_measure": first[0] if first else None,
        "step": step,
        "barriers": _barriers(request, episode),
        "sources": references_of(step.because),
        "dates": dates_of(case),
        "lock": lock_of(case, timezone.now()),
        **review_chart(episode, case, shown, wait=wait),
    }
    if shown is not None:
        outcomes = shown.as_outcomes(timezone.localdate())
        context["trend"], context["changes"] = trend_and_changes(
            case, shown.measure, outcomes
        )
        context["citations"] = citations_of(context["changes"])
    return render(request, "outcomes/page.html", context)


@require_safe
def chart(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Return the chart alone, with its forecast once that is computed."""
    episode = episode_for(request, pk)
    series = series_of(episode, default_measures(episode.condition_id))
    shown = chosen(series, request.GET.get("of", ""))
    case = case_of(episode, practitioner=request.user)
    small = "small" in request.GET
    context = review_chart(episode, case, shown, wait=POLLED, small=small)
    name = "outcomes/_card.html" if small else "outcomes/_chart.html"
    return render(request, name, context | {"episode": episode, "shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Enter scores of one day."""
    episode = episode_to_change(request, pk)
    form_key = f"scores-{episode.pk}"
    draft = draft_of(request.user, form_key)
    form_class = scores_form(default_measures(episode.condition_id))
    day = _day_in(request) or timezone.localdate()
    initial = {"measured_on": day, **restored(draft, form_class)}
    form = form_class(
        request.POST or None,
        initial=initial,
        last=_last(episode),
        kept=_kept(episode),
        span=span_of(episode),
    )
    if request.method == "POST" and form.is_valid():
        count = _store(request, episode, form)
        forget_draft(request.user, form_key)
        said = ngettext("%d score saved.", "%d scores saved.", count)
        toast(request, said % count if count else _("Nothing changed."))
        return redirect("outcomes:page", pk=episode.pk)
    context = {"form": form, "form_key": form_key, "draft": draft}
    page_ = episode_page(episode, here="review")
    return render(request, "outcomes/enter.html", page_ | context)


@require_POST
def entered_in_error(
    request: ClinicRequest, pk: uuid.UUID, score_pk: uuid.UUID
) -> HttpResponse:
    """Take a score out of the count; the record keeps that it was there."""
    episode = episode_to_change(request, pk)
    rows: Any = OutcomeScore.objects.current()
    score = get_object_or_404(rows, pk=score_pk, episode=episode)
    with transaction.atomic():
        score.mark_entered_in_error()
        record(request, AuditAction.CHANGE, score, status=score.status)
    toast(request, _("Marked as entered in error. It no longer counts."))
    return redirect("outcomes:page", pk=episode.pk)


def _barriers(request: ClinicRequest, episode: Episode) -> list[Barrier]:
    """Return what is missing before the next session; nothing during one."""
    if session_under_way(episode) is not None:
        return []
    return barriers(episode, request.user)


@transaction.atomic
def _store(request: ClinicRequest, episode: Episode, form: ScoresForm) -> int:
    scores = form.scores()
    for score in scores:
        score.episode, score.created_by = episode, request.user
        if score.visit is None and score.measured_on == timezone.localdate():
            score.visit = episode.current_visit()
        score.save()
        score.sign(request.user)
        amends = {"amends": str(score.amends.pk)} if score.amends else {}
        record(request, AuditAction.CREATE, score, measure=score.measure_id, **amends)
    return len(scores)


def _day_in(request: ClinicRequest) -> date | None:
    """Return the day that the address names, when it names one."""
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:  # written as a day, but the calendar has none
        return None


def _kept(episode: Episode) -> Kept:
    """Return the scores that count by measure, what of, and day."""
    kept: dict[tuple[str, str, date], list[OutcomeScore]] = {}
    for row in OutcomeScore.objects.current().filter(episode=episode):
        kept.setdefault((row.measure_id, row.item, row.measured_on), []).append(row)
    return kept


def _last(episode: Episode) -> dict[tuple[str, str], float]:
    rows = OutcomeScore.objects.current().filter(episode=episode)
    return {(row.measure_id, row.item): row.value for row in rows}


__all__ = ["chart", "enter", "entered_in_error", "page"]
