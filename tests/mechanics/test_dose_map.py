"""Dose maps: what must stay the same, what must add up, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import fft

from strigil.errors import InvalidValueError
from strigil.mechanics.dose_map import BodyPatch, DoseMap, StrokeSamples
from strigil.mechanics.dose_one_by_one import direct_dose_map, direct_peak_map
from strigil.mechanics.dose_peak import peak_dose_map, snapped
from strigil.mechanics.dose_scatter import additive_dose_map, bank_spectrum
from strigil.mechanics.kernel_bank import KernelBank

Array = NDArray[np.float64]
CELL = 1e-3
PATCH = BodyPatch((30, 24), CELL, (0.01, -0.012))
DEPTH = (3e-3, 8e-3)


def bell(direction: float, force: float, *, size: int = 7) -> Array:
    """Return an oblong bell, wider and no lower with force; it turns with direction."""
    x, y = np.meshgrid(*2 * [np.arange(size) - size // 2], indexing="ij")
    s = x * np.cos(direction) + y * np.sin(direction)
    t = y * np.cos(direction) - x * np.sin(direction)
    width = np.array([1.0, 1.5])[:, None, None] * (1.0 + 0.05 * force)
    return force * np.exp(-((s / width) ** 2) - (t / (2.0 * width)) ** 2)


def bank_of(*force: float, directions: int = 8, half_turn: bool = False) -> KernelBank:
    return KernelBank.of(
        bell,
        directions=directions,
        force=force,
        depth=DEPTH,
        cell=CELL,
        half_turn=half_turn,
    )


def uneven(footprint: tuple[int, int], forces: int, seed: int = 0) -> KernelBank:
    """Return kernels without any order, positive and negative."""
    values = np.random.default_rng(seed).normal(size=(6, forces, 2, *footprint))
    return KernelBank(values, np.linspace(2.0, 9.0, forces), np.array(DEPTH), CELL)


def strokes(count: int = 150, seed: int = 0, margin: float = 0.004) -> StrokeSamples:
    """Return samples on the patch and, with a margin [m], round it."""
    rng = np.random.default_rng(seed)
    return StrokeSamples.of(
        rng.uniform(PATCH.x[0] - margin, PATCH.x[-1] + margin, count),
        rng.uniform(PATCH.y[0] - margin, PATCH.y[-1] + margin, count),
        direction=rng.uniform(-7.0, 7.0, count),
        force=rng.uniform(0.0, 12.0, count),
        duration=rng.uniform(0.0, 0.02, count),
    )


def added(samples: StrokeSamples, bank: KernelBank, patch: BodyPatch = PATCH) -> Array:
    return additive_dose_map(samples, bank_spectrum(bank, patch.cells), patch).values


def off_by(one: DoseMap, other: DoseMap) -> float:
    return float(np.abs(one.values - other.values).max() / np.abs(other.values).max())


@pytest.mark.parametrize("forces", [1, 2, 4])
@pytest.mark.parametrize("footprint", [(1, 1), (7, 5), (8, 6), (2, 31)])
def test_the_sum_by_transforms_is_the_sum_one_by_one(
    footprint: tuple[int, int], forces: int
) -> None:
    bank, samples = uneven(footprint, forces), strokes(margin=0.03)
    direct = direct_dose_map(samples, bank, PATCH)
    for single, allowed in ((False, 1e-13), (True, 1e-6)):
        spectrum = bank_spectrum(bank, PATCH.cells, single=single)
        assert off_by(additive_dose_map(samples, spectrum, PATCH), direct) < allowed


def test_two_threads_add_up_the_same_to_the_last_digit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("strigil.mechanics.dose_scatter._WAVES_AT_ONCE", 2000)
    one = added(strokes(), uneven((8, 6), 4))
    with fft.set_workers(2):
        assert np.array_equal(added(strokes(), uneven((8, 6), 4)), one)


def test_kernels_made_of_fewer_patterns_are_mixed_and_give_the_same_map() -> None:
    bank = KernelBank.of(
        lambda direction, force: force * bell(direction, 1.0),
        directions=8,
        force=[2.0, 4.0, 8.0],
        depth=DEPTH,
        cell=CELL,
    )
    spectrum = bank_spectrum(bank, PATCH.cells)
    assert spectrum.mix is not None
    assert spectrum.mix.shape[1] <= 8
    found = additive_dose_map(strokes(), spectrum, PATCH)
    assert off_by(found, direct_dose_map(strokes(), bank, PATCH)) < 1e-13


@pytest.mark.parametrize("half_turn", [False, True])
def test_strokes_turned_by_a_right_angle_turn_the_map(half_turn: bool) -> None:
    bank = bank_of(3.0, 6.0, half_turn=half_turn)
    samples = strokes()
    turned_patch = BodyPatch((24, 30), CELL, (0.012 - 24 * CELL, 0.01))
    turned = StrokeSamples.of(
        -samples.y,
        samples.x,
        direction=samples.direction + np.pi / 2.0,
        force=samples.force,
        duration=samples.duration,
    )
    expected = np.rot90(added(samples, bank), axes=(1, 2))
    assert added(turned, bank, turned_patch) == pytest.approx(
        expected, abs=1e-12 * expected.max()
    )
    peak = np.rot90(peak_dose_map(samples, bank, PATCH).values, axes=(1, 2))
    found = peak_dose_map(turned, bank, turned_patch).values
    assert found == pytest.approx(peak, rel=1e-6)


def test_a_stroke_cut_in_two_adds_up_to_the_whole() -> None:
    bank, samples = bank_of(3.0, 6.0), strokes()
    parts = samples.take(slice(0, 61)), samples.take(slice(61, None))
    whole = added(samples, bank)
    apart = added(parts[0], bank) + added(parts[1], bank)
    assert apart == pytest.approx(whole, abs=1e-13 * whole.max())
    assert added(StrokeSamples.joined(*parts), bank) == pytest.approx(whole, rel=1e-12)


def test_a_sample_cut_into_two_of_half_the_time_gives_the_same_map() -> None:
    bank, samples = bank_of(6.0), strokes()
    half = StrokeSamples.of(
        samples.x,
        samples.y,
        direction=samples.direction,
        force=samples.force,
        duration=samples.duration / 2.0,
    )
    whole = added(samples, bank)
    twice = added(StrokeSamples.joined(half, half), bank)
    assert twice == pytest.approx(whole, abs=1e-13 * whole.max())


@settings(max_examples=20, deadline=None)
@given(st.floats(1e-3, 1e3))
def test_dose_grows_in_proportion_to_time(longer: float) -> None:
    bank, samples = bank_of(3.0, 6.0), strokes(20)
    long = StrokeSamples.of(
        samples.x,
        samples.y,
        direction=samples.direction,
        force=samples.force,
        duration=longer * samples.duration,
    )
    once = added(samples, bank)
    assert added(long, bank) == pytest.approx(
        longer * once, abs=1e-12 * longer * once.max()
    )


def test_a_bank_of_one_force_is_linear_in_force() -> None:
    bank, samples = bank_of(6.0), strokes()
    firmer = StrokeSamples.of(
        samples.x,
        samples.y,
        direction=samples.direction,
        force=3.0 * samples.force,
        duration=samples.duration,
    )
    once = added(samples, bank)
    assert added(firmer, bank) == pytest.approx(3.0 * once, abs=1e-12 * once.max())
    assert additive_dose_map(
        firmer, bank_spectrum(bank, PATCH.cells), PATCH
    ).samples.above_force == (0)


@pytest.mark.parametrize("way", [(5, 0), (0, -3), (-4, 2)])
def test_strokes_moved_by_whole_cells_move_the_map(way: tuple[int, int]) -> None:
    bank, samples = bank_of(3.0, 6.0), strokes(margin=-0.009)
    moved = StrokeSamples.of(
        samples.x + way[0] * CELL,
        samples.y + way[1] * CELL,
        direction=samples.direction,
        force=samples.force,
        duration=samples.duration,
    )
    once = added(samples, bank)
    assert added(moved, bank) == pytest.approx(
        np.roll(once, way, axis=(1, 2)), abs=1e-12 * once.max()
    )


def test_a_part_of_a_patch_has_that_part_of_the_map() -> None:
    bank, samples = bank_of(3.0, 6.0), strokes()
    part = BodyPatch((9, 11), CELL, (PATCH.corner[0] + 6e-3, PATCH.corner[1] + 5e-3))
    whole = added(samples, bank)
    inside = whole[:, 6:15, 5:16]
    assert added(samples, bank, part) == pytest.approx(inside, abs=1e-12 * whole.max())


@pytest.mark.parametrize("directions", [1, 3, 8])
def test_a_kernel_that_sums_to_one_lays_down_exactly_the_time(directions: int) -> None:
    bank = KernelBank.of(
        lambda direction, force: (
            (shape := bell(direction, force)) / shape.sum(axis=(1, 2), keepdims=True)
        ),
        directions=directions,
        force=[2.0, 5.0, 12.0],
        depth=DEPTH,
        cell=CELL,
    )
    samples = strokes(margin=-0.006)
    samples = samples.take(samples.force >= 2.0)
    total = added(samples, bank).sum(axis=(1, 2))
    assert total == pytest.approx([samples.duration.sum()] * 2, rel=1e-12)


def test_half_the_circle_is_enough_for_a_stroke_that_does_the_same_both_ways() -> None:
    half = added(strokes(), bank_of(3.0, 6.0, directions=4, half_turn=True))
    whole = added(strokes(), bank_of(3.0, 6.0, directions=8))
    assert half == pytest.approx(whole, abs=1e-12 * whole.max())


def test_twice_the_directions_halve_what_blending_is_off() -> None:
    way = 0.3
    fine = strokes(20, margin=-0.009)
    samples = StrokeSamples.of(
        fine.x, fine.y, direction=way, force=6.0, duration=fine.duration
    )
    true = KernelBank.of(
        lambda direction, force: bell(way, force),
        directions=1,
        force=6.0,
        depth=DEPTH,
        cell=CELL,
    )
    exact = added(samples, true)
    off = []
    for directions in (5, 10, 20):  # 0.3 rad is off all of them
        found = added(samples, bank_of(6.0, directions=directions, half_turn=True))
        off.append(np.abs(found - exact).max())
    assert off[1] < off[0] / 2.0
    assert off[2] < off[1] / 2.0


def test_blends_hold_what_they_share() -> None:
    bank = bank_of(2.0, 5.0, 12.0)
    turned = np.append(np.linspace(-20.0, 20.0, 401), [-1e-17, 2.0 * np.pi, 0.0])
    one, other = bank.by_direction(turned).share
    assert one + other == pytest.approx(np.ones(404), abs=1e-15)
    force = np.array([0.0, 1.0, 2.0, 3.5, 12.0, 24.0])
    low, high = bank.by_force(force).share
    assert low + high == pytest.approx([0.0, 0.5, 1.0, 1.0, 1.0, 2.0])


def test_a_sample_in_the_middle_of_a_cell_lays_the_kernel_there() -> None:
    bank = uneven((8, 5), 2)
    sample = StrokeSamples.of(
        PATCH.x[12], PATCH.y[9], direction=0.0, force=9.0, duration=2.0
    )
    found = added(sample, bank)
    assert found[:, 8:16, 7:12] == pytest.approx(2.0 * bank.values[0, 1])
    assert np.count_nonzero(np.abs(found) > 1e-12) == 2 * 8 * 5


@pytest.mark.parametrize("forces", [1, 3])
@pytest.mark.parametrize("footprint", [(7, 5), (8, 6)])
def test_the_peak_by_groups_is_the_peak_one_by_one(
    footprint: tuple[int, int], forces: int
) -> None:
    bank, samples = uneven(footprint, forces), strokes(600, margin=0.01)
    direct = direct_peak_map(samples, bank, PATCH)
    exact = peak_dose_map(samples, bank, PATCH, single=False)
    assert off_by(exact, direct) < 1e-15
    assert off_by(peak_dose_map(samples, bank, PATCH), direct) < 1e-6


@pytest.mark.parametrize("forces", [1, 3])
def test_the_peak_of_thousands_of_touches_on_one_tile_is_that_one_by_one(
    forces: int,
) -> None:
    bank, samples = uneven((21, 18), forces), strokes(2500, margin=0.02)
    direct = direct_peak_map(samples, bank, PATCH)
    exact = peak_dose_map(samples, bank, PATCH, single=False)
    assert off_by(exact, direct) < 1e-15


def test_a_level_kernel_is_as_high_wherever_it_reaches() -> None:
    level = KernelBank(np.ones((6, 1, 2, 9, 7)), np.ones(1), np.array(DEPTH), CELL)
    samples = strokes(3000, margin=0.0)
    firm = StrokeSamples.of(
        samples.x,
        samples.y,
        direction=samples.direction,
        force=3.0,
        duration=samples.duration,
    )
    assert np.all(peak_dose_map(firm, level, PATCH).values == 3.0)


def test_kernels_below_zero_leave_no_peak() -> None:
    bank = uneven((7, 5), 2)
    below = KernelBank(-np.abs(bank.values), bank.force, bank.depth, CELL)
    assert not peak_dose_map(strokes(), below, PATCH).values.any()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 40))
def test_a_peak_is_never_above_the_sum_when_each_sample_lasts_a_second(
    seed: int, count: int
) -> None:
    bank = bank_of(3.0, 6.0, 10.0)
    samples = strokes(count, seed)
    samples = StrokeSamples.of(
        samples.x,
        samples.y,
        direction=samples.direction,
        force=samples.force,
        duration=1.0,
    )
    peak = peak_dose_map(samples, bank, PATCH, single=False).values
    total = added(snapped(samples, bank, PATCH), bank)
    # A stroke beside the patch leaves nothing but rounding: compare with the kernel.
    least = 1e-12 * max(total.max(), np.abs(bank.values).max())
    assert np.all(peak <= total + least)
    if count == 1:
        assert peak == pytest.approx(total, abs=least)


def test_a_peak_comes_back_with_more_strokes_and_never_falls() -> None:
    bank, samples = bank_of(3.0, 6.0), strokes()
    few = peak_dose_map(samples.take(slice(0, 50)), bank, PATCH).values
    many = peak_dose_map(samples, bank, PATCH).values
    again = peak_dose_map(StrokeSamples.joined(samples, samples), bank, PATCH).values
    assert np.all(many >= few)
    assert np.array_equal(again, many)


def test_no_stroke_gives_an_empty_map_without_a_warning() -> None:
    none = strokes().take(slice(0, 0))
    for found in (
        additive_dose_map(none, bank_spectrum(bank_of(6.0), PATCH.cells), PATCH),
        peak_dose_map(none, bank_of(6.0), PATCH),
    ):
        assert not found.values.any()
        assert found.warnings == ()


def test_samples_off_the_patch_are_counted_and_told() -> None:
    edge = PATCH.corner[0]
    samples = StrokeSamples.of(
        [edge + 0.5e-3, edge - 2e-3, edge - 2.0, edge + 1e-3],
        PATCH.y[12],
        direction=0.0,
        force=[5.0, 5.0, 50.0, 9.0],
        duration=0.01,
    )
    bank = bank_of(3.0, 6.0)
    found = additive_dose_map(samples, bank_spectrum(bank, PATCH.cells), PATCH)
    count = found.samples
    assert (count.on_patch, count.beside, count.out_of_reach) == (2, 1, 1)
    assert (count.total, count.above_force) == (4, 1)
    assert "2 of 4 samples lie off the patch" in found.warnings[0]
    assert "1 of 4 samples are firmer" in found.warnings[1]
    beside = added(samples.take(slice(1, 2)), bank)
    assert beside[:, 0].max() > 0.0


def test_a_map_says_its_unit() -> None:
    bank = bank_of(6.0)
    spectrum = bank_spectrum(bank, PATCH.cells)
    assert additive_dose_map(strokes(), spectrum, PATCH).unit == "s"
    assert peak_dose_map(strokes(), bank, PATCH).unit == "1"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"force": -1.0}, "force must be finite and 0 or more"),
        ({"duration": float("nan")}, "duration must be finite and 0 or more"),
        ({"direction": float("inf")}, "direction must be finite"),
        ({"force": [1.0, 2.0, 3.0]}, "rows of one length"),
    ],
)
def test_samples_that_can_not_be_are_refused(changed: dict, said: str) -> None:
    fine = {"direction": 0.0, "force": 1.0, "duration": 0.1}
    with pytest.raises(InvalidValueError, match=said):
        StrokeSamples.of([0.0, 1.0], [0.0, 1.0], **(fine | changed))


def test_patches_and_banks_that_can_not_be_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="1 or more cells"):
        BodyPatch((0, 3), CELL)
    with pytest.raises(InvalidValueError, match="side must be positive"):
        BodyPatch((3, 3), 0.0)
    with pytest.raises(InvalidValueError, match="positive and rise"):
        bank_of(6.0, 3.0)
    with pytest.raises(InvalidValueError, match="1 direction or more"):
        bank_of(6.0, directions=0)
    with pytest.raises(InvalidValueError, match="2 depths"):
        KernelBank.of(
            lambda direction, force: np.ones((1, 3, 3)),
            directions=2,
            force=1.0,
            depth=DEPTH,
            cell=CELL,
        )


def test_a_bank_and_a_patch_that_do_not_fit_are_refused() -> None:
    bank = bank_of(6.0)
    coarse = BodyPatch(PATCH.cells, 2e-3)
    with pytest.raises(InvalidValueError, match="cells of one size"):
        direct_dose_map(strokes(), bank, coarse)
    with pytest.raises(InvalidValueError, match="bank_spectrum"):
        additive_dose_map(strokes(), bank_spectrum(bank, (9, 9)), PATCH)
