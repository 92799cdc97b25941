"""The screen: questions, what follows from them beside, signing, the result."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from strigil.catalogue import ScreeningItem
from strigil_clinic.access import (
    ClinicRequest,
    episode_for,
    episode_to_change,
    only_writers,
)
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.drafts.autosave import draft_of, forget_draft, restored
from strigil_clinic.drafts.models import Draft
from strigil_clinic.episodes.layout import episode_page
from strigil_clinic.episodes.models import Episode
from strigil_clinic.page import toast
from strigil_clinic.screening.forms import (
    GROUPS,
    ScreenForm,
    form_class,
    group_of,
    questions_of,
    still_key,
)
from strigil_clinic.screening.gate import is_current, latest_signed
from strigil_clinic.screening.moments import moment_of
from strigil_clinic.screening.reasons import Reasons, signed_reasons, written_reasons
from strigil_clinic.screening.rows import earlier, store
from strigil_clinic.screening.science import (
    instead,
    items_to_ask,
    name_of,
    screen_answers,
    still_open,
)
from strigil_clinic.screening.shown import (
    NOT_BEGUN,
    REFUSING,
    findings_shown,
    sentence_of,
)

NOT_KEPT = {"csrfmiddlewaretoken", "group"}


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask, sign, and show the result."""
    episode = episode_for(request, pk)
    if request.method == "POST":
        return _sign(request, episode)
    screening = latest_signed(episode)
    shows = screening is not None and is_current(screening)
    if shows and not request.GET.get("again"):
        return _result(request, episode)
    if not request.user.may_write:
        return _result(request, episode)
    draft = draft_of(request.user, _form_key(episode))
    form_type = _form_type(episode)
    form = form_type(initial=_restored(draft, form_type))
    written = written_reasons(_sent(draft))
    return _form_page(request, episode, form, written)


@require_POST
def findings(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Return what follows from the answers as they stand in the form."""
    episode = episode_to_change(request, pk)
    form = _form_type(episode)(request.POST)
    form.is_valid()
    context = _found(request, episode, form, written_reasons(request.POST))
    return render(request, "screening/_findings.html", context)


@require_POST
def others(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer what is still open, in one group or in all, with no, and mark each one.

    A red flag is never answered in a sweep.
    """
    episode = episode_to_change(request, pk)
    sent = {name: v for name, v in request.POST.lists() if name not in NOT_KEPT}
    group = request.POST.get("group", "")
    swept = [item.id for item in items_to_ask(episode) if _is_swept(item, group)]
    open_ids = [item_id for item_id in swept if not sent.get(item_id)]
    marked = request.POST.get("with_others", "").split()
    sent |= {item_id: ["no"] for item_id in open_ids}
    sent["with_others"] = [" ".join([*marked, *open_ids])]
    _keep(request, episode, sent)
    said = ngettext(
        "%d question was answered no at once: look it over.",
        "%d questions were answered no at once: look them over.",
        len(open_ids),
    )
    undo = reverse("screening:undo_others", args=[episode.pk])
    toast(request, said % len(open_ids), undo=undo)
    return _to_form(episode, anchor=f"#group-{group}" if group in GROUPS else "")


@require_POST
def undo_others(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back what was answered no at once."""
    episode = episode_to_change(request, pk)
    draft = draft_of(request.user, _form_key(episode))
    if draft is not None:
        sent = dict(draft.data)
        for item_id in " ".join(sent.pop("with_others", [])).split():
            if sent.get(item_id) == ["no"]:
                sent.pop(item_id)
        _keep(request, episode, sent)
    return _to_form(episode)


def _sign(request: ClinicRequest, episode: Episode) -> HttpResponse:
    only_writers(request)
    form = _form_type(episode)(request.POST)
    written = written_reasons(request.POST)
    reasons, wrong = signed_reasons(written, request.user)
    if form.is_valid() and form.unanswered():
        missing = len(form.unanswered())
        form.mark_unanswered()
        said = ngettext(
            "%d question is still open; it is marked below.",
            "%d questions are still open; they are marked below.",
            missing,
        )
        form.add_error(None, said % missing)
    for said in wrong:
        form.add_error(None, said)
    if form.errors:
        return _form_page(request, episode, form, written, status=422)
    with transaction.atomic():
        row = store(episode, form.answers(), reasons, request.user)
        record(request, AuditAction.SIGN, row, decision=row.decision)
        forget_draft(request.user, _form_key(episode))
    toast(request, _("Screen signed."))
    return redirect("screening:page", episode.pk)


def _result(request: ClinicRequest, episode: Episode) -> HttpResponse:
    screening = latest_signed(episode)
    context = episode_page(episode, here="screen") | {"screening": screening}
    if screening is not None:
        asked = [(name_of(i), _told(a)) for i, a in screening.answers.items()]
        unsure, later = still_open(screening.missing, screening.answers)
        context |= {
            "sentence": sentence_of(screening.decision, screening.findings),
            "shown": findings_shown(screening.findings, {}),
            "moment": moment_of(screening),
            "unsure": unsure,
            "later": later,
            "instead": instead(episode, screening),
            "answers": asked,
            "overrides": screening.overrides.select_related("signed_by"),
            "is_current": is_current(screening),
        }
    return render(request, "screening/result.html", context)


def _form_page(
    request: ClinicRequest,
    episode: Episode,
    form: ScreenForm,
    written: Reasons,
    status: int = 200,
) -> HttpResponse:
    form_key = _form_key(episode)
    draft = draft_of(request.user, form_key)
    if not form.is_bound:
        values = {name: form[name].value() for name in form.fields}
        live = type(form)({k: v for k, v in values.items() if v is not None})
        live.is_valid()
    else:
        live = form
    open_items = {item.id for item in live.unanswered()}
    context = episode_page(episode, here="screen") | {
        "form": form,
        "groups": questions_of(form),
        "form_key": form_key,
        "draft": draft,
        "open_items": open_items if form.is_bound else set(),
        "open_count": len(open_items),
        "before": form.before,
    }
    context |= _found(request, episode, live, written)
    return render(request, "screening/form.html", context, status=status)


def _found(
    request: ClinicRequest, episode: Episode, form: ScreenForm, written: Reasons
) -> dict[str, Any]:
    reasons, _wrong = signed_reasons(written, request.user)
    found = screen_answers(episode, form.answers(), reasons)
    raw = [finding.as_json() for finding in found.findings]
    asked, answers = {item.id for item in form.items}, form.answers()
    not_asked = [item for item in found.missing if item in answers or item not in asked]
    unsure, later = still_open(not_asked, answers)
    speaks = found.decision in REFUSING or (bool(raw) and bool(answers))
    has_begun = speaks or not form.unanswered()
    return {
        "episode": episode,
        "decision": found.decision,
        "sentence": sentence_of(found.decision, raw) if has_begun else NOT_BEGUN,
        "cap": found.cap,
        "shown": findings_shown(raw, written),
        "unsure": unsure,
        "later": later,
        "open_count": len(form.unanswered()),
        "all_count": len(form.items),
        "instead": instead(episode, found),
    }


def _form_key(episode: Episode) -> str:
    return f"screen-{episode.pk}"


def _form_type(episode: Episode) -> type[ScreenForm]:
    return form_class(episode, items_to_ask(episode), earlier(episode))


def _restored(draft: Draft | None, form_type: type[ScreenForm]) -> dict[str, Any]:
    """Return a draft, without its red flags where it was typed on another day."""
    initial = restored(draft, form_type)
    if draft is None or timezone.localdate(draft.saved_at) == timezone.localdate():
        return initial
    flags = [item.id for item in form_type.items if item.is_red_flag]
    left_out = {*flags, *(still_key(item_id) for item_id in flags)}
    return {name: v for name, v in initial.items() if name not in left_out}


def _sent(draft: Draft | None) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, values in draft.data.items() if draft is not None else ():
        sent.setlist(name, values)
    return sent


def _keep(request: ClinicRequest, episode: Episode, sent: dict[str, Any]) -> None:
    Draft.objects.update_or_create(
        owner=request.user,
        form_key=_form_key(episode),
        defaults={"data": sent, "saved_at": timezone.now()},
    )


def _told(answer: Any) -> dict[str, Any]:
    told = answer if isinstance(answer, dict) else {"answer": answer}
    days = {name: parse_date(told.get(name) or "") for name in ("on", "told_on")}
    return told | days


def _is_swept(item: ScreeningItem, group: str) -> bool:
    return not item.is_red_flag and group in ("", group_of(item))


def _to_form(episode: Episode, anchor: str = "") -> HttpResponseRedirect:
    page = reverse("screening:page", args=[episode.pk])
    return redirect(f"{page}?again=1{anchor}")


__all__ = ["findings", "others", "page", "undo_others"]
