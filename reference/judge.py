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
OUTPUTS = {"contact": ("indentation",), "width": ("half width", "peak pressure")}


def main() -> None:
    """Print the errors of each output, of all answers and of those not flagged."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--parts", nargs="+", default=["last"])
    runs = taught(asked.parse_args().parts)
    print(f"{len(runs)} runs, {sum(run.load.size for run in runs)} loads; errors in %")
    for net, names in OUTPUTS.items():
        size, known = _judged(rows_of(runs, net), net, slice(None))
        for name, *each in zip(names, size.T, known.T, strict=True):
            _say(name, *each)
    rows = rows_of(runs, "strain")
    for name, chosen, kind in (
        ("strain at the target", rows.is_target, 0),
        ("and in middles", rows.is_named, 0),
        ("strain anywhere", np.ones(len(rows.x), dtype=bool), 1),
    ):
        size, known = _judged(rows.take(chosen), "strain", slice(kind, kind + 1))
        _say(name, size[:, 0], known[:, 0])


def _judged(rows: Rows, name: str, limits: slice) -> tuple[Array, Flags]:
    """Return the errors and what is not flagged, rows x outputs."""
    net, doubt = network(name), network(f"{name}_doubt")
    answer, likely = net.answer(rows.x), doubt.answer(rows.x).mean
    sure = answer.disagreement <= net.limit[limits]
    sure &= likely <= doubt.limit[limits]
    return rows.errors(answer.mean), sure & ~answer.is_outside[:, None]


def _say(name: str, size: Array, known: Flags) -> None:
    whole, part = (
        " / ".join(f"{100 * v:.1f}" for v in np.percentile(chosen, PERCENTILES))
        for chosen in (size, size[known])
    )
    print(f"{name:22s} {whole:30s} not flagged ({100 * known.mean():.1f} %) {part}")


if __name__ == "__main__":
    main()
