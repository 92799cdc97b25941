"""Set the limits from which on an answer of the correction is flagged.

Say ``python reference/flag.py`` after ``learn.py``. The runs that ``learn.py`` kept
aside and a part by FElupe say, for each quantity, how likely an error may be and how
far members may differ, so that no error that is not flagged exceeds a tenth.
"""

import argparse

import numpy as np
from learn import ASIDE, FILE, PARTS
from numpy.typing import NDArray
from taught import Rows, rows_of, taught

from strigil.mechanics.finite_strain_network import network

Array = NDArray[np.float64]

BESIDE = ["judged"]
# No error that is not flagged exceeds this here, so that elsewhere, where the worst is
# a little worse, it stays below a tenth.
WORST = 0.08
# Shares of the answers within which the members may be asked to agree.
AGREE = (0.9, 0.95, 0.98, 0.99, 1.0)


def main() -> None:
    """Find the limits, write them to the networks' file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--jobs", type=int, default=2)
    jobs = asked.parse_args().jobs
    with np.load(FILE) as file:
        kept = dict(file)
    for name, parts in PARTS.items():
        runs = taught(parts, jobs)[::ASIDE] + taught(BESIDE, jobs)
        kept[f"{name}_aside"] = np.array(len(runs))
        rows = rows_of(runs, name)
        if name == "strain":
            # In middles of layers and at targets, and at any place: far less is sure.
            found = [*_limits(rows.take(rows.is_named), name), *_limits(rows, name)]
        else:
            found = _limits(rows, name)
        kept[f"{name}_limit"] = np.array([agree for agree, _, _ in found])
        kept[f"{name}_doubt_limit"] = np.array([likely for _, likely, _ in found])
        shares = ", ".join(f"{100 * share:.1f}" for _, _, share in found)
        print(f"{name}: {shares} % of {len(runs)} runs are not flagged")
    np.savez_compressed(FILE, **kept)


def _limits(rows: Rows, name: str) -> list[tuple[float, float, float]]:
    """Return of each output how far members may be apart, the likely error, the share.

    The pair is chosen that flags least while no error left exceeds the worst.
    """
    answer = network(name).answer(rows.x)
    doubt = network(f"{name}_doubt").answer(rows.x).mean
    inside = ~answer.is_outside
    columns = (rows.errors(answer.mean), answer.disagreement, doubt)
    return [
        max((_pair(*each, share) for share in AGREE), key=lambda pair: pair[2])
        for each in zip(*(column[inside].T for column in columns), strict=True)
    ]


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
