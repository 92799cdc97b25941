import pytest

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.consent.models import Consent, InformationGiven
from strigil_clinic.inventory.models import OwnedInstrument
from strigil_clinic.screening.rows import screen_again, store
from strigil_clinic.screening.science import items_to_ask

GOOD = {
    "name": "Bronze strigil",
    "label": "B-1",
    "material": "titanium",
    "mass_g": "140",
    "grip": "one",
    "edge1_name": "Hollow edge",
    "edge1_form": "concave",
    "edge1_radius_mm": "1,75",
    "edge1_length_mm": "72",
    "edge1_plan_radius_mm": "70 / 8",
    "edge1_bevel": "double",
    "edge1_bevel_angle_deg": "55",
    "edge1_suits": ["scan", "broad", "focal"],
}


@pytest.fixture
def good() -> dict:
    return dict(GOOD)


@pytest.fixture
def have(as_):
    """`have("scanner")` lists one of the catalogue and returns its row."""

    def listed(name: str, who: str = "ana") -> OwnedInstrument:
        as_(who).post(f"/instruments/have/{name}/")
        return OwnedInstrument.objects.filter(catalogue_id=name).latest("added_at")

    return listed


@pytest.fixture
def measured(as_, good) -> OwnedInstrument:
    as_("ana").post("/instruments/measure/", good)
    return OwnedInstrument.objects.get(catalogue_id="")


CLEAR = dict.fromkeys(("calf_squeeze", "dvt_signs", "calcaneal_squeeze"), "negative")


def screened(episode, who, **said) -> None:
    answers = {item.id: "no" for item in items_to_ask(episode)} | said
    store(episode, answers, {}, who)


@pytest.fixture
def ready(ana, episode):
    """Consent, screen, a signed assessment with clear tests, the screen after it."""
    told = InformationGiven.objects.create(
        episode=episode, created_by=ana, leaflet_version="1"
    )
    consent = Consent.objects.create(
        episode=episode, information=told, form="written", given_by="M", created_by=ana
    )
    consent.sign(ana)
    screened(episode, ana)
    row = Assessment.objects.create(
        episode=episode,
        created_by=ana,
        red_flag_answers=CLEAR,
        resting_pain=2,
        irritability="low",
    )
    row.sign(ana)
    screen_again(episode, ana)
    return row
