"""The demo clinic: who is in it, where each stands, and that it is honest."""

import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from strigil.catalogue import Condition, one_of
from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.audit.trail import verify_chain
from strigil_clinic.calibrations.models import ForceCalibration
from strigil_clinic.consent.science import consent_holds
from strigil_clinic.episodes.models import Episode, EpisodeStatus, VisitStatus
from strigil_clinic.episodes.science import case_of
from strigil_clinic.patients.models import Patient
from strigil_clinic.people.models import Clinic
from strigil_clinic.plans.rows import fits_today
from strigil_clinic.plans.science import why_plan_again
from strigil_clinic.reactions.models import Reaction
from strigil_clinic.recordings.models import Recording
from strigil_clinic.sessions.gate import barriers
from strigil_clinic.sessions.models import Session, SessionState

TEN = {
    "achilles_tendinopathy",
    "rotator_cuff_tendinopathy",
    "surgical_scar",
    "traumatic_scar",
    "myofascial_pain",
    "iliotibial_band_syndrome",
    "quadriceps_strain",
    "calf_strain",
    "ankle_sprain",
    "mcl_sprain",
}
CLASSES = {"tendinopathy", "scar", "fascial", "muscle_strain", "ligament_sprain"}


@pytest.fixture
def episodes(demo) -> dict[str, Episode]:
    """Every episode by the key of its story."""
    rows = Episode.objects.select_related("patient")
    return {row.patient.reference.removeprefix("demo "): row for row in rows}


def test_there_are_a_dozen_episodes_and_more(episodes):
    assert len(episodes) >= 15


def test_all_ten_named_conditions_are_there(episodes):
    assert {row.condition_id for row in episodes.values()} >= TEN


def test_all_five_classes_of_condition_are_there(episodes):
    kinds = {one_of(Condition, row.condition_id).kind for row in episodes.values()}
    assert kinds == CLASSES


def test_stages_sides_genders_and_skin_tones_differ(episodes):
    assert {row.stage for row in episodes.values()} == {"acute", "subacute", "chronic"}
    assert {row.side for row in episodes.values()} == {"left", "right", "midline"}
    patients = Patient.objects.all()
    assert {"female", "male", "other"} <= {patient.gender for patient in patients}
    tones = {patient.skin_tone for patient in patients}
    assert min(tones) == 1
    assert max(tones) == 10


def test_ages_go_from_sixteen_to_ninety(demo):
    today = timezone.localdate(demo)
    ages = {patient.age_on(today) for patient in Patient.objects.all()}
    assert min(ages) == 16
    assert max(ages) == 90


def test_everybody_is_as_old_as_their_story_says(demo, stories):
    today = timezone.localdate(demo)
    for story in stories.episodes:
        patient = Patient.objects.get(reference=f"demo {story.key}")
        assert patient.age_on(today) == story.person.age_years, story.key


def test_everything_is_marked_as_demo(demo):
    assert not Clinic.objects.exclude(is_demo=True).exists()
    assert not Patient.objects.exclude(is_demo=True).exists()
    assert Recording.objects.exists()
    assert not Recording.objects.exclude(is_demo=True).exists()
    assert all(entry.detail == {"demo": True} for entry in AuditEntry.objects.all())


def test_one_is_brand_new(episodes):
    bruno = episodes["bruno"]
    assert not bruno.consents.exists()
    assert not bruno.screenings.exists()


def test_one_has_consented_and_waits_for_the_screen(episodes):
    assert consent_holds(episodes["lian"])
    assert not episodes["lian"].screenings.exists()


def test_one_is_sent_on_for_signs_of_a_clot(episodes):
    last = episodes["hugo"].screenings.last()
    assert last.decision == "blocked"
    assert "swollen_limb" in [finding["item"] for finding in last.findings]
    assert not episodes["hugo"].plans.exists()


def test_one_is_sent_on_by_a_positive_test(episodes):
    ines = episodes["ines"]
    assert ines.screenings.last().decision == "refer"
    assert ines.assessments.last().red_flag_answers["ottawa_ankle"] == "positive"
    assert ines.screenings.first().decision != ines.screenings.last().decision


def test_one_is_capped_by_an_anticoagulant(episodes):
    last = episodes["edith"].screenings.last()
    assert last.decision == "cap"
    steps = episodes["edith"].plans.last().snapshot["steps"]
    assert {step["phase"] for step in steps} & {"moderate", "firm"} == set()


def test_one_has_a_signed_reason_and_is_light_only_for_it(episodes):
    last = episodes["dario"].screenings.last()
    assert [row.item_id for row in last.overrides.all()] == ["intolerance"]
    assert last.decision == "cap"


def test_one_took_consent_back(episodes):
    nadia = episodes["nadia"]
    assert not consent_holds(nadia)
    assert nadia.consents.first().withdrawal.reason


def test_a_guardian_consents_for_the_youngest(episodes):
    assert episodes["grace"].consents.get().given_as == "representative"


def test_plans_are_proposed_and_accepted(episodes):
    assert episodes["grace"].plans.get().accepted_at is None
    assert episodes["mateo"].plans.get().accepted_at is not None


def test_one_waits_for_the_first_visit(episodes, demo):
    visit = episodes["mateo"].visits.get()
    assert visit.status == VisitStatus.PLANNED
    assert visit.started_at > demo


@pytest.fixture
def _as_of(demo, monkeypatch):
    """Let it be the moment at which the demo was loaded."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: demo)


@pytest.mark.usefixtures("_as_of")
def test_one_may_begin_her_first_session_at_once(episodes, actors):
    rosa = episodes["rosa"]
    assert not Session.objects.filter(visit__episode=rosa).exists()
    assert barriers(rosa, actors["ana"]) == []


@pytest.mark.usefixtures("_as_of")
def test_the_plan_that_waits_for_its_visit_still_fits(episodes, actors):
    mateo, plan = episodes["mateo"], episodes["mateo"].plans.get()
    case = case_of(mateo, practitioner=actors["ana"])
    assert why_plan_again(case, plan.snapshot["steps"]) == []
    assert fits_today(plan)


def test_one_visit_is_under_way_with_events_so_far(episodes, demo):
    session = Session.objects.get(state=SessionState.IN_PROGRESS)
    assert session.visit.episode == episodes["jonas"]
    kinds = {event.kind for event in session.events.all()}
    assert {"step_started", "step_done", "pain"} <= kinds
    assert max(event.happened_at for event in session.events.all()) <= demo


def test_courses_have_five_to_eight_visits(episodes):
    counts = {
        key: Session.objects.filter(visit__episode=row).count()
        for key, row in episodes.items()
    }
    assert counts["ada"] == 6
    assert counts["kaia"] == 8
    assert sum(count >= 5 for count in counts.values()) >= 4


def test_reactions_hold_redness_and_a_bruise_that_went(demo):
    assert Reaction.objects.filter(redness="mild").exists()
    assert Reaction.objects.filter(redness="not_visible", warmth=True).exists()
    assert Reaction.objects.filter(bruise="bruise").exists()
    assert Reaction.objects.filter(resolved_on__isnull=False).exists()


def test_one_got_no_better(episodes):
    scores = [
        row.value for row in episodes["kaia"].outcomes.filter(measure_id="faam_adl")
    ]
    assert max(scores) - min(scores) <= 2


def test_one_is_finished_and_closed(episodes):
    assert episodes["farid"].status == EpisodeStatus.FINISHED
    assert episodes["farid"].closing_note


def test_ana_has_measured_her_words_on_two_days_and_ben_has_not(demo):
    rows = ForceCalibration.objects.signed()
    assert {row.practitioner.username for row in rows} == {"ana"}
    assert len({row.measured_on for row in rows}) == 2
    assert {row.word for row in rows} == {"light", "moderate", "firm"}
    assert all(len(row.readings) == 15 for row in rows)


def test_bens_plans_have_words_without_newtons(episodes):
    bands = [
        step["force_band"]
        for step in episodes["farid"].plans.get().snapshot["steps"]
        if step["force_band"]
    ]
    assert bands
    assert all(band["low"] is None and band["high"] is None for band in bands)


def test_recordings_lie_in_their_folder_unchanged(demo):
    for row in Recording.objects.all():
        content = row.path.read_bytes()
        assert hashlib.sha256(content).hexdigest() == row.sha256
        assert len(content) == row.size


def test_nothing_but_the_planned_lies_in_the_future(demo):
    for model in (Session, Reaction, Recording):
        for row in model.objects.all():
            when = getattr(row, "created_at", None) or row.uploaded_at
            assert when <= demo, f"{model.__name__} of {when}"


def test_reactions_are_known_before_the_next_visit(episodes):
    for row in Reaction.objects.select_related("session__visit"):
        visit = row.session.visit
        following = Session.objects.filter(
            visit__episode=row.episode, visit__number=visit.number + 1
        ).first()
        if following is not None:
            day = timezone.localdate(following.started_at)
            assert timezone.localdate(row.created_at) <= day


def test_the_audit_trail_verifies(demo):
    assert AuditEntry.objects.count() > 300
    assert verify_chain() is None


def test_a_second_load_is_refused_and_changes_nothing(demo):
    before = AuditEntry.objects.count()
    with pytest.raises(CommandError, match="There are clinics already"):
        call_command("demo", stderr=StringIO())
    assert AuditEntry.objects.count() == before
