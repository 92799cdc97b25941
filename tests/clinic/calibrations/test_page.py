import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from strigil.planning import plan_of_care
from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.calibrations.models import ForceCalibration
from strigil_clinic.episodes.science import case_of
from strigil_clinic.records import RecordLockedError

FIRM = " ".join(str(800 + 5 * k) for k in range(15))
PAGE = "/calibration/"
TWO = [1.9, 2.0, 2.1, 2.0, 1.95, 2.05]
FIVE = [4.8, 5.0, 5.2, 5.1, 4.9, 5.0]
EIGHT = [7.8, 8.0, 8.2, 8.1, 7.9, 8.0]


def day(ago: int) -> str:
    return (timezone.localdate() - timedelta(days=ago)).isoformat()


def own(episode, who) -> list[tuple[str, int, float]]:
    readings = case_of(episode, practitioner=who).practitioner.readings
    return [(one.word, one.day, one.newtons[0]) for one in readings]


def test_the_empty_page_teaches(as_):
    page = as_("ana").get(PAGE).content.decode()
    assert "Not measured yet" in page
    assert "folded towel" in page
    assert "Do not look at the display" in page
    assert "4.7-fold" in page
    assert "No force is known to be best" in page
    assert "Syeda" in page


def test_signed_words_are_locked_and_reach_the_case(as_, measured, episode, ana):
    measured(as_("ana"), firm=FIRM)
    assert own(episode, ana) == []
    assert as_("ana").post("/calibration/sign/")["Location"] == PAGE
    row = ForceCalibration.objects.first()
    assert row.is_locked
    row.readings = [1.0]
    with pytest.raises(RecordLockedError):
        row.save()
    assert [word for word, _day, _force in own(episode, ana)] == ["light", "firm"]
    assert AuditEntry.objects.filter(action="sign").count() == 2
    assert "In your plans now" in as_("ana").get(PAGE).content.decode()


def test_a_plan_shows_newtons_only_with_a_calibration(episode, ana, signed):
    def bands():
        plan = plan_of_care(case_of(episode, practitioner=ana))
        return [step.force_band for step in plan.steps if step.force_band]

    assert all(band.high is None for band in bands())
    for word, readings in (("light", TWO), ("moderate", FIVE), ("firm", EIGHT)):
        signed(word, readings)
    light = [band for band in bands() if band.word == "light"]
    assert light
    assert all(1.5 < band.low < 2.0 < band.high < 2.5 for band in light)


def test_a_repeat_on_another_day_is_compared(as_, measured, signed, episode, ana):
    signed("light", TWO, ago=7)
    measured(as_("ana"), course="again")
    page = as_("ana").get(PAGE).content.decode()
    assert "adds the day" in page
    as_("ana").post("/calibration/sign/")
    assert [number for _word, number, _force in own(episode, ana)] == [1, 2]
    page = as_("ana").get(PAGE).content.decode()
    assert "0.1 N firmer" in page
    assert "read on one day only" not in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"measured_on": day(7)}, "A repeat is on another day"),
        ({"statistic": "mean"}, "Read the same, or begin anew"),
        ({"edge": "scanner.convex"}, "Use it, or begin anew"),
        ({"course": ""}, "Say whether you repeat or begin anew"),
    ],
)
def test_a_repeat_that_is_none_is_told(as_, measured, signed, changed, said):
    signed("light", TWO, ago=7)
    page = measured(as_("ana"), **({"course": "again"} | changed)).content.decode()
    assert said in page
    assert ForceCalibration.objects.count() == 1


def test_a_new_calibration_replaces_the_one_before(as_, measured, signed, episode, ana):
    old = signed("firm", EIGHT, ago=7)
    measured(as_("ana"), course="anew", statistic="mean", edge="scanner.convex")
    assert [word for word, *_ in own(episode, ana)] == ["firm"], "not before signing"
    as_("ana").post("/calibration/sign/")
    assert [(word, number) for word, number, _ in own(episode, ana)] == [("light", 1)]
    old.refresh_from_db()
    assert old.status == "final", "kept as it was signed"
    assert "replaced" in as_("ana").get(PAGE).content.decode()


def test_a_new_calibration_of_an_earlier_day_replaces_as_well(
    as_, measured, signed, episode, ana
):
    signed("firm", EIGHT, ago=2)
    measured(as_("ana"), course="anew", measured_on=day(9))
    as_("ana").post("/calibration/sign/")
    assert [word for word, *_ in own(episode, ana)] == ["light"]


def test_overlapping_and_disordered_words_are_told(as_, measured):
    measured(as_("ana"), moderate="200 230 220 215 250", firm="150 160 170 180 165")
    page = as_("ana").get(PAGE).content.decode()
    assert "overlap between" in page
    assert "is not above your" in page
    assert "not in order" in page


def test_too_few_strokes_stay_a_word(as_, measured):
    measured(as_("ana"), light="200 210")
    assert "stays a word" in as_("ana").get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("typed", "unit"), [("3000 3100 3200", "g"), ("30 31 32", "N"), ("2.1 2.2", "g")]
)
def test_an_odd_reading_is_a_question_not_a_refusal(as_, measured, typed, unit):
    measured(as_("ana"), light=typed, unit=unit)
    assert "Were grams meant?" in as_("ana").get(PAGE).content.decode()
    page = as_("ana").post("/calibration/sign/").content.decode()
    assert "Answer the question" in page
    assert ForceCalibration.objects.get().status == "preliminary"
    as_("ana").post("/calibration/sign/", {"sure": "on"})
    assert ForceCalibration.objects.get().status == "final"


def test_usual_readings_raise_no_question(as_, measured):
    measured(as_("ana"))
    assert "Were grams meant?" not in as_("ana").get(PAGE).content.decode()


def test_signing_nothing_changes_nothing(as_):
    assert as_("ana").post("/calibration/sign/")["Location"] == PAGE


def test_discarding_leaves_what_was_signed(as_, measured, signed, episode, ana):
    signed("firm", EIGHT, ago=7)
    measured(as_("ana"), course="again")
    as_("ana").post("/calibration/discard/")
    assert [word for word, *_ in own(episode, ana)] == ["firm"]
    assert ForceCalibration.objects.count() == 1


def test_entered_in_error_takes_one_word_out_of_the_count(as_, signed, episode, ana):
    signed("light", TWO)
    wrong = signed("firm", [0.9] * 6)
    as_("ana").post(f"/calibration/{wrong.pk}/entered-in-error/")
    assert [word for word, *_ in own(episode, ana)] == ["light"]
    assert "entered in error" in as_("ana").get(PAGE).content.decode()


def test_each_sees_only_their_own(as_, signed, episode, actors):
    mine = signed("light", TWO)
    for who in ("ben", "cleo"):
        page = as_(who).get(PAGE).content.decode()
        assert "Not measured yet" in page
        answer = as_(who).post(f"/calibration/{mine.pk}/entered-in-error/")
        assert answer.status_code == 404
    assert own(episode, actors["ben"]) == []


def test_who_only_reads_has_no_page_and_no_link(as_):
    dora = as_("dora")
    assert dora.get(PAGE).status_code == 403
    for what in ("sign", "discard", f"{uuid.uuid4()}/entered-in-error"):
        assert dora.post(f"/calibration/{what}/").status_code == 403
    assert "Your force words" not in dora.get("/patients/").content.decode()
    assert "Your force words" in as_("ana").get("/patients/").content.decode()


def test_bad_ids_and_methods_are_turned_away(as_):
    ana = as_("ana")
    assert ana.post("/calibration/not-an-id/entered-in-error/").status_code == 404
    assert ana.post(PAGE).status_code == 405
    for what in ("sign", "discard", f"{uuid.uuid4()}/entered-in-error"):
        assert ana.get(f"/calibration/{what}/").status_code == 405


def test_a_word_that_varies_far_more_than_anyones_is_told(as_, measured):
    measured(as_("ana"), light="200 210 205 900 202 208 60 300")
    page = as_("ana").get(PAGE).content.decode()
    assert "Look for a wrong reading" in page
    measured(as_("ana"))
    assert "wrong reading" not in as_("ana").get(PAGE).content.decode()


def test_an_old_calibration_says_that_it_is_old(as_, signed):
    signed("light", TWO, ago=100)
    assert "Measured long ago" not in as_("ana").get(PAGE).content.decode()
    ForceCalibration.objects.get().mark_entered_in_error()
    signed("light", TWO, ago=200)
    assert "Measured long ago" in as_("ana").get(PAGE).content.decode()


def test_begin_anew_says_so_in_the_form(as_, signed):
    signed("light", TWO, ago=7)
    address = "/calibration/measure/"
    for asked, chosen in (("", "again"), ("?anew", "anew")):
        form = as_("ana").get(address + asked).context["form"]
        assert form["course"].value() == chosen
        assert form["edge"].value() == "multi_curve_medium.concave"
