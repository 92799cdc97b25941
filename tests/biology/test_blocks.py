"""Compiled cohorts: the same numbers as on arrays, whoever shares a block."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.biology import block_kernel, block_looks, block_step
from strigil.biology._generated import blocks
from strigil.biology._generated.lanes import PARAMETERS
from strigil.biology.course import Course, course_of
from strigil.biology.explicit import follow_explicit
from strigil.biology.model import STATES, Parameters
from strigil.biology.parameters import draw_parameters, start_of
from strigil.biology.solve import solve
from strigil.biology.solve_blocks import follow_blocks, solve_blocks
from strigil.compiled import Compiled

LANES = blocks.LANES


def course(count: int = 20, *, parameters: str = "") -> Course:
    """Acute sprains; two sessions, the second to every other patient only."""
    y, _ = start_of("ligament_sprain", "acute")
    p = draw_parameters("ligament_sprain", samples=count, seed=5)
    if parameters:
        setattr(p, parameters, 3e3 * getattr(p, parameters))
    every_other = np.arange(count) % 2.0
    return course_of(
        np.repeat(y[:, None], count, axis=1),
        p,
        sessions=[(1.2, 1.5), (5.0, every_other), (9.0, 0.4)],
        time_days=np.array([0.0, 0.3, 0.30001, 1.2, 2.0, 5.0, 5.001, 14.0]),
        tolerance=3e-5,
    )


@given(seed=st.integers(0, 1000))
def test_compiled_rates_are_the_plain_ones_to_the_last_bit(seed: int) -> None:
    p = draw_parameters("scar", samples=LANES, seed=seed)
    rows = [row + np.zeros(LANES) for row in blocks.constants_of(p.rows())]
    constants = np.concatenate(rows)
    y = np.random.default_rng(seed).uniform(0.0, 2.0, len(STATES) * LANES)
    found, plain = np.empty_like(y), np.empty_like(y)
    blocks.fill_slopes(y, constants, found)
    blocks.fill_slopes.plain(y, constants, plain)
    assert np.array_equal(found, plain)
    u = np.random.default_rng(seed + 1).uniform(0.0, 3.0, len(blocks.DECAYS) * LANES)
    blocks.give_session(y, constants, u, found)
    blocks.give_session.plain(y, constants, u, plain)
    assert np.array_equal(found, plain)


@pytest.mark.slow
def test_the_compiled_kernel_is_the_plain_one_to_the_last_bit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = course(3)
    short = course_of(
        short.start,
        Parameters(**dict(zip(PARAMETERS, short.parameters, strict=True))),
        sessions=[(0.4, 1.5)],
        time_days=np.array([0.0, 0.3, 0.8]),
        tolerance=3e-5,
    )
    compiled, _ = follow_blocks(short)
    for module in (block_kernel, block_looks, block_step):
        for name, thing in list(vars(module).items()):
            if isinstance(thing, Compiled):
                monkeypatch.setattr(module, name, thing.plain)
    monkeypatch.setattr(
        "strigil.biology.solve_blocks.follow_block", block_kernel.follow_block
    )
    plain, _ = follow_blocks(short)
    assert np.array_equal(compiled, plain)


def test_blocks_see_what_arrays_see() -> None:
    found, stuck = follow_blocks(course())
    expected, _ = follow_explicit(course())
    assert not stuck.any()
    assert found == pytest.approx(expected, rel=1e-10, abs=1e-12)


def test_a_patient_does_not_depend_on_who_shares_the_block_nor_on_the_workers() -> None:
    everybody = course(70)
    together, _ = follow_blocks(everybody, workers=1)
    apart, _ = follow_blocks(everybody, workers=2)
    assert np.array_equal(together, apart)
    some, _ = follow_blocks(everybody.some(slice(13, 31)))
    assert np.array_equal(together[:, :, 13:31], some)


def test_who_is_stuck_in_a_block_is_followed_by_the_other_method() -> None:
    fast = course(4, parameters="dN")
    _, stuck = follow_blocks(fast)
    assert stuck.all()
    p = Parameters(**dict(zip(PARAMETERS, fast.parameters, strict=True)))
    given_ = [
        (float(day), inputs[0])
        for day, inputs in zip(fast.session_days, fast.inputs, strict=True)
    ]
    asked = {"sessions": given_, "time_days": fast.look_days}
    found = solve_blocks(fast.start, p, **asked)
    assert np.array_equal(found, solve(fast.start, p, **asked))


def test_nobody_waits_for_a_look_before_the_first_step_or_after_the_last_session() -> (
    None
):
    one = course(1)
    seen, _ = follow_blocks(one)
    assert np.array_equal(seen[0], one.start)
    assert np.isfinite(seen).all()


def test_progress_of_blocks_runs_to_one() -> None:
    shares: list[float] = []
    follow_blocks(course(5), progress=shares.append)
    assert shares[-1] == 1.0
