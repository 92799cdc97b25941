"""Long work in processes of its own, never on the thread that answers a page.

A page asks for work by a key made from all its inputs. The first asks, the next ones
find it under way or done; the same inputs are never worked twice.
"""

import hashlib
import multiprocessing
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.util import Finalize
from typing import Any, Literal

from django.conf import settings

__all__ = ["begun", "finished", "key_of"]

KEPT = 64  # results; a forecast is about 0.2 MB
Lane = Literal["long", "plans"]  # a process each: a recording holds up no forecast,
# and what one look at a patient's plan worked out is there for the next
NICE = 10  # how much sooner everything else gets a core
_lock = threading.Lock()
_work: OrderedDict[str, Future[Any]] = OrderedDict()
_pools: dict[Lane, ProcessPoolExecutor] = {}


def key_of(*inputs: object) -> str:
    """Return a name for the inputs of a piece of work: the same for the same.

    Inputs are values whose `repr` says all of them: frozen dataclasses, numbers, words.
    """
    return hashlib.sha256(repr(inputs).encode()).hexdigest()


def begun(
    key: str, work: Callable[..., Any], *, lane: Lane = "long", **given: Any
) -> Future[Any]:
    """Return the work under this key, starting it when it is new or had failed.

    Parameters
    ----------
    key
        From `key_of`.
    work
        A function of a module that needs no Django; it and its result are pickled.
    lane
        The process that does it.
    **given
        What it is given.
    """
    with _lock:
        known = _work.get(key)
        if known is None or (known.done() and known.exception() is not None):
            known = _start(work, lane, given)
        _work[key] = known
        _work.move_to_end(key)
        while len(_work) > KEPT:
            _work.popitem(last=False)
        return known


def finished(key: str, *, within: float = 0.0) -> Any | None:
    """Return a result if it is there within so many seconds [s], else None.

    Raises
    ------
    Exception
        What the work itself raised.
    """
    known = _work.get(key)
    if known is None:
        return None
    try:
        return known.result(timeout=within)
    except (TimeoutError, BrokenProcessPool):
        return None


def _start(work: Callable[..., Any], lane: Lane, given: dict[str, Any]) -> Future[Any]:
    if not settings.WORK_IN_PROCESSES:
        return _done_here(work, given)
    if lane not in _pools:
        _pools[lane] = _new_pool()
    try:
        return _pools[lane].submit(work, **given)
    except BrokenProcessPool:  # a process was killed: begin afresh
        _pools[lane] = _new_pool()
        return _pools[lane].submit(work, **given)


def _new_pool() -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")  # threads and fork do not go together
    Finalize(
        None, _end_work, exitpriority=10
    )  # else the server waits for them for ever
    return ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin)


def _end_work() -> None:
    """End the processes of the pools when the server ends: what they make is redone."""
    for child in multiprocessing.active_children():
        child.terminate()


def _done_here(work: Callable[..., Any], given: dict[str, Any]) -> Future[Any]:
    future: Future[Any] = Future()
    try:
        future.set_result(work(**given))
    except Exception as error:  # kept for whoever asks for the result
        future.set_exception(error)
    return future


def _begin() -> None:
    """Let pages and live sensors go first, and end with the server."""
    if hasattr(os, "nice"):  # not on every system
        os.nice(NICE)
    _end_with_owner()


def _end_with_owner() -> None:
    """End this process when the server that began it is gone."""
    owner = multiprocessing.parent_process()

    def wait() -> None:
        if owner is not None:
            owner.join()
            os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
