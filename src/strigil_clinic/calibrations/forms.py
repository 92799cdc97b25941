"""The form for three words: readings typed or from recordings, and with what."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil_clinic.calibrations.models import (
    CalibrationMethod,
    ForceCalibration,
    ForceStatistic,
    ForceWord,
)
from strigil_clinic.calibrations.readings import read_readings
from strigil_clinic.inventory.science import edge_choices
from strigil_clinic.own_words import InOwnWords
from strigil_clinic.people.models import Clinic

__all__ = ["LARGEST_MB", "MOST_SAMPLES", "MeasureForm", "SignForm"]

LARGEST_MB = 4  # fifteen strokes at 1000 samples a second have less
MOST_SAMPLES = 2**18  # four minutes at that: one that is read at once
MB = 1024 * 1024
_EXAMPLE = gettext_lazy("such as 265 280 250")


def _readings(word: Any) -> forms.CharField:
    return forms.CharField(
        label=word,
        required=False,
        max_length=4000,
        widget=forms.Textarea(
            attrs={
                "rows": 4,
                "inputmode": "text",
                "autocomplete": "off",
                "placeholder": _EXAMPLE,
            }
        ),
    )


def _file(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        allow_empty_file=True,  # the reader says it in words of its own
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.parquet"}),
    )


class MeasureForm(InOwnWords, forms.Form):
    """Readings of up to three words on one day, with one edge, in one way."""

    course = forms.ChoiceField(
        label=gettext_lazy("how it counts"),
        choices=[
            ("again", gettext_lazy("a repeat on another day")),
            ("anew", gettext_lazy("begun anew")),
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy(
            "a repeat is compared with the days before and counted with them; begun "
            "anew, it replaces them in plans that are made from then on"
        ),
    )
    method = forms.ChoiceField(
        label=gettext_lazy("measured with"),
        choices=[
            (CalibrationMethod.KITCHEN_SCALE, gettext_lazy("a kitchen scale")),
            (CalibrationMethod.RECORDING, gettext_lazy("an instrumented tool")),
        ],
        initial=CalibrationMethod.KITCHEN_SCALE,
        widget=forms.RadioSelect,
    )
    edge = forms.ChoiceField(
        label=gettext_lazy("treatment edge"),
        error_messages={
            "required": gettext_lazy("Choose the edge that you stroked with.")
        },
    )
    measured_on = forms.DateField(
        label=gettext_lazy("day"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    statistic = forms.ChoiceField(
        label=gettext_lazy("what was read of each stroke"),
        choices=[
            (ForceStatistic.PEAK, gettext_lazy("its highest value")),
            (ForceStatistic.MEAN, gettext_lazy("its mean")),
        ],
        initial=ForceStatistic.PEAK,
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("the display shows"),
        choices=[("g", gettext_lazy("grams")), ("N", gettext_lazy("newtons"))],
        initial="g",
        widget=forms.RadioSelect,
    )
    light = _readings(gettext_lazy("light"))
    moderate = _readings(gettext_lazy("moderate"))
    firm = _readings(gettext_lazy("firm"))
    light_file = _file(gettext_lazy("recording of light"))
    moderate_file = _file(gettext_lazy("recording of moderate"))
    firm_file = _file(gettext_lazy("recording of firm"))

    def __init__(
        self,
        *args: Any,
        before: Sequence[ForceCalibration] = (),
        kept: Mapping[str, ForceCalibration] | None = None,
        clinic: Clinic,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        self.kept = kept or {}
        self.forces: dict[str, list[float]] = {}
        fields: dict[str, Any] = self.fields
        used = [row.edge_id for row in (*before, *self.kept.values())]
        edges = edge_choices(clinic, also=used)
        fields["edge"].choices = [("", _("choose the edge")), *edges]
        if not before:
            del self.fields["course"]

    @property
    def is_repeat(self) -> bool:
        """Whether a day is added to the calibration that counts."""
        return bool(self.before) and self.cleaned_data.get("course") == "again"

    def rows(self) -> list[dict[str, Any]]:
        """Return each word with its two fields, for the template."""
        return [
            {
                "word": word.label,
                "key": word.value,
                "text": self[word],
                "file": self[f"{word}_file"],
                "kept": self.kept.get(word),
            }
            for word in ForceWord
        ]

    def sent(self) -> dict[str, "UploadedFile[bytes]"]:
        """Return the recordings that were sent, by word."""
        sent = {word.value: self.cleaned_data.get(f"{word}_file") for word in ForceWord}
        return {word: file for word, file in sent.items() if file is not None}

    def clean_measured_on(self) -> date:
        """Refuse a day that is still to come."""
        day: date = self.cleaned_data["measured_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """Read what was typed; ask that a repeat repeats."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("method") == CalibrationMethod.RECORDING:
            self._check_files()
        else:
            self._read_typed(cleaned.get("unit") or "g")
        if self.before and not cleaned.get("course"):
            self.add_error("course", _("Say whether you repeat or begin anew."))
        if self.is_repeat:
            self._check_repeat(cleaned)
        return cleaned

    def _read_typed(self, unit: str) -> None:
        for word in ForceWord:
            try:
                forces = read_readings(self.cleaned_data.get(word, ""), unit)
            except forms.ValidationError as error:
                self.add_error(word, error)
                continue
            if forces:
                self.forces[word.value] = forces
        if not self.forces and not any(word in self.errors for word in ForceWord):
            raise forms.ValidationError(_("Enter the readings of at least one word."))

    def _check_files(self) -> None:
        for word, file in self.sent().items():
            if (file.size or 0) > LARGEST_MB * MB:
                said = _(
                    "The file has %(size).0f MB; the most here is %(most)d MB. Record "
                    "the strokes of one word only."
                )
                words = {"size": (file.size or 0) / MB, "most": LARGEST_MB}
                self.add_error(f"{word}_file", said % words)
        kept = [row for row in self.kept.values() if row.recording_id]
        if not self.sent() and not kept:
            raise forms.ValidationError(_("Choose a recording for at least one word."))

    def _check_repeat(self, cleaned: dict[str, Any]) -> None:
        last = self.before[-1]
        if cleaned.get("measured_on") in {row.measured_on for row in self.before}:
            said = _("You measured on %(day)s already. A repeat is on another day.")
            day = date_format(cleaned["measured_on"], "j F Y")
            self.add_error("measured_on", said % {"day": day})
        if cleaned.get("statistic") and cleaned["statistic"] != last.statistic:
            said = _("The days before read %(what)s. Read the same, or begin anew.")
            what = last.get_statistic_display()
            self.add_error("statistic", said % {"what": what})
        if cleaned.get("edge") and cleaned["edge"] != last.edge_id:
            self.add_error(
                "edge", _("The days before used another edge. Use it, or begin anew.")
            )


class SignForm(InOwnWords, forms.Form):
    """An answer to "were grams meant?", asked only when a reading is odd."""

    sure = forms.BooleanField(
        label=gettext_lazy("I looked again: these readings and their unit are right"),
        error_messages={
            "required": gettext_lazy(
                "Answer the question about the unit: tick that the readings are right, "
                "or change them."
            )
        },
    )
