import pytest

from strigil_clinic import workers
from strigil_clinic.assessments.models import Assessment
from strigil_clinic.consent.models import Consent, InformationGiven
from strigil_clinic.plans import views
from strigil_clinic.screening.rows import screen_again, store
from strigil_clinic.screening.science import items_to_ask

CLEAR = dict.fromkeys(("calf_squeeze", "dvt_signs", "calcaneal_squeeze"), "negative")


@pytest.fixture(autouse=True)
def _no_drawing(monkeypatch):
    """Leave the drawings to come, as on a first look; a drawing takes a second."""
    monkeypatch.setattr(views, "begun", lambda key, work, **given: None)


@pytest.fixture
def draws_here(monkeypatch, settings):
    """Draw in the process of the test."""
    settings.WORK_IN_PROCESSES = False
    monkeypatch.setattr(views, "begun", workers.begun)


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
