"""Where each body site lies on the drawn figure.

A place is a view, the distance outward from the midline, and the height, in the units
of the drawing. The patient's left is on the right of a front view, on the left of a
back view, as when facing or following a person.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypedDict

from strigil_clinic.records import Side
from strigil_clinic.words import sided, site_name

__all__ = ["PLACES", "VIEWS", "Mark", "drawing_of", "marks_of"]

View = Literal["front", "back"]
VIEWS: tuple[View, ...] = ("front", "back")
MIDLINE = {
    ("male", "front"): 362,
    ("male", "back"): 1086,
    ("female", "front"): 316,
    ("female", "back"): 1148,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A spot on the male and on the female figure: (outward, height)."""

    view: View
    male: tuple[int, int]
    female: tuple[int, int]


PLACES: dict[str, Place] = {
    "achilles_midportion": Place("back", (76, 1255), (46, 1290)),
    "achilles_insertion": Place("back", (76, 1300), (46, 1345)),
    "rotator_cuff": Place("front", (140, 335), (122, 315)),
    "upper_trapezius": Place("back", (60, 325), (58, 310)),
    "lateral_elbow": Place("front", (176, 520), (160, 495)),
    "low_back": Place("back", (42, 585), (38, 565)),
    "iliotibial_band": Place("front", (115, 850), (112, 830)),
    "quadriceps": Place("front", (78, 810), (70, 790)),
    "calf": Place("back", (74, 1080), (50, 1090)),
    "lateral_ankle": Place("front", (88, 1275), (58, 1360)),
    "medial_knee": Place("front", (50, 1005), (32, 1025)),
    "patellar_tendon": Place("front", (66, 1045), (50, 1062)),
    "plantar_heel": Place("back", (82, 1332), (46, 1405)),
    "abdominal_scar": Place("front", (22, 620), (20, 600)),
    "knee_scar": Place("front", (68, 1000), (52, 1020)),
    "forearm_scar": Place("front", (195, 590), (190, 560)),
    "hamstring": Place("back", (74, 880), (76, 880)),
    "wrist_extensors": Place("back", (195, 580), (180, 560)),
}


class Mark(TypedDict):
    """One mark on the figure."""

    view: View
    x: int
    y: int
    name: str


def drawing_of(figure: str, view: str) -> dict[str, Any]:
    """Return one view of a figure: `view_box`, and `regions` with side and paths."""
    drawing: dict[str, Any] = _figures()[figure][view]
    return drawing


def marks_of(site_id: str, side: str, figure: str) -> list[Mark]:
    """Return the marks of a body site on a side: one, or none without a place."""
    place = PLACES.get(site_id)
    if place is None:
        return []
    outward, height = place.male if figure == "male" else place.female
    middle = MIDLINE[figure, place.view]
    leftward = 1 if place.view == "front" else -1
    shift = {Side.LEFT: leftward, Side.RIGHT: -leftward, Side.MIDLINE: 0}[Side(side)]
    mark = Mark(
        view=place.view,
        x=middle + shift * outward,
        y=height,
        name=sided(side, site_name(site_id)),
    )
    return [mark]


@cache
def _figures() -> dict[str, Any]:
    path = Path(__file__).parent / "static/vendor/body.json"
    figures: dict[str, Any] = json.loads(path.read_text())
    return figures
