"""Tasks of a cohort on a real Dask cluster: the same to the last bit, whatever dies."""

import itertools
import os
import signal
import sys
import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest

from strigil.biology import SessionStimulus, follow_cohort, in_order
from strigil.biology.cohort import BATCH, Cohort
from strigil.errors import InvalidValueError, MissingExtraError

LOOKS = np.array([0.0, 7.0])
ARMS = {"care": [], "weekly": [SessionStimulus(1.0, 1.0, factor=2.0)]}
PATIENTS = 80 * BATCH + 40  # eleven tasks, the last one small


def cohort(**more: object) -> Cohort:
    asked = {"look_days": LOOKS, "patients": PATIENTS, "seed": 3, **more}
    return follow_cohort("scar", "chronic", ARMS, **asked)


def numbers(found: Cohort) -> list[np.ndarray]:
    return [
        row
        for group in (found.arms, found.contrasts)
        for of in group.values()
        for moments in of.values()
        for row in (moments.mean, moments.squares)
    ]


def double(number: int) -> int:
    return 2 * number


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0"
    ) as cluster:
        yield cluster


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(in_order(double, range(20), workers=4)) == list(range(0, 40, 2))


def test_no_more_tasks_are_taken_than_a_few_ahead() -> None:
    taken = itertools.count()
    endless = map(double, taken)
    first = list(itertools.islice(in_order(abs, endless, workers=2), 10))
    assert first == list(range(0, 20, 2))
    assert next(taken) < 20


@pytest.mark.slow
def test_a_cohort_on_a_cluster_is_that_on_threads_to_the_last_bit(
    cluster: object,
) -> None:
    here, there = cohort(), cohort(scheduler=cluster.scheduler_address)
    for one, two in zip(numbers(here), numbers(there), strict=True):
        assert np.array_equal(one, two)


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_changes_no_result(
    cluster: object,
) -> None:
    killed: list[tuple[float, int]] = []

    def kill_one(share: float) -> None:
        if not killed:
            victim = next(iter(cluster.workers.values())).pid
            killed.append((share, victim))
            os.kill(victim, signal.SIGKILL)

    there = cohort(scheduler=cluster.scheduler_address, progress=kill_one)
    (share, victim) = killed[0]
    assert 0.0 < share < 0.3
    assert victim not in {worker.pid for worker in cluster.workers.values()}
    for one, two in zip(numbers(cohort()), numbers(there), strict=True):
        assert np.array_equal(one, two)


@pytest.mark.slow
def test_a_cluster_that_is_lost_is_told_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr("strigil.biology.cohort_tasks._PATIENCE", 1.0)
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0"
    ) as cluster:
        many = in_order(abs, range(40), scheduler=cluster.scheduler_address)
        assert next(many) == 0
        cluster.close()
        with pytest.raises(InvalidValueError, match="was lost or could not do a task"):
            list(many)


@pytest.mark.slow
def test_a_worker_of_another_version_is_refused(
    cluster: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strigil.biology.cohort_tasks.__version__", "0.0.9")
    with pytest.raises(InvalidValueError, match=r"this is 0\.0\.9"):
        list(in_order(abs, [1], scheduler=cluster.scheduler_address))


@pytest.mark.slow
def test_where_no_scheduler_answers_it_is_said_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("strigil.biology.cohort_tasks._PATIENCE", 0.3)
    with pytest.raises(InvalidValueError, match="No Dask scheduler answers at"):
        list(in_order(double, [1], scheduler="tcp://127.0.0.1:1"))


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="tcp://host:8786"):
        list(in_order(double, [1], scheduler="banana://x"))


def test_without_dask_the_error_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=r"strigil\[cluster\]"):
        list(in_order(double, [1], scheduler="tcp://127.0.0.1:1"))


@pytest.mark.slow
def test_memory_does_not_grow_with_the_patients() -> None:
    def peak(patients: int) -> int:
        tracemalloc.start()
        cohort(patients=patients)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    cohort(patients=8)  # what is loaded once
    assert peak(32 * BATCH) < 1.2 * peak(8 * BATCH)
