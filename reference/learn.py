"""Teach the networks of the finite-strain correction; write them as data.

Say ``python reference/learn.py``. Halves of the runs are learnt without each other, to
learn how large the error of a question is likely to be; every eighth run and the part
``limits`` are kept aside to say from which likely error on an answer is flagged. The
test part is not touched.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from network_fit import fit
from numpy.typing import NDArray
from taught import Rows, rows_of, taught

from strigil.mechanics.finite_strain_network import Network

Array = NDArray[np.float64]

PARTS = ["train", "seen", "more", "own"]
NAMES = ("contact", "strain")
ASIDE = 8
MEMBERS, MEMBERS_OF_HALF = 4, 2
ROUNDS = {"contact": 60, "strain": 24}
# The likely error is the one that this share of errors stays below; errors smaller than
# the least are alike.
LIKELY, LEAST = 0.9, 2e-3
# Of the errors at a target that are not flagged, at most this share exceeds a tenth.
WORST, BEYOND = 0.10, 1e-3
# Shares of the answers within which the members may be asked to agree.
AGREE = (0.9, 0.95, 0.98, 0.99, 1.0)
FILE = Path(__file__).parents[1] / "src" / "strigil" / "data" / "finite_strain.npz"


def main() -> None:
    """Teach, find the limits, write."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, default=FILE)
    asked.add_argument("--jobs", type=int, default=2)
    given = asked.parse_args()
    runs = taught(PARTS, given.jobs)
    aside = runs[::ASIDE] + taught(["limits"], given.jobs)
    learn = [run for i, run in enumerate(runs) if i % ASIDE]
    print(f"{len(learn)} runs to learn from, {len(aside)} aside", flush=True)
    kept: dict[str, object] = {"runs": json.dumps([len(learn), len(aside)])}
    for name in NAMES:
        rows = rows_of(learn, name)
        kept |= _teach(rows, rows_of(aside, name), name)
    np.savez_compressed(given.out, **kept)
    print(f"{given.out.name}: {given.out.stat().st_size / 1e3:.0f} kB")


def _teach(rows: Rows, aside: Rows, name: str) -> dict[str, object]:
    rounds = ROUNDS[name]
    members = fit(rows.x, rows.y, rounds=rounds, members=MEMBERS)
    likely = np.log(_crossed(rows, rounds) + LEAST)[:, None].astype(np.float32)
    doubt = fit(rows.x, likely, rounds=rounds, members=1, above=LIKELY)
    answer = _network(members).answer(aside.x)
    told = _network(doubt).answer(aside.x).mean[:, 0]
    size = aside.error(answer.mean)
    print(name, "aside, %:", np.percentile(100 * size, (50, 90, 99, 100)).round(2))
    shown = aside.is_target & ~answer.is_outside
    limits = _limits(size[shown], answer.disagreement[shown], told[shown])
    print(f"{name}: {100 * limits[2]:.1f} % are not flagged", flush=True)
    found: dict[str, object] = {f"{name}_{key}": v for key, v in members.items()}
    found |= {f"{name}_doubt_{key}": value for key, value in doubt.items()}
    return found | {f"{name}_limit": limits[0], f"{name}_doubt_limit": limits[1]}


def _crossed(rows: Rows, rounds: int) -> Array:
    """Return the error of each row by members that have not seen its half."""
    size = np.zeros(len(rows.x))
    for half in (0, 1):
        mine = rows.run % 2 == half
        members = fit(
            rows.x[~mine], rows.y[~mine], rounds=rounds, members=MEMBERS_OF_HALF
        )
        size[mine] = rows.take(mine).error(_network(members).answer(rows.x[mine]).mean)
    return size


def _limits(size: Array, apart: Array, doubt: Array) -> tuple[float, float, float]:
    """Return how far members may be apart, the likely error, and what is not flagged.

    The pair is chosen that flags least while next to no error left exceeds the worst.
    """
    found = []
    for share in AGREE:
        agree = float(np.quantile(apart, share))
        left = apart <= agree
        order = np.argsort(doubt[left])
        beyond = np.cumsum(size[left][order] > WORST)
        fine = np.flatnonzero(beyond <= BEYOND * np.arange(1, order.size + 1))
        last = int(fine[-1]) if fine.size else 0
        found.append((agree, float(doubt[left][order][last]), (last + 1) / size.size))
    return max(found, key=lambda row: row[2])


def _network(kept: dict[str, NDArray[np.float32]]) -> Network:
    return Network.of({**kept, "limit": np.array(np.inf)})


if __name__ == "__main__":
    main()
