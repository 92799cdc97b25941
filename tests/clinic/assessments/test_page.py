import uuid

import pytest

from strigil.catalogue import BodySite, Condition, all_of
from strigil_clinic.assessments.chart import charts_of
from strigil_clinic.assessments.forms import tests_of as flag_tests_of
from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.assessments.places import places
from strigil_clinic.body import drawing_of
from strigil_clinic.drafts.models import Draft
from strigil_clinic.outcomes.models import OutcomeScore
from strigil_clinic.records import RecordLockedError
from strigil_clinic.screening.models import ScreeningRecord
from strigil_clinic.screening.rows import store
from strigil_clinic.screening.science import items_to_ask

FELT = {
    "place": "achilles_midportion:left",
    "structure": "tendon",
    "texture": "thick",
    "grade": "2",
    "tender": "on",
    "confidence": "moderate",
    "felt_with": "hands",
    "note": "2 to 6 cm above the heel",
}


@pytest.fixture
def address(episode) -> str:
    return f"/episodes/{episode.pk}/assess/"


@pytest.fixture
def good(episode) -> dict[str, str]:
    tests = flag_tests_of(episode.condition_id)
    return {f"test-{test.id}": "negative" for test in tests} | {
        "resting_pain": "2",
        "irritability": "moderate",
        "comparable_sign": "single-leg heel raise",
        "comparable_sign_pain": "6",
    }


@pytest.fixture
def screened(ana, episode) -> ScreeningRecord:
    answers = {item.id: "no" for item in items_to_ask(episode)}
    return store(episode, answers, {}, ana)


def page_of(answer) -> str:
    return answer.content.decode()


def test_every_place_is_on_the_chart_and_in_the_list_beside_it(as_, address, episode):
    page = page_of(as_("ana").get(address))
    for key in places():
        assert f'data-key="{key}"' in page, "in the list, for the keyboard"
    for site in all_of(BodySite).values():
        assert f'data-place="{site.id}:' in page, "on the drawing"
    assert "Left Achilles tendon, midportion" in page


@pytest.mark.parametrize("figure", ["male", "female"])
@pytest.mark.parametrize("view", ["front", "back"])
def test_every_region_of_the_figure_but_the_head_can_be_chosen(figure, view, episode):
    episode.patient.gender = figure
    drawn = {(r["region"], r["side"]) for r in drawing_of(figure, view)["regions"]}
    (chart,) = [c for c in charts_of(episode, []) if c.view == view]
    not_chosen = [area for area in chart.areas if area.place is None]
    assert len(not_chosen) <= sum(side == "midline" for _, side in drawn)


def test_choosing_a_place_brings_its_form_without_scripts(as_, address):
    page = page_of(as_("ana").get(f"{address}?place=calf:right"))
    assert "Right calf, gastrocnemius and soleus" in page
    assert "Add the finding" in page
    assert "Add the finding" not in page_of(
        as_("ana").get(f"{address}?place=tail:left")
    )


def test_a_colleague_adds_a_finding_and_sees_it_drawn(as_, address, actors):
    page = page_of(as_("ben").post(f"{address}findings/", FELT, follow=True))
    finding = Finding.objects.get()
    assert (finding.site_id, finding.side, finding.grade) == (
        "achilles_midportion",
        "left",
        2,
    )
    assert finding.assessment.created_by == actors["ben"]
    assert "Left Achilles tendon, midportion" in page
    assert 'class="felt grade-2"' in page
    assert "2 to 6 cm above the heel" in page


def test_a_muscle_that_is_one_of_our_sites_is_that_site(as_, address):
    sent = FELT | {"place": "calf:right", "structure": "muscle"}
    as_("ana").post(f"{address}findings/", sent)
    assert Finding.objects.get().site_id == "calf"


def test_left_is_shown_against_right(as_, address):
    ana = as_("ana")
    ana.post(f"{address}findings/", FELT)
    right = FELT | {"place": "achilles_midportion:right", "texture": "normal"}
    page = page_of(ana.post(f"{address}findings/", right | {"grade": "0"}, follow=True))
    assert "Left against right" in page
    assert "thick 2, tender" in page
    assert "normal 0" in page


@pytest.mark.parametrize(
    "wrong", [{"structure": "wing"}, {"texture": "hot"}, {"grade": "4"}, {"grade": ""}]
)
def test_what_cannot_be_felt_is_refused_beside_its_field(as_, address, wrong):
    answer = as_("ana").post(f"{address}findings/", FELT | wrong)
    assert answer.status_code == 422
    assert "2 to 6 cm above the heel" in page_of(answer)
    assert not Finding.objects.exists()


def test_what_was_typed_elsewhere_stays_when_a_finding_is_refused(
    as_, ana, address, episode
):
    Draft.objects.create(
        owner=ana, form_key=f"assess-{episode.pk}", data={"skin": ["warm, dry"]}
    )
    page = page_of(as_("ana").post(f"{address}findings/", FELT | {"grade": "4"}))
    assert "warm, dry" in page


def test_a_place_that_is_not_on_the_chart_is_not_found(as_, address):
    sent = FELT | {"place": "achilles_midportion:both"}
    assert as_("ana").post(f"{address}findings/", sent).status_code == 404


def test_a_removed_finding_can_be_put_back(as_, address):
    ana = as_("ana")
    ana.post(f"{address}findings/", FELT)
    pk = Finding.objects.get().pk
    page = page_of(ana.post(f"{address}findings/{pk}/remove/", follow=True))
    assert not Finding.objects.exists()
    undo = f"{address}findings/{pk}/restore/"
    assert undo in page
    ana.post(undo)
    assert Finding.objects.get(pk=pk).note == "2 to 6 cm above the heel"
    assert ana.post(undo).status_code == 404, "it is back already"


def test_strangers_readers_and_wrong_addresses(as_, address, good):
    assert as_("cleo").get(address).status_code == 404
    assert as_("cleo").post(f"{address}findings/", FELT).status_code == 404
    assert as_("dora").get(address).status_code == 200
    assert as_("dora").post(address, good).status_code == 403
    assert as_("dora").post(f"{address}findings/", FELT).status_code == 403
    assert as_("ana").get(f"/episodes/{uuid.uuid4()}/assess/").status_code == 404
    assert as_("ana").put(address).status_code == 405
    assert not Assessment.objects.exists()


def test_looking_makes_no_assessment(as_, address):
    as_("ana").get(f"{address}?place=calf:left")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("condition", sorted(all_of(Condition)))
def test_each_condition_brings_its_own_tests_with_how_and_what(
    as_, address, episode, condition
):
    episode.condition_id = condition
    episode.save()
    page = page_of(as_("ana").get(address))
    for test in flag_tests_of(condition):
        assert f'name="test-{test.id}"' in page
        assert "Positive:" in page
        assert "Suggests:" in page


def test_a_test_without_a_result_is_not_taken_for_negative(as_, address, good):
    good.pop("test-calf_squeeze")
    answer = as_("ana").post(address, good)
    assert answer.status_code == 422
    assert "single-leg heel raise" in page_of(answer)
    assert not Assessment.objects.exists()


def test_signing_locks_it_and_screens_again(as_, address, good, screened, episode):
    ana = as_("ana")
    ana.post(f"{address}findings/", FELT)
    answer = ana.post(address, good)
    assert answer["Location"] == f"/episodes/{episode.pk}/screen/"
    assessment = Assessment.objects.get()
    assert (assessment.resting_pain, assessment.irritability) == (2, "moderate")
    with pytest.raises(RecordLockedError):
        assessment.findings.get().delete()
    again = ScreeningRecord.objects.last()
    assert again.moment == "after_assessment"
    assert again.missing == ["consent"], "tests and pain are known now"


def test_a_positive_test_stops_the_loop_and_says_what_to_do(
    as_, address, good, screened, episode
):
    page = page_of(
        as_("ana").post(address, good | {"test-calf_squeeze": "positive"}, follow=True)
    )
    assert "No treatment: send the patient on." in page
    assert "Send the patient on today." in page
    assert f"/episodes/{episode.pk}/treat/" not in page, "no way to Treat is shown"


def test_a_positive_test_says_whom_to_see_before_and_after_signing(as_, address, good):
    ana = as_("ana")
    assert "orthopaedic surgeon, on the same day" in page_of(ana.get(address))
    ana.post(address, good | {"test-calf_squeeze": "positive"})
    page = page_of(ana.get(address))
    assert "Calf squeeze (Thompson) positive. No treatment." in page
    assert "orthopaedic surgeon, on the same day" in page


def test_a_refused_signature_keeps_all_that_was_typed_and_names_each_field(
    as_, address, good
):
    ana = as_("ana")
    ana.post(f"{address}findings/", FELT)
    good.pop("irritability")
    good.pop("test-calf_squeeze")
    answer = ana.post(address, good | {"note": "stiff in the morning"})
    page = page_of(answer)
    assert answer.status_code == 422
    assert "data-focus" in page.split('class="problems"')[1].split(">")[0]
    assert "Say: negative, positive or not done." in page
    assert "Choose one: low, moderate or high." in page
    assert "stiff in the morning" in page
    assert "single-leg heel raise" in page
    assert "2 to 6 cm above the heel" in page, "the finding is still there"


def test_without_a_screen_the_screen_is_next(as_, address, good):
    page = page_of(as_("ana").post(address, good, follow=True))
    assert "The screen is next." in page
    assert not ScreeningRecord.objects.exists()


def test_what_was_measured_becomes_signed_scores(as_, address, good):
    as_("ana").post(
        address, good | {"ppt": "310", "rom": "12", "rom_of": "dorsiflexion"}
    )
    scores = {s.measure_id: (s.value, s.item) for s in OutcomeScore.objects.signed()}
    assert scores["ppt"][0] == 310
    assert scores["rom"] == (12, "dorsiflexion")


def test_a_signed_assessment_is_shown_and_the_next_one_lies_over_it(as_, address, good):
    ana = as_("ana")
    ana.post(f"{address}findings/", FELT)
    ana.post(address, good)
    page = page_of(ana.get(address))
    assert "Assess again" in page
    assert "Add the finding" not in page
    page = page_of(ana.get(f"{address}?again=1"))
    assert 'class="last"' in page, "the last finding is drawn as a ring"
    assert "Last time" in page
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(("worst", "signs"), [("3", False), ("6", True), ("", True)])
def test_the_worst_pain_of_a_day_is_at_least_the_pain_now(
    as_, address, good, worst, signs
):
    sent = good | {"resting_pain": "6", "worst_pain": worst, "skin": "pale"}
    answer = as_("ana").post(address, sent)
    assert Assessment.objects.exists() is signs
    if not signs:
        assert answer.status_code == 422
        page = page_of(answer)
        assert "at least the pain now, which is 6" in page
        assert 'value="pale"' in page, "nothing typed is lost"
