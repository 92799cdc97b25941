"""Recordings: list, upload, what was read, the session it belongs to, the file."""

import uuid
from typing import Any

from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from strigil_clinic.access import (
    ClinicRequest,
    episode_for,
    episode_to_change,
    only_writers,
    recording_for,
)
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.drawn import drawn
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.science import case_of
from strigil_clinic.page import toast
from strigil_clinic.recordings.allowed import above_in
from strigil_clinic.recordings.doubts import chosen_of, doubts_of
from strigil_clinic.recordings.forms import AttachForm, UploadForm
from strigil_clinic.recordings.intake import (
    MOST_SAMPLES,
    BadRecordingError,
    Incoming,
    is_whole,
    settle,
    store,
)
from strigil_clinic.recordings.models import Recording
from strigil_clinic.sessions.models import Session

ROWS = 300  # strokes listed on the page; the file holds all


@require_safe
def of_episode(request: ClinicRequest, episode_pk: uuid.UUID) -> HttpResponse:
    """List the recordings of an episode."""
    episode = episode_for(request, episode_pk)
    rows = episode.recordings.select_related("session__visit").order_by("-uploaded_at")
    context = episode_page(episode, here="treat") | {"recordings": rows}
    return render(request, "recordings/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: ClinicRequest, episode_pk: uuid.UUID) -> HttpResponse:
    """Take a file in for an episode."""
    episode = episode_to_change(request, episode_pk)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        initial=_known(episode, request.GET.get("session", "")),
        episode=episode,
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = _stored(request, episode, form)
        except BadRecordingError as error:
            form.add_error("file", str(error))
        else:
            toast(request, _("Recording stored."))
            return redirect("recordings:page", pk=row.pk)
    context = episode_page(episode, here="treat") | {"form": form}
    return render(request, "recordings/upload.html", context)


@require_safe
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a recording; while it is being read, say so and ask again."""
    row = recording_for(request, pk)
    if row.episode is None:  # of a practitioner's calibration, not of a patient
        return redirect("calibrations:page")
    settle(row)
    context = {"recording": row, "reading": row.analysis.get("state") == "reading"}
    context |= _shown(row)
    if request.htmx and context["reading"]:
        return render(request, "recordings/_reading.html", context)
    if request.htmx:
        done = HttpResponse(status=204)
        done["HX-Refresh"] = "true"
        return done
    above = above_in(row)
    context |= episode_page(row.episode, here="treat")
    context["above"] = [above] if above is not None else []
    context["doubts"] = doubts_of(row)
    return render(request, "recordings/page.html", context)


@require_safe
def trace(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Return force over time for the replay."""
    row = recording_for(request, pk)
    strokes = [(s["start"], s["end"]) for s in row.analysis.get("strokes", [])]
    empty: dict[str, Any] = {"time": [], "force": []}
    return JsonResponse({**row.analysis.get("trace", empty), "strokes": strokes})


@require_safe
def file(request: ClinicRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Hand out the file as it was stored."""
    row = recording_for(request, pk)
    if not row.path.exists():
        toast(request, _("The file is not there any more; what was read from it is."))
        return redirect("recordings:page", pk=row.pk)
    if not is_whole(row):
        title = _("The file was changed")
        said = _("It is no longer what was stored, so it is not handed out.")
        context = {"title": title, "said": said}
        return render(request, "problem.html", context, status=409)
    record(request, AuditAction.READ, row, part="file")
    name = f"recording-{row.uploaded_at:%Y-%m-%d-%H%M}.parquet"
    return FileResponse(row.path.open("rb"), as_attachment=True, filename=name)


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Say to which session a recording belongs, once name and side are read."""
    row = recording_for(request, pk)
    only_writers(request)
    if row.episode is None:
        return redirect("recordings:page", pk=row.pk)
    form = AttachForm(
        request.POST or None, initial={"session": row.session}, episode=row.episode
    )
    if request.method == "POST" and form.is_valid():
        _attach(request, row, form.cleaned_data["session"])
        return redirect("recordings:page", pk=row.pk)
    context = episode_page(row.episode, here="treat")
    context |= {"form": form, "recording": row}
    return render(request, "recordings/attach.html", context)


@require_POST
def detach(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a recording off its session; it stays with the episode."""
    row = recording_for(request, pk)
    only_writers(request)
    _attach(request, row, None)
    return redirect("recordings:page", pk=row.pk)


def _known(episode: Episode, session_id: str) -> dict[str, str]:
    """Return what the form begins with: edge and site of the session, where named."""
    known = {"site": episode.site_id, "session": session_id}
    try:
        asked = uuid.UUID(session_id)
    except ValueError:
        return known
    session = Session.objects.filter(pk=asked, visit__episode=episode).first()
    return known | (chosen_of(session) if session is not None else {})


def _stored(request: ClinicRequest, episode: Episode, form: UploadForm) -> Recording:
    given = form.cleaned_data
    own = case_of(episode, practitioner=request.user).practitioner.readings
    with transaction.atomic():
        row = store(
            Incoming(
                file=given["file"],
                name=given["file"].name,
                size=given["file"].size,
                episode=episode,
                uploaded_by=request.user,
                profile=given["profile"],
                edge=given["edge"],
                site=given["site"],
                session=given["session"],
                readings=own,
                most=MOST_SAMPLES,
            )
        )
        record(request, AuditAction.CREATE, row, sha256=row.sha256)
    return row


@transaction.atomic
def _attach(request: ClinicRequest, row: Recording, session: Any) -> None:
    row.session = session
    row.save()
    attached = str(session.pk) if session is not None else ""
    record(request, AuditAction.CHANGE, row, session=attached)
    toast(request, _("Attached.") if session else _("No longer attached to a session."))


def _shown(row: Recording) -> dict[str, Any]:
    """Return what the page draws of an analysis."""
    charts, tables = row.analysis.get("charts", {}), row.analysis.get("tables", {})
    strokes = tables.get("strokes", {})
    rows = strokes.get("rows", [])
    return {
        "failed": row.analysis.get("said", ""),
        "charts": {name: drawn(svg) for name, svg in charts.items()},
        "map": _map_shown(row.analysis.get("map")),
        "scan": _scan_shown(row.analysis.get("scan")),
        "is_older": "scan" not in row.analysis,
        "tables": tables,
        "strokes": {**strokes, "rows": rows[:ROWS]},
        "left_out": max(len(rows) - ROWS, 0),
        "summary": dict(tables.get("summary", {}).get("rows", [])),
        "dose_rows": row.analysis.get("dose_rows", []),
        "dose_warnings": row.analysis.get("dose_warnings", []),
        "replay": bool(row.analysis.get("trace", {}).get("time")),
        "file_is_there": row.path.exists(),
    }


def _map_shown(kept: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a kept dose map with its pictures as the page's own."""
    if not kept:
        return None
    return kept | {"charts": {k: drawn(svg) for k, svg in kept["charts"].items()}}


def _scan_shown(kept: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a kept scan with its picture as the page's own."""
    return kept | {"chart": drawn(kept["chart"])} if kept else None


__all__ = ["attach", "detach", "file", "of_episode", "page", "trace", "upload"]
