"""Many tasks of a cohort, on the threads of this machine or on a Dask cluster.

What a task gives depends on the task alone, and results come in the order of the tasks,
so that whoever joins them gets the same to the last bit, wherever they ran. Dask is
imported when a cluster is asked for, not before.
"""

import ctypes
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from strigil import __version__
from strigil.errors import InvalidValueError, MissingExtraError

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["in_order"]

Task = TypeVar("Task")
Found = TypeVar("Found")
THREADS = "threads"
# Tasks sent ahead for each thread of a cluster: enough that none waits for the next,
# few enough that results do not pile up.
_AHEAD = 3
# How long to wait for a scheduler, and for its first worker [s].
_PATIENCE = 20.0
# Options of the C library's mallopt, as malloc.h numbers them; how much to keep [byte].
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _KEPT = -1, -3, 32 * 1024 * 1024


def in_order(
    do: Callable[[Task], Found],
    tasks: Iterable[Task],
    *,
    workers: int = 1,
    scheduler: str = THREADS,
) -> Iterator[Found]:
    """Yield what each task gives, in the order of the tasks.

    Parameters
    ----------
    do : callable
        A function of a module, so that another process can find it.
    tasks : iterable
        What it takes, one after the other; taken a few ahead of what is done.
    workers : int
        Threads of this machine [1].
    scheduler : str
        ``threads``, or the address of a Dask scheduler such as ``tcp://host:8786``.

    Raises
    ------
    InvalidValueError
        When no scheduler or no worker is at the address, the cluster runs another
        version of Strigil, or is lost.
    MissingExtraError
        When Dask is not installed.

    Notes
    -----
    A task whose worker is lost is given to another one by the scheduler.
    """
    if scheduler == THREADS:
        with ThreadPoolExecutor(workers) as threads:
            yield from _threaded(threads, do, tasks, _AHEAD * workers)
        return
    with _client(scheduler) as client:
        ahead = _AHEAD * sum(client.ncores().values())
        waiting: deque[Any] = deque()
        for task in tasks:
            waiting.append(client.submit(_run, __version__, do, task, pure=False))
            if len(waiting) >= ahead:
                yield _fetched(waiting.popleft(), scheduler)
        while waiting:
            yield _fetched(waiting.popleft(), scheduler)


def _threaded(
    threads: ThreadPoolExecutor,
    do: Callable[[Task], Found],
    tasks: Iterable[Task],
    ahead: int,
) -> Iterator[Found]:
    """Yield what tasks give, in order; never more than some are waited for."""
    waiting: deque[Future[Found]] = deque()
    try:
        for task in tasks:
            waiting.append(threads.submit(do, task))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for one in waiting:
            one.cancel()


def _fetched(future: Any, address: str) -> Any:
    """Return a task's result, or say in our words that the cluster could not do it."""
    from distributed import CancelledError, KilledWorker

    lost = (CancelledError, ImportError, KilledWorker, OSError, RuntimeError)
    try:
        return future.result()
    except lost as error:
        message = (
            f"The Dask cluster at {address!r} was lost or could not do a task "
            f"({type(error).__name__}). Every machine of it needs "
            "'strigil[cluster]' and memory for the tasks; then start again."
        )
        raise InvalidValueError(message) from error


def _run(version: str, do: Callable[[Task], Found], task: Task) -> Found:
    """Do a task where it was sent."""
    if version != __version__:
        message = (
            f"A worker of the cluster runs Strigil {__version__}, this is {version}: "
            "install the same on every machine, or results would not agree."
        )
        raise InvalidValueError(message)
    _keep_memory()
    return do(task)


@cache
def _keep_memory() -> None:
    """Let the C library keep what is freed for the next task, up to some megabytes.

    A worker of Dask tells it to give all but 64 kB back at once; asking the system
    again and again then takes a fifth of the time of tasks like these. Where the
    library knows no such request nothing is changed.
    """
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        for option in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            library.mallopt(option, _KEPT)


def _client(address: str) -> "Client":
    """Return a client of a scheduler that has a worker at least."""
    try:
        from distributed import Client
    except ImportError as error:
        message = (
            f"--scheduler {address} needs Dask, which is not installed. Install it: "
            "pip install 'strigil[cluster]', or use --scheduler threads."
        )
        raise MissingExtraError(message) from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        message = (
            f"No Dask scheduler answers at {address!r}. Give an address such as "
            "tcp://host:8786, or threads. See: docs/guides/trial.md"
        )
        raise InvalidValueError(message) from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        message = (
            f"The Dask scheduler at {address!r} has no worker. Start one: "
            f"dask worker {address}"
        )
        raise InvalidValueError(message) from error
    return client
