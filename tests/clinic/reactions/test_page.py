import uuid

import pytest

from strigil_clinic.reactions.models import Reaction


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
    assert "not on this place until it is gone" in page()
    gone = row.session.started_at.date().isoformat()
    answered(day="2", bruise="bruise", resolved_on=gone)
    assert "May be treated again" in page()


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
