"""A case's course: doses of its own site, dated, with their spread."""

import numpy as np
import pytest

from strigil.errors import InvalidValueError
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


def test_a_case_without_a_stage_asks_for_one() -> None:
    with pytest.raises(InvalidValueError, match="stage"):
        predict_course(case(stage=None), [], **FEW)
    assert predict_course(case(stage=None), [], stage="acute", **FEW).note
