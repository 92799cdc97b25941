"""A patient's sessions by local strain, shear and time."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.biology import Exposure, Response, SessionStimulus, predict_response
from strigil.biology.bruise import added_bruise
from strigil.biology.local_stimulus import (
    local_doses,
    local_group,
    local_people,
    stirred_mediators,
)
from strigil.biology.model import Array, Parameters
from strigil.biology.parameters import median_parameters
from strigil.biology.studied import People, StudiedGroup

USUAL = Exposure(
    time=0.0,
    acts="slides",
    duration=180.0,
    pressure=3_600.0,
    shear=14_000.0,
    strain=0.06,
    by_hand=False,
)


def sessions_of(exposure: Exposure, *days: float) -> list[SessionStimulus]:
    return [SessionStimulus(day, 1.0, exposure=exposure) for day in days]


def median(exposure: Exposure, *days: float) -> tuple[StudiedGroup, People]:
    """Return one median patient with such sessions."""
    from strigil.biology.drawn_people import acute_table

    weeks = median_parameters("tendinopathy")
    weeks = Parameters(**{k: np.array([v]) for k, v in vars(weeks).items()})
    people = local_people(weeks, np.zeros((len(acute_table()) + 1, 1)), np.zeros(1))
    return local_group("tendinopathy", "chronic", sessions_of(exposure, *days)), people


def dose(exposure: Exposure) -> float:
    return float(local_doses(*median(exposure, 0.0))[0][0])


def bruise(exposure: Exposure, days: Array) -> tuple[Array, Array]:
    still = np.zeros((days.size, 1))
    group, people = median(exposure, 0.0)
    return added_bruise(group, people, days, macrophages=still, before=still)


def predict(exposure: Exposure, **more: object) -> Response:
    asked = {"samples": 40, "duration_days": 14.0, **more}
    sessions = sessions_of(exposure, 2.0, 5.5, 9.0)
    return predict_response("tendinopathy", "chronic", sessions=sessions, **asked)


def test_a_light_dose_goes_with_the_square_of_local_strain() -> None:
    light = replace(USUAL, strain=1e-4)
    assert dose(replace(light, strain=2e-4)) == pytest.approx(4 * dose(light), rel=1e-4)


def test_no_session_goes_beyond_the_greatest_dose() -> None:
    assert dose(replace(USUAL, strain=10.0)) == pytest.approx(4.0, rel=1e-2)


def test_a_brief_dose_goes_with_time_and_a_long_one_no_more() -> None:
    brief = replace(USUAL, strain=1e-4, duration=0.1)
    doses = [dose(replace(brief, duration=t)) for t in (0.1, 0.2, 1e5, 2e5)]
    assert doses[1] == pytest.approx(2 * doses[0], rel=1e-3)
    assert doses[3] == pytest.approx(doses[2], rel=1e-6)


@pytest.mark.parametrize(("strain", "side"), [(0.05, -1.0), (1.0, 1.0)])
def test_mediators_are_calmed_below_the_threshold_and_stirred_above(
    strain: float, side: float
) -> None:
    """Inflaming needs many cycles, so the session is long."""
    long = replace(USUAL, strain=strain, duration=7200.0)
    factor = stirred_mediators(*median(long, 0.0), np.array([0.1]))
    assert np.sign(np.log(factor[0, 0])) == side


def test_mediators_are_as_before_ahead_of_a_session_and_long_after_it() -> None:
    factor = stirred_mediators(*median(USUAL, 3.0), np.array([0.0, 3.0, 3.1, 40.0]))
    assert factor[:2, 0] == pytest.approx(1.0, abs=0.0)
    assert factor[2, 0] < 0.99
    assert factor[3, 0] == pytest.approx(1.0, abs=1e-9)


def test_a_bruise_follows_shear_and_not_strain_or_time() -> None:
    after = np.array([0.0, 1.0])
    usual = bruise(USUAL, after)[0][1, 0]
    assert bruise(replace(USUAL, shear=28_000.0), after)[0][1, 0] > 1.5 * usual
    assert bruise(replace(USUAL, strain=0.2), after)[0][1, 0] == usual
    assert bruise(replace(USUAL, duration=1e3), after)[0][1, 0] == usual


def test_the_usual_shear_lets_out_what_the_reference_dose_did() -> None:
    p = median_parameters("tendinopathy")
    at_once = bruise(USUAL, np.array([0.0, 1e-9]))[0][1, 0]
    assert at_once == pytest.approx(p.jH / (1.0 + p.uH), rel=1e-6)


def test_blood_fades_exponentially_and_is_found_as_bilirubin() -> None:
    days = np.array([0.0, 1e-9, 2.0, 7.0])
    blood, yellow = bruise(USUAL, days)
    p = median_parameters("tendinopathy")
    assert blood[2:] == pytest.approx(blood[1] * np.exp(-p.kH * days[2:, None]))
    both = p.kH / (p.kB - p.kH) * (np.exp(-p.kH * 7.0) - np.exp(-p.kB * 7.0))
    assert yellow[3, 0] == pytest.approx(blood[1, 0] * both)


def test_no_blood_is_lost_where_bilirubin_is_not_cleared() -> None:
    group, people = median(USUAL, 0.0)
    people.weeks.kB = np.array([0.0])
    days, still = np.array([0.0, 1e-9, 5.0, 30.0]), np.zeros((4, 1))
    blood, yellow = added_bruise(group, people, days, macrophages=still, before=still)
    assert (blood + yellow)[1:] == pytest.approx(blood[1, 0])


@settings(deadline=None)
@given(
    shear=st.floats(0.0, 1e6), strain=st.floats(0.0, 2.0), minutes=st.floats(0.0, 240.0)
)
def test_no_session_whatever_makes_a_bruise_or_a_mediator_impossible(
    shear: float, strain: float, minutes: float
) -> None:
    any_session = replace(USUAL, shear=shear, strain=strain, duration=60.0 * minutes)
    group, people = median(any_session, 0.0, 0.5, 1.0)
    days, still = np.linspace(0.0, 20.0, 9), np.zeros((9, 1))
    for seen in added_bruise(group, people, days, macrophages=still, before=still):
        assert (seen >= 0.0).all()
        assert (seen < 1.0).all()
    factor = stirred_mediators(group, people, days)
    assert (np.abs(np.log(factor)) <= 3.0).all()


def test_equal_rates_of_fading_are_no_exception() -> None:
    group, people = median(USUAL, 0.0)
    days, still = np.array([0.0, 1e-9, 5.0]), np.zeros((3, 1))
    found = []
    for off in (0.0, 1e-5):
        people.weeks.kB = people.weeks.kH * (1.0 + off)
        seen = added_bruise(group, people, days, macrophages=still, before=still)
        found.append(seen[1][2, 0])
    assert found[0] == pytest.approx(found[1], rel=1e-4)


def test_a_stimulus_without_strain_and_shear_is_the_same_care_exactly() -> None:
    course = predict(replace(USUAL, strain=0.0, shear=0.0))
    for quantity in course.quantities.values():
        assert not quantity.difference.low.any()
        assert not quantity.difference.high.any()


def test_both_arms_are_equal_until_the_first_session() -> None:
    course = predict(USUAL)
    for quantity in course.quantities.values():
        assert not quantity.difference.high[:3].any()
    assert course.quantities["bruise"].difference.median[3] > 0.0


def test_an_uncertain_strain_widens_the_course() -> None:
    sure, unsure = predict(USUAL), predict(replace(USUAL, strain_factor=5.0))

    def width(course: Response) -> float:
        pain = course.quantities["pain"].difference
        return float(pain.high[-1] - pain.low[-1])

    assert width(unsure) > width(sure)


def test_a_session_that_hardly_strains_the_target_says_so() -> None:
    course = predict(replace(USUAL, strain=1e-4))
    assert "hardly strains" in course.warnings[-1]
    assert predict(USUAL).warnings == ()


def test_the_dose_stands_where_no_local_stimulus_is_known() -> None:
    plain = [SessionStimulus(2.0, 1.0)]
    both = [*plain, SessionStimulus(60.0, 1.0, exposure=USUAL)]
    one, other = (
        predict_response(
            "scar", "chronic", sessions=stimuli, samples=10, duration_days=14.0
        )
        for stimuli in (plain, both)
    )
    assert np.array_equal(
        one.quantities["pain"].median, other.quantities["pain"].median
    )
