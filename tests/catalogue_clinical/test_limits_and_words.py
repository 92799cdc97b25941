"""The numbers the application acts on, and the sentences a patient reads."""

import pytest

from strigil.catalogue import (
    AftercareAdvice,
    ConsentPoint,
    Limit,
    all_of,
    limit,
    one_of,
)
from strigil.references import all_references

LIMITS = list(all_of(Limit).values())
IN_NEWTONS = [item for item in LIMITS if item.value.unit == "N"]
SENTENCES = [*all_of(AftercareAdvice).values(), *all_of(ConsentPoint).values()]


def test_the_limits_that_other_layers_ask_for_are_there() -> None:
    assert limit("max_plausible_force") == 200
    assert limit("grams_question_force") == 20
    assert limit("pain_ceiling") == 5
    assert limit("pain_rise_ceiling") == 2
    assert limit("stale_pain_answer") == 60
    assert limit("retreat_interval") == pytest.approx(48 * 3600)


@pytest.mark.parametrize("item", LIMITS, ids=lambda item: item.id)
def test_every_limit_says_why_it_stands_where_it_stands(item: Limit) -> None:
    assert len(item.because.split()) >= 5
    assert item.value.source in all_references()


def test_the_grams_question_lies_between_what_is_used_and_what_is_believed() -> None:
    used = one_of(Limit, "reference_two_hand_peak").value.high
    assert used < limit("grams_question_force") < limit("max_plausible_force")


def test_a_reference_force_is_neither_cap_nor_target_and_says_so() -> None:
    forces = [
        i for i in LIMITS if i.id.startswith("reference_") and i.value.unit == "N"
    ]
    assert len(forces) >= 4
    for item in forces:
        assert "either a cap nor a target" in item.because, item.id


def test_no_limit_gives_newtons_for_light_moderate_or_firm() -> None:
    words = ("light", "moderate", "firm")
    named = [
        i.id for i in LIMITS if i.value.unit == "N" and i.id.split("_")[0] in words
    ]
    assert named == []


def test_a_policy_never_claims_to_be_measured() -> None:
    for item in LIMITS:
        if item.value.source == "StrigilPolicy":
            assert item.value.evidence == "assumed", item.id


@pytest.mark.parametrize("line", SENTENCES, ids=lambda line: line.id)
def test_what_a_patient_reads_is_short_plain_and_sourced(
    line: AftercareAdvice | ConsentPoint,
) -> None:
    assert line.source in all_references()
    assert "!" not in line.text
    for sentence in line.text.replace(":", ".").split("."):
        assert len(sentence.split()) <= 30, sentence


def test_after_care_says_what_is_usual_and_what_is_not() -> None:
    parts = {advice.part for advice in all_of(AftercareAdvice).values()}
    assert parts == {"usual", "do", "avoid", "call", "urgent", "emergency"}


def test_what_is_read_by_colour_is_explained_for_dark_skin() -> None:
    for name in ("redness", "small_bruise"):
        assert one_of(AftercareAdvice, name).on_dark_skin


def test_the_patient_is_never_given_a_probability() -> None:
    for advice in all_of(AftercareAdvice).values():
        assert "%" not in advice.text
        assert "probab" not in advice.text.lower()


def test_consent_tells_benefit_risk_choice_and_right() -> None:
    parts = {point.part for point in all_of(ConsentPoint).values()}
    assert parts == {"what", "benefit", "risk", "alternative", "right", "data"}


def test_consent_says_that_reviews_conflict() -> None:
    text = one_of(ConsentPoint, "evidence").text
    assert "not settled" in text
