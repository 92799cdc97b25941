"""What a recording delivered: laws of the places, and of the forecast from them."""

import math
from dataclasses import replace

import numpy as np
import pytest

from strigil.biology import Exposure, Response, SessionStimulus, predict_response
from strigil.biology.local_stimulus import local_doses, local_group, local_people
from strigil.biology.model import Parameters
from strigil.biology.parameters import median_parameters
from strigil.catalogue import BodySite, edge_among, one_of, sourced_table
from strigil.errors import InvalidValueError
from strigil.intervals import Interval
from strigil.mechanics import contact_of_edge
from strigil.signals import Recording, analyse_recording, recording_of
from strigil.treatment import (
    DeliveredExposure,
    DoseStep,
    SiteDoseMap,
    case_from_mapping,
    delivered_exposure,
    dose_map_of_recording,
    dose_of_recording,
    dose_of_steps,
    predict_course,
)

EDGE, SITE, FORCE = "scanner.convex", "calf", 4.0
RATE, SPEED = 100.0, 0.1
DUTY = sourced_table("scenario_rules.toml")["slide_duty"].value
CASE = case_from_mapping(
    {
        "schema": 1,
        "problem": {
            "condition": "calf_strain",
            "site": SITE,
            "side": "left",
            "stage": "chronic",
            "resting_pain": 5.0,
        },
        "instruments": {"edges": [EDGE], "lubricant": "oil"},
    }
)


def recorded(lanes: list[float], *, length: float = 0.04, places: bool = True):
    """Return straight strokes of even force, one on each lane [m], lifted between."""
    rest = np.zeros(60)
    x, y, pressing = [np.zeros(100)], [np.zeros(100)], [np.zeros(100)]
    way = np.arange(0.0, length, SPEED / RATE)
    for lane in lanes:
        x += [way, np.linspace(length, 0.0, rest.size)]
        y += [np.full(way.size, lane), np.full(rest.size, lane)]
        pressing += [np.full(way.size, FORCE), rest]
    channels = {"force_normal": np.concatenate(pressing)}
    if places:
        channels["position_x"] = np.concatenate(x)
        channels["position_y"] = np.concatenate(y)
        channels["position_z"] = 0.0 * channels["position_x"]
    return recording_of(np.arange(channels["force_normal"].size) / RATE, channels)


def mapped(recording: Recording) -> SiteDoseMap:
    return dose_map_of_recording(
        recording, analyse_recording(recording), EDGE, SITE, assumed_length=0.04
    )


def delivered(recording: Recording, **known: bool) -> DeliveredExposure:
    dose = dose_of_recording(analyse_recording(recording), EDGE, SITE)
    return delivered_exposure(mapped(recording), dose, lubricant="oil", **known)


TEN = recorded([0.0] * 10)
FOUND = delivered(TEN)


def work_of(one: Exposure) -> float:
    return one.strain**2 * one.duration


def dose_by_strain(one: Exposure) -> float:
    from strigil.biology.drawn_people import acute_table

    weeks = median_parameters("muscle_strain")
    weeks = Parameters(**{k: np.array([v]) for k, v in vars(weeks).items()})
    people = local_people(weeks, np.zeros((len(acute_table()) + 1, 1)), np.zeros(1))
    sessions = [SessionStimulus(0.0, 1.0, exposure=one)]
    group = local_group("muscle_strain", "chronic", sessions)
    return float(local_doses(group, people)[0][0])


def even_map(strain: float, time: float) -> SiteDoseMap:
    """Return a map on which each place is strained so for so long [1], [s]."""
    found = mapped(TEN)
    summed = np.zeros_like(found.strain_time)
    summed[found.target] = strain * time / found.over_share
    return replace(
        found,
        passes=np.ones_like(found.passes),
        target_work=np.full(found.passes.shape, strain**2 * time),
        strain_time=summed,
    )


def predicted(*sessions: SessionStimulus, **more: object) -> Response:
    asked = {"samples": 30, "duration_days": 10.0, "resting_pain": 5.0, **more}
    return predict_response("muscle_strain", "chronic", sessions=sessions, **asked)


def same(one: Response, other: Response, *, close: float) -> None:
    for name, course in one.quantities.items():
        for ends in ("median", "low", "high"):
            found = getattr(other.quantities[name], ends)
            assert found == pytest.approx(getattr(course, ends), rel=close, abs=close)


def test_each_place_of_an_even_map_has_the_strain_and_the_time_of_the_session() -> None:
    dose = dose_of_recording(analyse_recording(TEN), EDGE, SITE)
    found = delivered_exposure(even_map(0.05, 30.0), dose)
    assert found.exposure.strain == pytest.approx(0.05)
    assert found.exposure.duration == pytest.approx(30.0 / DUTY)
    for one in found.places:
        assert one.strain == pytest.approx(0.05)
        assert one.duration == pytest.approx(30.0 / DUTY)


def test_an_even_map_place_by_place_gives_the_forecast_of_one_place() -> None:
    dose = dose_of_recording(analyse_recording(TEN), EDGE, SITE)
    found = delivered_exposure(even_map(0.05, 30.0), dose)
    one = SessionStimulus(1.0, 1.0, exposure=found.exposure)
    same(predicted(one), predicted(replace(one, places=found.places)), close=1e-9)


def test_below_a_straight_stroke_the_strain_is_that_of_the_contact() -> None:
    contact = contact_of_edge(
        edge_among(EDGE), one_of(BodySite, SITE), force=FORCE, samples=40
    )
    most = FOUND.places[-1]
    # A cell holds its mean, and a square between two forces is off by 2 %.
    assert most.strain == pytest.approx(-contact.target.strain.value, rel=0.12)
    assert most.duration < FOUND.dose.contact_time.value / DUTY


def test_shares_hold_all_the_work_and_rise_with_it() -> None:
    shares = [work_of(one) for one in FOUND.places]
    assert np.mean(shares) == pytest.approx(work_of(FOUND.exposure), rel=0.02)
    assert shares == sorted(shares)
    assert FOUND.strain.low < FOUND.strain.high
    assert FOUND.area == pytest.approx(mapped(TEN).passes.astype(bool).sum() * 4e-6)


def test_twice_the_strokes_are_twice_the_time_at_the_same_strain_and_more_dose() -> (
    None
):
    twice = delivered(recorded([0.0] * 20))
    for one, two in zip(FOUND.places, twice.places, strict=True):
        assert two.strain == pytest.approx(one.strain, rel=0.03)
        assert two.duration == pytest.approx(2.0 * one.duration, rel=0.06)
        assert dose_by_strain(two) > 1.5 * dose_by_strain(one)


def test_in_which_order_places_and_strokes_come_changes_nothing() -> None:
    found = mapped(TEN)
    turned = replace(
        found,
        passes=found.passes[::-1, ::-1],
        target_work=found.target_work[::-1, ::-1],
        strain_time=found.strain_time[:, ::-1, ::-1],
    )
    again = delivered_exposure(turned, FOUND.dose, lubricant="oil")
    assert again.places == FOUND.places
    lanes = [0.0, 0.0, 0.0, 0.02, 0.02]
    one, other = delivered(recorded(lanes)), delivered(recorded(lanes[::-1]))
    for a, b in zip(one.places, other.places, strict=True):
        assert work_of(a) == pytest.approx(work_of(b), rel=0.05)


def test_strokes_on_two_lanes_give_each_place_less_than_on_one() -> None:
    apart = delivered(recorded([0.0, 0.08] * 5))
    assert apart.area > 1.6 * FOUND.area
    assert work_of(apart.exposure) < 0.7 * work_of(FOUND.exposure)


def test_assumed_positions_are_said_and_widen_the_interval() -> None:
    blind = recorded([0.0] * 10, places=False)
    assumed, told = delivered(blind), delivered(blind, length_known=True)
    assert (FOUND.placing, assumed.placing) == ("measured", "assumed")
    assert "was recorded" in FOUND.said[0]
    assert "that is an assumption" in assumed.said[0]
    assert "interval is wider" in assumed.said[0]
    assert "wider" not in told.said[0]
    factors = [one.exposure.strain_factor for one in (FOUND, told, assumed)]
    assert factors[0] == pytest.approx(factors[1], rel=0.05)
    assert factors[2] > 1.02 * factors[1]


def test_a_recording_of_the_planned_dose_gives_the_plans_forecast() -> None:
    """Short strokes on one spot, as the plan has it: within the plan's interval."""
    strokes, length = 120, 0.03
    force = Interval(FORCE, FORCE / 1.1, FORCE * 1.1)
    contact = sourced_table("response_stimulus.toml")["contact_share"].value
    written = strokes * length / SPEED / contact
    plan = dose_of_steps([DoseStep(SITE, EDGE, written, force=force)])
    found = delivered(recorded([0.0] * strokes, length=length))
    few = {"samples": 60, "duration_days": 14.0}
    planned = predict_course(CASE, [(0.0, plan)], **few)
    really = predict_course(CASE, [(0.0, plan)], delivered=(0.0, found), **few)
    assert found.dose.contact_time.value == pytest.approx(
        plan.contact_time.value, rel=0.1
    )
    for name in ("pain", "strength", "restriction", "inflammation", "bruise"):
        band = planned.quantities[name].difference
        middle = really.quantities[name].difference.median
        assert (band.low - 1e-12 <= middle).all(), name
        assert (middle <= band.high + 1e-12).all(), name


def test_a_recorded_session_stands_for_that_of_its_time_only() -> None:
    plan = dose_of_steps([DoseStep(SITE, EDGE, 180.0, force=Interval(4.0, 3.6, 4.4))])
    few = {"samples": 20, "duration_days": 14.0}
    doses = [(0.0, plan), (7.0, plan)]
    planned = predict_course(CASE, doses, **few).quantities["restriction"]
    late = predict_course(CASE, doses, delivered=(7.0, FOUND), **few)
    late_course = late.quantities["restriction"]
    assert planned.median[:8] == pytest.approx(late_course.median[:8], rel=1e-12)
    assert abs(planned.median[-1] - late_course.median[-1]) > 1e-6
    alone = predict_course(CASE, [], delivered=(7.0, FOUND), **few)
    assert alone.quantities["restriction"].difference.median[-1] < 0.0


def test_uneven_places_lie_between_the_extremes_and_not_at_their_mean() -> None:
    """Response is not proportional: that of the mean place is not the mean one."""
    low, high = (replace(FOUND.exposure, strain=s, duration=600.0) for s in (0.01, 0.3))
    mean = replace(low, strain=math.sqrt((0.01**2 + 0.3**2) / 2.0))
    found = {
        name: predicted(SessionStimulus(1.0, 1.0, exposure=mean, places=places))
        for name, places in {
            "both": (low, high),
            "turned": (high, low),
            "low": (low, low),
            "high": (high, high),
            "mean": (),
        }.items()
    }
    last = {k: v.quantities["strength"].difference.median[-1] for k, v in found.items()}
    ends = sorted((last["low"], last["high"]))
    assert ends[0] < last["both"] < ends[1]
    assert last["both"] == pytest.approx(last["turned"], rel=1e-9)
    assert abs(last["both"] - last["mean"]) > 1e-3 * abs(last["mean"])


def test_places_need_a_mean_place_and_the_same_number_of_shares() -> None:
    one = FOUND.exposure
    several = [
        SessionStimulus(1.0, 1.0, exposure=one, places=(one,) * 2),
        SessionStimulus(2.0, 1.0, exposure=one, places=(one,) * 3),
    ]
    with pytest.raises(InvalidValueError, match="equally many shares"):
        predicted(*several)
    with pytest.raises(InvalidValueError, match="mean place"):
        predicted(SessionStimulus(1.0, 1.0, places=(one,)))


def test_what_touched_nothing_delivered_nothing() -> None:
    nothing = replace(mapped(TEN), passes=np.zeros_like(mapped(TEN).passes))
    with pytest.raises(InvalidValueError, match="delivered nothing"):
        delivered_exposure(nothing, FOUND.dose)
