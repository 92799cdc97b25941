"""Teach the networks of the finite-strain correction; write them as data.

Say ``python reference/learn.py``, then ``python reference/flag.py``. Halves of the runs
are learnt without each other, to learn how large the error of a question is likely to
be; every eighth run is kept aside for the limits of the flag.
"""

import argparse
from pathlib import Path

import numpy as np
from network_fit import fit
from numpy.typing import NDArray
from taught import Rows, rows_of, taught

from strigil.mechanics.finite_strain_network import Network

Array = NDArray[np.float64]

# What each network learns from. In the first two parts the edge was kept out too softly
# for half width and peak pressure at light loads.
PARTS = {
    "contact": ["own", "ownwide", "ownfirm"],
    "width": ["ownfirm"],
    "strain": ["own", "ownwide", "ownfirm"],
}
# The share of the other places that strain is learnt at.
ELSEWHERE = 0.4
ASIDE = 8
MEMBERS, MEMBERS_OF_HALF = 5, 2
ROUNDS = {"contact": 60, "width": 120, "strain": 36}
# The likely error is the one that this share of errors stays below; errors smaller than
# the least are alike.
LIKELY, LEAST = 0.97, 2e-3
FILE = Path(__file__).parents[1] / "src" / "strigil" / "data" / "finite_strain.npz"


def main() -> None:
    """Teach and write, with nothing flagged yet."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, default=FILE)
    asked.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    asked.add_argument("--jobs", type=int, default=2)
    given = asked.parse_args()
    kept: dict[str, object] = {}
    if given.out.exists():
        with np.load(given.out) as file:
            kept |= dict(file)
    for name in given.only:
        learn = [
            run for i, run in enumerate(taught(PARTS[name], given.jobs)) if i % ASIDE
        ]
        print(f"{name}: {len(learn)} runs to learn from", flush=True)
        kept |= _teach(_shown_most(rows_of(learn, name)), name)
        kept[f"{name}_runs"] = np.array(len(learn))
        np.savez_compressed(given.out, **kept)
    print(f"{given.out.name}: {given.out.stat().st_size / 1e3:.0f} kB")


def _shown_most(rows: Rows) -> Rows:
    """Leave out most of the places that are neither targets nor in the middle."""
    drawn = np.random.default_rng(0).random(rows.is_named.size)
    return rows.take(rows.is_named | (drawn < ELSEWHERE))


def _teach(rows: Rows, name: str) -> dict[str, object]:
    rounds = ROUNDS[name]
    members = fit(rows.x, rows.y, rounds=rounds, members=MEMBERS)
    likely = np.log(_crossed(rows, rounds) + LEAST).astype(np.float32)
    doubt = fit(rows.x, likely, rounds=rounds, members=1, above=LIKELY)
    found: dict[str, object] = {f"{name}_{key}": v for key, v in members.items()}
    found |= {f"{name}_doubt_{key}": value for key, value in doubt.items()}
    none = np.full(rows.y.shape[1], np.inf)
    return found | {f"{name}_limit": none, f"{name}_doubt_limit": none}


def _crossed(rows: Rows, rounds: int) -> Array:
    """Return the errors of each row by members that have not seen its half."""
    size = np.zeros(rows.y.shape)
    for half in (0, 1):
        mine = rows.run % 2 == half
        members = fit(
            rows.x[~mine], rows.y[~mine], rounds=rounds, members=MEMBERS_OF_HALF
        )
        size[mine] = rows.take(mine).errors(_network(members).answer(rows.x[mine]).mean)
    return size


def _network(kept: dict[str, NDArray[np.float32]]) -> Network:
    return Network.of({**kept, "limit": np.array(np.inf)})


if __name__ == "__main__":
    main()
