"""The form for scores: the condition's own measures first, one field each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.catalogue import OutcomeMeasure, all_of, one_of
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.outcomes.same_day import LEAVE, SECOND, same_day_fields
from strigil_clinic.outcomes.when import Span
from strigil_clinic.own_words import InOwnWords

__all__ = ["WITH_ITEM", "Kept", "ScoresForm", "scores_form"]

Kept = Mapping[tuple[str, str, date], Sequence[OutcomeScore]]

WITH_ITEM = {
    "psfs": gettext_lazy("activity, in the patient's words"),
    "rom": gettext_lazy("joint and movement"),
    "strength_dynamometer": gettext_lazy("muscle group"),
}
FAR = 0.5  # of its range: a value that far from the last one is asked about again


class ScoresForm(InOwnWords, forms.Form):
    """Scores of one day; a measure that was not taken stays empty."""

    measured_on = forms.DateField(
        label=gettext_lazy("measured on"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    other_measure = forms.ChoiceField(
        label=gettext_lazy("another measure"), required=False
    )
    other_value = forms.FloatField(label=gettext_lazy("its value"), required=False)
    other_item = forms.CharField(
        label=gettext_lazy("of what"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("activity, movement or muscle, where it needs one"),
    )
    note = forms.CharField(label=gettext_lazy("note"), required=False, max_length=200)
    sure = forms.BooleanField(
        label=gettext_lazy("I looked again: these values are right"), required=False
    )
    own: tuple[OutcomeMeasure, ...] = ()
    asks_sure = False
    asks_day: date | None = None

    def __init__(
        self,
        *args: Any,
        last: dict[tuple[str, str], float],
        kept: Kept,
        span: Span,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.last, self.span = last, span
        self.same_day = dict(self._same_day(kept)) if self.is_bound else {}
        for field, rows in self.same_day.items():
            self.fields.update(same_day_fields(field, rows))
        mine = {measure.id for measure in self.own}
        others = [(m.id, m.name) for m in all_of(OutcomeMeasure).values()]
        free = [choice for choice in others if choice[0] not in mine]
        self.fields["other_measure"].choices = [("", _("none")), *free]  # type: ignore[attr-defined]  # a choice field

    def rows(self) -> list[dict[str, Any]]:
        """Return the condition's measures with their fields, for the template."""
        return [
            {
                "measure": measure,
                "value": self[f"value_{measure.id}"],
                "item": self[f"item_{measure.id}"] if measure.id in WITH_ITEM else None,
                "again": self._asked(f"value_{measure.id}"),
            }
            for measure in self.own
        ]

    def other_again(self) -> list[forms.BoundField]:
        """Return what is asked about the measure that was chosen."""
        return self._asked("other_value")

    def clean_measured_on(self) -> date:
        """Refuse a day that cannot be; ask about one that hardly can."""
        day: date = self.cleaned_data["measured_on"]
        if refusal := self.span.refusal(day):
            raise forms.ValidationError(refusal)
        if doubt := self.span.doubt(day):
            self.asks_day = day
            if self.data.get("sure_day") != day.isoformat():
                said = f"{doubt} " + _("Correct the day, or tick that it is right.")
                raise forms.ValidationError(said)
        return day

    def clean(self) -> dict[str, Any]:
        """Check each value against its measure's range and against the last one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("other_value") is not None and not cleaned.get("other_measure"):
            self.add_error("other_measure", _("Choose which measure this value is on."))
        if cleaned.get("other_measure") and cleaned.get("other_value") is None:
            self.add_error("other_value", _("Enter the value, or choose none."))
        for field, measure_id, item, value in self._given(cleaned):
            self._check(field, one_of(OutcomeMeasure, measure_id), item, value)
            self._check_same_day(field, cleaned)
        if not self.errors and not self._given(cleaned):
            raise forms.ValidationError(_("Enter at least one value."))
        return cleaned

    def scores(self) -> list[OutcomeScore]:
        """Return what was entered as rows that are not yet stored."""
        return [
            self._score(field, measure_id, item, value)
            for field, measure_id, item, value in self._given(self.cleaned_data)
            if self.cleaned_data.get(f"again_{field}") != LEAVE
        ]

    def _score(
        self, field: str, measure_id: str, item: str, value: float
    ) -> OutcomeScore:
        cleaned, rows = self.cleaned_data, self.same_day.get(field, ())
        answer = cleaned.get(f"again_{field}")
        when = cleaned.get(f"when_{field}", "") if answer == SECOND else ""
        amends = next((row for row in rows if str(row.pk) == answer), None)
        return OutcomeScore(
            measure_id=measure_id,
            item=item,
            value=value,
            measured_on=cleaned["measured_on"],
            note="; ".join(part for part in (when, cleaned["note"]) if part),
            amends=amends,
            visit=amends.visit if amends else None,
        )

    def _asked(self, field: str) -> list[forms.BoundField]:
        if field not in self.same_day:
            return []
        return [self[f"again_{field}"], self[f"when_{field}"]]

    def _same_day(self, kept: Kept) -> Iterator[tuple[str, Sequence[OutcomeScore]]]:
        """Yield each field with a value for which the day already has a score."""
        typed = {name: str(self.data.get(name, "")).strip() for name in self.fields}
        try:
            day = date.fromisoformat(typed["measured_on"])
        except ValueError:
            return
        asked = [
            (f"value_{one.id}", one.id, typed.get(f"item_{one.id}", ""))
            for one in self.own
        ]
        asked.append(("other_value", typed["other_measure"], typed["other_item"]))
        for field, measure_id, item in asked:
            rows = kept.get((measure_id, item, day))
            if rows and typed[field]:
                yield field, rows

    def _check_same_day(self, field: str, cleaned: dict[str, Any]) -> None:
        if field not in self.same_day or f"again_{field}" in self.errors:
            return
        answer = cleaned.get(f"again_{field}")
        if not answer:
            self.add_error(f"again_{field}", _("Choose one."))
        elif answer == SECOND and not cleaned.get(f"when_{field}"):
            said = _("Say when, so that the two can be told apart.")
            self.add_error(f"when_{field}", said)

    def _given(self, cleaned: dict[str, Any]) -> list[tuple[str, str, str, float]]:
        found = []
        for measure in self.own:
            value = cleaned.get(f"value_{measure.id}")
            if value is not None:
                item = cleaned.get(f"item_{measure.id}", "").strip()
                found.append((f"value_{measure.id}", measure.id, item, value))
        other, value = cleaned.get("other_measure"), cleaned.get("other_value")
        if other and value is not None:
            item = cleaned.get("other_item", "").strip()
            found.append(("other_value", other, item, value))
        return found

    def _check(
        self, field: str, measure: OutcomeMeasure, item: str, value: float
    ) -> None:
        if not measure.minimum <= value <= measure.maximum:
            said = _("%(name)s runs from %(low)g to %(high)g; %(value)g was given.")
            self.add_error(field, said % {**_range_of(measure), "value": value})
            return
        if measure.id in WITH_ITEM and not item:
            needs = field.replace("value_", "item_").replace(
                "other_value", "other_item"
            )
            self.add_error(needs, _("Say of what, so that it can be repeated."))
        last = self.last.get((measure.id, item))
        if field in self.same_day:  # what is asked there is asked once
            return
        wide = measure.maximum - measure.minimum
        far = last is not None and abs(value - last) > FAR * wide
        self.asks_sure = self.asks_sure or far
        if far and not self.cleaned_data.get("sure"):
            said = _(
                "The last value was %(last)g, this one is %(value)g, and %(better)s "
                "is better. Correct it, or tick that you looked again."
            )
            better = _("higher") if measure.better == "higher" else _("lower")
            self.add_error(
                field, said % {"last": last, "value": value, "better": better}
            )


def scores_form(measures: list[OutcomeMeasure]) -> type[ScoresForm]:
    """Return the form with a field for each of a condition's measures."""
    fields: dict[str, Any] = {"own": tuple(measures)}
    for measure in measures:
        fields[f"value_{measure.id}"] = _value_field(measure)
        if measure.id in WITH_ITEM:
            fields[f"item_{measure.id}"] = forms.CharField(
                label=WITH_ITEM[measure.id], required=False, max_length=120
            )
    return type("OwnScoresForm", (ScoresForm,), fields)


def _value_field(measure: OutcomeMeasure) -> forms.FloatField:
    better = (
        _("higher is better") if measure.better == "higher" else _("lower is better")
    )
    named = {"1": _("points"), "point": _("points"), "count": _("times")}
    unit = named.get(measure.unit, measure.unit)
    said = _("%(low)g to %(high)g %(unit)s, %(better)s")
    words = {**_range_of(measure), "unit": unit, "better": better}
    look = {"inputmode": "decimal", "step": "any", "autocomplete": "off"}
    return forms.FloatField(
        label=measure.name,
        required=False,
        help_text=said % words,
        widget=forms.NumberInput(attrs=look),
    )


def _range_of(measure: OutcomeMeasure) -> dict[str, Any]:
    return {"name": measure.name, "low": measure.minimum, "high": measure.maximum}
