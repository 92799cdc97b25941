"""Findings, pain and sign, and the condition's red-flag tests."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from strigil.catalogue import (
    Condition,
    OutcomeMeasure,
    RedFlagTest,
    all_of,
    one_of,
)
from strigil_clinic.assessments.models import (
    Assessment,
    Confidence,
    FeltWith,
    Finding,
    Irritability,
    Texture,
)
from strigil_clinic.assessments.places import Place, structures_of
from strigil_clinic.own_words import InOwnWords

__all__ = [
    "MEASURES",
    "AssessmentForm",
    "FindingForm",
    "assessment_form",
    "tests_of",
]

RESULTS = (
    ("negative", _("negative")),
    ("positive", _("positive")),
    ("not_done", _("not done")),
)
GRADES = (
    (0, _("0 none")),
    (1, _("1 mild")),
    (2, _("2 moderate")),
    (3, _("3 marked")),
)
MEASURES = ("ppt", "rom")


class FindingForm(InOwnWords, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What was felt at one place."""

    structure = forms.ChoiceField(label=_("structure"), widget=forms.RadioSelect)
    texture = forms.ChoiceField(
        label=_("feels"), choices=Texture.choices, widget=forms.RadioSelect
    )
    grade = forms.TypedChoiceField(
        label=_("grade"), choices=GRADES, coerce=int, widget=forms.RadioSelect
    )
    confidence = forms.ChoiceField(
        label=_("how sure"),
        choices=Confidence.choices,
        initial=Confidence.MODERATE,
        widget=forms.RadioSelect,
    )
    felt_with = forms.ChoiceField(
        label=_("felt with"),
        choices=FeltWith.choices,
        initial=FeltWith.HANDS,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Finding
        fields = (
            "structure",
            "texture",
            "grade",
            "tender",
            "confidence",
            "felt_with",
            "note",
        )

    def __init__(self, *args: Any, place: Place, kept: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "finding_%s"})
        names = dict.fromkeys(name for name in (kept, *structures_of(place)) if name)
        choices = [(name, name) for name in names]
        self.fields["structure"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.place = place

    def save(self, commit: bool = True) -> Finding:
        """Store the finding at its place."""
        finding: Finding = super().save(commit=False)
        finding.region, finding.side = self.place.region, self.place.side
        finding.site_id = self.place.site_id
        if commit:
            finding.save()
        return finding


def _scale(label: Any, *, required: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[(n, str(n)) for n in range(11)],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        required=required,
        error_messages={"required": _("Ask for a number from 0 to 10.")},
    )


class AssessmentForm(InOwnWords, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Pain, irritability, comparable sign and skin; tests are added by condition."""

    tests: tuple[RedFlagTest, ...] = ()
    resting_pain = _scale(_("pain at rest now"), required=True)
    worst_pain = _scale(_("worst pain in 24 hours"), required=False)
    irritability = forms.ChoiceField(
        label=_("irritability: how easily it rises, how slowly it settles"),
        choices=Irritability.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "low: hard to bring on, gone within minutes; high: easily brought on, "
            "lasts for hours"
        ),
        error_messages={"required": _("Choose one: low, moderate or high.")},
    )
    comparable_sign_pain = _scale(_("pain at the sign"), required=False)

    class Meta:
        model = Assessment
        fields = (
            "resting_pain",
            "worst_pain",
            "irritability",
            "comparable_sign",
            "comparable_sign_pain",
            "skin",
            "note",
        )
        help_texts: ClassVar[dict[str, Any]] = {
            "skin": _("colour, warmth, marks; on dark skin feel for warmth")
        }
        widgets: ClassVar[dict[str, Any]] = {"note": forms.Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        """Refuse a worst pain of the day that is less than the pain now."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        now, worst = cleaned.get("resting_pain"), cleaned.get("worst_pain")
        if now is not None and worst is not None and worst < now:
            said = gettext(
                "The worst in 24 hours is at least the pain now, which is %(now)d. "
                "Correct one of the two."
            )
            self.add_error("worst_pain", said % {"now": now})
        return cleaned

    def red_flag_answers(self) -> dict[str, str]:
        """Return the result of each test by its id."""
        return {test.id: self.cleaned_data[f"test-{test.id}"] for test in self.tests}

    def measured(self) -> dict[str, float]:
        """Return what was measured, by the id of its outcome measure."""
        given = {measure: self.cleaned_data.get(measure) for measure in MEASURES}
        return {measure: value for measure, value in given.items() if value is not None}


def tests_of(condition_id: str) -> tuple[RedFlagTest, ...]:
    """Return the red-flag tests of a condition."""
    ids = one_of(Condition, condition_id).red_flag_tests
    return tuple(one_of(RedFlagTest, test_id) for test_id in ids)


def assessment_form(condition_id: str) -> type[AssessmentForm]:
    """Return the form with the tests and measurements of a condition."""
    tests = tests_of(condition_id)
    fields: dict[str, Any] = {"tests": tests}
    for test in tests:
        fields[f"test-{test.id}"] = forms.ChoiceField(
            label=test.name,
            choices=RESULTS,
            widget=forms.RadioSelect,
            error_messages={"required": _("Say: negative, positive or not done.")},
        )
    for measure in (all_of(OutcomeMeasure)[item] for item in MEASURES):
        fields[measure.id] = forms.FloatField(
            label=f"{measure.name} [{measure.unit}]",
            min_value=measure.minimum,
            max_value=measure.maximum,
            required=False,
            widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        )
    fields["rom_of"] = forms.CharField(
        label=_("of which movement"), max_length=120, required=False
    )
    return type("EpisodeAssessmentForm", (AssessmentForm,), fields)
