"""What one patient's outcomes leave of the priors: laws, known truths, calibration."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from strigil.biology import OutcomeSeries, Response, SessionStimulus, predict_response
from strigil.biology.engine import compile_engine, follow_patients
from strigil.biology.parameters import normals_of, parameters_of, start_of
from strigil.biology.person import draws_without, update_person
from strigil.biology.person_likelihood import (
    PersonSetting,
    log_likelihood,
    readings_of,
)
from strigil.biology.solve import solve
from strigil.errors import InvalidValueError, UnknownNameError


@pytest.fixture(scope="module", autouse=True)
def compiled_engine() -> None:
    """Compile or fetch the engine once; on arrays these tests take minutes."""
    compile_engine()


SESSIONS = tuple(SessionStimulus(3.5 * i, 1.0, factor=1.3) for i in range(4))


def pain(*values: float, days: tuple[float, ...] = (0.0, 7.0, 14.0)) -> OutcomeSeries:
    return OutcomeSeries(
        "NPRS",
        "pain",
        days[: len(values)],
        values,
        error=0.64,
        low=0.0,
        high=10.0,
        direct=True,
    )


def function(*values: float) -> OutcomeSeries:
    return OutcomeSeries(
        "LEFS", "pain", (0.0, 10.0)[: len(values)], values, error=3.8, low=0.0,
        high=80.0, best=80.0, power=0.7, power_factor=1.6, wander=0.1,
    )  # fmt: skip


def setting(*series: OutcomeSeries) -> PersonSetting:
    return PersonSetting("muscle_strain", "acute", SESSIONS, series)


def predict(*outcomes: OutcomeSeries, **more: object) -> Response:
    asked = {"sessions": SESSIONS, "samples": 60, "duration_days": 28.0, **more}
    return predict_response("muscle_strain", "acute", outcomes=outcomes, **asked)


def same(one: Response, other: Response) -> bool:
    return all(
        np.array_equal(one.quantities[name].low, other.quantities[name].low)
        for name in one.quantities
    )


def test_without_outcomes_the_drawn_patients_are_the_priors_to_the_bit() -> None:
    drawn = draws_without(setting(), samples=50, seed=3)
    assert np.array_equal(drawn.after[:, :-1].T, normals_of(50, 3))
    assert drawn.fit is None
    assert predict().person is None


def test_a_first_value_alone_says_nothing_about_the_course() -> None:
    drawn = update_person(setting(function(40.0)), samples=50, seed=3)
    assert drawn.fit is None
    assert same(predict(resting_pain=5.0), predict(function(40.0), resting_pain=5.0))


def test_the_order_of_outcomes_does_not_matter() -> None:
    one = predict(pain(6.0, 4.0), function(40.0, 52.0))
    other = predict(function(40.0, 52.0), pain(6.0, 4.0))
    assert same(one, other)


def test_the_same_seed_learns_the_same_and_another_something_near() -> None:
    one, again = predict(pain(6.0, 4.0), seed=1), predict(pain(6.0, 4.0), seed=1)
    other = predict(pain(6.0, 4.0), seed=2)
    assert same(one, again)
    assert not same(one, other)
    last = [float(r.quantities["pain"].median[-1]) for r in (one, other)]
    assert last[0] == pytest.approx(last[1], abs=1.0)


def test_who_tells_less_pain_is_foretold_less_pain() -> None:
    last = [
        float(predict(pain(6.0, told)).quantities["pain"].median[-1])
        for told in (1.0, 3.0, 5.0)
    ]
    assert last == sorted(last)
    assert last[0] < last[-1] - 0.5


def test_what_was_told_moves_the_forecast_towards_it() -> None:
    found = predict(pain(6.0, 5.5, 5.0))
    assert found.person is not None
    day = int(np.searchsorted(found.time_days, 14.0))
    before, after = found.person.before["pain"], found.quantities["pain"]
    assert abs(after.median[day] - 5.0) < abs(before.median[day] - 5.0)


def test_a_better_score_of_function_foretells_less_pain() -> None:
    told = [predict(function(40.0, score), resting_pain=6.0) for score in (45.0, 70.0)]
    worse, better = (float(r.quantities["pain"].median[-1]) for r in told)
    assert better < worse


def test_an_outcome_with_no_information_leaves_the_prior() -> None:
    """With an error as large as the scale every drawn patient is as likely."""
    vague = replace(pain(6.0, 2.0), error=1e4)
    values = log_likelihood(draws_without(setting(vague), samples=40, seed=0).after,
                            setting(vague))  # fmt: skip
    assert np.ptp(values) < 1e-6


def test_gaps_are_fine_and_times_may_lie_far_apart() -> None:
    found = predict(pain(6.0, 4.0, 2.0, days=(0.0, 3.0, 40.0)))
    assert found.person is not None
    assert [one.time_days for one in found.person.outcomes] == [3.0, 40.0]


def test_a_wildly_improbable_outcome_gives_a_result_and_a_warning() -> None:
    found = predict(pain(2.0, 10.0))
    assert "does not explain this patient" in found.warnings[-1]
    assert "NPRS 10 on day 7" in found.warnings[-1]
    assert np.isfinite(found.quantities["pain"].median).all()
    assert predict(pain(6.0, 4.0)).warnings == ()


def test_outcomes_that_leap_are_told_as_not_explained_together() -> None:
    leaps = pain(5.0, 2.0, 6.0, 2.0, 6.0, days=(0.0, 7.0, 9.0, 11.0, 13.0))
    found = predict(leaps)
    assert found.person is not None
    assert found.person.misfit < 0.005
    assert found.warnings


def test_pain_rated_after_a_session_counts_relief() -> None:
    """The own scale makes pain of the tissue as it was then the rating."""
    late = pain(4.0, 3.0, days=(3.6, 10.0))
    drawn = update_person(setting(late), samples=100, seed=0)
    found = predict(late, samples=100)
    day = int(np.searchsorted(found.time_days, 4.0))
    assert found.quantities["pain"].median[day] == pytest.approx(4.0, abs=0.8)
    assert drawn.fit is not None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"values": (5.0, 11.0)}, "NPRS must be 0 to 10; 11"),
        ({"values": (5.0, float("nan"))}, "NPRS must be 0 to 10; nan"),
        ({"time_days": (0.0, -1.0)}, "NPRS needs times of 0 d"),
        ({"time_days": (7.0, 7.0)}, "NPRS needs times"),
        ({"time_days": (7.0,)}, "NPRS needs a time for each value"),
        ({"error": 0.0}, "NPRS needs an error"),
    ],
)
def test_what_can_not_be_is_refused_by_name(
    wrong: dict[str, tuple[float, ...]], said: str
) -> None:
    with pytest.raises(InvalidValueError, match=said):
        replace(pain(5.0, 4.0), **wrong)


def test_a_quantity_that_the_model_lacks_gets_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="restriction"):
        replace(pain(5.0), quantity="restrictions")


def test_two_series_can_not_both_set_the_scale_of_pain() -> None:
    with pytest.raises(InvalidValueError, match="Only one series"):
        predict(pain(5.0, 4.0), replace(pain(5.0, 4.0), name="VAS"))


def test_both_engines_follow_a_patient_alike() -> None:
    samples = 20
    p = parameters_of("scar", normals_of(samples, 1))
    start = np.repeat(start_of("scar", "chronic")[0][:, None], samples, axis=1)
    asked = {"sessions": [(1.0, np.ones(samples))], "time_days": np.arange(0.0, 15.0)}
    found, known = follow_patients(start, p, **asked), solve(start, p, **asked)
    assert found == pytest.approx(known, rel=1e-9, abs=1e-10)


def test_what_is_told_of_a_fit_is_json() -> None:
    found = predict(pain(6.0, 4.0)).as_json()["person"]
    assert found["explained"] is True
    assert found["outcomes"][0]["value"] == 4.0
    assert len(found["before"]["pain"]["low"]) == 29


# A patient of the model: drawn from the priors, with errors in what is told.
PEOPLE = 400
LATER = (0.0, 4.0, 8.0, 12.0, 21.0)


def told_by(number: int) -> tuple[OutcomeSeries, float, float]:
    """Draw a patient; return what is told, and later pain without and with error."""
    blank = pain(6.0, *(0.0 for _ in LATER[1:]), days=LATER)
    drawn = draws_without(setting(blank), samples=1, seed=10_000 + number).after
    true = readings_of(drawn, setting(blank))[0][:, 0]
    rng = np.random.default_rng([7, number])
    seen = true + blank.error * rng.standard_normal(true.size)
    wide = replace(blank, low=-20.0, high=30.0)  # the errors are not cut off here
    return replace(wide, values=(6.0, *seen)), float(true[-1]), float(seen[-1])


def foretold(told: OutcomeSeries, known: int, number: int) -> np.ndarray:
    """Return pain of the last day for the patients that the first values leave."""
    part = replace(told, values=told.values[:known], time_days=told.time_days[:known])
    drawn = update_person(setting(part), samples=100, seed=number).after
    whole = setting(told)
    return readings_of(drawn, whole)[0][-1]


@pytest.fixture(scope="module")
def patients() -> list[tuple[tuple[OutcomeSeries, float, float], dict]]:
    """Patients of the model, with their later pain foretold from 1 to 4 values."""
    told = [told_by(number) for number in range(PEOPLE)]
    return [
        (one, {known: foretold(one[0], known, i) for known in (1, 2, 4)})
        for i, one in enumerate(told)
    ]


@pytest.mark.slow
def test_later_outcomes_lie_in_intervals_as_often_as_these_say(patients) -> None:
    rng = np.random.default_rng(0)
    for known in (1, 2, 4):
        inside = []
        for (told, _, seen), found in patients:
            shown = found[known] + told.error * rng.standard_normal(100)
            low, high = np.percentile(shown, [10, 90])
            inside.append(low <= seen <= high)
        assert 0.75 <= np.mean(inside) <= 0.85


@pytest.mark.slow
def test_the_truth_ranks_anywhere_among_the_patients_left(patients) -> None:
    """Simulation-based calibration: the ranks of true later pain are uniform."""
    ranks = np.array([np.mean(found[4] < true) for (_, true, _), found in patients])
    apart = np.sort(ranks) - (np.arange(PEOPLE) + 0.5) / PEOPLE
    assert np.max(np.abs(apart)) < 1.63 / np.sqrt(PEOPLE)  # Kolmogorov, 1 %


@pytest.mark.slow
def test_more_outcomes_do_not_widen_on_average(patients) -> None:
    widths = [
        np.mean(
            [np.ptp(np.percentile(found[known], [10, 90])) for _, found in patients]
        )
        for known in (1, 2, 4)
    ]
    assert all(wide > narrow for wide, narrow in pairwise(widths))
