"""Patients through the weeks, by the engine that is at hand."""

import os
import sys
import time
from collections.abc import Callable, Sequence

from strigil.biology.model import Array, Inputs, Parameters
from strigil.biology.solve import solve

__all__ = ["compile_beside", "compile_engine", "follow_patients", "use_what_is_kept"]

_LASTS = 60.0  # s, that a process which compiles may last before another one may begin


def follow_patients(
    start: Array,
    parameters: Parameters,
    *,
    sessions: Sequence[tuple[float, Inputs]] = (),
    time_days: Array,
    progress: Callable[[float], None] | None = None,
) -> Array:
    """Follow patients from day zero, without ever waiting for a compiler.

    Parameters
    ----------
    start : array, shape (states, patients)
        The states of each patient at day zero [1].
    parameters : Parameters
        One number per patient for each symbol.
    sessions : sequence of (time, session)
        As :func:`strigil.biology.solve.solve` takes them [d], [1].
    time_days : array
        When to look, rising, from 0 on [d].
    progress : callable, optional
        Told the share done [1].

    Returns
    -------
    array, shape (len(time_days), states, patients)
        The states at each time [1].

    Notes
    -----
    The compiled engine where the compiler is in use anyhow and has kept what it made
    before, else arrays. They take the same steps and agree to 1e-10: tests/biology.
    """
    from strigil.biology.block_kernel import follow_block

    if not follow_block.ready:
        return solve(
            start, parameters, sessions=sessions, time_days=time_days, progress=progress
        )
    from strigil.biology.solve_blocks import solve_blocks

    return solve_blocks(
        start, parameters, sessions=sessions, time_days=time_days, progress=progress
    )


def use_what_is_kept() -> None:
    """Load the compiler if it has kept the engine: for many calls that pays."""
    from strigil.biology.block_kernel import follow_block

    _ = follow_block.kept


def compile_engine() -> None:
    """Compile the engine where nothing is kept: some seconds, once an installation.

    For a server's start, or where many patients are followed.
    """
    import numpy as np

    from strigil.biology.parameters import median_parameters, steady_state
    from strigil.biology.solve_blocks import solve_blocks

    start = steady_state("healthy")[:, None]
    solve_blocks(start, median_parameters(), time_days=np.array([1.0]))


def compile_beside() -> bool:
    """Have the engine compiled by a process of its own, where nothing is kept.

    It runs on another core while this process does something else, ends by itself and
    says nothing, so that nobody waits for the compiler, now or later.

    Returns
    -------
    bool
        Whether such a process was begun. It is not where the engine is kept or can be
        kept nowhere, where there is one core only, or where one begun less than a
        minute ago may still be at it.
    """
    from strigil.biology.block_kernel import follow_block

    where = follow_block.keeps_in
    if follow_block.kept or where is None or _cores() < 2:
        return False
    begun = where / "engine_begun"
    if begun.is_file() and time.time() - begun.stat().st_mtime < _LASTS:
        return False
    where.mkdir(parents=True, exist_ok=True)
    begun.touch()
    alone = [sys.executable, "-m", "strigil.biology.engine_alone"]
    os.spawnv(os.P_NOWAIT, sys.executable, alone)  # noqa: S606  # our own module
    return True


def _cores() -> int:
    """Return how many cores this process may use [1]."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
