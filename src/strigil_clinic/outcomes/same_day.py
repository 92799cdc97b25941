"""What is asked when a day already has a score: a correction, or a second one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil_clinic.outcomes.models import OutcomeScore

__all__ = ["LEAVE", "SECOND", "same_day_fields"]

SECOND, LEAVE = "second", "leave"


def same_day_fields(field: str, kept: Sequence[OutcomeScore]) -> dict[str, forms.Field]:
    """Return the fields that ask it, by name, for a field that holds a new value."""
    correct = [(str(row.pk), _("Yes: the %s was wrong") % _called(row)) for row in kept]
    choices: list[Any] = [
        *correct,
        (SECOND, _("No: measured twice this day")),
        (LEAVE, _("Leave the new one out")),
    ]
    return {
        f"again_{field}": forms.ChoiceField(
            label=_question(kept),
            choices=choices,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose one.")},
        ),
        f"when_{field}": forms.CharField(
            label=gettext_lazy("if measured twice: when"),
            required=False,
            max_length=60,
            help_text=gettext_lazy("such as: after treatment"),
        ),
    }


def _question(kept: Sequence[OutcomeScore]) -> str:
    """Return what is asked, with what the day already has."""
    values = [_called(row) for row in kept]
    if len(values) == 1:
        said = _(
            "There is already a score of %s for this day. Is the new one a correction?"
        )
        return said % values[0]
    said = _(
        "There are already scores of %s for this day. Is the new one a correction?"
    )
    return said % _(" and ").join(values)


def _called(row: OutcomeScore) -> str:
    return f"{row.value:g} ({row.note})" if row.note else f"{row.value:g}"
