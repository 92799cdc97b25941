"""Assessing again from the last time, and correcting a wrong number."""

import pytest

from strigil_clinic.assessments.forms import tests_of as flag_tests_of
from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.audit.models import AuditEntry

FELT = {
    "place": "achilles_midportion:left",
    "structure": "tendon",
    "texture": "thick",
    "grade": "2",
    "confidence": "moderate",
    "felt_with": "hands",
}


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/assess/"


@pytest.fixture
def good(episode) -> dict[str, str]:
    tests = flag_tests_of(episode.condition_id)
    return {f"test-{test.id}": "negative" for test in tests} | {
        "resting_pain": "2",
        "worst_pain": "5",
        "irritability": "moderate",
        "comparable_sign": "single-leg heel raise",
        "comparable_sign_pain": "6",
    }


@pytest.fixture
def signed(as_, address, good) -> Assessment:
    as_("ana").post(f"{address}findings/", FELT)
    as_("ana").post(address, good)
    return Assessment.objects.get(status="final")


def shown_after(client, address, how: str):
    return client.post(f"{address}again/", {"how": how}, follow=True)


def test_it_begins_from_what_was_found_but_pain_and_tests_are_asked_again(
    as_, address, signed
):
    answer = shown_after(as_("ana"), address, "last")
    form, page = answer.context["form"], answer.content.decode()
    assert "change what is different" in page
    assert form["irritability"].value() == "moderate"
    assert form["comparable_sign"].value() == "single-leg heel raise"
    asked = ["resting_pain", "worst_pain", "comparable_sign_pain"]
    asked += [f"test-{test.id}" for test in form.tests]
    assert [form[name].value() for name in asked] == [None] * len(asked)
    (finding,) = answer.context["findings"]
    assert (finding.grade, finding.is_as_last) == (2, True)
    assert Finding.objects.filter(assessment=signed).count() == 1
    assert AuditEntry.objects.filter(detail={"begun_from": "last"}).exists()


def test_a_second_press_copies_nothing_twice(as_, address, signed):
    shown_after(as_("ana"), address, "last")
    assert len(shown_after(as_("ana"), address, "last").context["findings"]) == 1


def test_it_can_start_blank_and_be_filled_in_after_all(as_, address, signed):
    shown_after(as_("ana"), address, "last")
    answer = shown_after(as_("ana"), address, "blank")
    assert not answer.context["findings"]
    assert answer.context["form"]["irritability"].value() is None
    assert "Fill in from it" in answer.content.decode()
    assert shown_after(as_("ana"), address, "last").context["findings"]


def test_a_copied_finding_is_changed_in_place(as_, address, signed):
    answer = shown_after(as_("ana"), address, "last")
    (copied,) = answer.context["findings"]
    key = f"?again=1&place={copied.place_key}&change={copied.pk}"
    form = as_("ana").get(address + key).context["finding_form"]
    assert (form["grade"].value(), form["texture"].value()) == (2, "thick")
    sent = FELT | {"grade": "1", "change": str(copied.pk)}
    answer = as_("ana").post(f"{address}findings/", sent, follow=True)
    (changed,) = answer.context["findings"]
    assert (changed.grade, changed.is_as_last) == (1, False)
    signed.refresh_from_db()
    assert signed.findings.get().grade == 2, "what was signed stays"


def test_a_structure_in_other_words_stays_when_its_finding_is_changed(
    as_, address, signed
):
    answer = shown_after(as_("ana"), address, "last")
    (copied,) = answer.context["findings"]
    copied.structure = "tendon, 5 cm above the heel"
    copied.save()
    sent = FELT | {"structure": copied.structure, "change": str(copied.pk)}
    as_("ana").post(f"{address}findings/", sent | {"grade": "3"})
    assert Finding.objects.get(grade=3).structure == "tendon, 5 cm above the heel"


def test_a_wrong_number_is_corrected_and_the_signed_one_is_kept(
    as_, address, good, signed
):
    answer = shown_after(as_("ana"), address, "correct")
    form = answer.context["form"]
    assert "You correct the assessment" in answer.content.decode()
    shown = {name: str(form[name].value()) for name in good}
    assert shown == good, "all is filled in, the tests too"
    as_("ana").post(address, shown | {"worst_pain": "7"})
    signed.refresh_from_db()
    assert (signed.status, signed.worst_pain) == ("amended", 5)
    now = Assessment.objects.signed().get()
    assert (now.amends, now.worst_pain, now.findings.count()) == (signed, 7, 1)


def test_a_correction_can_be_left(as_, address, signed):
    shown_after(as_("ana"), address, "correct")
    page = as_("ana").post(f"{address}again/", {"leave": "1"}, follow=True)
    assert "Assess again" in page.content.decode()
    assert Assessment.objects.get() == signed
    assert signed.findings.exists()


@pytest.mark.parametrize("way", [{"how": "blank"}, {"leave": "1"}])
@pytest.mark.parametrize("how", ["last", "correct"])
def test_leaving_and_starting_blank_are_undone(as_, address, episode, signed, how, way):
    ana = as_("ana")
    before = shown_after(ana, address, how)
    draft = f"/drafts/assess-{episode.pk}/"
    ana.post(draft, {"note": "typed and not sent"})
    page = ana.post(f"{address}again/", way, follow=True).content.decode()
    undo = f"{address}again/undo/"
    assert f'action="{undo}"' in page
    assert not Assessment.objects.filter(status="preliminary").exists()
    after = ana.post(undo, follow=True)
    assert after.context["form"]["note"].value() == "typed and not sent"
    assert [*after.context["findings"]] == [*before.context["findings"]]
    assert after.context["corrects"] == (how == "correct")
    assert ana.post(undo).status_code == 404, "once is enough"


def test_what_was_left_is_no_one_elses_to_take_up(as_, address, signed):
    ana = as_("ana")
    shown_after(ana, address, "last")
    ana.post(f"{address}again/", {"leave": "1"})
    for name, status in (("ben", 404), ("dora", 403), ("cleo", 404)):
        assert as_(name).post(f"{address}again/undo/").status_code == status


def test_only_who_treats_begins_again(as_, address, signed):
    for name, status in (("dora", 403), ("cleo", 404)):
        answer = as_(name).post(f"{address}again/", {"how": "last"})
        assert answer.status_code == status
    assert as_("ana").post(f"{address}again/", {"how": "x"}).status_code == 404
