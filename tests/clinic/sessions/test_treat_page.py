"""The page before a visit: where it stands, and the one way on."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from tests.clinic.sessions.conftest import CHECKED

from strigil.catalogue import Instrument, all_of
from strigil_clinic.episodes.loop import latest_screening, loop_of, next_part
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.screening.rows import screen_again, store
from strigil_clinic.screening.science import items_to_ask


def start(client, episode, **changed):
    return client.post(f"/episodes/{episode.pk}/treat/start/", CHECKED | changed)


def text_of(client, episode) -> str:
    return client.get(f"/episodes/{episode.pk}/treat/").content.decode()


def test_an_empty_page_says_what_a_visit_is(as_, episode):
    assert "No visit yet" in text_of(as_("ana"), episode)


def test_the_page_only_reads(as_, episode):
    assert as_("ana").post(f"/episodes/{episode.pk}/treat/").status_code == 405
    assert as_("ana").get("/episodes/not-a-uuid/treat/").status_code == 404


def test_the_button_to_begin_comes_after_all_that_is_asked(as_, episode, plan):
    text = as_("ana").get(f"/episodes/{episode.pk}/treat/start/").content.decode()
    asked = max(text.index(f'name="{name}"') for name in CHECKED)
    assert asked < text.index("Begin session")


def test_a_bruise_leads_from_treat_to_after_care_and_back(
    as_, ana, episode, last_session, answered
):
    """Also where the screen was signed while the bruise was still there.

    Once it is gone, the next visit takes a plan that is lighter because of it.
    """
    session = last_session(hours_ago=80)
    row = answered(session, day=2, bruise="bruise")
    screen_again(episode, ana)
    assert latest_screening(episode).decision == "blocked"
    states = {part.key: part.state for part in loop_of(episode)}
    assert (states["screen"], states["after-care"]) == ("stopped", "stopped")
    way = f"/episodes/{episode.pk}/after-care/?back=treat#again"
    assert way in as_("ana").get(f"/episodes/{episode.pk}/treat/").content.decode()
    assert 'name="back" value="treat"' in as_("ana").get(way).content.decode()
    tap = f"/episodes/{episode.pk}/after-care/answers/{row.pk}/gone/"
    after = as_("ana").post(tap, {"back": "treat"}, follow=True)
    shown = after.content.decode()
    assert "Visit 2 can not start yet" in shown
    assert "One word lighter" in shown
    assert f"/episodes/{episode.pk}/plan/?again=1" in shown
    as_("ana").post(f"/episodes/{episode.pk}/plan/accept/", {"again": "1"})
    lighter = episode.plans.latest("created_at").snapshot
    (because,) = lighter["revision"]["because"]
    assert because["rule"].startswith("the last session left a bruise")
    shown = text_of(as_("ana"), episode)
    assert "Visit 2 can start" in shown
    today = date_format(timezone.localdate(), "j M")
    gone = f"small bruise, soreness 0 of 10, gone {today}."
    assert gone in shown
    start = as_("ana").get(f"/episodes/{episode.pk}/treat/start/").content.decode()
    assert gone in start
    states = {part.key: part.state for part in loop_of(episode)}
    assert (states["screen"], states["after-care"]) == ("done", "done")


def standing(episode) -> dict[str, tuple[str, str]]:
    return {part.key: (part.state, part.said) for part in loop_of(episode)}


def test_the_loop_starts_anew_with_each_visit(
    as_, ana, episode, last_session, answered
):
    """Neither the answers nor the screen of one visit are ticked for another."""
    session, before = last_session(hours_ago=80), timezone.now() - timedelta(hours=90)
    QuerySet.update(ScreeningRecord.objects.all(), signed_at=before)
    loop = standing(episode)
    assert loop["after-care"] == ("open", "visit 1: not asked yet")
    assert loop["screen"] == ("open", "due again")
    assert next_part(loop_of(episode)).key == "screen"
    answered(session, day=1, is_signed=False)
    assert standing(episode)["after-care"] == ("done", "day 1: soreness 0")
    store(episode, {item.id: "no" for item in items_to_ask(episode)}, {}, ana)
    loop = standing(episode)
    assert loop["screen"][0] == "done"
    assert loop["treat"] == ("open", "visit 2 can start")
    start(as_("ana"), episode, reaction="gone")
    loop = standing(episode)
    assert loop["treat"] == ("open", "visit 2 under way")
    assert loop["after-care"] == ("open", "after visit 2")
    assert next_part(loop_of(episode)).key == "treat"


def test_two_reasons_with_one_way_out_have_one_button(as_, ana, episode, plan):
    answers = {item.id: "no" for item in items_to_ask(episode)}
    store(episode, answers | {"dvt": "yes", "fever": "yes"}, {}, ana)
    said = text_of(as_("ana"), episode)
    held = said[said.index('class="barriers"') :].partition("</ul>")[0]
    assert held.count("<li>") > 1
    assert "button" not in held
    assert said.count(f'<a class="button main big" href="/episodes/{episode.pk}/') == 1


def test_the_page_before_a_visit_says_screen_kit_and_that_consent_is_asked(
    as_, episode, plan
):
    text = text_of(as_("ana"), episode)
    assert "holds until" in text
    assert "Ask for it when the visit starts" in text
    used = next(step for step in plan.snapshot["steps"] if step["instrument"])
    assert all_of(Instrument)[used["instrument"]].name in text
    assert "This is the first visit" in text
    assert f'href="/episodes/{episode.pk}/treat/start/"' in text


def test_what_is_new_since_the_last_visit_is_said(
    as_, ana, episode, last_session, answered
):
    session = last_session(hours_ago=80)
    answered(session, day=1, redness="mild", soreness=3)
    text = text_of(as_("ana"), episode)
    assert "Since visit 1" in text
    assert "mild redness, no bruise, soreness 3 of 10" in text
    assert "A new plan was accepted" in text


def test_the_main_button_leads_to_what_unblocks(as_, episode, screened):
    actions = text_of(as_("ana"), episode).split('class="actions"')[1]
    button = actions.split("</div>")[0]
    assert f'href="/episodes/{episode.pk}/plan/"' in button
    assert "Accept a plan" in button
