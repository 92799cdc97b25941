"""The form for a new episode: choices come from the catalogue."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.catalogue import BodySite, Condition, all_of, one_of
from strigil_clinic.episodes.corrections import PLACE
from strigil_clinic.episodes.models import Episode, EpisodeStatus, Stage
from strigil_clinic.episodes.stage import StageDoubt, stage_doubt
from strigil_clinic.own_words import InOwnWords
from strigil_clinic.records import Side

__all__ = [
    "CorrectionForm",
    "EpisodeForm",
    "condition_choices",
    "side_choices",
    "site_choices",
]

CLASS_NAMES = {
    "tendinopathy": gettext_lazy("Tendinopathies"),
    "scar": gettext_lazy("Scars"),
    "fascial": gettext_lazy("Fascial syndromes"),
    "muscle_strain": gettext_lazy("Muscle strains"),
    "ligament_sprain": gettext_lazy("Ligament sprains"),
}


def condition_choices() -> list[tuple[str, Any]]:
    """Return the conditions, grouped by class."""
    groups: list[tuple[str, Any]] = [("", _("Choose a condition"))]
    for kind, name in CLASS_NAMES.items():
        members = [(c.id, c.name) for c in all_of(Condition).values() if c.kind == kind]
        if members:
            groups.append((str(name), sorted(members, key=lambda choice: choice[1])))
    return groups


def site_choices(condition_id: str = "") -> list[tuple[str, str]]:
    """Return the body sites of a condition, most usual first; all without one."""
    known = all_of(Condition)
    if condition_id in known:
        sites = [one_of(BodySite, site) for site in known[condition_id].sites]
        return [(site.id, site.name) for site in sites]
    everything = sorted(all_of(BodySite).values(), key=lambda site: site.name)
    return [("", _("Choose a body site")), *((s.id, s.name) for s in everything)]


def side_choices(site_id: str = "") -> list[tuple[str, str]]:
    """Return the sides that a body site has: two, or three across the middle."""
    site = all_of(BodySite).get(site_id)
    pair = [(str(side), str(side.label)) for side in (Side.LEFT, Side.RIGHT)]
    if site is not None and site.sided:
        return pair
    return [*pair, (str(Side.MIDLINE), str(Side.MIDLINE.label))]


class EpisodeForm(InOwnWords, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What the problem is, where, on which side, and since when."""

    condition_id = forms.ChoiceField(
        label=gettext_lazy("condition"), choices=condition_choices
    )
    site_id = forms.ChoiceField(label=gettext_lazy("body site"), choices=site_choices)
    side = forms.ChoiceField(
        label=gettext_lazy("side, as the patient says it"),
        choices=Side.choices,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": gettext_lazy("Choose one of the sides that the site has.")
        },
        help_text=gettext_lazy(
            "a problem on both sides is two episodes: dose is kept for each side"
        ),
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("stage"), choices=Stage.choices, widget=forms.RadioSelect
    )
    another = forms.BooleanField(
        label=gettext_lazy("Yes, a second episode"), required=False
    )

    class Meta:
        model = Episode
        fields: ClassVar[list[str]] = [
            "condition_id",
            "site_id",
            "side",
            "stage",
            "onset_date",
            "goal",
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "onset_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "onset_date": gettext_lazy("a guess is good enough; may stay empty"),
            "goal": gettext_lazy("in the patient's words, such as “run 5 km again”"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_already: list[Episode] = []
        self.fields["side"].choices = side_choices(str(self["site_id"].value() or ""))  # type: ignore[attr-defined]  # a ChoiceField

    def doubt(self) -> StageDoubt | None:
        """Return what speaks against the stage as it is chosen now; never an error."""
        given = {
            name: str(self[name].value() or "") for name in ("stage", "onset_date")
        }
        return stage_doubt(self.condition(), given["stage"], _day(given["onset_date"]))

    def condition(self) -> str:
        """Return the id of the condition as it is chosen now."""
        return str(self["condition_id"].value() or "")

    def clean_onset_date(self) -> date | None:
        """Refuse a day that is still to come, or before the patient was born."""
        began: date | None = self.cleaned_data["onset_date"]
        if began is None:
            return None
        if began > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        born = self.instance.patient.birth_date
        if began < born:
            said = _("The patient was born on %(day)s, after this day: check the year.")
            raise forms.ValidationError(said % {"day": date_format(born, "j F Y")})
        return began

    def clean(self) -> dict[str, Any] | None:
        """Check that the site fits the condition, and the side the site."""
        cleaned = super().clean() or self.cleaned_data
        for field, said in _site_fits_condition(cleaned):
            self.add_error(field, said)
        self._ask_about_a_second(cleaned)
        return cleaned

    def _ask_about_a_second(self, cleaned: dict[str, Any]) -> None:
        """Find what is open at the same place; a tick says that it is meant."""
        place = {name: cleaned.get(name) for name in ("site_id", "side")}
        if not all(place.values()):
            return
        others = self.instance.patient.episodes.exclude(pk=self.instance.pk)
        still = [EpisodeStatus.ACTIVE, EpisodeStatus.ON_HOLD]
        self.open_already = list(others.filter(status__in=still, **place))
        if self.open_already and not cleaned.get("another"):
            said = _("An episode at this place is still open: go on with it, or tick ")
            self.add_error(None, said + _("that this is a second one."))


class CorrectionForm(EpisodeForm):
    """What was wrong in an opened episode; its condition stays."""

    condition_id = None  # type: ignore[assignment]  # Django's way to drop a field
    reason = forms.CharField(
        label=gettext_lazy("why"),
        max_length=200,
        help_text=gettext_lazy("a few words; they stay with the episode"),
    )

    class Meta(EpisodeForm.Meta):
        fields: ClassVar[list[str]] = EpisodeForm.Meta.fields[1:]

    def __init__(self, *args: Any, fixed: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixed = list(fixed)
        self.changes: dict[str, tuple[Any, Any]] = {}
        self.fields["site_id"].choices = site_choices(self.condition())  # type: ignore[attr-defined]  # a ChoiceField
        for name in PLACE:
            self.fields[name].required = not fixed

    def condition(self) -> str:
        """Return the id of the condition, which stays."""
        return str(self.instance.condition_id)

    def clean(self) -> dict[str, Any] | None:
        """Refuse a place that was signed for, and a correction of nothing."""
        if self.fixed:
            self._keep_the_place()
        cleaned = super().clean() or self.cleaned_data
        pairs = {
            n: (getattr(self.instance, n), cleaned.get(n)) for n in self.Meta.fields
        }
        self.changes = {n: pair for n, pair in pairs.items() if pair[0] != pair[1]}
        if not self.changes and not self.errors:
            self.add_error(None, _("Nothing is different yet."))
        return cleaned

    def _keep_the_place(self) -> None:
        was = {name: getattr(self.instance, name) for name in PLACE}
        if any((self.cleaned_data.get(n) or was[n]) != was[n] for n in PLACE):
            said = _("The place stays: it has been signed for (%(what)s).")
            self.add_error(None, said % {"what": ", ".join(self.fixed)})
        self.cleaned_data |= was

    def _ask_about_a_second(self, cleaned: dict[str, Any]) -> None:
        moved = [n for n in PLACE if cleaned.get(n) != getattr(self.instance, n)]
        if moved:
            super()._ask_about_a_second(cleaned)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _site_fits_condition(cleaned: dict[str, Any]) -> list[tuple[str, str]]:
    condition_id, site_id = cleaned.get("condition_id"), cleaned.get("site_id")
    if not condition_id or not site_id:
        return []
    choices = dict(site_choices(condition_id))
    if site_id in choices:
        return []
    said = _("%(condition)s lies at: %(sites)s.")
    names = ", ".join(choices.values())
    condition = one_of(Condition, condition_id).name
    return [("site_id", said % {"condition": condition, "sites": names})]
