"""The questions of the screen as one form, made from the catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.catalogue import BodySite, ScreeningItem, all_of
from strigil_clinic.episodes.models import Episode
from strigil_clinic.records import Side
from strigil_clinic.words import sided, site_name

__all__ = ["GROUPS", "Question", "ScreenForm", "form_class", "questions_of"]

YES_NO = (
    ("no", gettext_lazy("no")),
    ("yes", gettext_lazy("yes")),
    ("unsure", gettext_lazy("unsure")),
)
GROUPS = {
    "consent": gettext_lazy("Consent today"),
    "general": gettext_lazy("Health"),
    "medicine": gettext_lazy("Medicines"),
    "blood": gettext_lazy("Blood and vessels"),
    "skin": gettext_lazy("Skin and wounds"),
    "bone": gettext_lazy("Bones, joints and injuries"),
    "nerve": gettext_lazy("Nerves"),
    "allergy": gettext_lazy("Allergies"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One item with its fields, as the page shows them."""

    item: ScreeningItem
    answer: forms.BoundField
    details: tuple[forms.BoundField, ...]
    by_others: bool


class ScreenForm(forms.Form):
    """Answers by item id; `form_class` adds the fields of an episode's questions."""

    items: tuple[ScreeningItem, ...] = ()
    with_others = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse days that are still to come."""
        cleaned = super().clean() or self.cleaned_data
        today = timezone.localdate()
        for name, value in list(cleaned.items()):
            if isinstance(value, date) and value > today:
                self.add_error(name, _("This day is still to come."))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """Return what was answered, by item id, as the rows keep it."""
        given = getattr(self, "cleaned_data", {})
        marked = given.get("with_others", "").split()
        found = {}
        for item in self.items:
            if given.get(item.id):
                found[item.id] = _answer(item.id, given, item.id in marked)
        return found

    def unanswered(self) -> list[ScreeningItem]:
        """Return the items without an answer."""
        told = self.answers()
        return [item for item in self.items if item.id not in told]


def form_class(
    episode: Episode, items: Sequence[ScreeningItem], before: Mapping[str, Any]
) -> type[ScreenForm]:
    """Return the form of an episode's questions; `before` are earlier answers."""
    fields: dict[str, Any] = {"items": tuple(items)}
    places = _places(episode)
    for item in items:
        told = before.get(item.id, {})
        told = told if isinstance(told, dict) else {"answer": told}
        fields |= _fields_of(item, told, places)
    return type("EpisodeScreenForm", (ScreenForm,), fields)


def questions_of(form: ScreenForm) -> list[tuple[str, list[Question]]]:
    """Return the questions by group, in the order in which they are asked."""
    marked = str(form["with_others"].value() or "").split()
    grouped: dict[str, list[Question]] = {group: [] for group in GROUPS}
    for item in form.items:
        details = tuple(_details(form, item.id))
        by_others = item.id in marked and form[item.id].value() == "no"
        question = Question(item, form[item.id], details, by_others)
        grouped[item.group].append(question)
    return [(str(GROUPS[group]), asked) for group, asked in grouped.items() if asked]


def _details(form: ScreenForm, item_id: str) -> Iterator[forms.BoundField]:
    for kind in ("on", "where", "note"):
        if f"{item_id}__{kind}" in form.fields:
            yield form[f"{item_id}__{kind}"]


def _fields_of(
    item: ScreeningItem, told: Mapping[str, Any], places: list[tuple[str, str]]
) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {
        item.id: forms.ChoiceField(
            label=item.question,
            choices=YES_NO,
            widget=forms.RadioSelect,
            required=False,
            initial=told.get("answer"),
        )
    }
    if item.clock is not None:
        made[f"{item.id}__on"] = forms.DateField(
            label=_("Day of: %(event)s") % {"event": item.clock_from or _("the event")},
            help_text=_("a guess is good enough; without a day it counts as recent"),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            required=False,
            initial=told.get("on"),
        )
    if item.scope == "local" or item.consequence == "avoid_region":
        made[f"{item.id}__where"] = forms.ChoiceField(
            label=_("Where is it?"),
            choices=places,
            required=False,
            initial=told.get("where", ""),
        )
    made[f"{item.id}__note"] = forms.CharField(
        label=_("What exactly?"),
        max_length=200,
        required=False,
        initial=told.get("note"),
    )
    return made


def _places(episode: Episode) -> list[tuple[str, str]]:
    here = sided(episode.side, site_name(episode.site_id))
    own = f"{episode.site_id}:{episode.side}"
    choices = [
        ("", _("At the problem: %(place)s") % {"place": here}),
        ("elsewhere", _("Elsewhere, where nothing is treated")),
    ]
    for site in all_of(BodySite).values():
        sides = (Side.LEFT, Side.RIGHT) if site.sided else (Side.MIDLINE,)
        for side in sides:
            if f"{site.id}:{side}" != own:
                choices.append((f"{site.id}:{side}", sided(side, site.name)))
    return choices


def _answer(item_id: str, given: Mapping[str, Any], by_others: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"answer": given[item_id]}
    if said["answer"] == "no":
        return said | ({"with_others": True} if by_others else {})
    on = given.get(f"{item_id}__on")
    details = {
        "on": on.isoformat() if on else "",
        "where": given.get(f"{item_id}__where", ""),
        "note": given.get(f"{item_id}__note", "").strip(),
    }
    return said | {kind: value for kind, value in details.items() if value}
