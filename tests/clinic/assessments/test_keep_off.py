"""The body chart says what to stay off at each of its places, ours or not."""

import pytest

from strigil.catalogue import KeepOff, all_of
from strigil_clinic.assessments.places import REGIONS, keep_off, places

EVERYWHERE = list(places().values())


@pytest.mark.parametrize("place", EVERYWHERE, ids=lambda place: place.key)
def test_every_place_of_the_chart_names_what_to_stay_off(place):
    found = keep_off(place)
    assert found["no_go"] or found["light_only"]


@pytest.mark.parametrize(
    ("region", "name"),
    [
        ("chest", "breast"),
        ("chest", "armpit"),
        ("neck", "carotid"),
        ("neck", "eyes"),
        ("adductors", "genitals"),
        ("adductors", "femoral triangle"),
        ("knees", "hollow of the knee"),
        ("biceps", "hollow of the elbow"),
        ("triceps", "ulnar groove"),
        ("obliques", "kidney"),
        ("abs", "aorta"),
    ],
)
def test_a_dangerous_part_is_no_go(region, name):
    zones = keep_off(places()[f"{region}:left"])["no_go"]
    assert any(name in zone.name for zone in zones)


def test_the_breastbone_and_the_ribs_bear_light_work_only():
    zones = keep_off(places()["chest:right"])["light_only"]
    assert any("breastbone" in zone.name for zone in zones)


def test_what_is_to_be_kept_off_lies_in_parts_that_the_chart_has():
    named = {region for off in all_of(KeepOff).values() for region in off.regions}
    assert named == set(REGIONS)


def test_the_page_shows_it_and_that_no_plan_works_at_the_chest(as_, episode):
    address = f"/episodes/{episode.pk}/assess/?again=1&place=chest:left"
    page = as_("ana").get(address).content.decode()
    assert "breast and nipple" in page
    assert "no plan works here" in page


def test_at_a_site_of_ours_its_own_zones_are_shown(as_, episode):
    address = f"/episodes/{episode.pk}/assess/?again=1&place=calf:left"
    page = as_("ana").get(address).content.decode()
    assert "popliteal fossa" in page
    assert "no plan works here" not in page
