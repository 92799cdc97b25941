import json
import re
from pathlib import Path

import pytest

import strigil_clinic
from strigil.catalogue import BodySite, all_of
from strigil_clinic.body import PLACES, marks_of

FIGURE = json.loads(
    (Path(strigil_clinic.__file__).parent / "static/vendor/body.json").read_text()
)


def both(site: str, figure: str) -> list:
    return [mark for side in ("left", "right") for mark in marks_of(site, side, figure)]


def test_every_body_site_of_the_catalogue_has_a_place():
    assert set(all_of(BodySite)) <= set(PLACES)


@pytest.mark.parametrize("figure", ["male", "female"])
@pytest.mark.parametrize("site", sorted(PLACES))
def test_a_mark_lies_on_the_drawing_and_the_sides_mirror(site, figure):
    left, right = both(site, figure)
    x0, y0, width, height = map(int, FIGURE[figure][left["view"]]["view_box"].split())
    for mark in (left, right):
        assert x0 < mark["x"] < x0 + width
        assert y0 < mark["y"] < y0 + height
    assert left["y"] == right["y"]


def test_the_patients_left_is_on_the_right_when_seen_from_the_front():
    front_left, front_right = both("quadriceps", "male")
    assert front_left["x"] > front_right["x"]
    back_left, back_right = both("calf", "male")
    assert back_left["x"] < back_right["x"]


@pytest.mark.parametrize("figure", ["male", "female"])
@pytest.mark.parametrize(("view", "leftward"), [("front", 1), ("back", -1)])
def test_the_drawing_names_the_patients_side(figure, view, leftward):
    def first_x(side: str) -> float:
        hands = next(
            r
            for r in FIGURE[figure][view]["regions"]
            if (r["region"], r["side"]) == ("hands", side)
        )
        start = re.match(r"[Mm]\s*([\d.]+)", hands["paths"][0])
        assert start
        return float(start[1])

    assert (first_x("left") - first_x("right")) * leftward > 0
