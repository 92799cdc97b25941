"""The door of biology: what a prediction promises."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.biology import NOTE, Response, SessionStimulus, predict_response
from strigil.catalogue import EVIDENCE_GRADES
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.references import all_references

WANTED = {
    "pain", "strength", "stiffness", "restriction", "perfusion", "erythema", "bruise",
    "yellow", "inflammation", "c3c1", "microdamage", "neutrophils", "m1", "m2",
    "progenitors", "fibroblasts", "myofibroblasts", "collagen_iii", "collagen_i",
    "alignment", "cross_links", "sensitisation", "analgesia",
}  # fmt: skip


def plan(
    dose: float, *, sessions: int = 8, start: float = 0.0
) -> list[SessionStimulus]:
    return [SessionStimulus(start + 3.5 * i, dose) for i in range(sessions)]


def predict(**more: object) -> Response:
    asked = {"sessions": plan(1.0), "samples": 30, "duration_days": 28.0, **more}
    return predict_response("tendinopathy", "chronic", **asked)


def test_every_quantity_is_there_with_a_grade_a_label_and_a_unit() -> None:
    course = predict(duration_days=2.0)
    assert set(course.quantities) == WANTED
    assert set(course.evidence) == WANTED
    assert set(course.evidence.values()) <= set(EVIDENCE_GRADES)
    assert all(q.label for q in course.quantities.values())
    assert course.quantities["pain"].unit == "point"


def test_it_says_that_it_is_not_calibrated_and_names_known_sources() -> None:
    course = predict(duration_days=2.0)
    assert course.calibrated is False
    assert course.note == NOTE == "illustration, not calibrated"
    assert set(course.sources) <= set(all_references())


def test_a_rise_of_stem_cells_is_shown_as_contested() -> None:
    progenitors = predict(duration_days=2.0).quantities["progenitors"]
    assert progenitors.evidence == "assumed"
    assert "contested" in progenitors.note


@pytest.mark.parametrize("samples", [30, 33, 1])
def test_sessions_of_dose_zero_are_the_same_care_exactly(samples: int) -> None:
    course = predict(sessions=plan(0.0), samples=samples)
    for quantity in course.quantities.values():
        assert np.array_equal(quantity.difference.low, np.zeros(29))
        assert np.array_equal(quantity.difference.high, np.zeros(29))


def test_both_arms_are_equal_until_the_first_session() -> None:
    course = predict(sessions=plan(1.0, start=10.0))
    for quantity in course.quantities.values():
        assert not quantity.difference.high[:11].any()
        assert not quantity.difference.low[:11].any()
    assert course.quantities["restriction"].difference.median[11] < 0.0


def test_the_same_seed_gives_the_same_prediction_and_another_another() -> None:
    first, again, other = predict(seed=1), predict(seed=1), predict(seed=2)
    assert np.array_equal(
        first.quantities["pain"].median, again.quantities["pain"].median
    )
    assert not np.array_equal(
        first.quantities["pain"].median, other.quantities["pain"].median
    )


def test_the_course_without_iastm_does_not_depend_on_the_sessions() -> None:
    few, many = predict(sessions=plan(1.0, sessions=1)), predict()
    assert few.quantities["strength"].without.median == pytest.approx(
        many.quantities["strength"].without.median, rel=1e-4
    )


@pytest.mark.parametrize("rating", [1.0, 5.0, 8.0])
def test_pain_starts_at_the_patients_own_rating(rating: float) -> None:
    pain = predict(resting_pain=rating, duration_days=2.0).quantities["pain"]
    assert pain.low[0] == pytest.approx(rating)
    assert pain.high[0] == pytest.approx(rating)
    assert pain.without.median[0] == pytest.approx(rating)


@pytest.mark.slow
@settings(max_examples=5, deadline=None)
@given(rating=st.floats(0.0, 10.0), dose=st.floats(0.0, 5.0))
def test_pain_stays_between_0_and_10(rating: float, dose: float) -> None:
    course = predict(
        resting_pain=rating, sessions=plan(dose), samples=10, duration_days=14.0
    )
    pain = course.quantities["pain"]
    for line in (pain.low, pain.high, pain.without.low, pain.without.high):
        assert line.min() >= 0.0
        assert line.max() <= 10.0


def test_median_lies_inside_the_band_everywhere() -> None:
    for quantity in predict().quantities.values():
        assert (quantity.low <= quantity.median).all()
        assert (quantity.median <= quantity.high).all()


def test_redness_is_over_within_hours_and_relief_within_days() -> None:
    course = predict(
        sessions=[SessionStimulus(5.0, 1.0)], after_session_hours=(0.1, 3.0, 24.0)
    )
    redness = course.quantities["erythema"].difference.median
    relief = course.quantities["analgesia"].median

    def at(days: float) -> int:
        return int(np.argmin(np.abs(course.time_days - days)))

    assert redness[at(5.0 + 0.1 / 24)] > 0.3
    assert redness[at(5.0 + 3.0 / 24)] < 0.1 * redness[at(5.0 + 0.1 / 24)]
    assert relief[at(6.0)] == pytest.approx(
        relief[at(5.0 + 0.1 / 24)] * np.exp(-1.2), rel=0.15
    )


def test_a_wider_dose_gives_a_wider_forecast_and_the_same_middle() -> None:
    sure = predict(samples=200, sessions=plan(1.0, sessions=2), duration_days=7.0)
    unsure = predict(
        samples=200,
        sessions=[SessionStimulus(3.5 * i, 1.0, factor=4.0) for i in range(2)],
        duration_days=7.0,
    )

    def width(course: Response) -> float:
        bruise = course.quantities["bruise"]  # goes with the cube of the dose
        return float(bruise.high[-1] - bruise.low[-1])

    assert width(unsure) > width(sure)


def test_a_dose_beyond_the_range_is_predicted_with_a_warning() -> None:
    assert predict(duration_days=2.0).warnings == ()
    course = predict(sessions=[SessionStimulus(0.0, 8.0)], duration_days=2.0)
    assert "outside the range" in course.warnings[0]


def test_sessions_after_the_end_do_nothing() -> None:
    course = predict(sessions=[SessionStimulus(40.0, 1.0)])
    assert not course.quantities["pain"].difference.median.any()


def test_ten_years_are_predicted_with_a_warning_and_twelve_weeks_without() -> None:
    (told,) = predict(duration_days=3650.0, samples=2).warnings
    assert "later than any record (52 week)" in told
    assert predict(duration_days=84.0, samples=2).warnings == ()


def test_sessions_in_any_order_are_the_same_course() -> None:
    there, back = predict(), predict(sessions=plan(1.0)[::-1])
    assert json.dumps(there.as_json()) == json.dumps(back.as_json())


def test_a_million_sessions_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="at most 5000 sessions; 1000000"):
        predict(sessions=plan(1.0)[:1] * 1_000_000)


@pytest.mark.parametrize("seed", [-1, 1.5, "zero", True])
def test_a_seed_that_is_none_is_refused(seed: object) -> None:
    with pytest.raises(InvalidValueError, match="A seed is a whole number, 0 or more"):
        predict(seed=seed)


def test_what_is_no_session_is_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"SessionStimulus; \(0, 1\) was given"):
        predict(sessions=[(0, 1)])
    with pytest.raises(InvalidValueError, match="dose must be a number"):
        SessionStimulus(0.0, "1 N")


def test_daily_load_is_the_same_in_both_arms_and_matters() -> None:
    rest, usual = predict(load=0.0, sessions=()), predict(sessions=())
    for course in (rest, usual):
        assert not course.quantities["alignment"].difference.high.any()
    aligned = [c.quantities["alignment"].median[-1] for c in (rest, usual)]
    assert aligned[0] < aligned[1]


def test_progress_runs_to_one() -> None:
    shares: list[float] = []
    predict(progress=shares.append, duration_days=5.0)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_prediction_turns_into_json_lists() -> None:
    as_json = predict(duration_days=2.0).as_json()
    assert as_json["note"] == NOTE
    assert len(as_json["quantities"]["pain"]["difference"]["median"]) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"duration_days": -1.0},
        {"samples": 0},
        {"load": -0.1},
        {"resting_pain": 11.0},
        {"after_session_hours": (-1.0,)},
        {"duration_days": float("nan")},
    ],
)
def test_a_number_that_can_not_be_says_what_is_allowed(wrong: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError, match=next(iter(wrong))):
        predict(**wrong)


@pytest.mark.parametrize(
    "wrong", [(-1.0, 1.0), (0.0, -1.0), (0.0, float("nan")), (float("inf"), 1.0)]
)
def test_a_session_needs_a_time_and_a_dose_that_can_be(
    wrong: tuple[float, float],
) -> None:
    with pytest.raises(InvalidValueError):
        SessionStimulus(*wrong)


def test_a_misspelt_kind_gets_the_nearest_one() -> None:
    with pytest.raises(UnknownNameError, match="tendinopathy"):
        predict_response("tendinopaty", "chronic")
    with pytest.raises(UnknownNameError, match="subacute"):
        predict_response("scar", "sub-acute")


@pytest.mark.parametrize("kind", ["tendinopathy", "scar", "fascial", "muscle_strain"])
def test_an_acute_injury_hurts_less_after_four_weeks(kind: str) -> None:
    course = predict_response(kind, "acute", samples=40, duration_days=28.0)
    pain = course.quantities["pain"].without.median
    assert pain[-1] < 0.6 * pain[0]
