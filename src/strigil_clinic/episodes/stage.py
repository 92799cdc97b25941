"""Whether the stage that was chosen fits the day it began; the clinician decides."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strigil.catalogue import Condition, Sourced, all_of
from strigil_clinic.episodes.models import Stage
from strigil_clinic.episodes.science import stages_since

__all__ = ["StageDoubt", "stage_doubt"]

ORDER = [stage.value for stage in Stage]
IN_WEEKS, IN_MONTHS = 21, 182  # days from which people count in weeks, in months
UNITS = {"d": "days", "week": "weeks"}


@dataclass(frozen=True, slots=True)
class StageDoubt:
    """Why a stage does not fit its onset, what follows, and where that comes from."""

    said: str
    follows: str
    because: str
    sources: tuple[str, ...]


def stage_doubt(
    condition_id: str, stage: str, onset: date | None, *, day: date | None = None
) -> StageDoubt | None:
    """Return what speaks against a stage, or None when it fits or can not be asked.

    Parameters
    ----------
    day
        The day it is asked on; today when not given.
    """
    day = day or timezone.localdate()
    known = condition_id in all_of(Condition) and stage in ORDER
    if not known or onset is None or onset > day:
        return None
    fitting = stages_since(condition_id, onset, day)
    if stage in fitting:
        return None
    said = _("%(ago)s after it began, this is usually %(fitting)s, not %(stage)s.")
    names = _(" or ").join(str(Stage(fits).label) for fits in fitting)
    words = {"ago": _ago((day - onset).days), "fitting": names}
    return StageDoubt(
        said=said % (words | {"stage": Stage(stage).label}),
        follows=_follows(stage, fitting),
        because=_because(condition_id, stage, fitting),
        sources=_sources(condition_id),
    )


def _follows(stage: str, fitting: tuple[str, ...]) -> str:
    if ORDER.index(stage) > ORDER.index(fitting[0]):
        return _("The plan goes by the earlier stage, which allows less. You decide.")
    return _("The plan keeps to the stage chosen, which allows less. You decide.")


def _because(condition_id: str, stage: str, fitting: tuple[str, ...]) -> str:
    rules = all_of(Condition)[condition_id].stages
    asked = [s for s in ORDER if s in (stage, *fitting) and rules[s].begins.high > 0]
    starts = [
        _("%(stage)s begins about %(when)s after onset")
        % {"stage": Stage(s).label, "when": _span(rules[s].begins)}
        for s in asked
    ]
    said = _("; ").join(starts)
    return f"{said[:1].upper()}{said[1:]}. {rules[fitting[0]].because}"


def _sources(condition_id: str) -> tuple[str, ...]:
    rules = all_of(Condition)[condition_id].stages
    return tuple(dict.fromkeys(rules[s].begins.source for s in ORDER))


def _span(begins: Sourced) -> str:
    shown = begins.shown()
    unit = UNITS.get(begins.unit, begins.unit)
    if shown.low == shown.high:
        return f"{shown.value:g} {unit}"
    return _("%(low)g to %(high)g %(unit)s") % {
        "low": shown.low,
        "high": shown.high,
        "unit": unit,
    }


def _ago(days: int) -> str:
    if days < IN_WEEKS:
        return ngettext("%d day", "%d days", days) % days
    if days < IN_MONTHS:
        return ngettext("%d week", "%d weeks", days // 7) % (days // 7)
    months = days * 12 // 365
    return ngettext("%d month", "%d months", months) % months
