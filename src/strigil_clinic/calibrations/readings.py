"""Reading a typed or pasted list of readings, and saying which one is wrong."""

import math
import re

from django import forms
from django.utils.translation import gettext as _

from strigil_clinic.calibrations.science import in_newtons, largest_force

__all__ = ["read_readings"]

MOST = 200  # readings in one field: more is a column pasted by mistake


def read_readings(text: str, unit: str) -> list[float]:
    """Return typed readings as forces [N].

    Parameters
    ----------
    text
        Numbers separated by commas, semicolons, spaces or lines.
    unit
        ``g`` or ``N``: what each number is in.

    Raises
    ------
    ValidationError
        Naming the reading that cannot be.

    Examples
    --------
    >>> [round(force, 2) for force in read_readings("200, 220 g; 240", "g")]
    [1.96, 2.16, 2.35]
    """
    tidy = re.sub(rf"(?<=\d)\s*{unit}\b", "", text, flags=re.IGNORECASE)
    typed = [part for part in re.split(r"[,;\s]+", tidy) if part]
    if len(typed) > MOST:
        said = _("%(count)d readings were given, at most %(most)d are taken.")
        raise forms.ValidationError(said % {"count": len(typed), "most": MOST})
    return [_force(part, place, unit) for place, part in enumerate(typed, start=1)]


def _force(typed: str, place: int, unit: str) -> float:
    words = {"place": place, "typed": typed[:20], "unit": unit}
    try:
        value = float(typed)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        said = _(
            "Reading %(place)d, “%(typed)s”, is not a number. Write 213 or 213.5; "
            "a comma begins the next reading."
        )
        raise forms.ValidationError(said % words)
    force = in_newtons(value, unit)
    if force <= 0.0:
        said = _("Reading %(place)d is %(typed)s %(unit)s; a stroke is above zero.")
        raise forms.ValidationError(said % words)
    if force > largest_force():
        said = _(
            "Reading %(place)d is %(typed)s %(unit)s, that is %(force).0f N. No hand "
            "strokes above %(most).0f N. Look at the unit, or for a missing space."
        )
        words |= {"force": force, "most": largest_force()}
        raise forms.ValidationError(said % words)
    return force
