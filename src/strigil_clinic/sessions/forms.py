"""The forms around a session: the check before it, and what ends it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.catalogue import HygieneRule
from strigil_clinic.inventory.science import tools_of
from strigil_clinic.own_words import InOwnWords
from strigil_clinic.people.models import Practitioner, Role
from strigil_clinic.reactions.models import Bruise, Redness
from strigil_clinic.sessions.science import (
    cleaning_asked,
    hygiene_rules,
    weaker_than,
    why_lift,
)

__all__ = ["FinishForm", "StartForm"]

SCALE = [(n, str(n)) for n in range(11)]
NOT_TESTED = "not_tested"
MAY_TREAT = (Role.TREATS, Role.ADMIN)


def _choice(label: Any, choices: list[tuple[Any, Any]], **more: Any) -> Any:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, **more
    )


def _pain(label: Any, **more: Any) -> Any:
    return forms.TypedChoiceField(
        label=label,
        choices=SCALE,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        **more,
    )


class StartForm(InOwnWords, forms.Form):
    """Everything that is asked and looked at before an edge touches the skin."""

    reaction = _choice(
        gettext_lazy("reaction to the last session"),
        [
            ("gone", gettext_lazy("none, or gone")),
            ("present", gettext_lazy("still there")),
        ],
    )
    medicines = _choice(
        gettext_lazy("medicines or health since the screen"),
        [("same", gettext_lazy("no change")), ("new", gettext_lazy("something new"))],
    )
    skin = _choice(
        gettext_lazy("skin, looked at and felt"),
        [
            ("whole", gettext_lazy("whole, nothing new")),
            ("new", gettext_lazy("something new")),
        ],
    )
    consent = _choice(
        gettext_lazy("spoken consent for today"),
        [
            ("yes", gettext_lazy("the patient says yes")),
            ("no", gettext_lazy("the patient says no")),
        ],
        help_text=gettext_lazy("say what will be done, what else there is, and ask"),
    )
    tool_clean = forms.BooleanField(label=gettext_lazy("instrument clean"))
    tool_whole = forms.BooleanField(
        label=gettext_lazy("edges undamaged, felt for nicks")
    )
    resting_pain = _pain(gettext_lazy("pain at rest now, 0 none to 10 worst"))
    sign = forms.CharField(
        label=gettext_lazy("comparable sign, before"),
        max_length=200,
        help_text=gettext_lazy("a movement or test that shows the problem"),
    )
    sign_pain = _pain(gettext_lazy("pain at that sign, 0 to 10"))
    position = forms.BooleanField(label=gettext_lazy("patient lies as planned"))

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["reaction"]

    def clean_reaction(self) -> str:
        """Refuse while the last session can still be seen or felt."""
        return self._refused(
            "reaction",
            "present",
            _("Treat when it is gone. Enter it under After-care, so that it counts."),
        )

    def clean_medicines(self) -> str:
        """Refuse what the screen does not know."""
        return self._refused(
            "medicines", "new", _("Screen again first: the answer may change the plan.")
        )

    def clean_skin(self) -> str:
        """Refuse what the screen does not know."""
        return self._refused(
            "skin", "new", _("Screen again first, with what is seen and where.")
        )

    def clean_resting_pain(self) -> int | None:
        """Refuse when pain at rest is where a session would stop."""
        pain: int | None = self.cleaned_data["resting_pain"]
        if pain is not None and why_lift(pain, pain):
            said = _("At rest it already reaches the limit at which a session stops.")
            raise forms.ValidationError(said)
        return pain

    def _refused(self, field: str, answer: str, said: str) -> str:
        given = str(self.cleaned_data[field])
        if given == answer:
            raise forms.ValidationError(said)
        return given


class FinishForm(InOwnWords, forms.Form):
    """What is tested, looked at and cleaned at the end."""

    sign_pain = forms.ChoiceField(
        label=gettext_lazy("the same sign again: pain, 0 to 10"),
        choices=[*SCALE, (NOT_TESTED, gettext_lazy("not tested"))],
        widget=forms.RadioSelect(attrs={"class": "scale"}),
    )
    redness = _choice(gettext_lazy("redness"), Redness.choices)
    bruise = _choice(gettext_lazy("bruise"), Bruise.choices)
    skin = _choice(
        gettext_lazy("skin"),
        [("whole", gettext_lazy("whole")), ("broken", gettext_lazy("broken"))],
    )
    soreness = _pain(gettext_lazy("soreness there now, 0 none to 10 worst"))
    cleaning = _choice(gettext_lazy("what the edge touched, or is made of"), [])
    cleaned = forms.BooleanField(label=gettext_lazy("cleaned as this asks"))
    cleaned_by = forms.ModelChoiceField(
        label=gettext_lazy("cleaned by"),
        queryset=Practitioner.objects.none(),
        empty_label=None,
    )
    note = forms.CharField(
        label=gettext_lazy("note"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, who: Practitioner, edges: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.edges = edges
        fields: dict[str, Any] = self.fields
        fields["cleaning"].choices = [(r.id, r.name) for r in hygiene_rules()]
        fields["cleaned_by"].queryset = Practitioner.objects.filter(
            clinic=who.clinic_id, is_active=True, role__in=MAY_TREAT
        )

    @property
    def tested(self) -> int | None:
        """Pain at the sign; None when it was not tested."""
        given = self.cleaned_data["sign_pain"]
        return None if given == NOT_TESTED else int(given)

    def clean(self) -> dict[str, Any]:
        """Check that the cleaning is enough for what was seen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned.get("cleaning")
        if chosen:
            asked = self._asked(cleaned)
            if weaker_than(chosen, asked):
                said = _("This use asks for more: %(name)s. %(do)s")
                words = {"name": asked.name, "do": asked.do}
                self.add_error("cleaning", said % words)
        return cleaned

    def _asked(self, cleaned: dict[str, Any]) -> HygieneRule:
        return cleaning_asked(
            tools_of(self.edges),
            petechiae=cleaned.get("bruise") == Bruise.PETECHIAE,
            broken=cleaned.get("skin") == "broken",
        )
