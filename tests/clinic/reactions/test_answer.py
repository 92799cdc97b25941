import pytest

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.drafts.models import Draft
from strigil_clinic.reactions.models import Reaction


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/after-care/answer/"


def test_an_answer_is_stored_signed_and_audited(as_, address, said, ana):
    assert as_("ana").post(address, said).status_code == 302
    row = Reaction.objects.get()
    assert (row.day, row.soreness, row.skin_tone) == (1, 2, 3)
    assert row.is_locked
    assert row.signed_by == ana
    assert AuditEntry.objects.filter(action="create", kind="reaction").exists()


def test_a_second_answer_for_the_same_day_amends_the_first(as_, address, said):
    as_("ana").post(address, said)
    as_("ana").post(address, said | {"soreness": "4"})
    first, second = Reaction.objects.order_by("created_at")
    assert first.status == "amended"
    assert second.amends == first
    assert Reaction.objects.current().get().soreness == 4


def test_the_skin_tone_of_the_patient_is_proposed(as_, address, session, patient):
    patient.skin_tone = 8
    patient.save()
    page = as_("ana").get(address).content.decode()
    assert 'name="skin_tone" value="8"' in page


@pytest.mark.parametrize(
    ("more", "said_back"),
    [
        ({"day": "7"}, "still to come"),
        ({"resolved_on": "2999-01-01"}, "still to come"),
        ({"resolved_on": "2001-01-01"}, "before the session"),
        ({"soreness": "14"}, "Choose one of those that are offered"),
        ({"soreness": ""}, "Not answered yet"),
        ({"session": "nonsense"}, "valid"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    as_, address, said, more, said_back
):
    sent = said | {"note": "gardened all day"} | more
    page = as_("ana").post(address, sent).content.decode()
    assert said_back in page
    assert "gardened all day" in page
    assert not Reaction.objects.exists()


def test_the_draft_comes_back_and_goes_once_saved(as_, address, said, episode):
    ana = as_("ana")
    ana.post(f"/drafts/reaction-{episode.pk}/", {"note": "called at noon"})
    assert "called at noon" in ana.get(address).content.decode()
    ana.post(address, said)
    assert not Draft.objects.exists()


def test_without_a_session_there_is_nothing_to_ask(as_, address):
    page = as_("ana").get(address, follow=True).content.decode()
    assert "no session yet to ask about" in page


def test_only_those_who_treat_answer(as_, address, said):
    assert as_("dora").post(address, said).status_code == 403
    assert as_("cleo").post(address, said).status_code == 404


def test_an_answer_entered_in_error_stays_and_no_longer_counts(
    as_, address, said, episode
):
    as_("ana").post(address, said)
    row = Reaction.objects.get()
    way = f"/episodes/{episode.pk}/after-care/answers/{row.pk}/entered-in-error/"
    assert as_("dora").post(way).status_code == 403
    assert as_("cleo").post(way).status_code == 404
    assert as_("ana").post(way).status_code == 302
    assert not Reaction.objects.current().exists()
    assert Reaction.objects.count() == 1
