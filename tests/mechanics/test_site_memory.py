"""How layers that ease each in their own way make a site softer."""

import numpy as np
import pytest

from strigil.catalogue import Tissue, all_of, one_of, sourced_tables
from strigil.mechanics import (
    LayerStack,
    line_contact,
    parabola,
    sliding_contact,
)
from strigil.mechanics.prior_samples import PriorSamples
from strigil.mechanics.site_memory import SiteMemory, crept
from strigil.mechanics.spread_load import SpreadLoad
from strigil.mechanics.tissue_relaxation import SampledRelaxation, relaxation_of

THICKNESS, MODULUS = [1.5e-3, 5e-3, 0.8e-3, 30e-3], [1e5, 6e3, 1e6, 15e3]
SHARES = np.array([[0.5, 0.1], [0.2, 0.3], [0.1, 0.2], [0.1, 0.4]])
TIMES = np.array([[0.2, 20.0], [0.5, 700.0], [0.5, 60.0], [0.3, 6.0]])
TARGET = (3, 0.2)


def memory(
    shares: np.ndarray = SHARES,
    times: np.ndarray = TIMES,
    *,
    length: float | None = None,
) -> SiteMemory:
    stack = LayerStack.of(THICKNESS, MODULUS, 0.495)
    contact = line_contact(stack, 50.0, parabola(3e-3))
    load = SpreadLoad(
        contact.line_load,
        contact.half_width,
        contact.peak_pressure,
        None if length is None else np.array([length]),
    )
    relaxing = SampledRelaxation(shares[None], times[None])
    return SiteMemory(stack, load, relaxing, TARGET)


def alike() -> SiteMemory:
    return memory(np.tile([0.3, 0.3], (4, 1)), np.tile([0.2, 8.0], (4, 1)))


@pytest.mark.parametrize("rate", [0.0, 0.05, 1.0, 30.0, np.inf])
@pytest.mark.parametrize("length", [None, 0.03])
def test_layers_that_ease_alike_make_the_site_as_soft_as_one_of_them(
    rate: float, length: float | None
) -> None:
    one = memory(
        np.tile([0.3, 0.3], (4, 1)), np.tile([0.2, 8.0], (4, 1)), length=length
    )
    softer = one.softer(rate)
    exact = 1.0 / one.relaxing.transformed(rate)[0, 0]
    assert softer.indentation[0] == pytest.approx(exact, rel=1e-9)
    assert softer.strain[0] == pytest.approx(exact, rel=1e-9)
    assert softer.stress[0] == pytest.approx(1.0, rel=1e-9)


def test_at_once_nothing_has_eased_and_later_more_has() -> None:
    found = [memory().softer(rate).indentation[0] for rate in (np.inf, 10, 1, 0.1, 0)]
    assert found[0] == pytest.approx(1.0, rel=1e-12)
    assert np.all(np.diff(found) > 0.0)


def test_the_factor_for_ever_is_the_load_at_which_stiff_layers_give_way_as_much() -> (
    None
):
    """Long-term layers at P press in as layers at once do at factor x P, within 5 %."""
    long_term = np.array(MODULUS) * (1.0 - SHARES.sum(axis=1))
    eased = line_contact(
        LayerStack.of(THICKNESS, long_term, 0.495), 50.0, parabola(3e-3)
    )
    one = memory()
    more = 50.0 * one.softer(0.0).indentation
    stiff = line_contact(one.stack, more, parabola(3e-3))
    assert stiff.indentation == pytest.approx(eased.indentation, rel=0.05)


def test_the_course_of_a_site_meets_what_its_layers_do_at_any_rate() -> None:
    one = memory()
    series, strain, _ = one.course()
    for rate in (0.003, 0.03, 0.7, 7.0):
        found = one.softer(rate)
        turn = rate * np.asarray(series[0].time)
        stiff = series[0].long_term + np.sum(
            np.asarray(series[0].share) * turn / (1.0 + turn)
        )
        assert 1.0 / stiff == pytest.approx(found.indentation[0], rel=0.01)
    assert strain.sum() + 1.0 == pytest.approx(one.softer(0.0).strain[0], rel=0.01)


def test_creep_of_one_time_follows_its_closed_form() -> None:
    """E eased alike by g1: J(t) = 1 + g1 / (1 - g1) (1 - exp(-t (1 - g1) / tau))."""
    one = memory(np.tile([0.5, 0.0], (4, 1)), np.tile([0.6, 1.0], (4, 1)))
    _, strain, _ = one.course()
    time = np.concatenate([[0.0, 1e-6], np.linspace(0.05, 6, 60)])
    force = np.full(time.size, 2.0)
    force[0] = 0.0
    found = crept(strain, time, force)[0]
    exact = 2.0 * (1.0 - np.expm1(-time[1:] * 0.5 / 0.6))
    assert found[1:] == pytest.approx(exact, rel=0.02)


def test_what_does_not_ease_knows_no_rate() -> None:
    still = memory(np.zeros((4, 2)))
    slid = still.slid(0.1)
    assert still.softer(0.0).indentation[0] == pytest.approx(1.0, rel=1e-12)
    assert slid.softer.strain[0] == pytest.approx(1.0, rel=1e-9)
    assert slid.friction[0] == pytest.approx(0.0, abs=1e-12)
    assert still.course()[0][0].long_term == pytest.approx(1.0, abs=1e-9)


def test_very_slow_sliding_is_a_hold_for_ever_and_very_fast_is_at_once() -> None:
    one = memory()
    slow, fast = one.slid(1e-9), one.slid(1e7)
    assert slow.softer.indentation == pytest.approx(
        one.softer(0.0).indentation, rel=1e-3
    )
    assert fast.softer.indentation == pytest.approx(1.0, rel=1e-3)
    assert slow.friction == pytest.approx(0.0, abs=1e-4)
    assert fast.friction == pytest.approx(0.0, abs=1e-4)


@pytest.mark.parametrize("speed", [0.005, 0.05, 0.2])
def test_sliding_agrees_with_the_contact_that_finds_its_own_pressure(
    speed: float,
) -> None:
    """Pressure at rest against the pressure that leans forward: 5 %, friction 20 %."""
    one = memory()
    exact = sliding_contact(
        one.stack,
        [one.relaxing.series(0, layer) for layer in range(4)],
        parabola(3e-3),
        line_load=50.0,
        speed=speed,
    )
    found = one.slid(speed)
    more = 50.0 * found.softer.indentation
    told = line_contact(one.stack, more, parabola(3e-3)).indentation[0]
    assert told == pytest.approx(exact.indentation, rel=0.05)
    assert found.friction[0] == pytest.approx(exact.friction, rel=0.2)


def test_drawn_series_are_series_and_stay_within_what_can_be() -> None:
    tissues = list(all_of(Tissue).values())
    drawn = relaxation_of(tissues, PriorSamples(200, 0))
    assert np.all(drawn.share >= 0.0)
    assert np.all(drawn.long_term > 0.0)
    assert np.all(drawn.time > 0.0)
    again = relaxation_of(tissues, PriorSamples(200, 0))
    assert np.array_equal(drawn.share, again.share)
    assert np.array_equal(drawn.series(0, 0).share, drawn.share[0, 0])


def test_one_kind_of_tissue_in_two_layers_is_one_draw() -> None:
    fat, muscle = one_of(Tissue, "fat"), one_of(Tissue, "muscle")
    drawn = relaxation_of([fat, muscle, fat], PriorSamples(30, 1))
    assert np.array_equal(drawn.time[:, 0], drawn.time[:, 2])
    assert not np.array_equal(drawn.time[:, 0], drawn.time[:, 1])


def test_shares_of_every_kind_leave_some_stiffness_even_at_their_highest() -> None:
    for name, table in sourced_tables("relaxation.toml").items():
        if name != "range":
            assert table["fast_share"].high + table["slow_share"].high <= 0.95
