"""The clock's step, missing samples and even pieces."""

from itertools import pairwise

import numpy as np
import pytest

from strigil.signals.clock import even_pieces, held, sample_step


@pytest.mark.parametrize("rate", [100.0, 1000.0])
def test_a_long_clock_has_the_step_of_its_median(rate: float) -> None:
    random = np.random.default_rng(3)
    steps = np.clip(1 + 0.2 * random.standard_normal(400_000), 0.1, None) / rate
    time = np.cumsum(steps)
    exact = float(np.median(np.diff(time)))
    assert sample_step(time) == pytest.approx(exact, rel=2e-3)


@pytest.mark.parametrize("size", [1_000, 300_000])
def test_samples_that_come_in_packets_have_the_step_between_packets(size: int) -> None:
    time = np.repeat(np.arange(size // 10) * 0.05, 10)
    assert sample_step(time) == pytest.approx(0.05)


def test_a_long_clock_that_mostly_stands_still_still_has_a_step() -> None:
    time = np.zeros(400_000)
    time[3_000:] = 2.0
    assert sample_step(time) == 2.0


def test_a_missing_sample_repeats_the_last_and_the_first_the_next() -> None:
    nan = np.nan
    values = np.array([nan, nan, 1.0, nan, nan, 2.0, 3.0, nan])
    before = values.copy()
    assert held(values).tolist() == [1, 1, 1, 1, 1, 2, 3, 3]
    assert np.array_equal(values, before, equal_nan=True)


def test_pieces_join_without_gap_and_differ_by_one_sample_at_most() -> None:
    pieces = even_pieces(np.array([7]), np.array([40]), 7).tolist()
    assert len(pieces) == 5
    assert pieces[0][0] == 7
    assert pieces[-1][1] == 40
    assert all(a[1] == b[0] for a, b in pairwise(pieces))
    sizes = {end - start for start, end in pieces}
    assert max(sizes) - min(sizes) <= 1
