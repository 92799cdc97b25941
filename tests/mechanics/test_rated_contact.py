"""An edge stroked at a speed, or pressed, held and let go, on a body site."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.catalogue import (
    BodySite,
    Sourced,
    TreatmentEdge,
    all_of,
    one_of,
    sourced_tables,
)
from strigil.errors import InvalidValueError
from strigil.mechanics import contact_of_edge, tissue_relaxation
from strigil.mechanics.held_contact import hold_of_edge, press_of_edge
from strigil.mechanics.rated_result import HeldContact, RateState, StrokedContact
from strigil.mechanics.stroked_contact import stroke_of_edge

CONVEX = one_of(TreatmentEdge, "multi_curve_medium.convex")
CALF = one_of(BodySite, "calf")
FEW = 12


def stroked(speed: float = 0.1, **changed: object) -> StrokedContact:
    question = {"site": CALF, "force": 4.0, "samples": FEW, **changed}
    return stroke_of_edge(CONVEX, question.pop("site"), speed=speed, **question)


def held(**changed: object) -> HeldContact:
    question = {"site": CALF, "force": 4.0, "samples": FEW, **changed}
    return hold_of_edge(CONVEX, question.pop("site"), **question)


def states(found: RateState) -> list[float]:
    parts = (found.indentation, found.half_width, found.mean_pressure)
    return [part.value for part in (*parts, found.target_strain, found.target_stress)]


@pytest.fixture
def eased(monkeypatch: pytest.MonkeyPatch) -> object:
    """Set how all tissues ease: shares and their spread, as factors of the file's."""

    def set_to(share: float, spread: float = 1.0) -> None:
        plain = sourced_tables("relaxation.toml")

        def changed(name: str, one: Sourced) -> Sourced:
            if not name.endswith("share"):
                return one
            value = share * one.value
            low = value - spread * share * (one.value - one.low)
            return replace(one, value=value, low=low, high=2.0 * value - low)

        table = {
            kind: {name: changed(name, one) for name, one in numbers.items()}
            for kind, numbers in plain.items()
        }
        monkeypatch.setattr(tissue_relaxation, "sourced_tables", lambda _: table)

    return set_to


def test_infinitely_fast_is_the_contact_at_once() -> None:
    bare = contact_of_edge(CONVEX, CALF, force=4.0, samples=FEW, with_stress=True)
    found = stroked(1e6)
    assert bare.stress is not None
    exact = [
        bare.indentation.value,
        bare.half_width.value,
        bare.mean_pressure.value,
        bare.target.strain.value,
        bare.stress.target.across.value,
    ]
    assert states(found.at_once) == pytest.approx(exact, rel=1e-6)
    assert states(found.stroked) == pytest.approx(exact, rel=2e-3)
    assert found.friction.value == pytest.approx(0.0, abs=1e-3)


def test_infinitely_slow_is_the_relaxed_contact() -> None:
    found = stroked(1e-9)
    assert states(found.stroked) == pytest.approx(states(found.relaxed), rel=2e-3)
    assert found.stiffer.value == pytest.approx(1.0, rel=2e-3)


def test_a_faster_stroke_is_a_stiffer_one() -> None:
    depth = [
        stroked(speed).stroked.indentation.value for speed in (0.002, 0.02, 0.1, 0.4)
    ]
    assert depth == sorted(depth, reverse=True)


def test_tissue_that_does_not_ease_knows_no_rate(eased: object) -> None:
    eased(0.0)
    found, still = stroked(0.05), held(hold=5.0)
    assert states(found.stroked) == pytest.approx(states(found.at_once), rel=1e-6)
    assert states(found.relaxed) == pytest.approx(states(found.at_once), rel=1e-6)
    assert found.lost_work.value == pytest.approx(0.0, abs=1e-9)
    assert still.creep.value == pytest.approx(0.0, abs=1e-6)
    assert still.strain_creep.value == pytest.approx(0.0, abs=1e-6)
    assert still.left.value == pytest.approx(0.0, abs=1e-4)


def test_more_easing_means_more_creep_and_more_lost_work(eased: object) -> None:
    eased(0.4)
    little = held(hold=5.0)
    slow = stroked(0.02)
    eased(1.0)
    much = held(hold=5.0)
    assert much.creep.value > 1.5 * little.creep.value
    assert much.lost_work.value > little.lost_work.value
    assert stroked(0.02).lost_work.value > slow.lost_work.value


def test_wider_priors_of_easing_give_wider_intervals(eased: object) -> None:
    eased(0.6, 0.02)
    narrow = held(hold=5.0, samples=40).creep
    eased(0.6, 1.4)
    wide = held(hold=5.0, samples=40).creep
    assert wide.high - wide.low > 1.2 * (narrow.high - narrow.low)


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(sorted(all_of(BodySite))),
    st.floats(0.3, 20.0),
    st.floats(1e-4, 2.0),
    st.booleans(),
)
def test_no_site_force_or_speed_gives_an_impossible_stroke(
    site: str, force: float, speed: float, diseased: bool
) -> None:
    found = stroked(
        speed, site=one_of(BodySite, site), force=force, diseased=diseased, samples=5
    )
    for state in (found.at_once, found.stroked, found.relaxed):
        for one in (state.indentation, state.half_width, state.mean_pressure):
            assert 0.0 < one.low <= one.value <= one.high < math.inf
        assert state.target_strain.low > -1.0
        assert state.target_strain.low <= state.target_strain.value
        assert state.target_strain.value <= state.target_strain.high
        assert state.target_stress.high < 0.0
    assert found.at_once.indentation.value <= found.relaxed.indentation.value
    assert found.friction.low >= -1e-9
    assert found.stiffer.low > 0.9


@settings(max_examples=8, deadline=None)
@given(
    st.sampled_from(sorted(all_of(BodySite))),
    st.floats(0.3, 15.0),
    st.floats(0.01, 5.0),
    st.floats(0.0, 300.0),
    st.floats(0.01, 20.0),
)
def test_no_site_force_or_time_gives_an_impossible_hold(
    site: str, force: float, rise: float, hold: float, release: float
) -> None:
    found = hold_of_edge(
        CONVEX,
        one_of(BodySite, site),
        force=force,
        rise=rise,
        hold=hold,
        release=release,
        samples=5,
    )
    for course in (found.indentation, found.target_strain, found.target_stress):
        for values in (course.median, course.low, course.high):
            assert np.all(np.isfinite(values))
    assert found.indentation.low.min() >= 0.0
    assert found.target_strain.low.min() > -1.0
    assert found.creep.low > -1e-6
    assert found.lost_work.low > -1e-9


def test_a_hold_goes_from_pressed_to_deeper_and_the_skin_lags_behind() -> None:
    found = held(rise=0.3, hold=20.0, release=0.3)
    assert found.time[-1] == pytest.approx(1.25 * 20.6)
    assert found.force.max() == pytest.approx(4.0)
    assert found.creep.low > 0.0
    assert found.held.indentation.value > found.pressed.indentation.value
    assert found.held.mean_pressure.value < found.pressed.mean_pressure.value
    assert 0.0 < found.left.value < found.held.indentation.value
    assert found.lost_work.low > 0.0
    assert found.indentation.median[-1] < found.left.value
    assert np.all(found.indentation.low <= found.indentation.median + 1e-12)
    assert np.all(found.indentation.median <= found.indentation.high + 1e-12)


def test_pressed_at_once_and_held_long_the_site_goes_from_at_once_to_relaxed() -> None:
    edges = stroked(0.1)
    found = held(rise=1e-4, hold=1e6, release=0.3)
    assert found.pressed.indentation.value == pytest.approx(
        edges.at_once.indentation.value, rel=0.02
    )
    assert found.held.indentation.value == pytest.approx(
        edges.relaxed.indentation.value, rel=0.03
    )
    assert found.held.target_strain.value == pytest.approx(
        edges.relaxed.target_strain.value, rel=0.03
    )


def test_a_quicker_press_is_less_deep_when_the_force_is_reached() -> None:
    quick, slow = held(rise=0.05).pressed, held(rise=5.0).pressed
    assert quick.indentation.value < slow.indentation.value


def test_a_hold_is_a_press_by_any_course_of_force() -> None:
    found = held(rise=0.5, hold=3.0, release=0.5)
    again = press_of_edge(CONVEX, CALF, time=found.time, force=found.force, samples=FEW)
    assert again.creep == found.creep
    none = held(rise=0.5, hold=0.0, release=0.5)
    assert none.creep.value == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("speed", [0.0, -0.1, math.nan, math.inf])
def test_a_speed_that_is_none_is_refused(speed: float) -> None:
    with pytest.raises(InvalidValueError, match="speed is above 0 m/s"):
        stroked(speed)


@pytest.mark.parametrize(
    "times",
    [
        {"rise": 0.0},
        {"release": -1.0},
        {"hold": -0.1},
        {"rise": math.nan},
    ],
)
def test_times_that_can_not_be_are_refused(times: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError, match="given"):
        held(**times)


def test_times_too_far_apart_are_refused_and_a_hold_of_nothing_is_none() -> None:
    with pytest.raises(InvalidValueError, match="too short to be told from none"):
        held(rise=1e-12, hold=100.0)
    none, little = held(hold=0.0), held(hold=1e-200)
    assert none.creep == little.creep


def test_rates_beyond_what_was_measured_come_with_a_warning() -> None:
    assert any("speed of 2000 mm/s" in note for note in stroked(2.0).warnings)
    assert any("time of 2000 s" in note for note in held(hold=2000.0).warnings)
    assert not any("outside" in note for note in stroked(0.1).warnings)


def test_the_numbers_of_easing_are_named() -> None:
    assert "MouseSkin2015" in stroked().sources
    assert "Bosboom2001" in held(hold=1.0).sources
