"""What the overview of an episode shows of its outcomes: one chart, in small."""

from typing import Any

from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.science import case_of
from strigil_clinic.outcomes.charts import review_chart
from strigil_clinic.outcomes.science import default_measures
from strigil_clinic.outcomes.series import chosen, series_of
from strigil_clinic.people.models import Practitioner

__all__ = ["outcomes_part"]


def outcomes_part(episode: Episode, reader: Practitioner) -> dict[str, Any]:
    """Return the context of `episodes/parts/outcomes.html`."""
    series = series_of(episode, default_measures(episode.condition_id))
    shown = chosen(series, "")
    if shown is None:
        return {"shown": None}
    case = case_of(episode, practitioner=reader)
    return {"shown": shown, **review_chart(episode, case, shown, small=True)}
