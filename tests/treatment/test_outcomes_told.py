"""What a case's outcomes become for the response model."""

import datetime

import pytest

from strigil.errors import InvalidValueError
from strigil.treatment import Case, OutcomesTold, case_from_mapping, outcomes_told


def told(*outcomes: dict[str, object], **problem: object) -> OutcomesTold:
    return outcomes_told(case(*outcomes, **problem))


def case(*outcomes: dict[str, object], **problem: object) -> Case:
    return case_from_mapping(
        {
            "schema": 1,
            "problem": {
                "condition": "calf_strain",
                "site": "calf",
                "side": "left",
                **problem,
            },
            "sessions": [{"days_ago": 10.0}, {"days_ago": 3.0}],
            "outcomes": [*outcomes],
        }
    )


def one(measure: str, value: float, ago: float, item: str = "") -> dict[str, object]:
    return {"measure": measure, "value": value, "days_ago": ago, "item": item}


def test_days_count_from_the_first_session() -> None:
    (pain,) = told(one("nprs", 5, 10), one("nprs", 3, 0)).series
    assert pain.time_days == (0.0, 10.0)
    assert pain.values == (5.0, 3.0)


def test_of_values_before_the_first_session_the_last_counts() -> None:
    (pain,) = told(one("nprs", 7, 30), one("nprs", 5, 12), one("nprs", 3, 0)).series
    assert pain.time_days == (0.0, 10.0)
    assert pain.values == (5.0, 3.0)


def test_values_of_one_day_are_one() -> None:
    (pain,) = told(one("nprs", 6, 10), one("nprs", 2, 0), one("nprs", 4, 0)).series
    assert pain.values == (6.0, 3.0)


def test_the_error_comes_from_the_published_detectable_change() -> None:
    pain, score = told(one("lefs", 40, 0), one("nprs", 4, 0)).series[::-1]
    assert pain.error == pytest.approx(1.77 / 1.96 / 2**0.5)
    assert score.error == pytest.approx(9.0 / 1.96 / 2**0.5)


def test_a_detectable_change_in_per_cent_is_of_the_first_value() -> None:
    (tender,) = told(one("ppt", 300, 0)).series
    assert tender.error == pytest.approx(0.58 * 300 / 1.96 / 2**0.5)


def test_without_a_resting_pain_the_rating_sets_the_scale() -> None:
    (alone,) = told(one("nprs", 4, 0)).series
    (beside,) = told(one("nprs", 4, 0), resting_pain=1).series
    assert alone.direct
    assert not beside.direct
    assert beside.best == 0.0


def test_a_rating_in_millimetres_is_brought_to_the_scale_of_pain() -> None:
    (pain,) = told(one("vas", 45, 5), one("vas", 30, 0)).series
    assert pain.values == (4.5, 3.0)
    assert pain.high == 10.0


def test_ratings_are_shown_where_they_are_the_pain_of_the_model() -> None:
    alone = told(one("nprs", 4, 5), one("nprs", 3, 0))
    assert alone.rated_pain == ((5.0, 4.0), (10.0, 3.0))
    assert told(one("nprs", 4, 0), resting_pain=1).rated_pain == ()


def test_of_two_ratings_the_longer_sets_the_scale() -> None:
    nprs, vas = told(one("nprs", 4, 0), one("vas", 45, 5), one("vas", 30, 0)).series
    assert vas.direct
    assert not nprs.direct


def test_scores_go_with_the_distance_from_their_best_end() -> None:
    lefs, odi = told(one("lefs", 60, 0), one("odi", 30, 0)).series
    assert (lefs.best, odi.best) == (80.0, 0.0)
    assert lefs.power > 0.0


def test_thresholds_and_motion_rise_when_what_they_go_with_falls() -> None:
    ppt, rom = told(one("ppt", 300, 0), one("rom", 40, 0, "dorsiflexion")).series
    assert ppt.power < 0.0
    assert rom.power < 0.0
    assert rom.quantity == "restriction"
    assert "dorsiflexion" in rom.name


def test_what_the_model_has_no_quantity_for_is_named() -> None:
    found = told(one("groc", 3, 0), one("posas_patient", 30, 0), one("nprs", 3, 0))
    assert len(found.series) == 1
    assert "groc, posas_patient" in found.left_out[0]


def test_a_value_out_of_range_is_refused_by_name() -> None:
    with pytest.raises(InvalidValueError, match="nprs"):
        case(one("nprs", 12, 0))


def test_a_case_without_outcomes_tells_nothing() -> None:
    assert told() == OutcomesTold()


def test_days_may_be_written_as_dates() -> None:
    day = datetime.date(2026, 11, 16)
    found = case_from_mapping(
        {
            "schema": 1,
            "date": day,
            "problem": {"condition": "calf_strain", "site": "calf", "side": "left"},
            "sessions": [{"day": day - datetime.timedelta(days=7)}],
            "outcomes": [{"measure": "nprs", "value": 4, "day": day}],
        }
    )
    assert outcomes_told(found).series[0].time_days == (7.0,)
