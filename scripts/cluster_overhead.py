"""What a Dask cluster costs beside threads: processor time for the same cohort.

Run as `python scripts/cluster_overhead.py`; needs `strigil[cluster]`. One worker
process and one thread do the same tasks in turn. A cluster also ticks while it waits,
so much a second: on a busy machine, where a run takes longer, that part grows and is
told apart.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np
from distributed import Client, LocalCluster

from strigil.biology import SessionStimulus, follow_cohort

PATIENTS, ROUNDS, IDLE = 60_000, 5, 5.0  # how many, how often, and seconds of waiting
LOOKS = np.array([0.0, 84.0])
ARMS = {"care": [], "iastm": [SessionStimulus(3.5 * i, 1.0, 2.0) for i in range(24)]}


def cohort(scheduler: str = "threads") -> None:
    """Follow the patients through both arms."""
    follow_cohort(
        "tendinopathy",
        "chronic",
        ARMS,
        look_days=LOOKS,
        patients=PATIENTS,
        scheduler=scheduler,
    )


def spent(client: Client, do: Callable[[], None]) -> tuple[float, float]:
    """Return the processor time here and on the workers, and the time on the clock."""

    def now() -> float:
        return time.process_time() + sum(client.run(time.process_time).values())

    processor, clock = now(), time.perf_counter()
    do()
    return now() - processor, time.perf_counter() - clock


def main() -> None:
    """Print each round, then the median."""
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=1, dashboard_address=":0"
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        address = cluster.scheduler_address
        cohort(), cohort(address)  # compiled code is fetched
        idle, clock = spent(client, lambda: time.sleep(IDLE))
        tick = idle / clock
        every: list[tuple[float, float]] = []
        for _ in range(ROUNDS):
            begin = time.process_time()
            cohort()
            here = time.process_time() - begin
            there, clock = spent(client, lambda: cohort(address))
            every.append((there / here - 1.0, (there - tick * clock) / here - 1.0))
            print(f"threads {here:.2f} s, cluster {there:.2f} s in {clock:.1f} s")
    whole, own = (statistics.median(row[i] for row in every) for i in (0, 1))
    print(f"overhead {whole:.1%}, without ticking ({tick:.1%} of a core) {own:.1%}")


if __name__ == "__main__":
    main()
