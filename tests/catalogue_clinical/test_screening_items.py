"""What is asked before treatment, and what an answer does."""

from collections import Counter

import pytest

from strigil.catalogue import (
    BodySite,
    Emollient,
    Material,
    RedFlagTest,
    ScreeningItem,
    all_of,
    limit,
    one_of,
)
from strigil.references import all_references
from strigil.treatment import RULES_OF_STATE
from strigil.units import to_si

ITEMS = list(all_of(ScreeningItem).values())
KINDS = {"tendinopathy", "scar", "fascial", "muscle_strain", "ligament_sprain"}
# What each source of the evidence table names, as ids; a row that goes missing here is
# a patient who is not asked.
EVIDENCE_ROWS = [
    "open_wound",
    "incision_unhealed",
    "incision",
    "skin_infection",
    "inflammatory_skin",
    "fever",
    "dvt",
    "swollen_limb",
    "haematoma",
    "bruise_present",
    "myositis_ossificans",
    "fracture_unhealed",
    "osteomyelitis",
    "hypertension_uncontrolled",
    "kidney_disease",
    "intolerance",
    "bleeding_disorder",
    "acute_injury",
    "malignancy",
    "irradiated_area",
    "anticoagulant",
    "corticosteroid_longterm",
    "steroid_injection",
    "other_injection",
    "fluoroquinolone",
    "pain_medicine",
    "bruising_supplement",
    "varicose_veins",
    "lymphedema",
    "inflammatory_joint",
    "inflammatory_flare",
    "osteoporosis",
    "diabetes",
    "neuropathy",
    "crps",
    "pregnancy",
    "pregnancy_trunk",
    "burn_scar",
    "connective_tissue_disorder",
    "fragile_skin",
    "implant",
    "body_art",
    "age_extremes",
    "consent_capacity",
    "intoxication",
    "touch_unwelcome",
    "cold_limb",
    "bruise_spreading",
    "consent_withheld",
    "nickel_allergy",
    "latex_allergy",
    "emollient_allergy",
    "lanolin_allergy",
    "fragrance_allergy",
    "reaction_present",
    "recent_treatment",
]


def ids_of(items: list[ScreeningItem]) -> list[str]:
    return [item.id for item in items]


def says_of(item_id: str) -> set[str]:
    return {said.says for said in one_of(ScreeningItem, item_id).classes}


def test_every_row_of_the_evidence_is_asked() -> None:
    assert set(EVIDENCE_ROWS) - set(all_of(ScreeningItem)) == set()


def test_no_id_names_both_a_question_and_a_hands_on_test() -> None:
    names = [*all_of(ScreeningItem), *all_of(RedFlagTest), *RULES_OF_STATE]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_a_follow_up_is_asked_once_and_only_where_it_means_something() -> None:
    for item in ITEMS:
        kinds = [follow.kind for follow in item.ask]
        assert len(kinds) == len(set(kinds)), item.id
        assert all(follow.question.endswith("?") for follow in item.ask), item.id
        assert item.clock is None or "when" in kinds, f"{item.id} needs a day"
        has_place = item.scope == "local" or item.consequence == "avoid_region"
        assert has_place or "where" not in kinds, f"{item.id}: no place changes it"


@pytest.mark.parametrize("item_id", ["fluoroquinolone", "anticoagulant", "pregnancy"])
def test_what_is_taken_or_carried_is_not_asked_where_it_is(item_id: str) -> None:
    assert "where" not in [follow.kind for follow in one_of(ScreeningItem, item_id).ask]


def test_what_refers_says_to_whom_and_how_soon() -> None:
    assert [i.id for i in ITEMS if i.consequence == "refer" and not i.send_to] == []
    for item in ITEMS:
        if item.urgent:
            assert "same day" in item.send_to or "now" in item.send_to, item.id


def test_what_nothing_lifts_says_what_to_do_instead() -> None:
    assert [i.id for i in ITEMS if i.override == "never" and not i.advice] == []


def test_what_is_not_known_can_be_found_out() -> None:
    assert [i.id for i in ITEMS if not i.find_out.endswith((".", "?"))] == []


def test_an_item_that_follows_another_follows_one_that_is_asked() -> None:
    followed = {item.id: item.follows for item in ITEMS if item.follows}
    assert followed == {"pregnancy_trunk": "pregnancy"}
    assert not set(followed) & set(followed.values())


def test_what_nothing_lifts_always_blocks_or_refers() -> None:
    wrong = [
        item
        for item in ITEMS
        if item.override == "never" and item.consequence not in {"block", "refer"}
    ]
    assert ids_of(wrong) == []


def test_what_nothing_lifts_is_never_a_mere_precaution() -> None:
    wrong = [i for i in ITEMS if i.override == "never" and i.decision == "precaution"]
    assert ids_of(wrong) == []


def test_a_block_or_a_referral_is_never_lifted_by_a_cap() -> None:
    wrong = [
        item
        for item in ITEMS
        if item.override == "cap" and item.consequence != "light_only"
    ]
    assert ids_of(wrong) == []


def test_light_only_is_a_cap_and_needs_no_signature() -> None:
    wrong = [
        item
        for item in ITEMS
        if item.consequence == "light_only" and item.override != "cap"
    ]
    assert ids_of(wrong) == []


def test_strigil_takes_the_strictest_class_that_a_source_gives() -> None:
    wrong = [
        item
        for item in ITEMS
        if any(said.says == "contraindication" for said in item.classes)
        and item.decision != "contraindication"
    ]
    assert ids_of(wrong) == []


def test_a_contraindication_rests_on_a_source_that_calls_for_leaving_it() -> None:
    strict = {"contraindication", "excluded_in_trial"}
    wrong = [
        item
        for item in ITEMS
        if item.decision == "contraindication"
        and not strict & {said.says for said in item.classes}
    ]
    assert ids_of(wrong) == []


def test_a_same_day_referral_is_a_referral() -> None:
    urgent = [item for item in ITEMS if item.urgent]
    assert urgent
    assert {item.consequence for item in urgent} == {"refer"}
    assert {item.override for item in urgent} == {"never"}


def test_every_source_of_every_item_can_be_looked_up() -> None:
    named = {said.source for item in ITEMS for said in item.classes}
    named |= {item.clock.source for item in ITEMS if item.clock}
    assert named - set(all_references()) == set()


def test_every_item_names_at_least_one_source_and_none_twice() -> None:
    for item in ITEMS:
        sources = Counter(said.source for said in item.classes)
        assert sources, item.id
        assert max(sources.values()) == 1, item.id


def test_no_grade_is_claimed_because_the_consensus_list_was_not_read() -> None:
    graded = [i.id for i in ITEMS if any(s.grade != "ungraded" for s in i.classes)]
    assert graded == []


@pytest.mark.parametrize(
    ("item_id", "voices"),
    [
        ("malignancy", {"contraindication", "precaution"}),
        ("varicose_veins", {"contraindication", "precaution"}),
        ("acute_injury", {"contraindication", "precaution"}),
        ("fracture_unhealed", {"contraindication", "either"}),
        ("fever", {"contraindication", "precaution"}),
        ("incision", {"contraindication", "precaution"}),
    ],
)
def test_where_sources_disagree_both_are_kept(item_id: str, voices: set[str]) -> None:
    assert voices <= says_of(item_id)


def test_a_fluoroquinolone_matters_to_tendons_only_and_for_half_a_year() -> None:
    item = one_of(ScreeningItem, "fluoroquinolone")
    assert item.conditions == ("tendinopathy",)
    assert item.clock is not None
    assert item.clock.value == pytest.approx(to_si(6 / 12, "year"))


@pytest.mark.parametrize(
    ("item_id", "limit_id"),
    [
        ("fluoroquinolone", "fluoroquinolone_interval"),
        ("steroid_injection", "steroid_injection_interval"),
        ("incision", "incision_interval"),
        ("irradiated_area", "irradiation_interval"),
        ("recent_treatment", "retreat_interval"),
    ],
)
def test_a_clock_runs_the_same_in_the_screen_and_in_the_limits(
    item_id: str, limit_id: str
) -> None:
    clock = one_of(ScreeningItem, item_id).clock
    assert clock is not None
    assert clock.value == pytest.approx(limit(limit_id))


def test_a_clock_says_when_it_starts_and_takes_the_longest_wait() -> None:
    for item in ITEMS:
        assert bool(item.clock) == bool(item.clock_from), item.id
        if item.clock and item.clock.evidence != "recalled":
            assert item.clock.value == item.clock.high, item.id


def test_every_question_is_one_that_yes_no_or_unsure_can_answer() -> None:
    openers = {
        *("Is", "Are", "Do", "Does", "Did", "Have", "Has", "Was", "Would", "In"),
    }
    for item in ITEMS:
        assert item.question.endswith("?"), item.id
        assert item.question.count("?") == 1, item.id
        assert item.question.split()[0] in openers, item.id


def test_no_two_items_ask_the_same() -> None:
    questions = Counter(item.question for item in ITEMS)
    assert [q for q, times in questions.items() if times > 1] == []


def test_what_changes_between_visits_is_asked_on_every_visit() -> None:
    changing = ("anticoagulant", "pain_medicine", "fever", "swollen_limb", "open_wound")
    changing += ("reaction_present", "bruise_present", "consent_withheld")
    for item_id in changing:
        assert one_of(ScreeningItem, item_id).asked == "every_visit"


def test_items_name_condition_kinds_and_sites_that_exist() -> None:
    for item in ITEMS:
        assert set(item.conditions) <= KINDS, item.id
        assert set(item.sites) <= set(all_of(BodySite)), item.id


def test_every_allergen_that_touches_the_skin_is_asked_about() -> None:
    asked = {word for item in ITEMS for word in item.allergens}
    carried = {word for m in all_of(Material).values() for word in m.allergens}
    carried |= {word for e in all_of(Emollient).values() for word in e.allergens}
    assert carried - asked == set()


def test_only_an_allergy_excludes_an_allergen_and_it_says_which() -> None:
    for item in ITEMS:
        excludes = item.consequence == "exclude_allergen"
        assert excludes == bool(item.allergens), item.id
        assert not excludes or item.group == "allergy", item.id


def test_a_patient_on_a_blood_thinner_is_treated_lightly_at_most() -> None:
    item = one_of(ScreeningItem, "anticoagulant")
    assert (item.scope, item.consequence, item.override) == (
        "global",
        "light_only",
        "cap",
    )
