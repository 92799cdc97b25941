"""Autosave."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from strigil_clinic.access import ClinicRequest, only_writers
from strigil_clinic.drafts.autosave import forget_draft
from strigil_clinic.drafts.models import Draft

NOT_KEPT = {"csrfmiddlewaretoken", "password"}


@require_POST
def save(request: ClinicRequest, form_key: str) -> HttpResponse:
    """Keep the fields of a form as they are now; answer "saved 14:02"."""
    only_writers(request)
    fields = {k: v for k, v in request.POST.lists() if k not in NOT_KEPT}
    draft, _ = Draft.objects.update_or_create(
        owner=request.user,
        form_key=form_key,
        defaults={"data": fields, "saved_at": timezone.now()},
    )
    return render(request, "partials/saved.html", {"saved_at": draft.saved_at})


@require_POST
def forget(request: ClinicRequest, form_key: str) -> HttpResponse:
    """Drop a draft and start afresh."""
    only_writers(request)
    forget_draft(request.user, form_key)
    back = request.POST.get("back", "")
    return redirect(back if back.startswith("/") and back[1:2] != "/" else "/")


__all__ = ["forget", "save"]
