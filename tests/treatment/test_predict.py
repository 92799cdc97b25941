"""A case's course: doses of its own site, dated, with their spread."""

from typing import get_args

import numpy as np
import pytest

from strigil.catalogue import Stage
from strigil.intervals import Interval
from strigil.treatment import (
    Case,
    DoseStep,
    SessionDose,
    case_from_mapping,
    dose_of_steps,
    predict_course,
    session_stimuli,
    stimulus_of,
)


def case(**problem: object) -> Case:
    asked = {
        "condition": "calf_strain",
        "site": "calf",
        "side": "left",
        "stage": "chronic",
        "resting_pain": 4.0,
        **problem,
    }
    asked = {key: value for key, value in asked.items() if value is not None}
    return case_from_mapping({"schema": 1, "problem": asked})


def dose(site: str = "calf", minutes: float = 3.0) -> SessionDose:
    force = Interval(6.0, 5.0, 7.0)
    return dose_of_steps(
        [DoseStep(site, "scanner.convex", 60.0 * minutes, force=force)]
    )


FEW = {"samples": 20, "duration_days": 14.0}


def test_a_course_starts_at_the_patients_pain_and_is_not_calibrated() -> None:
    course = predict_course(case(), [(1.0, dose()), (4.0, dose())], **FEW)
    assert course.quantities["pain"].median[0] == pytest.approx(4.0)
    assert course.calibrated is False
    assert course.quantities["restriction"].difference.median[-1] < 0.0


def test_pain_of_day_zero_can_differ_from_that_of_now() -> None:
    course = predict_course(case(), [(1.0, dose())], resting_pain=7.0, **FEW)
    assert course.quantities["pain"].median[0] == pytest.approx(7.0)


def test_sessions_without_time_are_the_same_care() -> None:
    course = predict_course(case(), [(1.0, dose(minutes=0.0))], **FEW)
    assert not course.quantities["pain"].difference.high.any()


def test_doses_elsewhere_do_not_count_and_are_named() -> None:
    alone = predict_course(case(), [(1.0, dose())], **FEW)
    both = predict_course(case(), [(1.0, dose()), (1.0, dose("low_back"))], **FEW)
    assert np.array_equal(
        alone.quantities["pain"].median, both.quantities["pain"].median
    )
    assert "low_back" in both.warnings[-1]


def test_two_doses_at_one_time_are_added() -> None:
    (one,) = session_stimuli([(2.0, dose())])
    (two,) = session_stimuli([(2.0, dose()), (2.0, dose())])
    assert two.dose == pytest.approx(2.0 * one.dose)
    assert two.factor == pytest.approx(one.factor)


def test_the_spread_of_the_dose_goes_into_the_course() -> None:
    (one,) = session_stimuli([(2.0, dose())])
    u = stimulus_of(dose())
    assert one.dose == pytest.approx(u.value)
    assert one.factor**2 == pytest.approx(u.high / u.low)


def test_without_a_stage_the_interval_spans_all_of_them_and_says_so() -> None:
    doses = [(1.0, dose())]
    found = predict_course(case(stage=None), doses, **FEW)
    stages = [
        predict_course(case(stage=None), doses, stage=stage, **FEW)
        for stage in get_args(Stage)
    ]
    for name, course in found.quantities.items():
        each = [one.quantities[name] for one in stages]
        assert np.array_equal(course.low, np.min([one.low for one in each], axis=0))
        assert np.array_equal(course.high, np.max([one.high for one in each], axis=0))
        highs = [one.difference.high for one in each]
        assert np.array_equal(course.difference.high, np.max(highs, axis=0))
        assert (course.low <= course.median).all()
        assert (course.median <= course.high).all()
    assert "stage of healing is not known" in found.warnings[0]
    assert all("stage of healing" not in one.warnings[:1] for one in stages)


def test_progress_over_all_stages_runs_to_one() -> None:
    shares: list[float] = []
    predict_course(case(stage=None), [], progress=shares.append, **FEW)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_what_is_not_known_of_the_patient_is_told() -> None:
    unknown = predict_course(case(resting_pain=None), [(1.0, dose())], **FEW)
    words = " ".join(unknown.warnings)
    assert "Pain at rest is not known" in words
    assert "emollient is not known" in words
    known = predict_course(case(), [], **FEW)
    assert "not known" not in " ".join(known.warnings)
