"""Make what is missing, several at a time, showing how far it has come."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from design import Run
from rich.progress import Progress, TimeRemainingColumn


def make_missing(
    todo: list[tuple[Run, Path]], make: Callable[[Run, Path], None], jobs: int
) -> None:
    """Make the runs whose files are not there yet, each job on one thread."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"  # read by the jobs, which start anew
    left = [each for each in todo if not each[1].exists()]
    with Progress(*Progress.get_default_columns(), TimeRemainingColumn()) as bar:
        task = bar.add_task("runs", total=len(todo), completed=len(todo) - len(left))
        with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
            for done in as_completed(pool.submit(make, *each) for each in left):
                done.result()
                bar.advance(task)
