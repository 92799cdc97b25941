"""What if on the plan page: changes within today's limits, on the same patients."""

import pytest

from strigil_clinic import workers
from strigil_clinic.plans import beside
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.screening.rows import store
from strigil_clinic.screening.science import items_to_ask


@pytest.fixture(autouse=True)
def _here(settings, monkeypatch):
    """Work in the process of the test, on few patients."""
    settings.WORK_IN_PROCESSES = False
    monkeypatch.setattr("strigil_clinic.plans.science.tried.FORECAST_SAMPLES", 30)
    monkeypatch.setattr(beside, "begun", workers.begun)


def answer(client, episode, **asked) -> str:
    address = f"/episodes/{episode.pk}/plan/beside/"
    return client.get(address, asked).content.decode()


def test_the_plan_stands_beside_each_change_that_today_allows(as_, episode, ready):
    shown = answer(as_("ana"), episode)
    assert "The plan" in shown
    assert "0.5 times the contact" in shown
    assert "No further IASTM" in shown
    assert "None is named best" in shown
    assert "What the uncertainty of the difference comes from" in shown
    assert not PlanOfCare.objects.exists()


def test_one_change_stands_beside_the_plan(as_, episode, ready):
    shown = answer(as_("ana"), episode, time="0.5", visits="3")
    assert "0.5 times the contact, 3 visits in all" in shown
    assert "What the uncertainty" not in shown


def test_what_today_does_not_allow_is_refused_with_the_limit(as_, episode, ready):
    assert "not in today" in answer(as_("ana"), episode, word="firm")
    assert "at most" in answer(as_("ana"), episode, visits_per_week="12")


def test_a_held_plan_has_no_what_if(as_, ana, episode, ready):
    answers = {i.id: "no" for i in items_to_ask(episode)} | {"dvt": "yes"}
    store(episode, answers, {}, ana)
    assert "<svg" not in answer(as_("ana"), episode)
    page = as_("ana").get(f"/episodes/{episode.pk}/plan/").content.decode()
    assert 'id="what-if"' not in page


def test_the_page_asks_for_it_only_when_it_is_looked_at(as_, episode, ready):
    page = as_("ana").get(f"/episodes/{episode.pk}/plan/").content.decode()
    assert 'hx-trigger="revealed"' in page
    assert 'name="visits_per_week"' in page


def test_without_scripts_the_page_shows_what_was_asked_for(as_, episode, ready):
    address = f"/episodes/{episode.pk}/plan/?drawings=&time=0.5"
    assert "0.5 times the contact" in as_("ana").get(address).content.decode()
