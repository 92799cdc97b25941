"""Two ways of one task, timed side by side in one process."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Paired:
    """Median times of both [s], the median of the ratios of the pairs [1].

    The least times [s] say what an idle machine would take.
    """

    ours_s: float
    peer_s: float
    ratio: float
    ours_least_s: float
    peer_least_s: float

    def shared_by(self, count: int) -> "Paired":
        """Return the times of one of so many that were worked on together."""
        return Paired(
            self.ours_s / count,
            self.peer_s / count,
            self.ratio,
            self.ours_least_s / count,
            self.peer_least_s / count,
        )


def paired(
    ours: Work,
    peer: Work,
    *,
    repeats: int,
    often: int = 1,
    peer_often: int = 1,
    clock: Clock = perf_counter,
) -> Paired:
    """Time ours and the peer's in pairs, the order turned round from pair to pair.

    Both have run once before, so that nothing is loaded or compiled within a time.
    Another job on the machine meets both halves of a pair alike, so the ratio is
    taken pair by pair. Ours, where it is hundreds of times shorter, runs so often in
    each pair, and the median of those counts: else one other job in between says all.
    Where both are short, both do: else each pays for the memory that the other filled.
    A millisecond slips in between other jobs and ten do not: with ``process_time`` as
    the clock only time on the processor counts.
    """
    ours(), peer()
    pairs = []
    for turn in range(repeats):
        if turn % 2 == 0:
            first = _middle(ours, often, clock)
            pairs.append((first, _middle(peer, peer_often, clock)))
        else:
            first = _middle(peer, peer_often, clock)
            pairs.append((_middle(ours, often, clock), first))
    return Paired(
        ours_s=median(ours_s for ours_s, _ in pairs),
        peer_s=median(peer_s for _, peer_s in pairs),
        ratio=median(peer_s / ours_s for ours_s, peer_s in pairs),
        ours_least_s=min(ours_s for ours_s, _ in pairs),
        peer_least_s=min(peer_s for _, peer_s in pairs),
    )


def _middle(work: Work, often: int, clock: Clock) -> float:
    return median(_seconds(work, clock) for _ in range(often))


def _seconds(work: Work, clock: Clock) -> float:
    began = clock()
    work()
    return clock() - began
