"""Consent: what was told, part by part, who says yes, and signing it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.catalogue import ConsentPoint, all_of
from strigil_clinic.consent.models import ConsentForm as Given
from strigil_clinic.consent.models import ConsentScope, GivenAs, ToldBy
from strigil_clinic.consent.regions import choices_of_regions
from strigil_clinic.own_words import InOwnWords
from strigil_clinic.patients.models import Patient
from strigil_clinic.patients.names import is_name_of

__all__ = ["PARTS", "ConsentForm", "VerbalForm", "WithdrawalForm", "points_by_part"]

PARTS = {
    "what": gettext_lazy("What it is"),
    "benefit": gettext_lazy("What it may do, and what is not known"),
    "risk": gettext_lazy("What you may feel, and what can go wrong"),
    "alternative": gettext_lazy("What you can have instead"),
    "right": gettext_lazy("Your rights"),
    "data": gettext_lazy("What we keep"),
}
WHOSE = (
    (GivenAs.PATIENT.value, gettext_lazy("the patient, by another name")),
    (GivenAs.REPRESENTATIVE.value, GivenAs.REPRESENTATIVE.label),
)
PART_CHOICES = list(PARTS.items())


def points_by_part() -> list[tuple[str, str, list[ConsentPoint]]]:
    """Return part id, part name and its points, in the order they are told."""
    points = list(all_of(ConsentPoint).values())
    return [
        (part, str(name), [point for point in points if point.part == part])
        for part, name in PARTS.items()
    ]


class ConsentForm(InOwnWords, forms.Form):
    """What was told, what was asked, who consents to what, and how."""

    told = forms.MultipleChoiceField(
        label=gettext_lazy("told, part by part"),
        choices=PART_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tell each part, then tick it.")},
    )
    told_by = forms.ChoiceField(
        label=gettext_lazy("how the patient was told"),
        choices=ToldBy.choices,
        widget=forms.RadioSelect,
    )
    questions = forms.CharField(
        label=gettext_lazy("questions the patient had, and the answers"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    scope = forms.MultipleChoiceField(
        label=gettext_lazy("the patient says yes to"),
        choices=ConsentScope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose what is consented to.")},
    )
    not_here = forms.MultipleChoiceField(
        label=gettext_lazy("but no to these parts of the body"),
        choices=choices_of_regions,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    form = forms.ChoiceField(
        label=gettext_lazy("given"),
        choices=Given.choices,
        widget=forms.RadioSelect,
        initial=Given.WRITTEN,
    )
    given_as = forms.ChoiceField(
        label=gettext_lazy("who consents"),
        choices=GivenAs.choices,
        widget=forms.RadioSelect,
        initial=GivenAs.PATIENT,
    )
    given_by = forms.CharField(
        label=gettext_lazy("full name of who consents, typed as a signature"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    whose_name = forms.ChoiceField(
        label=gettext_lazy("whose name is it"),
        choices=WHOSE,
        widget=forms.RadioSelect,
        required=False,
    )
    asked_about = forms.CharField(required=False, widget=forms.HiddenInput)
    given_on = forms.DateField(
        label=gettext_lazy("on"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.patient = patient
        self.asks_whose = False

    def clean(self) -> dict[str, Any]:
        """Ask whose name it is when the patient signs with another one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = cleaned.get("given_by", "")
        as_patient = cleaned.get("given_as") == GivenAs.PATIENT
        if not name or not as_patient or is_name_of(name, self.patient):
            return cleaned
        self.asks_whose = True
        self.fields["whose_name"].required = True  # as it is shown from now on
        answer = cleaned.get("whose_name")
        if answer and cleaned.get("asked_about") == name:
            cleaned["given_as"] = answer
            return cleaned
        said = _(
            "This is not the patient’s name. Is it the patient (another name), or a "
            "representative? Say which, or correct the name."
        )
        self.add_error("given_by", said)
        return cleaned

    def clean_told(self) -> list[str]:
        """Refuse a yes that was given on half of what there is to know."""
        told: list[str] = self.cleaned_data["told"]
        untold = [str(name) for part, name in PARTS.items() if part not in told]
        if untold:
            said = _("Not told yet: %(parts)s.")
            raise forms.ValidationError(said % {"parts": ", ".join(untold)})
        return told

    def clean_given_on(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def regions(self) -> list[tuple[str, list[Any]]]:
        """Return each part of the body with its boxes, for the page."""
        rows: dict[str, list[Any]] = {}
        for box in self["not_here"]:
            region = str(box.data["value"]).partition(":")[0]
            rows.setdefault(region, []).append(box)
        return [*rows.items()]

    def point_ids(self) -> list[str]:
        """Return the ids of what was told."""
        told = self.cleaned_data["told"]
        points = all_of(ConsentPoint).values()
        return [point.id for point in points if point.part in told]


class WithdrawalForm(InOwnWords, forms.Form):
    """The patient takes the yes back; no reason is needed."""

    reason = forms.CharField(
        label=gettext_lazy("what the patient said, if anything"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class VerbalForm(InOwnWords, forms.Form):
    """The question asked again at a visit."""

    given = forms.TypedChoiceField(
        label=gettext_lazy("“May I treat you with the instrument today?”"),
        choices=(("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))),
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("note"), max_length=300, required=False)
