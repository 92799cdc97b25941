"""The body chart: the muscle figure with our coded sites and the findings on top."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from strigil_clinic.assessments.models import Finding
from strigil_clinic.assessments.places import Place, place_at, places
from strigil_clinic.body import VIEWS, drawing_of, marks_of
from strigil_clinic.episodes.models import Episode

__all__ = ["Chart", "Spot", "charts_of"]

Grades = dict[str, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A coded site on the drawing; `grade` and `last` are None where nothing is."""

    place: Place
    x: int
    y: int
    grade: int | None
    last: int | None
    is_problem: bool
    is_chosen: bool

    @property
    def shows(self) -> bool:
        """Whether there is more to see than that the site exists."""
        return self.is_problem or self.grade is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Area:
    """A region of the figure, coloured by the grade found there."""

    place: Place | None
    paths: list[str]
    grade: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One view of the body."""

    view: str
    view_box: SafeString
    areas: list[Area]
    spots: list[Spot]


def charts_of(
    episode: Episode,
    findings: Iterable[Finding],
    last: Iterable[Finding] = (),
    chosen: str = "",
) -> list[Chart]:
    """Return the front and the back with what was found now and the last time."""
    now, before = _grades(findings), _grades(last)
    figure, problem = episode.patient.figure, f"{episode.site_id}:{episode.side}"
    spots = [
        (mark, place) for place in places().values() for mark in _marks(place, figure)
    ]
    charts = []
    for view in VIEWS:
        drawing = drawing_of(figure, view)
        shown = [
            Spot(
                place=place,
                x=mark["x"],
                y=mark["y"],
                grade=now.get(place.key),
                last=before.get(place.key),
                is_problem=place.key == problem,
                is_chosen=place.key == chosen,
            )
            for mark, place in spots
            if mark["view"] == view
        ]
        box = mark_safe(drawing["view_box"])  # noqa: S308  # our own data
        areas = [_area(region, now, chosen) for region in drawing["regions"]]
        charts.append(Chart(view, box, areas, sorted(shown, key=_on_top)))
    return charts


def _marks(place: Place, figure: str) -> list[Any]:
    return marks_of(place.site_id, place.side, figure) if place.site_id else []


def _on_top(spot: Spot) -> tuple[bool, bool]:
    return spot.shows, spot.is_chosen


def _area(region: dict[str, Any], now: Grades, chosen: str) -> Area:
    place = place_at(region["region"], region["side"])
    if place is None:
        return Area(None, region["paths"], None, is_chosen=False)
    grade = None if place.site_id else now.get(place.key)
    return Area(place, region["paths"], grade, is_chosen=place.key == chosen)


def _grades(findings: Iterable[Finding]) -> Grades:
    """Return the highest grade at each place."""
    grades: Grades = {}
    for finding in findings:
        place = place_at(finding.region, finding.side)
        key = place.key if place else ""
        grades[key] = max(finding.grade, grades.get(key, 0))
    return grades
