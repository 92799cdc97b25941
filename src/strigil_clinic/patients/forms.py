"""The form for a patient."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strigil_clinic.patients.models import Gender, Patient

OLDEST_YEARS = 125


class PatientForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Who the patient is, and how to reach them."""

    class Meta:
        model = Patient
        fields = (
            "given_name",
            "family_name",
            "birth_date",
            "gender",
            "skin_tone",
            "phone",
            "email",
            "reference",
        )
        widgets: ClassVar[dict[str, Any]] = {
            "birth_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "gender": forms.RadioSelect(choices=Gender.choices),
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "phone": _("for the call on day 1 and day 2"),
            "reference": _("your own number, if you use one"),
        }

    def clean_birth_date(self) -> date:
        """Refuse a day that cannot be."""
        born: date = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if born > today:
            raise forms.ValidationError(_("This day is still to come."))
        if born.year < today.year - OLDEST_YEARS:
            raise forms.ValidationError(_("More than 125 years ago: check the year."))
        return born
