"""Numbers that were measured: as people type them, and what is believed of them."""

import math
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from strigil.catalogue import allowed_reading, radius_of_arc
from strigil.units import to_si

__all__ = ["ArcField", "ReadingField"]


class ReadingField(forms.CharField):
    """One reading in its unit; a decimal comma is as good as a point."""

    def __init__(self, what: str, **kwargs: Any) -> None:
        self.what = what
        attributes = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(
            widget=forms.TextInput(attrs=attributes), max_length=20, **kwargs
        )

    def clean(self, value: Any) -> Any:
        """Return the number in its unit, or None when nothing was typed."""
        text = super().clean(value)
        return self.checked(self.number(text)) if text else None

    def number(self, text: str) -> float:
        """Return a typed number."""
        try:
            found = float(text.replace(",", "."))
        except ValueError:
            found = math.nan
        if not math.isfinite(found):
            unit = allowed_reading(self.what).unit
            said = _("Give a number in %(unit)s, such as %(such)g.")
            such = allowed_reading(self.what).shown().value
            raise forms.ValidationError(said % {"unit": unit, "such": such})
        return found

    def checked(self, number: float) -> float:
        """Return a number that is believed, else say what is."""
        allowed = allowed_reading(self.what)
        shown = allowed.shown()
        if not allowed.low <= to_si(number, allowed.unit) <= allowed.high:
            said = _("%(given)g %(unit)s is not believed: %(low)g to %(high)g is.")
            words = {"given": number, "unit": allowed.unit}
            words |= {"low": shown.low, "high": shown.high}
            raise forms.ValidationError(said % words)
        return number


class ArcField(ReadingField):
    """A radius, or the chord and the height of its arc: `80` or `70 / 8`."""

    def number(self, text: str) -> float:
        """Return the radius that was typed, or that follows from the arc."""
        chord, slash, height = text.partition("/")
        if not slash:
            return super().number(text)
        over, up = super().number(chord.strip()), super().number(height.strip())
        if over <= 0.0 or up <= 0.0:
            raise forms.ValidationError(_("Chord and height are above 0 mm."))
        found = radius_of_arc(to_si(over, "mm"), to_si(up, "mm")) / to_si(1.0, "mm")
        return round(found, 1)
