"""Quick sums over waves are those written out, wave by wave and cell by cell."""

import numpy as np
import pytest

from strigil.mechanics.line_sums import (
    cell_displacement,
    pressure_waves,
    shared_along,
    strain_at_places,
)


def waves(samples: int = 2, count: int = 30, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.sort(rng.uniform(5.0, 4e3, (samples, count)), axis=1)


@pytest.mark.parametrize("cells", [1, 2, 7, 48])
def test_pressure_is_transformed_cell_by_cell(cells: int) -> None:
    rng, k = np.random.default_rng(cells), waves()
    cell, pressure = np.array([2e-4, 5e-4]), rng.uniform(0.0, 9e3, (2, cells))
    x = (np.arange(cells) + 0.5) * cell[:, None]
    each = np.cos(k[:, :, None] * x[:, None]) * pressure[:, None]
    width = 4.0 * np.sin(0.5 * k * cell[:, None]) / k
    assert pressure_waves(k, cell, pressure) == pytest.approx(width * each.sum(axis=2))


@pytest.mark.parametrize("count", [1, 2, 97])
def test_a_smooth_compliance_is_summed_wave_by_wave(count: int) -> None:
    rng, k = np.random.default_rng(count), waves()
    weight, compliance = (
        rng.uniform(1.0, 9.0, k.shape),
        rng.uniform(1e-9, 1e-8, k.shape),
    )
    cell, stack = np.array([2e-4, 5e-4]), np.array([[0.0, 0.0, 3e-3, 0.04]] * 2)
    x = np.arange(count) * cell[:, None]
    width = 2.0 * np.sin(0.5 * k * cell[:, None]) / k
    share = (compliance * weight * width)[:, :, None]
    written = (share * np.cos(k[:, :, None] * x[:, None])).sum(axis=1) / np.pi
    found = cell_displacement(k, weight, compliance, stack, cell, count)
    assert found == pytest.approx(written, abs=1e-10 * np.abs(written).max())


def test_a_half_space_needs_no_waves_at_all() -> None:
    """Johnson: w(x) = (1 - nu) / (pi G) integral of ln(depth / |x - s|) over a cell."""
    give, depth, cell = 2e-4, 0.04, 5e-4
    k = waves(1)
    none = give / k  # compliance of the half-space at each wave
    stack = np.array([[give, give, 3e-3, depth]])
    found = cell_displacement(k, np.ones_like(k), none, stack, np.array([cell]), 4)[0]
    edge = (np.arange(5) - 0.5) * cell
    inside = edge * np.log(np.abs(edge) / depth) - edge
    assert found == pytest.approx(-np.diff(inside) * give / np.pi)


def test_strain_in_a_layer_is_summed_wave_by_wave() -> None:
    rng, k = np.random.default_rng(4), waves()
    load, a = rng.normal(size=k.shape), rng.normal(size=(4, *k.shape))
    h, places = np.array([1e-3, 2e-2]), np.array([0.0, 0.3, 1.0])
    z = k[:, None] * h[:, None, None] * places[:, None]
    up = k[:, None] * h[:, None, None] * (1.0 - places[:, None])
    falls = (-a[0][:, None] + a[1][:, None] * (1.0 - z)) * np.exp(-z)
    rises = (-a[2][:, None] + a[3][:, None] * (1.0 - up)) * np.exp(-up)
    written = np.sum((k * load)[:, None] * (falls + rises), axis=2)
    assert strain_at_places(k, load, a, h, places) == pytest.approx(written)


def test_waves_along_the_edge_keep_the_load_and_raise_its_mean_square() -> None:
    k = np.geomspace(5.0, 4e3, 400)[None]
    amount = np.exp(-k / 100.0)
    along, share = np.array([[30.0, 80.0]]), np.array([0.7, 0.3])
    moved = shared_along(k, amount, along, share)
    assert moved.sum() == pytest.approx(amount.sum())
    before, after = (np.sum(one * k**2) for one in (amount, moved))
    q_squared = np.sum(along**2 * share) * amount.sum()
    assert after - before == pytest.approx(q_squared, rel=5e-3)


def test_no_wave_along_the_edge_moves_nothing() -> None:
    k = waves()
    amount = np.random.default_rng(1).uniform(1.0, 2.0, k.shape)
    assert shared_along(k, amount, np.zeros((2, 1)), np.ones(1)) == pytest.approx(
        amount
    )
