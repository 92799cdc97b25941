"""Patients through the weeks, by the engine that is at hand."""

from collections.abc import Callable, Sequence

from strigil.biology.model import Array, Inputs, Parameters
from strigil.biology.solve import solve

__all__ = ["compile_engine", "follow_patients", "use_what_is_kept"]


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
