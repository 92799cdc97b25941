"""Judge the finite-strain correction by runs that it has not seen.

Say ``python reference/judge.py``: the part is looked at once, at the end.
"""

import argparse

import numpy as np
from numpy.typing import NDArray
from taught import Rows, rows_of, taught

from strigil.mechanics.finite_strain_network import network

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

PERCENTILES = (50, 90, 99, 100)
OUTPUTS = ("indentation", "half width", "peak pressure")


def main() -> None:
    """Print the errors of each output, of all answers and of those not flagged."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--parts", nargs="+", default=["final"])
    runs = taught(asked.parse_args().parts)
    print(f"{len(runs)} runs, {sum(run.load.size for run in runs)} loads; errors in %")
    rows = rows_of(runs, "contact")
    known, said = _known(rows, "contact")
    for i, name in enumerate(OUTPUTS):
        _say(name, np.abs(np.expm1(said[:, i] - rows.y[:, i])), known)
    rows = rows_of(runs, "strain")
    known, said = _known(rows, "strain")
    size = rows.error(said)
    for name, chosen in (
        ("strain at the target", rows.is_target),
        ("and in middles", rows.is_named),
        ("strain anywhere", np.ones(size.size, dtype=bool)),
    ):
        _say(name, size[chosen], known[chosen])


def _known(rows: Rows, name: str) -> tuple[Flags, Array]:
    net, doubt = network(name), network(f"{name}_doubt")
    answer, likely = net.answer(rows.x), doubt.answer(rows.x).mean[:, 0]
    sure = (answer.disagreement <= net.limit) & (likely <= doubt.limit)
    return sure & ~answer.is_outside, answer.mean


def _say(name: str, size: Array, known: Flags) -> None:
    whole, part = (
        " / ".join(f"{100 * v:.1f}" for v in np.percentile(chosen, PERCENTILES))
        for chosen in (size, size[known])
    )
    print(f"{name:22s} {whole:30s} not flagged ({100 * known.mean():.1f} %) {part}")


if __name__ == "__main__":
    main()
