"""The form for a patient."""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from strigil_clinic.own_words import InOwnWords
from strigil_clinic.patients.models import Gender, Patient

OLDEST_YEARS = 125
PHONE = re.compile(r"[0-9 ()+./-]*")
FEWEST_DIGITS = 5


class PatientForm(InOwnWords, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
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
        if self.instance.birth_date not in (None, born):
            self._refuse_after_an_onset(born)
        return born

    def clean_phone(self) -> str:
        """Refuse what nobody can dial."""
        phone: str = self.cleaned_data["phone"].strip()
        digits = sum(sign.isdigit() for sign in phone)
        if phone and not (PHONE.fullmatch(phone) and digits >= FEWEST_DIGITS):
            raise forms.ValidationError(
                _(
                    "This is no phone number: write digits, with spaces, brackets or "
                    "signs such as +44 20 7946 0000 if you like; at least 5 digits."
                )
            )
        return phone

    def _refuse_after_an_onset(self, born: date) -> None:
        early = self.instance.episodes.filter(onset_date__lt=born)
        if (first := early.order_by("onset_date").first()) is not None:
            said = gettext("A problem of this patient began on %(day)s, before this.")
            day = date_format(first.onset_date, "j F Y")
            raise forms.ValidationError(said % {"day": day})
