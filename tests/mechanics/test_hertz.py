"""Closed forms of Hertz obey their own laws."""

import pytest

from strigil.errors import InvalidValueError
from strigil.mechanics.hertz import hertz_line, hertz_sphere, plane_modulus


def test_four_times_the_load_doubles_the_width_of_a_line() -> None:
    one, four = hertz_line(10, 2e-3, 1e4), hertz_line(40, 2e-3, 1e4)
    assert four.half_width == pytest.approx(2 * one.half_width)


def test_eight_times_the_load_doubles_the_radius_of_a_round_contact() -> None:
    one, eight = hertz_sphere(1, 5e-3, 1e4), hertz_sphere(8, 5e-3, 1e4)
    assert eight.half_width == pytest.approx(2 * one.half_width)
    assert eight.indentation == pytest.approx(4 * one.indentation)


def test_peak_is_four_over_pi_of_the_mean_on_a_line_three_halves_on_a_spot() -> None:
    line, spot = hertz_line(10, 2e-3, 1e4), hertz_sphere(1, 5e-3, 1e4)
    assert line.peak_pressure / line.mean_pressure == pytest.approx(4 / 3.14159265)
    assert spot.peak_pressure / spot.mean_pressure == pytest.approx(1.5)


def test_an_incompressible_tissue_is_a_third_stiffer_in_plane_strain() -> None:
    assert plane_modulus(3.0, 0.5) == pytest.approx(4.0)


def test_nothing_without_load_or_stiffness() -> None:
    with pytest.raises(InvalidValueError, match="line load must be positive"):
        hertz_line(0, 2e-3, 1e4)
    with pytest.raises(InvalidValueError, match="modulus must be positive"):
        hertz_sphere(1, 2e-3, -1)
