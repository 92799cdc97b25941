"""The conditions with their stages, tests, measures and trials."""

import pytest

from strigil.catalogue import (
    BodySite,
    Condition,
    OutcomeMeasure,
    RedFlagTest,
    all_of,
    one_of,
)
from strigil.references import all_references
from strigil.units import to_si

CONDITIONS = list(all_of(Condition).values())
IDS = [condition.id for condition in CONDITIONS]
TEN = {
    "tendinopathy": {"achilles_tendinopathy", "rotator_cuff_tendinopathy"},
    "scar": {"surgical_scar", "traumatic_scar"},
    "fascial": {"myofascial_pain", "iliotibial_band_syndrome"},
    "muscle_strain": {"quadriceps_strain", "calf_strain"},
    "ligament_sprain": {"ankle_sprain", "mcl_sprain"},
}
EXTRA = {
    "plantar_heel_pain",
    "lateral_elbow_tendinopathy",
    "patellar_tendinopathy",
    "low_back_pain",
    "neck_pain",
    "patellofemoral_pain",
    "hamstring_strain",
}


@pytest.mark.parametrize("kind", sorted(TEN))
def test_the_named_conditions_of_a_class_are_there(kind: str) -> None:
    held = {condition.id for condition in CONDITIONS if condition.kind == kind}
    assert TEN[kind] <= held


def test_the_further_conditions_are_there() -> None:
    assert set(IDS) >= EXTRA


@pytest.mark.parametrize("condition", CONDITIONS, ids=IDS)
def test_a_condition_names_sites_measures_and_tests_that_exist(
    condition: Condition,
) -> None:
    assert condition.sites
    assert set(condition.sites) <= set(all_of(BodySite))
    assert condition.outcome_measures
    assert set(condition.outcome_measures) <= set(all_of(OutcomeMeasure))
    assert condition.red_flag_tests
    assert set(condition.red_flag_tests) <= set(all_of(RedFlagTest))


@pytest.mark.parametrize("condition", CONDITIONS, ids=IDS)
def test_a_fresh_injury_is_blocked_a_young_one_light_an_old_one_free(
    condition: Condition,
) -> None:
    assert list(condition.stages) == ["acute", "subacute", "chronic"]
    rules = [rule.local for rule in condition.stages.values()]
    assert rules == ["block", "light_only", "full"]


@pytest.mark.parametrize("condition", CONDITIONS, ids=IDS)
def test_stages_follow_each_other_and_take_the_late_or_read_end(
    condition: Condition,
) -> None:
    begins = [rule.begins.value for rule in condition.stages.values()]
    assert begins == sorted(begins)
    assert begins[0] == 0
    assert begins[1] >= to_si(7, "d")
    assert begins[2] >= to_si(6, "week")


@pytest.mark.parametrize("condition", CONDITIONS, ids=IDS)
def test_stage_times_admit_that_they_are_recalled(condition: Condition) -> None:
    grades = {rule.begins.evidence for rule in condition.stages.values()}
    assert grades == {"recalled"}


def test_a_scar_waits_twelve_weeks_before_full_treatment() -> None:
    for condition in CONDITIONS:
        if condition.kind == "scar":
            begins = condition.stages["chronic"].begins.value
            assert begins == pytest.approx(to_si(12, "week"))


@pytest.mark.parametrize("condition", CONDITIONS, ids=IDS)
def test_every_source_of_a_condition_can_be_looked_up(condition: Condition) -> None:
    named = {trial.source for trial in condition.trials} | set(condition.sources)
    named |= {rule.begins.source for rule in condition.stages.values()}
    assert named - set(all_references()) == set()


@pytest.mark.parametrize("condition", CONDITIONS, ids=IDS)
def test_every_condition_shows_both_reviews_that_conflict(condition: Condition) -> None:
    assert {"Tang2025", "IastmReview2022"} <= set(condition.sources)
    assert "0.60" in condition.evidence_summary
    assert "disagree" in condition.evidence_summary


@pytest.mark.parametrize("condition", CONDITIONS, ids=IDS)
def test_every_condition_shows_its_trials(condition: Condition) -> None:
    assert condition.trials


def test_trials_without_effect_are_kept() -> None:
    nulls = {t.source for c in CONDITIONS for t in c.trials if t.supports == "null"}
    assert {"Gulick2014", "Crothers2016", "Schaefer2012", "Vardiman2015"} <= nulls


def test_a_trial_in_animals_never_counts_for_people() -> None:
    rats = [t for t in one_of(Condition, "mcl_sprain").trials if "Rats" in t.design]
    assert rats
    assert {trial.supports for trial in rats} == {"unknown"}


def test_a_registered_trial_without_result_shows_none() -> None:
    for condition in CONDITIONS:
        for trial in condition.trials:
            if "pending" in trial.result or "not known to us" in trial.result:
                assert trial.supports == "unknown", trial.source


@pytest.mark.parametrize("condition", CONDITIONS, ids=IDS)
def test_the_usual_course_is_one_a_person_could_keep(condition: Condition) -> None:
    assert to_si(0.5, "1/week") <= condition.visit_rate.low
    assert condition.visit_rate.high <= to_si(5, "1/week")
    assert condition.course_length.high <= to_si(12, "week")
    assert condition.session_time.high <= to_si(30, "min")


@pytest.mark.parametrize("condition", CONDITIONS, ids=IDS)
def test_every_condition_has_a_plain_name_a_sign_and_an_exercise(
    condition: Condition,
) -> None:
    assert condition.plain_name
    assert condition.plain_name != condition.name
    assert condition.comparable_sign
    assert condition.programmes


@pytest.mark.parametrize("condition", CONDITIONS, ids=IDS)
def test_a_generic_free_measure_is_always_among_the_defaults(
    condition: Condition,
) -> None:
    measures = [one_of(OutcomeMeasure, name) for name in condition.outcome_measures]
    assert any(measure.item_text for measure in measures)
    assert "nprs" in condition.outcome_measures
    assert "psfs" in condition.outcome_measures


@pytest.mark.parametrize(
    ("condition", "test"),
    [
        ("achilles_tendinopathy", "calf_squeeze"),
        ("calf_strain", "dvt_signs"),
        ("ankle_sprain", "ottawa_ankle"),
        ("mcl_sprain", "valgus_stress"),
        ("quadriceps_strain", "extensor_mechanism"),
        ("low_back_pain", "cauda_equina"),
        ("neck_pain", "cervical_vascular"),
        ("rotator_cuff_tendinopathy", "cuff_massive_tear"),
        ("plantar_heel_pain", "calcaneal_squeeze"),
        ("surgical_scar", "scar_dehiscence"),
    ],
)
def test_the_dangerous_look_alike_is_looked_for(condition: str, test: str) -> None:
    assert test in one_of(Condition, condition).red_flag_tests


def test_good_news_from_another_method_or_disorder_is_not_counted() -> None:
    elsewhere = ("another", "not instrument work", "by hand", "not tendinopathy")
    for condition in CONDITIONS:
        for trial in condition.trials:
            told = f"{trial.design} {trial.stage} {trial.dose} {trial.result}"
            if any(word in told for word in elsewhere):
                assert trial.supports != "favourable", (condition.id, trial.source)


def test_few_trials_are_favourable_and_each_is_known() -> None:
    good = {
        t.source for c in CONDITIONS for t in c.trials if t.supports == "favourable"
    }
    assert good == {"Sevier2015", "Gulick2018"}
