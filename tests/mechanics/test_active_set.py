"""Cells touch without pull and without overlap, whatever gives way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.mechanics.active_set import _eliminate, solve_touching


@given(st.integers(0, 999), st.integers(2, 40), st.floats(0.01, 100.0))
def test_no_cell_pulls_and_none_overlaps(seed: int, cells: int, load: float) -> None:
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(2, cells, cells))
    influence = root @ root.transpose(0, 2, 1) + 0.1 * np.eye(cells)
    height = rng.uniform(0.0, 3.0, (2, cells))
    pressure, approach, touching = solve_touching(influence, height, np.full(2, load))
    gap = (influence @ pressure[..., None])[..., 0] + height - approach[:, None]
    size = np.abs(approach).max() + 3.0
    assert pressure.sum(axis=1) == pytest.approx([load, load])
    assert (pressure >= -1e-8 * load).all()
    assert (gap >= -1e-7 * size).all()
    assert (np.abs(gap[touching]) < 1e-7 * size).all()
    assert (pressure[~touching] == 0.0).all()


def test_where_it_starts_does_not_matter() -> None:
    x = (np.arange(12) + 0.5) / 12
    influence = np.exp(-np.abs(x[:, None] - x))[None] + 0.3 * np.eye(12)
    height, total = 4.0 * x[None] ** 2, np.array([2.0])
    whole = solve_touching(influence, height, total)
    start = np.zeros((1, 12), dtype=bool)
    start[0, 5] = True
    other = solve_touching(influence, height, total, start=start)
    assert other[0] == pytest.approx(whole[0])
    assert (other[2] == whole[2]).all()
    assert start.sum() == 1, "what was given is not written into"


@pytest.mark.parametrize("count", [1, 2, 9])
def test_equations_are_solved_even_where_a_pivot_is_nought(count: int) -> None:
    rng = np.random.default_rng(count)
    matrix, right = rng.normal(size=(count, count)), rng.normal(size=(count, 2))
    if count > 1:
        matrix[0, 0] = 0.0
    work = np.concatenate([matrix, right], axis=1)
    _eliminate(work, count)
    assert matrix @ work[:, count:] == pytest.approx(right)


def test_compiled_and_plain_elimination_are_the_same() -> None:
    work = np.random.default_rng(3).normal(size=(5, 7))
    plain = work.copy()
    _eliminate(work, 5)
    _eliminate.plain(plain, 5)
    assert work == pytest.approx(plain, rel=1e-12)
