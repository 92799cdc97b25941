import uuid

import pytest
from django.utils import timezone
from django.utils.html import escape

from strigil_clinic.reactions.models import Reaction
from strigil_clinic.screening.science import screen_now


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/after-care/"


@pytest.fixture
def page(as_, address):
    return lambda who="ana": as_(who).get(address).content.decode()


@pytest.fixture
def answered(as_, address, said):
    def answer(**more):
        sent = as_("ana").post(address + "answer/", said | more)
        assert sent.status_code == 302, sent.content.decode()
        return Reaction.objects.last()

    return answer


def test_before_a_session_it_teaches_when_to_ask(page):
    said = page()
    assert "No session yet" in said
    assert "days 1, 2 and 7" in said
    assert "Log an answer" not in said


def test_a_colleague_sees_it_a_stranger_does_not(as_, address):
    assert as_("ben").get(address).status_code == 200
    assert as_("dora").get(address).status_code == 200
    assert as_("cleo").get(address).status_code == 404
    assert as_("ana").get(f"/episodes/{uuid.uuid4()}/after-care/").status_code == 404
    assert as_("ana").post(address).status_code == 405


def test_an_answer_stands_beside_the_dose_that_came_before(page, answered):
    answered()
    said = page()
    assert "soreness 2 of 10" in said
    assert "light" in said
    assert "estimated" in said
    assert "Time in contact" in said


def test_where_one_tap_may_clear_it_that_is_the_one_main_button(page, answered):
    answered()
    said = page()
    assert "It is gone today" in said
    assert said.count('class="button main"') == 1


def test_a_day_is_told_in_words_not_as_a_name_and_its_value(page, answered):
    answered(bruise="bruise", redness="mild", warmth="on", function="worse")
    said = page()
    for words in ("mild redness, warm", "small bruise", "everyday things go worse"):
        assert words in said
    assert "bruise: bruise" not in said


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"soreness": "6"}, "up to 3 counts as mild"),
        ({"bruise": "large"}, "larger than the treated area"),
        ({"function": "worse"}, "go worse than before"),
        ({"redness": "marked"}, "redness on day 1: usually gone within"),
    ],
)
def test_more_than_is_usual_is_said_with_its_reason(page, answered, more, because):
    answered(**more)
    said = page()
    assert "More than is usual: less next time" in said
    assert because in said


def test_mild_soreness_on_the_day_after_is_usual(page, answered):
    answered()
    assert "More than is usual" not in page()


@pytest.mark.parametrize(
    ("sign", "what"),
    [
        ("call_skin", "Look at this before any further session"),
        ("urgent_calf", "A doctor has to see this today"),
        ("emergency_breath", "Emergency: call 112 now"),
    ],
)
def test_a_red_flag_says_what_to_do(page, answered, sign, what):
    answered(warning_signs=[sign])
    assert what in page()


def test_the_gravest_of_several_signs_decides(page, answered):
    answered(warning_signs=["call_skin", "emergency_breath", "urgent_calf"])
    assert "Emergency: call 112 now" in page()


def test_within_two_days_the_place_is_locked(page, session_ago):
    session_ago(10)
    said = page()
    assert "Not yet again" in said
    assert "The same place again from" in said


def test_after_two_days_it_may_be_treated_again(page, session):
    assert "May be treated again" in page()


def test_a_bruise_locks_the_place_until_it_is_gone(page, answered):
    row = answered(bruise="bruise")
    assert "Working on a bruise makes it bleed again" in page()
    gone = row.session.started_at.date().isoformat()
    answered(day="2", bruise="bruise", resolved_on=gone)
    assert "May be treated again" in page()


@pytest.mark.parametrize(
    "seen",
    [
        {"bruise": "bruise"},
        {"bruise": "petechiae"},
        {"bruise": "large"},
        {"function": "worse"},
        {"soreness": "2", "day": "2"},
        {"soreness": "6", "day": "2"},
        {"redness": "marked"},
        {"warning_signs": ["call_skin"]},
        {"warning_signs": ["call_tingling"]},
        {"warning_signs": ["urgent_weakness"]},
        {"bruise": "bruise", "warning_signs": ["urgent_bruise"]},
        {},
    ],
)
@pytest.mark.parametrize("hours", [10, 47, 60, 200])
def test_the_card_and_the_screen_never_disagree(
    page, as_, address, said, session_ago, episode, seen, hours
):
    session = session_ago(hours)
    asked = said | {"session": str(session.pk), "day": "0"} | seen
    if hours < 48:
        asked["day"] = "0"
    assert as_("ana").post(address + "answer/", asked).status_code == 302
    of_sessions = [
        found
        for found in screen_now(episode).findings
        if found.item in ("reaction", "retreat_interval")
        and found.level in ("signed_reason_needed", "refer", "blocked")
    ]
    shown = page()
    assert ("Not yet again" in shown) == bool(of_sessions)
    assert ("May be treated again" in shown) == (not of_sessions)
    for found in of_sessions:
        assert found.item == "retreat_interval" or escape(found.because) in shown


def test_one_tap_says_that_it_is_gone_and_leads_back_to_treat(
    page, as_, address, answered
):
    row = answered(bruise="bruise")
    assert "It is gone today" in page()
    sent = as_("ana").post(f"{address}answers/{row.pk}/gone/", {"back": "treat"})
    assert sent.url == address.replace("after-care", "treat")
    row.refresh_from_db()
    now = row.amended_by
    assert (row.status, row.bruise, row.resolved_on) == ("amended", "bruise", None)
    assert (now.bruise, now.resolved_on) == ("bruise", timezone.localdate())
    assert now.signed_by.username == "ana"
    assert "May be treated again" in page()


def test_the_tap_can_be_taken_back(page, as_, address, answered):
    row = answered(bruise="bruise")
    after = as_("ana").post(f"{address}answers/{row.pk}/gone/", follow=True)
    now = Reaction.objects.signed().get()
    undo = f"{address}answers/{now.pk}/not-gone/"
    assert undo in after.content.decode()
    as_("ana").post(undo)
    assert "Not yet again" in page()
    assert Reaction.objects.count() == 3


@pytest.mark.parametrize("sign", ["call_tingling", "urgent_weakness", "urgent_calf"])
def test_what_a_doctor_or_nerve_speaks_of_is_not_cleared_by_a_tap(
    page, as_, address, answered, sign
):
    row = answered(warning_signs=[sign])
    shown = page()
    assert "Not yet again" in shown
    assert "It is gone today" not in shown
    assert "Answer again" in shown
    as_("ana").post(f"{address}answers/{row.pk}/gone/")
    row.refresh_from_db()
    assert row.status == "final"


def test_only_who_writes_and_belongs_here_can_say_that_it_is_gone(
    as_, address, answered
):
    row = answered(bruise="bruise")
    assert as_("cleo").post(f"{address}answers/{row.pk}/gone/").status_code == 404
    assert as_("dora").post(f"{address}answers/{row.pk}/gone/").status_code == 403
    row.refresh_from_db()
    assert row.status == "final"


def test_a_reaction_is_named_as_a_practitioner_says_it(page, answered):
    answered(function="worse", warning_signs=["call_skin"])
    shown = page()
    assert "symptoms worse than before the session" in shown
    assert "session: flare" not in shown
    assert "session: other" not in shown


def test_dark_skin_is_looked_at_by_touch(page, patient):
    patient.skin_tone = 9
    patient.save()
    assert "feel for warmth" in page()


def test_a_recording_of_the_session_gives_the_measured_dose(page, session, ana):
    session.recordings.create(
        episode=session.visit.episode,
        file_name="a.parquet",
        size=1,
        uploaded_by=ana,
        analysis={"dose_rows": [["Mean force", "4.6 N (4.2 to 5.1)", "measured"]]},
    )
    assert "4.6 N (4.2 to 5.1)" in page()


def test_before_the_first_session_nothing_says_that_treatment_may_begin(page):
    said = page()
    assert "May be treated again" not in said
    assert "for the screen to say" in said


@pytest.mark.parametrize(("seconds", "longer"), [(6.4, False), (640.0, True)])
def test_a_recording_longer_than_the_steps_is_no_part_of_them(
    page, session, ana, seconds, longer
):
    session.recordings.create(
        episode=session.visit.episode,
        file_name="a.parquet",
        size=1,
        uploaded_by=ana,
        analysis={
            "dose_rows": [["Time in contact", f"{seconds} s", "measured"]],
            "dose": {"contact_time": {"value": seconds}},
        },
    )
    said = page()
    assert "Recording: time in contact" in said
    assert "Recorded part" not in said
    assert ("longer than the steps were timed" in said) is longer
