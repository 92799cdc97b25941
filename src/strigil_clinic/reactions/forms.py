"""The form for one answer after one session."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil_clinic.own_words import InOwnWords
from strigil_clinic.reactions.models import Bruise, Function, Reaction, Redness
from strigil_clinic.reactions.models import ReactionDay as Day
from strigil_clinic.reactions.science import signs
from strigil_clinic.sessions.models import Session

__all__ = ["ReactionForm"]


class ReactionForm(InOwnWords, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What the patient felt and what was seen on one day."""

    day = forms.TypedChoiceField(
        label=gettext_lazy("day after the session"),
        choices=Day.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    redness = forms.ChoiceField(
        label=gettext_lazy("redness"), choices=Redness.choices, widget=forms.RadioSelect
    )
    bruise = forms.ChoiceField(
        label=gettext_lazy("bruise"), choices=Bruise.choices, widget=forms.RadioSelect
    )
    soreness = forms.TypedChoiceField(
        label=gettext_lazy("soreness, 0 none to 10 worst"),
        choices=[(n, str(n)) for n in range(11)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    function = forms.ChoiceField(
        label=gettext_lazy("everyday things, compared with before the session"),
        choices=Function.choices,
        widget=forms.RadioSelect,
    )
    warning_signs = forms.MultipleChoiceField(
        label=gettext_lazy("what is not usual"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("ask for each; tick what is there"),
    )

    class Meta:
        model = Reaction
        fields = (
            "session",
            "day",
            "redness",
            "warmth",
            "bruise",
            "soreness",
            "function",
            "warning_signs",
            "skin_tone",
            "resolved_on",
            "note",
        )
        widgets: ClassVar[dict[str, Any]] = {
            "resolved_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }
        labels: ClassVar[dict[str, Any]] = {
            "resolved_on": gettext_lazy("everything gone on"),
            "skin_tone": gettext_lazy("skin tone it was read against, 1 to 10"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "resolved_on": gettext_lazy("leave empty while something is still there")
        }

    def __init__(self, *args: Any, sessions: list[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        ids = [session.pk for session in sessions]
        fields["session"].queryset = Session.objects.filter(pk__in=ids)
        fields["session"].required = True
        fields["session"].empty_label = None
        fields["session"].label_from_instance = _session_name
        fields["warning_signs"].choices = [(one.id, one.text) for one in signs()]

    def clean(self) -> dict[str, Any]:
        """Check that the day has come and that nothing ended before it began."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        session, day = cleaned.get("session"), cleaned.get("day")
        if session is None or day is None:
            return cleaned
        began = _day_of(session)
        asked = began + timedelta(days=day)
        if asked > timezone.localdate():
            said = _("That day is still to come: %(when)s.")
            when = date_format(asked, "l j F")
            self.add_error("day", said % {"when": when})
        self._check_end(cleaned.get("resolved_on"), began)
        return cleaned

    def _check_end(self, ended: date | None, began: date) -> None:
        if ended is None:
            return
        if ended > timezone.localdate():
            self.add_error("resolved_on", _("This day is still to come."))
        elif ended < began:
            self.add_error("resolved_on", _("This is before the session."))


def _day_of(session: Session) -> date:
    return timezone.localdate(session.started_at or session.created_at)


def _session_name(session: Session) -> str:
    said = _("visit %(number)d, %(when)s")
    when = date_format(_day_of(session), "j F Y")
    return said % {"number": session.visit.number, "when": when}
