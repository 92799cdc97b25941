"""Keeping what is typed, and giving it back."""

from typing import Any

from django import forms
from django.http import QueryDict

from strigil_clinic.drafts.models import Draft
from strigil_clinic.people.models import Practitioner

__all__ = ["draft_of", "forget_draft", "restored"]


def draft_of(owner: Practitioner, form_key: str) -> Draft | None:
    """Return the draft of a form, or None."""
    return Draft.objects.filter(owner=owner, form_key=form_key).first()


def forget_draft(owner: Practitioner, form_key: str) -> None:
    """Drop a draft once its form is saved."""
    Draft.objects.filter(owner=owner, form_key=form_key).delete()


def restored(draft: Draft | None, form: type[forms.BaseForm]) -> dict[str, Any]:
    """Return a draft as initial values of a form; what is no field is left out."""
    if draft is None:
        return {}
    sent = QueryDict(mutable=True)
    for name, values in draft.data.items():
        sent.setlist(name, values)
    fields = form.base_fields.items()  # type: ignore[attr-defined]  # set by its metaclass
    return {
        name: field.widget.value_from_datadict(sent, {}, name)
        for name, field in fields
        if name in sent
    }
