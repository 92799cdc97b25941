"""Outcome measures: range, direction, sets of important changes, licence."""

import pytest

from strigil.catalogue import (
    Condition,
    ImportantChange,
    OutcomeMeasure,
    all_of,
    one_of,
)
from strigil.references import all_references
from strigil.units import si_unit, to_si

MEASURES = list(all_of(OutcomeMeasure).values())
CHANGES = [(m, change) for m in MEASURES for change in m.changes]
GENERIC = {"nprs", "vas", "psfs", "groc", "ppt", "rom"}
LICENSED = {"dash", "quickdash", "odi", "visa_a", "visa_p", "lefs", "ndi", "prtee"}


def is_share(measure: OutcomeMeasure, change: ImportantChange) -> bool:
    return change.change.unit == "%" and measure.unit != "%"


def test_every_measure_of_the_evidence_is_there() -> None:
    wanted = (
        "nprs vas ppt rom psfs lefs visa_a tendins_a visa_p faam_adl faam_sport dash "
        "quickdash spadi prtee odi rmdq ndi posas_patient posas_observer vss groc "
        "lysholm grip_pain_free heel_raise"
    )
    assert set(wanted.split()) <= set(all_of(OutcomeMeasure))


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.id)
def test_a_range_has_a_low_and_a_high_end_and_fits_its_step(
    measure: OutcomeMeasure,
) -> None:
    span = measure.maximum - measure.minimum
    assert span > 0
    assert 0 < measure.step <= span


@pytest.mark.parametrize(("measure", "change"), CHANGES)
def test_an_important_change_fits_inside_the_range(
    measure: OutcomeMeasure, change: ImportantChange
) -> None:
    assert 0 < change.change.low <= change.change.high
    if is_share(measure, change):
        assert change.change.high < 1
        return
    span = to_si(measure.maximum - measure.minimum, measure.unit)
    assert si_unit(change.change.unit) == si_unit(measure.unit)
    assert change.change.high < span


@pytest.mark.parametrize(("measure", "change"), CHANGES)
def test_an_important_change_says_in_whom_it_was_found(
    measure: OutcomeMeasure, change: ImportantChange
) -> None:
    assert change.population
    assert change.change.source in all_references()


def test_the_change_of_a_scale_is_a_set_and_not_one_constant() -> None:
    changes = one_of(OutcomeMeasure, "nprs").changes
    assert len({change.population for change in changes}) >= 3
    visa = [c for c in one_of(OutcomeMeasure, "visa_a").changes if c.time]
    by_time = {change.time: change.change.value for change in visa}
    assert by_time == {"12 weeks": 14, "24 weeks": 7}


def test_only_generic_scales_show_their_text() -> None:
    shown = {measure.id for measure in MEASURES if measure.item_text}
    assert shown >= GENERIC
    assert shown & LICENSED == set()


@pytest.mark.parametrize("measure_id", sorted(LICENSED))
def test_a_licensed_questionnaire_takes_the_total_only(measure_id: str) -> None:
    assert "only the total" in one_of(OutcomeMeasure, measure_id).licence.lower()


@pytest.mark.parametrize(
    ("measure_id", "better"),
    [
        ("nprs", "lower"),
        ("visa_a", "higher"),
        ("dash", "lower"),
        ("odi", "lower"),
        ("lefs", "higher"),
        ("faam_adl", "higher"),
        ("posas_patient", "lower"),
        ("ppt", "higher"),
    ],
)
def test_a_measure_knows_which_way_is_better(measure_id: str, better: str) -> None:
    assert one_of(OutcomeMeasure, measure_id).better == better


def test_a_change_within_the_noise_is_said_to_be_so() -> None:
    for measure in MEASURES:
        points = [c for c in measure.changes if not is_share(measure, c)]
        mcid = [c.change.value for c in points if c.kind == "mcid"]
        mdc = [c.change.value for c in points if c.kind == "mdc"]
        if mcid and mdc and min(mdc) > max(mcid) and measure.id != "rom":
            assert "noise" in measure.note or "exceeds" in measure.note, measure.id


def test_a_change_is_found_in_conditions_that_the_catalogue_has() -> None:
    for measure, change in CHANGES:
        assert set(change.found_in) <= {"any", *all_of(Condition)}, measure.id
        assert list(change.baseline) == sorted(change.baseline)


def test_the_changes_of_the_condition_itself_come_before_those_of_others() -> None:
    nprs = one_of(OutcomeMeasure, "nprs")
    at_neck = nprs.changes_for("neck_pain", 6.0)
    assert {change.fits("neck_pain") for change in at_neck} == {"own"}
    at_heel = nprs.changes_for("achilles_tendinopathy", 6.0)
    assert {c.fits("achilles_tendinopathy") for c in at_heel if c.kind == "mcid"} == {
        "general"
    }
    assert [c.fits("achilles_tendinopathy") for c in at_heel if c.kind == "mdc"] == [
        "other"
    ]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.id)
def test_every_kind_of_change_stays_known_for_every_condition(
    measure: OutcomeMeasure,
) -> None:
    kinds = {change.kind for change in measure.changes}
    for condition in all_of(Condition):
        for first in (None, measure.minimum, measure.maximum):
            found = measure.changes_for(condition, first)
            assert {change.kind for change in found} == kinds
