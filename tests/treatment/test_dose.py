"""The dose of a session: measured, reported or estimated, and its stimulus."""

import math
from functools import cache

import numpy as np
import pytest

from strigil.catalogue import sourced_table
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.intervals import Interval
from strigil.signals import Recording, analyse_recording, recording_of
from strigil.treatment import (
    DoseStep,
    ForceBand,
    GivenDose,
    PlanStep,
    SessionDose,
    WordReadings,
    calibrate,
    dose_of_recording,
    dose_of_steps,
    dose_steps,
    reference_session,
    stimulus_of,
)
from strigil.treatment.dose_steps import times

SITE, EDGE = "calf", "scanner.convex"


def step(force: float | None = 6.0, minutes: float = 3.0, **more: object) -> DoseStep:
    known = None if force is None else Interval(force, force, force)
    return DoseStep(
        **{
            "site": SITE,
            "edge": EDGE,
            "duration": 60.0 * minutes,
            "force": known,
            "force_basis": "measured",
            **more,
        }
    )


def pulses(force: float, strokes: int = 10) -> Recording:
    """One second of even force, one second of air, again and again."""
    time = np.arange(0.0, 2.0 * strokes + 1.0, 0.005)
    return recording_of(time, {"force_normal": force * ((time % 2.0) >= 1.0)})


@cache
def measured(force: float = 6.0) -> SessionDose:
    return dose_of_recording(analyse_recording(pulses(force)), EDGE, SITE)


def test_the_reference_session_is_one_at_every_site() -> None:
    for site in (SITE, "low_back"):
        assert stimulus_of(reference_session(site)).value == pytest.approx(1.0)


def test_the_stimulus_is_in_step_with_time() -> None:
    once, twice = (stimulus_of(dose_of_steps([step(minutes=m)])) for m in (2.0, 4.0))
    assert twice.value == pytest.approx(2.0 * once.value)


def test_two_steps_are_one_step_of_twice_the_time() -> None:
    two = dose_of_steps([step(minutes=2.0), step(minutes=2.0)])
    one = dose_of_steps([step(minutes=4.0)])
    assert two.work.value == pytest.approx(one.work.value)
    assert two.contact_time.high == pytest.approx(one.contact_time.high)
    assert two.force_mean == pytest.approx(one.force_mean)


def test_dose_and_stimulus_grow_with_force() -> None:
    doses = [dose_of_steps([step(force)]) for force in (2.0, 4.0, 8.0)]
    for of in (
        lambda dose: dose.impulse.value,
        lambda dose: dose.mean_pressure.value,
        lambda dose: dose.target_strain.value,
        lambda dose: stimulus_of(dose).value,
    ):
        values = [of(dose) for dose in doses]
        assert values == sorted(values)
        assert values[0] < values[-1]


def test_pressure_times_time_is_the_pressure_time_integral() -> None:
    dose = dose_of_steps([step()])
    assert dose.pressure_time.value == pytest.approx(
        dose.mean_pressure.value * dose.contact_time.value
    )
    assert dose.impulse.value == pytest.approx(6.0 * dose.contact_time.value)


def test_a_step_of_no_time_is_no_dose() -> None:
    dose = dose_of_steps([step(minutes=0.0)])
    assert stimulus_of(dose) == Interval(0.0, 0.0, 0.0)
    assert dose.force_mean is None


def test_without_calibration_force_is_estimated_over_what_people_use() -> None:
    dose = dose_of_steps([step(force=None, word="firm")])
    assert dose.force_basis == "estimated"
    force = dose.force_mean
    assert (force.low, force.high) == pytest.approx((1.6, 9.0))
    assert any("neither measured nor calibrated" in word for word in dose.warnings)


def test_two_hands_are_taken_to_be_stronger_than_one() -> None:
    one = dose_of_steps([step(force=None)])
    two = dose_of_steps([step(force=None, hands="two hands")])
    assert two.force_mean.value > one.force_mean.value


def test_the_practitioners_own_words_come_before_what_people_use() -> None:
    strokes = (4.0, 4.2, 4.4, 4.1, 4.3)
    own = calibrate([WordReadings("firm", force=strokes)])
    dose = dose_of_steps([step(force=None, word="firm")], calibration=own)
    assert dose.force_mean.value == pytest.approx(4.2)
    assert dose.force_mean.high < 9.0
    other = dose_of_steps([step(force=None, word="light")], calibration=own)
    assert other.force_mean.high == 9.0


def test_a_calibration_of_peaks_gives_a_lower_mean() -> None:
    strokes = (4.0, 4.2, 4.4, 4.1, 4.3)
    own = calibrate([WordReadings("firm", force=strokes, statistic="peak per stroke")])
    dose = dose_of_steps([step(force=None, word="firm")], calibration=own)
    share = sourced_table("response_stimulus.toml")["mean_over_peak"].value
    assert dose.force_mean.value == pytest.approx(4.2 * share)


def test_time_is_reported_and_only_part_of_it_is_contact() -> None:
    dose = dose_of_steps([step(minutes=1.0)])
    assert dose.time_basis == "reported"
    assert dose.contact_time.low < dose.contact_time.value < 60.0
    assert dose.contact_time.high <= 60.0 * 1.001


def test_a_recording_measures_force_time_and_strokes() -> None:
    dose = measured()
    assert dose.force_basis == dose.time_basis == "measured"
    assert dose.strokes == 10
    assert dose.contact_time.value == pytest.approx(10.0, rel=0.02)
    assert dose.force_mean.value == pytest.approx(6.0, rel=0.02)
    assert dose.impulse.value == pytest.approx(60.0, rel=0.02)


def test_a_measured_dose_is_surer_than_an_estimated_one() -> None:
    def width(dose: SessionDose) -> float:
        u = stimulus_of(dose)
        return u.high / u.low

    assert width(measured()) < width(dose_of_steps([step(force=None)])) / 3.0


def test_the_same_session_measured_and_told_gives_the_same_stimulus() -> None:
    share = sourced_table("response_stimulus.toml")["contact_share"].value
    told = dose_of_steps([step(6.0, minutes=10.0 / share / 60.0)])
    assert stimulus_of(told).value == pytest.approx(
        stimulus_of(measured()).value, rel=0.05
    )


def test_a_recording_without_force_gives_no_dose_and_says_what_to_do() -> None:
    time = np.arange(0.0, 5.0, 0.01)
    moved = recording_of(time, {"acceleration_x": np.sin(time)})
    with pytest.raises(InvalidValueError, match="steps"):
        dose_of_recording(analyse_recording(moved), EDGE, SITE)


def test_a_recording_of_air_is_no_dose() -> None:
    time = np.arange(0.0, 5.0, 0.01)
    still = recording_of(time, {"force_normal": np.zeros_like(time)})
    dose = dose_of_recording(analyse_recording(still), EDGE, SITE)
    assert stimulus_of(dose).value == 0.0
    assert dose.warnings == ("No stroke was found.",)


def test_an_unknown_edge_or_site_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"scanner\.convex"):
        dose_of_steps([step(edge="scaner.convex")])
    with pytest.raises(UnknownNameError, match="calf"):
        dose_of_steps([step(site="calff")])


def test_steps_at_two_sites_need_one_named() -> None:
    both = [step(), step(site="low_back")]
    with pytest.raises(InvalidValueError, match="calf, low_back"):
        dose_of_steps(both)
    assert dose_of_steps(both, site="low_back").site == "low_back"


@pytest.mark.parametrize("wrong", [{"duration": -1.0}, {"duration": math.nan}])
def test_a_time_that_can_not_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError, match="duration"):
        step(**wrong)


def test_a_negative_force_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="force"):
        step(force=-3.0)


def test_steps_of_a_plan_keep_what_an_edge_does() -> None:
    plan = [
        PlanStep(1, "check", "Look at the skin."),
        PlanStep(
            2,
            "light",
            "Sweep.",
            site=SITE,
            edge=EDGE,
            duration=60.0,
            angle_deg=45.0,
            force_band=ForceBand("light", 2.0, 4.5),
            grip="two hands",
        ),
    ]
    (kept,) = dose_steps(plan)
    assert kept.force == Interval(3.0, 2.0, 4.5)
    assert kept.hands == "two hands"
    assert kept.angle == pytest.approx(math.pi / 4)


def test_a_given_dose_with_a_force_is_measured() -> None:
    given = GivenDose(SITE, "left", EDGE, force=5.0, duration_min=2.0)
    (kept,) = dose_steps([given, GivenDose(SITE, "left", EDGE)])
    assert kept.duration == 120.0
    assert kept.force_basis == "measured"
    assert kept.force.value == 5.0


def test_independent_spreads_add_in_quadrature_of_logs() -> None:
    e = math.e
    product = times(Interval(1.0, 1 / e, e), Interval(2.0, 2 / e, 2 * e))
    assert product.high == pytest.approx(2.0 * math.exp(math.sqrt(2.0)))
    assert product.low == pytest.approx(2.0 * math.exp(-math.sqrt(2.0)))


def test_a_dose_turns_into_json() -> None:
    as_json = dose_of_steps([step()]).as_json()
    assert as_json["force_mean"]["value"] == 6.0
    assert as_json["site"] == SITE
