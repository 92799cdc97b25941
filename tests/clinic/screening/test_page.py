import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from strigil_clinic.assessments.models import Assessment
from strigil_clinic.drafts.models import Draft
from strigil_clinic.records import RecordLockedError, RecordStatus
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.screening.rows import screen_again
from strigil_clinic.screening.science import items_to_ask


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/screen/"


@pytest.fixture
def all_no(episode) -> dict[str, str]:
    return {item.id: "no" for item in items_to_ask(episode)}


def page_of(answer) -> str:
    return answer.content.decode()


def test_every_question_that_concerns_the_episode_is_asked(as_, address, episode):
    page = page_of(as_("ana").get(address))
    items = items_to_ask(episode)
    assert len(items) > 50
    assert all(f'name="{item.id}"' in page for item in items)
    assert "fluoroquinolone" in page, "it concerns a tendon"


def test_a_colleague_signs_a_screen_and_it_is_locked(as_, address, all_no, actors):
    as_("ben").post(address, all_no)
    row = ScreeningRecord.objects.get()
    assert (row.signed_by, row.moment) == (actors["ben"], "first")
    assert row.decision == "caution", "tests and pain are not known before the hands"
    row.decision = "clear"
    with pytest.raises(RecordLockedError):
        row.save()


def test_strangers_readers_and_wrong_addresses(as_, address, all_no):
    assert as_("cleo").get(address).status_code == 404
    assert as_("cleo").post(address, all_no).status_code == 404
    assert as_("dora").get(address).status_code == 200
    assert as_("dora").post(address, all_no).status_code == 403
    assert as_("ana").get(f"/episodes/{uuid.uuid4()}/screen/").status_code == 404
    assert as_("ana").put(address).status_code == 405
    assert not ScreeningRecord.objects.exists()


@pytest.mark.parametrize(
    ("stage", "said"),
    [("subacute", "Not screened yet"), ("acute", "No treatment today.")],
)
def test_before_the_first_answer_only_a_refusal_is_said(
    as_, address, episode, stage, said
):
    episode.stage = stage
    episode.save()
    page = page_of(as_("ana").get(address))
    assert said in page
    assert "Treat lightly" not in page


def test_a_question_without_an_answer_is_not_taken_for_a_no(as_, address, all_no):
    all_no.pop("pregnancy")
    answer = as_("ana").post(address, all_no)
    assert answer.status_code == 422
    assert "1 question is still open" in page_of(answer)
    assert "not answered" in page_of(answer)
    assert not ScreeningRecord.objects.exists()


def test_nothing_typed_is_lost_on_an_error(as_, address):
    sent = {"pregnancy": "yes", "pregnancy__note": "week 20"}
    assert "week 20" in page_of(as_("ana").post(address, sent))


def test_a_day_to_come_is_refused_beside_its_field(as_, address, all_no):
    sent = all_no | {"incision": "yes", "incision__on": "2199-01-01"}
    answer = as_("ana").post(address, sent)
    assert "still to come" in page_of(answer)


def test_before_any_answer_it_does_not_claim_to_have_screened(as_, address):
    page = page_of(as_("ana").get(address))
    assert "Not screened yet" in page
    assert "Treat with care" not in page


def test_a_block_says_what_to_do_instead_and_offers_no_signature(as_, address, all_no):
    page = page_of(as_("ana").post(address, all_no | {"fever": "yes"}, follow=True))
    assert "No treatment today." in page
    assert "Do this instead" in page
    assert "sign a reason" not in page
    assert ScreeningRecord.objects.get().decision == "blocked"


def test_the_next_part_is_offered_only_when_the_screen_lets_it(as_, address, all_no):
    ana = as_("ana")
    onward = 'class="button main" href="/episodes/'
    assert onward not in page_of(
        ana.post(address, all_no | {"dvt": "yes"}, follow=True)
    )
    page = page_of(ana.post(address, all_no, follow=True))
    assert onward in page


def findings(client, address, sent) -> str:
    return page_of(
        client.post(f"{address}findings/", sent, headers={"HX-Request": "1"})
    )


def test_findings_come_as_a_fragment_while_the_questions_are_asked(as_, address):
    found = findings(as_("ana"), address, {"anticoagulant": "yes"})
    assert "<html" not in found
    assert "light only (clinic policy)" in found
    assert "Because" in found
    assert "questions are still open" in found
    assert not ScreeningRecord.objects.exists()


def test_sources_that_differ_are_said_to_differ(as_, address):
    assert "they differ" in findings(as_("ana"), address, {"incision": "yes"})


def test_a_reason_can_be_signed_only_where_the_item_allows(as_, address):
    ana = as_("ana")
    assert "reason-pregnancy" in findings(ana, address, {"pregnancy": "yes"})
    for never in ("dvt", "open_wound", "fever"):
        assert f"reason-{never}" not in findings(ana, address, {never: "yes"})


ANA = "Ana Ferreira"
REASON = {"reason-pregnancy": "Midwife agrees; calf only.", "name-pregnancy": ""}


def test_a_reason_counts_only_with_the_practitioners_own_name(as_, address, all_no):
    sent = all_no | {"pregnancy": "yes"} | REASON
    wrong = as_("ana").post(address, sent | {"name-pregnancy": "Ben Okafor"})
    assert wrong.status_code == 422
    assert "Midwife agrees" in page_of(wrong)
    as_("ana").post(address, sent | {"name-pregnancy": "ana ferreira"})
    row = ScreeningRecord.objects.get()
    assert (row.decision, row.cap) == ("cap", "light only (clinic policy)")
    assert row.overrides.get().signed_by.username == "ana"


def test_a_reason_for_what_nothing_lifts_is_not_kept(as_, address, all_no):
    sent = all_no | {"fever": "yes", "reason-fever": "only mild"}
    as_("ana").post(address, sent | {"name-fever": "Ana Ferreira"})
    row = ScreeningRecord.objects.get()
    assert row.decision == "blocked"
    assert not row.overrides.exists()


def test_all_others_no_is_an_act_of_its_own_marked_and_undone(as_, address, episode):
    ana = as_("ana")
    page = page_of(ana.post(f"{address}others/", {"pregnancy": "yes"}, follow=True))
    assert "no, with all others" in page
    assert not ScreeningRecord.objects.exists(), "it fills in; it does not sign"
    sent = Draft.objects.get().data
    assert sent["pregnancy"] == ["yes"]
    red = {item.id: "no" for item in items_to_ask(episode) if item.is_red_flag}
    ana.post(address, {name: values[0] for name, values in sent.items()} | red)
    answers = ScreeningRecord.objects.get().answers
    assert answers["fever"] == {"answer": "no", "with_others": True}
    assert answers["pregnancy"] == {"answer": "yes"}


def test_a_red_flag_is_never_answered_in_a_sweep(as_, address, episode):
    ana = as_("ana")
    ana.post(f"{address}others/", {})
    swept = set(Draft.objects.get().data) - {"with_others"}
    red = {item.id for item in items_to_ask(episode) if item.is_red_flag}
    assert {"dvt", "swollen_limb", "cauda_equina_signs", "malignancy"} <= red
    assert swept == {item.id for item in items_to_ask(episode)} - red
    page = page_of(ana.get(f"{address}?again=1"))
    assert f"{len(red)} questions are still open" in page
    sent = dict.fromkeys(swept, "no")
    assert ana.post(address, sent).status_code == 422, "it can not be signed either"


def test_none_of_these_answers_one_group_and_comes_back_to_it(as_, address, episode):
    answer = as_("ana").post(f"{address}others/", {"group": "allergy"})
    assert answer.url.endswith("#group-allergy")
    group = {item.id for item in items_to_ask(episode) if item.group == "allergy"}
    assert set(Draft.objects.get().data) == group | {"with_others"}


def test_enter_in_a_field_neither_sweeps_nor_signs(as_, address):
    form = page_of(as_("ana").get(address)).split('<form id="screen"')[1]
    assert "disabled" in form.split("<button")[1].split(">")[0], "the default button"


def test_an_antibiotic_is_asked_which_and_when_and_not_where(as_, address):
    page = page_of(as_("ana").get(address))
    assert "Which antibiotic?" in page
    assert "When was the last tablet?" in page
    assert 'name="fluoroquinolone__where"' not in page
    assert "Which side?" in page.split('id="q-swollen_limb"')[1].split('id="q-')[0]


def test_each_open_question_is_a_link_in_the_summary(as_, address, all_no):
    all_no.pop("pregnancy")
    page = page_of(as_("ana").post(address, all_no))
    assert 'href="#id_pregnancy"' in page
    assert 'id="id_pregnancy"' in page, "the link leads somewhere"
    assert "data-focus" in page.split('class="problems"')[1].split(">")[0]


def test_not_known_leads_with_finding_out_and_the_reason_comes_second(as_, address):
    found = findings(as_("ana"), address, {"pregnancy": "unsure"})
    first, second = found.index("Find out first"), found.index("Second way")
    assert first < second
    assert "a test from a pharmacy" in found
    found = findings(as_("ana"), address, {"steroid_injection": "unsure"})
    assert "No treatment yet: find out first." in found
    assert "No treatment until a reason is signed" not in found


def test_not_known_where_nothing_may_be_signed_says_so(as_, address):
    found = findings(as_("ana"), address, {"dvt": "unsure"})
    assert "Find out first" in found
    assert "it can not be signed for" in found
    assert "reason-dvt" not in found


def test_what_nothing_lifts_says_so_and_to_whom_the_patient_goes(as_, address):
    found = findings(as_("ana"), address, {"cauda_equina_signs": "yes"})
    assert "Nothing lifts this while it is so" in found
    assert "Send to:" in found
    assert "Emergency department, now." in found


def test_a_clock_that_runs_says_from_which_day(as_, address):
    on = (timezone.localdate() - timedelta(days=80)).isoformat()
    sent = {"steroid_injection": "yes", "steroid_injection__on": on}
    until = date_format(timezone.localdate() + timedelta(days=4), "j F Y")
    found = findings(as_("ana"), address, sent)
    assert f"screen again from {until}" in found
    assert "A reason signed by your name: then light only." in found


def test_every_finding_that_stops_says_what_would_change_it(as_, address, episode):
    ana = as_("ana")
    for item in items_to_ask(episode):
        for said in ("yes", "unsure"):
            found = findings(ana, address, {item.id: said})
            stops = "No treatment" in found
            assert "would change this" in found or not stops, (item.id, said)
            assert (f'name="reason-{item.id}"' in found) == (
                item.override == "signed_reason"
            ), (item.id, said)


def test_an_allergy_can_be_signed_for(as_, address, all_no):
    reason = {"reason-nickel_allergy": "Patch test clear.", "name-nickel_allergy": ANA}
    as_("ana").post(address, all_no | {"nickel_allergy": "yes"} | reason)
    row = ScreeningRecord.objects.get()
    assert row.overrides.get().item_id == "nickel_allergy"
    [found] = [f for f in row.findings if f["item"] == "nickel_allergy"]
    assert (found["level"], bool(found["lifted_by"])) == ("caution", True)


def test_undo_leaves_what_was_answered_one_by_one(as_, address):
    ana = as_("ana")
    ana.post(f"{address}others/", {"pregnancy": "yes", "fever": "no"})
    ana.post(f"{address}others/undo/")
    assert Draft.objects.get().data == {"pregnancy": ["yes"], "fever": ["no"]}


def test_a_new_screen_amends_the_one_before(as_, address, all_no):
    ana = as_("ana")
    ana.post(address, all_no)
    assert "Screen again" in page_of(ana.get(address))
    assert "What was said today at" in page_of(ana.get(f"{address}?again=1"))
    ana.post(address, all_no | {"diabetes": "yes"})
    first, second = ScreeningRecord.objects.all()
    assert (first.status, second.amends) == (RecordStatus.AMENDED, first)


def test_a_red_flag_test_refers_in_the_screen_after_the_assessment(
    as_, ana, address, all_no, episode
):
    as_("ana").post(address, all_no)
    Assessment.objects.create(
        episode=episode, created_by=ana, red_flag_answers={"calf_squeeze": "positive"}
    ).sign(ana)
    again = screen_again(episode, ana)
    assert (again.moment, again.decision) == ("after_assessment", "refer")
    page = page_of(as_("ana").get(address))
    assert "Send the patient on today." in page
    assert "Calf squeeze (Thompson) positive" in page
