"""Judge a correction of the indentation by runs it has not seen.

Say ``python reference/judge.py``: ten-fold cross-validation over the runs to learn
from; the test part is not touched.
"""

import json
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from two_contacts import indentation_features, two_contacts

from strigil.mechanics import LayerStack

Array = NDArray[np.float64]
TABLE = Path(__file__).parent / "runs.parquet"
FOLDS, CENTRES, WIDTH, RIDGE = 10, 500, 0.008, 1e-2
PERCENTILES = (50, 90, 99, 100)


def main() -> None:
    """Print median, 90th and 99th percentile and largest error of three answers."""
    table = pl.read_parquet(TABLE).filter(pl.col("part") == "train")
    rows = [found for row in table.iter_rows(named=True) if (found := _row(row))]
    features = np.concatenate([row[0] for row in rows])
    truth, thinned = (np.concatenate([row[i] for row in rows]) for i in (1, 2))
    run = np.repeat(np.arange(len(rows)), [row[1].size for row in rows])
    left = truth - thinned
    guess = np.zeros_like(left)
    for fold in range(FOLDS):
        aside = run % FOLDS == fold
        guess[aside] = _fitted(features[~aside], left[~aside], features[aside])
    print(f"{len(rows)} runs, {truth.size} loads; error of the indentation in %")
    for name, error in (
        ("linear alone", -truth),
        ("linear on the pressed stack", -left),
        ("and what is learnt", guess - left),
    ):
        size = np.percentile(100.0 * np.abs(np.expm1(error)), PERCENTILES)
        print(f"{name:30s} " + " / ".join(f"{value:.1f}" for value in size))


def _row(row: dict[str, object]) -> tuple[Array, Array, Array] | None:
    load = np.array(row["load"])
    if load.size == 0:
        return None
    run = json.loads(str(row["run"]))
    h, E = np.array(run["thickness"]) * 1e-3, np.array(run["modulus"]) * 1e3
    stack = LayerStack.of(
        np.tile(h, (load.size, 1)), np.tile(E, (load.size, 1)), [[0.495]]
    )
    profile = _edge(run["radius"] * 1e-3, np.tan(np.radians(run["flank_deg"])))
    both = two_contacts(stack, load * 1e3, profile, np.array(run["b"]))
    truth = np.log(np.array(row["indentation"]) * 1e-3 / both.contact.indentation)
    return indentation_features(both, profile), truth, both.thinned


def _edge(radius: float, slope: float):
    turn = radius * slope

    def height(x: Array) -> Array:
        near = np.minimum(np.abs(x), turn)
        return near**2 / (2.0 * radius) + slope * (np.abs(x) - near)

    return height


def _fitted(known: Array, values: Array, asked: Array) -> Array:
    """Fit a kernel ridge on the most different points, and answer."""
    mean, spread = known.mean(axis=0), known.std(axis=0) + 1e-9
    known, asked = (known - mean) / spread, (asked - mean) / spread
    centres = known[_most_different(known)]
    K, own = _kernel(known, centres), _kernel(centres, centres)
    middle = values.mean()
    weights = np.linalg.solve(K.T @ K + RIDGE * own, K.T @ (values - middle))
    return middle + _kernel(asked, centres) @ weights


def _most_different(points: Array) -> NDArray[np.intp]:
    """Choose points by pivoted Cholesky: each time the one least like the others."""
    novelty, factor = np.ones(len(points)), np.zeros((len(points), CENTRES))
    chosen = []
    for j in range(min(CENTRES, len(points))):
        i = int(np.argmax(novelty))
        chosen.append(i)
        like = _kernel(points, points[i : i + 1])[:, 0]
        like -= factor[:, :j] @ factor[i, :j]
        factor[:, j] = like / np.sqrt(max(novelty[i], 1e-12))
        novelty = np.maximum(novelty - factor[:, j] ** 2, 0.0)
    return np.array(chosen)


def _kernel(a: Array, b: Array) -> Array:
    apart = (a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2.0 * a @ b.T
    return np.exp(-WIDTH * np.maximum(apart, 0.0))


if __name__ == "__main__":
    main()
