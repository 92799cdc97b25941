"""The questions of the screen as one form, made from the catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.catalogue import BodySite, ScreeningItem, all_of
from strigil_clinic.episodes.models import Episode
from strigil_clinic.own_words import InOwnWords
from strigil_clinic.records import Side
from strigil_clinic.screening.rows import Earlier
from strigil_clinic.words import sided, site_name

__all__ = [
    "GROUPS",
    "Group",
    "Question",
    "ScreenForm",
    "form_class",
    "group_of",
    "questions_of",
    "still_key",
]

YES_NO = (
    ("no", gettext_lazy("no")),
    ("yes", gettext_lazy("yes")),
    ("unsure", gettext_lazy("unsure")),
)
SIDES = (
    ("left", gettext_lazy("left")),
    ("right", gettext_lazy("right")),
    ("both", gettext_lazy("both")),
)
RED_FLAGS = "red_flags"
GROUPS = {
    RED_FLAGS: gettext_lazy("Red flags: ask each one"),
    "consent": gettext_lazy("Consent today"),
    "general": gettext_lazy("Health"),
    "medicine": gettext_lazy("Medicines"),
    "blood": gettext_lazy("Blood and vessels"),
    "skin": gettext_lazy("Skin and wounds"),
    "bone": gettext_lazy("Bones, joints and injuries"),
    "nerve": gettext_lazy("Nerves"),
    "allergy": gettext_lazy("Allergies"),
}


# The field in which the answer to a follow-up question is kept, by its kind.
KEPT_AS = {"which": "note", "side": "side", "when": "on", "where": "where"}


@dataclass(frozen=True, slots=True)
class Question:
    """One item with its fields, as the page shows them."""

    item: ScreeningItem
    answer: forms.BoundField
    details: tuple[forms.BoundField, ...]
    by_others: bool
    told: str = ""
    still: forms.BoundField | None = None


class ScreenForm(InOwnWords, forms.Form):
    """Answers by item id; `form_class` adds the fields of an episode's questions."""

    items: tuple[ScreeningItem, ...] = ()
    carried: Mapping[str, str] = {}
    before: Earlier = Earlier()
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
                if self._stands(item.id) and self.before.at is not None:
                    found[item.id]["told_on"] = self.before.at.date().isoformat()
        return found

    def mark_unanswered(self) -> None:
        """Say at each question without an answer that it has none."""
        for item in self.unanswered():
            is_old = item.id in self.carried and item.id in self.answers()
            said = _("from last time, not confirmed") if is_old else _("not answered")
            self.add_error(item.id, said)

    def unanswered(self) -> list[ScreeningItem]:
        """Return the items without an answer of today.

        A red flag that stands as it was told on another day is one until it is
        confirmed.
        """
        told = self.answers()
        return [
            item
            for item in self.items
            if item.id not in told or self._is_only_carried(item.id, told[item.id])
        ]

    def _is_only_carried(self, item_id: str, told: Mapping[str, Any]) -> bool:
        is_old = self.carried.get(item_id) == told["answer"]
        return is_old and still_key(item_id) in self.fields and "told_on" not in told

    def _stands(self, item_id: str) -> bool:
        given = self.cleaned_data
        is_old = self.carried.get(item_id) == given.get(item_id)
        return is_old and bool(given.get(still_key(item_id)))


def form_class(
    episode: Episode,
    items: Sequence[ScreeningItem],
    before: Earlier,
) -> type[ScreenForm]:
    """Return the form of an episode's questions, with what was answered before.

    A red flag filled in from another visit or day has a box beside it: it stands when
    that is ticked.
    """
    carried: dict[str, str] = {}
    fields: dict[str, Any] = {"items": tuple(items), "before": before}
    places = _places(episode)
    for item in items:
        told = before.answers.get(item.id, {})
        told = told if isinstance(told, dict) else {"answer": told}
        fields |= _fields_of(item, told, places)
        if item.is_red_flag and told.get("answer"):
            carried[item.id] = told["answer"]
            fields |= {} if before.corrects else {still_key(item.id): _still()}
    fields["carried"] = carried
    return type("EpisodeScreenForm", (ScreenForm,), fields)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are asked together; a sweep answers those still open with no."""

    key: str
    name: str
    questions: list[Question]

    @property
    def sweeps(self) -> bool:
        """Whether those still open may be answered no at once."""
        is_open = any(not one.answer.value() for one in self.questions)
        return is_open and self.key != RED_FLAGS


def still_key(item_id: str) -> str:
    """Return the name of the box that confirms what was told on another day."""
    return f"{item_id}__still"


def group_of(item: ScreeningItem) -> str:
    """Return the group in which an item is asked; what sends a patient on is first."""
    return RED_FLAGS if item.is_red_flag else item.group


def questions_of(form: ScreenForm) -> list[Group]:
    """Return the questions by group, in the order in which they are asked."""
    marked = str(form["with_others"].value() or "").split()
    grouped: dict[str, list[Question]] = {group: [] for group in GROUPS}
    for item in form.items:
        details = tuple(_details(form, item.id))
        by_others = item.id in marked and form[item.id].value() == "no"
        key = still_key(item.id)
        still = form[key] if key in form.fields else None
        told = _told_when(form.before) if item.id in form.carried else ""
        question = Question(item, form[item.id], details, by_others, told, still)
        grouped[group_of(item)].append(question)
    named = ((key, str(GROUPS[key]), asked) for key, asked in grouped.items())
    return [Group(*group) for group in named if group[-1]]


def _told_when(before: Earlier) -> str:
    if before.at is None:
        return ""
    if before.corrects:
        return _("from today, %(at)s") % {"at": date_format(before.at, "H:i")}
    day = date_format(before.at, "j M Y")
    return _("from last time, %(day)s") % {"day": day}


def _still() -> forms.Field:
    return forms.BooleanField(label=_("Asked today: still so"), required=False)


def _details(form: ScreenForm, item_id: str) -> Iterator[forms.BoundField]:
    for kind in KEPT_AS.values():
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
    for follow in item.ask:
        kept = KEPT_AS[follow.kind]
        made[f"{item.id}__{kept}"] = _follow_up(
            follow.kind,
            follow.question,
            has_clock=item.clock is not None,
            places=places,
        )
        made[f"{item.id}__{kept}"].initial = told.get(kept)
    return made


def _follow_up(
    kind: str, question: str, *, has_clock: bool, places: list[tuple[str, str]]
) -> forms.Field:
    """Return the field of a question that is asked when the answer is not no."""
    if kind == "when":
        a_guess = _("A guess is good enough.")
        recent = _("A guess is good enough. Without a day it counts as recent.")
        return forms.DateField(
            label=question,
            help_text=recent if has_clock else a_guess,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            required=False,
        )
    if kind == "where":
        return forms.ChoiceField(label=question, choices=places, required=False)
    if kind == "side":
        return forms.ChoiceField(
            label=question, choices=SIDES, widget=forms.RadioSelect, required=False
        )
    return forms.CharField(label=question, max_length=200, required=False)


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
    for kind in KEPT_AS.values():
        value = given.get(f"{item_id}__{kind}")
        if value:
            said[kind] = value.isoformat() if isinstance(value, date) else value.strip()
    return said
