"""Stiffness along repeated strokes: laws of the secant, and what force alone says."""

import numpy as np
import pytest

from strigil.catalogue import BodySite, TreatmentEdge, one_of
from strigil.errors import InvalidValueError
from strigil.intervals import Interval
from strigil.mechanics import expected_stiffness, simulate_scan, stiffness_scan

X = np.arange(0.0005, 0.1, 0.001)


def pressed(forces, stiffness=800.0, exponent=0.7):
    """Strokes on tissue of a stiffness at 6 N that gives way as a power of force."""
    position = [X] * len(forces)
    force = [np.full(X.size, f) for f in forces]
    return position, force, [6.0 / stiffness * (f / 6.0) ** exponent for f in force]


def test_a_spring_is_as_stiff_as_force_over_indentation() -> None:
    scan = stiffness_scan(*pressed([6.0, 6.0]))
    assert np.allclose(scan.stiffness, 800.0)
    assert scan.mean_force == pytest.approx(6.0)


@pytest.mark.parametrize("exponent", [0.5, 0.8, 1.0])
def test_strokes_of_unequal_force_give_the_stiffness_at_the_mean_force(
    exponent,
) -> None:
    scan = stiffness_scan(*pressed([4.0, 9.0, 5.0, 7.2], exponent=exponent))
    assert scan.exponent.value == pytest.approx(exponent)
    # Secant at F0: F0 / d(F0) = 800 (F0 / 6)^(1 - m).
    truth = 800.0 * (scan.mean_force / 6.0) ** (1.0 - exponent)
    assert np.allclose(scan.stiffness, truth)


def test_equal_forces_leave_the_exponent_to_the_prior() -> None:
    scan = stiffness_scan(*pressed([6.0, 6.0, 6.0]))
    assert scan.exponent.value == pytest.approx(0.7)
    assert scan.exponent.low == pytest.approx(0.45)


def test_stiffness_scales_with_the_unit_of_force_and_of_length() -> None:
    scan = simulate_scan(4, seed=1)
    one = stiffness_scan(scan.position, scan.force, scan.indentation)
    other = stiffness_scan(
        scan.position, [3 * f for f in scan.force], [d / 2 for d in scan.indentation]
    )
    assert np.allclose(other.stiffness, 6 * one.stiffness, equal_nan=True)
    assert np.allclose(other.standard_error, 6 * one.standard_error, equal_nan=True)
    assert other.exponent.value == pytest.approx(one.exponent.value)


def test_mirrored_strokes_have_mirrored_places() -> None:
    scan = simulate_scan(4, seed=1)
    one = stiffness_scan(scan.position, scan.force, scan.indentation)
    other = stiffness_scan([-x for x in scan.position], scan.force, scan.indentation)
    assert np.allclose(other.place, -one.place[::-1])
    assert np.allclose(other.stiffness, one.stiffness[:, ::-1], equal_nan=True)


def test_the_order_of_strokes_does_not_matter() -> None:
    scan = simulate_scan(4, seed=2)
    one = stiffness_scan(scan.position, scan.force, scan.indentation)
    turned = [rows[::-1] for rows in (scan.position, scan.force, scan.indentation)]
    other = stiffness_scan(*turned)
    assert np.allclose(other.stiffness, one.stiffness[::-1], equal_nan=True)
    assert np.allclose(other.typical, one.typical, equal_nan=True)


def test_places_that_a_stroke_did_not_pass_are_not_made_up() -> None:
    position, force, depth = pressed([6.0, 6.0])
    some = X > 0.05
    cut = [[rows[0], rows[1][some]] for rows in (position, force, depth)]
    scan = stiffness_scan(*cut)
    assert np.isnan(scan.stiffness[1, scan.place < 0.049]).all()
    assert np.isnan(scan.typical[scan.place < 0.049]).all()
    assert np.isfinite(scan.typical[scan.place > 0.051]).all()


def test_the_interval_of_the_mean_holds_the_truth_in_nine_scans_of_ten() -> None:
    random, held, asked = np.random.default_rng(0), 0, 0
    for _ in range(40):
        position, force, depth = pressed([5.0, 6.0, 7.0, 6.5, 5.5])
        depth = [d * np.exp(random.normal(0, 0.05, X.size)) for d in depth]
        scan = stiffness_scan(position, force, depth)
        truth = 800.0 * (scan.mean_force / 6.0) ** 0.3
        held += int(np.sum((scan.low < truth) & (truth < scan.high)))
        asked += scan.place.size
    assert held / asked == pytest.approx(0.9, abs=0.02)


def test_sensor_errors_widen_the_standard_error() -> None:
    sure = stiffness_scan(*pressed([6.0, 6.0]))
    unsure = stiffness_scan(*pressed([6.0, 6.0]), indentation_error=0.00075)
    # 0.75 mm of 7.5 mm is 10 %, and nothing else scatters.
    assert np.allclose(sure.standard_error, 0.0, atol=1e-6)
    assert np.allclose(unsure.standard_error, 80.0)


def test_force_alone_gives_no_stiffness_and_says_what_is_missing() -> None:
    position, force, _ = pressed([6.0, 8.0])
    scan = stiffness_scan(position, force)
    assert scan.stiffness is None
    assert scan.typical is None
    assert scan.exponent is None
    assert scan.relative is None
    assert np.allclose(scan.force[1], 8.0)
    assert any("No stiffness" in said for said in scan.cannot_say)
    assert any("indentation" in said for said in scan.cannot_say)


def test_stiffness_with_indentation_does_not_say_depth_or_modulus() -> None:
    said = " ".join(stiffness_scan(*pressed([6.0])).cannot_say)
    assert "Depth" in said
    assert "Modulus" in said


def test_relative_stiffness_is_over_the_expected_one() -> None:
    scan = stiffness_scan(*pressed([6.0]), expected=Interval(400.0, 200.0, 800.0))
    assert np.allclose(scan.relative, 2.0)
    assert stiffness_scan(*pressed([6.0])).relative is None


def test_expected_stiffness_is_force_over_indentation_of_the_site() -> None:
    edge = one_of(TreatmentEdge, "multi_curve_medium.convex")
    found = expected_stiffness(edge, one_of(BodySite, "calf"), force=6.0, samples=20)
    assert 0 < found.low < found.value < found.high
    assert found.high / found.low > 1.5


def test_light_and_missing_samples_are_left_out_and_counted() -> None:
    position, force, depth = pressed([6.0, 6.0])
    force[0][:10] = 0.5
    depth[1][:5] = np.nan
    scan = stiffness_scan(position, force, depth)
    assert "15 of 200 samples" in scan.warnings[0]
    assert np.nanmax(scan.stiffness) == pytest.approx(800.0)


def test_an_indentation_in_millimetres_is_asked_about() -> None:
    position, force, depth = pressed([6.0])
    scan = stiffness_scan(position, force, [1000 * d for d in depth])
    assert "millimetres" in scan.warnings[0]


@pytest.mark.parametrize(
    ("position", "force", "depth", "said"),
    [
        ([], [], [], "one array a stroke"),
        ([X], [X, X], [X], "one array a stroke"),
        ([X], [X[1:]], [X], "sample by sample"),
        ([X], [0 * X], [X], "presses"),
        ([X], [X], [-X], "presses"),
    ],
)
def test_channels_that_do_not_go_together_are_refused(position, force, depth, said):
    with pytest.raises(InvalidValueError, match=said):
        stiffness_scan(position, force, depth)


def test_a_negative_sensor_error_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="0 or more"):
        stiffness_scan(*pressed([6.0]), force_error=-1.0)


def test_a_simulated_scan_without_a_stroke_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="at least one stroke"):
        simulate_scan(0, seed=1)


def test_positions_in_millimetres_ask_about_their_unit() -> None:
    x = np.arange(0.0, 100.0)
    scan = stiffness_scan([x] * 4, [6.0 + 0 * x] * 4, [0.008 + 0 * x] * 4)
    assert any("millimetres meant" in said for said in scan.warnings)
    right = stiffness_scan([x * 1e-3] * 4, [6.0 + 0 * x] * 4, [0.008 + 0 * x] * 4)
    assert not any("millimetres meant" in said for said in right.warnings)
