"""What was entered to change a step, kept with each fault that stood against it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from strigil_clinic.own_words import InOwnWords

__all__ = ["StepForm", "refused_form"]


class StepForm(InOwnWords, forms.Form):
    """The entries of one step; the rules are those of `changes`."""

    edge = forms.CharField(label=_("edge"), required=False)
    word = forms.CharField(label=_("how firmly"), required=False)
    direction = forms.CharField(label=_("direction"), required=False)
    angle_deg = forms.CharField(label=_("angle"), required=False)
    duration = forms.CharField(label=_("seconds"), required=False)
    instruction = forms.CharField(label=_("in your own words"), required=False)
    reason = forms.CharField(label=_("why"), required=False)

    def __init__(self, data: Mapping[str, Any], *, order: int, skips: bool) -> None:
        part = "skip-" if skips else ""
        super().__init__(data, auto_id=f"step-{order}-{part}%s")
        self.order, self.skips = order, skips


def refused_form(sent: Mapping[str, Any], order: int, why: ValidationError) -> StepForm:
    """Return what was entered for a step, every fault at its field."""
    entries = {name: sent[name] for name in sent}
    field = entries.get("field", "")
    if field:
        entries[field] = entries.get("now", "")
    form = StepForm(entries, order=order, skips=field == "skipped")
    found = why.message_dict if hasattr(why, "error_dict") else {"": why.messages}
    for name, messages in found.items():
        for said in messages:
            form.add_error(name if name in form.fields else None, said)
    return form
