"""Dose maps against closed forms, and kernels of an edge against points of load."""

import numpy as np
import pytest
from numpy.typing import NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.contact import LineContact
from strigil.mechanics.dose_map import BodyPatch, StrokeSamples
from strigil.mechanics.dose_scatter import additive_dose_map, bank_spectrum
from strigil.mechanics.kernel_bank import KernelBank
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.line_footprint import LineLoad, strain_kernel
from strigil.mechanics.subsurface import load_spectrum, strain_under_centre
from strigil.mechanics.wave_grid import operator_of

Array = NDArray[np.float64]
E, NU = 1.5e4, 0.45
DEEP = LayerStack.of([0.06], [E], [NU], base="half_space")
SITE = LayerStack.of([1.5e-3, 5e-3, 8e-4, 2e-2], [1e5, 6e3, 1e6, 1.5e4], [0.495] * 4)


def below_a_point(x: Array, y: Array, z: float) -> Array:
    """Return dw/dz under a push of 1 N at the origin of a half-space (Boussinesq).

    With r^2 = x^2 + y^2 + z^2 and w = (1 + nu) / (2 pi E) (2 (1 - nu) / r + z^2 / r^3),
    dw/dz = (1 + nu) / (2 pi E) (2 nu z / r^3 - 3 z^3 / r^5).
    """
    r = np.sqrt(x**2 + y**2 + z**2)
    return (1.0 + NU) / (2.0 * np.pi * E) * (2.0 * NU * z / r**3 - 3.0 * z**3 / r**5)


def below_a_line(x: float, y: float, z: float, load: LineLoad) -> float:
    """Sum points over a half ellipse along x and a bell along y that hold 1 N."""
    a, spread = float(load.half_width[0]), load.length / np.sqrt(2.0 * np.pi)
    angle = (np.arange(40) + 0.5) * np.pi / 40
    s, share = a * np.cos(angle), np.sin(angle) ** 2 * 2.0 / 40
    t = np.linspace(-6.0, 6.0, 241) * spread
    bell = np.exp(-((t / spread) ** 2) / 2.0)
    bell /= bell.sum()
    points = below_a_point(x - s[:, None], y - t[None, :], z)
    return float(share @ points @ bell)


def test_a_kernel_on_a_half_space_is_a_sum_of_boussinesq_points() -> None:
    load = LineLoad.of(length=0.02, half_width=2e-3)
    cell, depth = 2.5e-4, (3e-3, 8e-3)
    kernel = strain_kernel(DEEP, load, depth=depth, footprint=(41, 61), cell=cell)(
        0.0, 2.0
    )
    for row, z in enumerate(depth):
        for i, j in ((20, 30), (32, 30), (20, 48), (10, 10)):
            x, y = (i - 20) * cell, (j - 30) * cell
            exact = abs(2.0 * below_a_line(x, y, z, load))
            assert kernel[row, i, j] == pytest.approx(exact, rel=0.005)


def test_a_kernel_turned_by_a_right_angle_is_the_kernel_of_the_turned_stroke() -> None:
    load = LineLoad.of(length=0.02, half_width=2e-3)
    kernel = strain_kernel(SITE, load, depth=[4e-3], footprint=(15, 15), cell=1e-3)
    ahead = kernel(0.3, 6.0)
    turned = np.rot90(ahead, axes=(1, 2))
    assert kernel(0.3 + np.pi / 2.0, 6.0) == pytest.approx(turned, rel=1e-9)
    assert kernel(0.3 + np.pi, 6.0) == pytest.approx(ahead, rel=1e-9)
    assert ahead[:, ::-1, ::-1] == pytest.approx(ahead, rel=1e-9)


def test_a_kernel_goes_with_force_to_its_power() -> None:
    load = LineLoad.of(length=0.02, half_width=2e-3)
    options = {"depth": [4e-3], "footprint": (5, 5), "cell": 1e-3}
    once = strain_kernel(SITE, load, **options)
    squared = strain_kernel(SITE, load, power=2.0, **options)
    assert once(0.0, 6.0) == pytest.approx(6.0 * once(0.0, 1.0))
    assert squared(0.0, 6.0) == pytest.approx(once(0.0, 6.0) ** 2)


def test_a_contact_that_widens_with_force_strains_less_for_each_newton() -> None:
    load = LineLoad.of(length=0.02, half_width=[1e-3, 3e-3], force=[1.0, 9.0])
    assert load.half_width_at(5.0) == pytest.approx(2e-3)
    kernel = strain_kernel(SITE, load, depth=[2e-3], footprint=(9, 9), cell=1e-3)
    assert kernel(0.0, 9.0).max() < 9.0 * kernel(0.0, 1.0).max()


def test_below_its_middle_a_kernel_is_the_strain_of_the_short_contact() -> None:
    """The same load by another sum: Gauss points in k, Gauss-Hermite along the edge."""
    length, a, cells = 0.02, 2e-3, 200
    x = (np.arange(cells) + 0.5) * a / cells
    pressure = 2.0 / (np.pi * a * length) * np.sqrt(1.0 - (x / a) ** 2)
    one = np.ones(1)
    contact = LineContact(
        line_load=one / length,
        half_width=a * one,
        peak_pressure=one,
        indentation=one,
        x=x[None],
        pressure=pressure[None],
        gap=0.0 * x[None],
    )
    operator = operator_of(SITE)
    spectrum = load_spectrum(operator, contact, length * one)
    points = [(1, 0.5), (2, 0.5), (3, 0.25), (3, 0.75)]
    depth = [4e-3, 6.9e-3, 12.3e-3, 22.3e-3]
    expected = -strain_under_centre(operator, spectrum, points)[0]
    load = LineLoad.of(length=length, half_width=a)
    kernel = strain_kernel(SITE, load, depth=depth, footprint=(1, 1), cell=1e-4)
    assert kernel(0.7, 1.0)[:, 0, 0] == pytest.approx(
        expected, abs=1e-3 * expected.max()
    )


def test_a_long_stroke_lays_down_a_band_that_is_the_kernel_swept_along() -> None:
    """Dose in the middle of a steady stroke = sum over cells of K, times time per cell.

    Sums of the kernel along the stroke, one value for each cell across it.
    """
    kernel = strain_kernel(
        SITE,
        LineLoad.of(length=0.01, half_width=2e-3),
        depth=[3e-3, 1e-2],
        footprint=(31, 21),
        cell=1e-3,
    )
    bank = KernelBank.of(
        kernel, directions=4, force=6.0, depth=[3e-3, 1e-2], cell=1e-3, half_turn=True
    )
    patch = BodyPatch((81, 21), 1e-3)
    x = np.arange(0.0, 0.0809, 0.25e-3) + 0.125e-3
    stroke = StrokeSamples.of(x, patch.y[10], direction=0.0, force=6.0, duration=0.01)
    found = additive_dose_map(stroke, bank_spectrum(bank, patch.cells), patch)
    swept = bank.values[0, 0].sum(axis=1) * 4 * 0.01
    assert found.values[:, 40] == pytest.approx(swept, rel=1e-9)


def test_kernels_that_can_not_be_are_refused() -> None:
    load = LineLoad.of(length=0.02, half_width=2e-3)
    options = {"footprint": (5, 5), "cell": 1e-3}
    with pytest.raises(InvalidValueError, match="depth must be above 0"):
        strain_kernel(SITE, load, depth=[0.0], **options)
    with pytest.raises(InvalidValueError, match="at most"):
        strain_kernel(SITE, load, depth=[0.1], **options)
    with pytest.raises(InvalidValueError, match="power of strain"):
        strain_kernel(SITE, load, depth=[1e-3], power=0.0, **options)
    with pytest.raises(InvalidValueError, match="half width must be positive"):
        LineLoad.of(length=0.02, half_width=0.0)
    both = LayerStack.of([[1e-3], [2e-3]], [[1e4], [1e4]], [[0.4], [0.4]])
    with pytest.raises(InvalidValueError, match="one stack at a time"):
        strain_kernel(both, load, depth=[1e-3], **options)
