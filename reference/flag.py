"""Set the limits from which on an answer of the correction is flagged.

Say ``python reference/flag.py`` after ``learn.py``. The runs that ``learn.py`` kept
aside and three parts by FElupe say how likely an error may be and how far members may
differ, so that no error that is not flagged exceeds a tenth.
"""

import argparse

import numpy as np
from learn import ASIDE, FILE, NAMES, PARTS
from numpy.typing import NDArray
from taught import Rows, rows_of, taught

from strigil.mechanics.finite_strain_network import network

Array = NDArray[np.float64]

BESIDE = ["limits", "test", "judged", "verdict"]
# No error at a target that is not flagged exceeds this here, so that elsewhere, where
# the worst is a little worse, it stays below a tenth.
WORST = 0.08
# Shares of the answers within which the members may be asked to agree.
AGREE = (0.9, 0.95, 0.98, 0.99, 1.0)


def main() -> None:
    """Find the limits, write them to the networks' file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--jobs", type=int, default=2)
    jobs = asked.parse_args().jobs
    runs = taught(PARTS, jobs)[::ASIDE] + taught(BESIDE, jobs)
    with np.load(FILE) as file:
        kept = dict(file)
    kept["aside"] = np.array(len(runs))
    for name in NAMES:
        agree, likely, share = _limits(rows_of(runs, name), name)
        kept[f"{name}_limit"] = np.array(agree)
        kept[f"{name}_doubt_limit"] = np.array(likely)
        print(f"{name}: {100 * share:.1f} % of {len(runs)} runs are not flagged")
    np.savez_compressed(FILE, **kept)


def _limits(rows: Rows, name: str) -> tuple[float, float, float]:
    """Return how far members may be apart, the likely error, and what is not flagged.

    The pair is chosen that flags least while no error left exceeds the worst.
    """
    answer = network(name).answer(rows.x)
    doubt = network(f"{name}_doubt").answer(rows.x).mean[:, 0]
    shown = rows.is_target & ~answer.is_outside
    size, apart = rows.error(answer.mean)[shown], answer.disagreement[shown]
    return max(
        (_pair(size, apart, doubt[shown], share) for share in AGREE),
        key=lambda pair: pair[2],
    )


def _pair(
    size: Array, apart: Array, doubt: Array, share: float
) -> tuple[float, float, float]:
    agree = float(np.quantile(apart, share))
    left = apart <= agree
    order = np.argsort(doubt[left])
    good = np.cumsum(size[left][order] > WORST) == 0
    last = int(good.sum()) - 1
    return agree, float(doubt[left][order][last]), (last + 1) / size.size


if __name__ == "__main__":
    main()
