"""No red flag comes from last time without being seen and confirmed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from strigil.catalogue import ScreeningItem, all_of
from strigil_clinic.drafts.models import Draft
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.screening.rows import earlier, screen_again
from strigil_clinic.screening.science import items_to_ask

RED_FLAGS = {key for key, item in all_of(ScreeningItem).items() if item.is_red_flag}
LASTING = {"malignancy", "kidney_disease"}


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/screen/"


@pytest.fixture
def all_no(episode) -> dict[str, str]:
    return {item.id: "no" for item in items_to_ask(episode)}


@pytest.fixture
def last_week(episode, ana, all_no) -> ScreeningRecord:
    row = ScreeningRecord.objects.create(
        episode=episode,
        moment="first",
        answers=all_no,
        decision="caution",
        created_by=ana,
        status="final",
        signed_by=ana,
        signed_at=timezone.now() - timedelta(days=7),
    )
    assert set(all_no) >= LASTING
    return row


def page_of(answer) -> str:
    return answer.content.decode()


def test_only_what_lasts_is_carried_of_the_red_flags(episode, last_week):
    assert set(earlier(episode).answers) & RED_FLAGS == LASTING


def test_each_red_flag_that_is_filled_in_is_marked_and_has_its_box(
    as_, address, last_week
):
    form = as_("ana").get(f"{address}?again=1").context["form"]
    for key in RED_FLAGS & set(form.fields):
        assert bool(form[key].value()) == (key in LASTING)
        assert (f"{key}__still" in form.fields) == (key in LASTING)
    assert page_of(as_("ana").get(f"{address}?again=1")).count("from last time,") == 2


def test_it_can_not_be_signed_until_each_is_confirmed(as_, address, all_no, last_week):
    refused = as_("ana").post(address, all_no | {"malignancy__still": "on"})
    assert refused.status_code == 422
    assert "1 question is still open" in page_of(refused)
    assert "not confirmed" in page_of(refused)
    both = {f"{key}__still": "on" for key in LASTING}
    assert as_("ana").post(address, all_no | both).status_code == 302
    told = ScreeningRecord.objects.last().answers["malignancy"]
    assert told == {
        "answer": "no",
        "told_on": timezone.localdate(last_week.signed_at).isoformat(),
    }
    assert "confirmed)" in page_of(as_("ana").get(address))


def test_another_answer_needs_no_confirming(as_, address, all_no, last_week):
    sent = all_no | {"malignancy": "yes", "kidney_disease__still": "on"}
    assert as_("ana").post(address, sent).status_code == 302
    assert ScreeningRecord.objects.last().decision == "refer"


def test_putting_today_s_screen_right_says_when_each_was_told(as_, address, all_no):
    as_("ana").post(address, all_no)
    page = page_of(as_("ana").get(f"{address}?again=1"))
    assert page.count("from today,") == len(RED_FLAGS & set(all_no))


def test_a_draft_of_another_day_brings_no_red_flag_back(as_, address, ana, episode):
    day_before = timezone.now() - timedelta(days=1)
    Draft.objects.create(
        owner=ana,
        form_key=f"screen-{episode.pk}",
        data={"dvt": ["no"], "diabetes": ["no"]},
        saved_at=day_before,
    )
    form = as_("ana").get(address).context["form"]
    assert form["diabetes"].value() == "no"
    assert form["dvt"].value() is None


def test_an_assessment_does_not_sign_the_answers_of_another_day_again(
    ana, episode, last_week
):
    assert screen_again(episode, ana) is None
    assert ScreeningRecord.objects.get() == last_week
