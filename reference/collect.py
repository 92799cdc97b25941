"""Collect the runs into two small tables, at the same loads for each.

Say ``python reference/collect.py``; it takes whatever runs there are.
"""

import argparse
from pathlib import Path

import numpy as np
import polars as pl
from design import LOADS
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

HERE = Path(__file__).parent
Array = NDArray[np.float64]
SINGLE = pl.List(pl.Float32)


def main() -> None:
    """Read every run, write ``runs.parquet`` and ``own_runs.parquet``."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=Path, default=Path("var/reference"))
    given = asked.parse_args()
    paths = sorted(given.runs.glob("*.npz"))
    own = [path for path in paths if path.stem.startswith("own")]
    _write([path for path in paths if path not in own], HERE / "runs.parquet")
    _write(own, HERE / "own_runs.parquet")


def _write(paths: list[Path], file: Path) -> None:
    rows = [_row(path) for path in paths]
    kinds = {
        "load": SINGLE,
        "indentation": SINGLE,
        "half_width": SINGLE,
        "peak_pressure": SINGLE,
        "axis": SINGLE,
        "moved": pl.List(SINGLE),
    }
    table = pl.DataFrame(rows, schema_overrides=kinds)
    table.write_parquet(file, compression="zstd", compression_level=19)
    counts = table.group_by("part").len().sort("part").rows()
    print(f"{counts} in {file.stat().st_size / 1e6:.1f} MB")


def _row(path: Path) -> dict[str, object]:
    part, number = path.stem.split("_")
    with np.load(path) as kept:
        touches = kept["half_width"] > 0  # a first step can end between two columns
        load = kept["load"][touches]
        wanted = np.array([x for x in LOADS if load[0] <= x <= load[-1]])

        def at(values: Array) -> Array:
            return np.asarray(PchipInterpolator(np.log(load), values)(np.log(wanted)))

        sizes = ("indentation", "half_width", "peak_pressure")
        found = {name: np.exp(at(np.log(kept[name][touches]))) for name in sizes}
        # Movement below the middle over that of the surface changes slowly.
        moved = at((kept["moved"] / kept["indentation"][:, None])[touches])
        moved *= found["indentation"][:, None]

        return {
            "part": part,
            "number": int(number),
            "run": str(kept["run"]),
            "finished": bool(kept["finished"]),
            "load": wanted.tolist(),
            **{name: values.tolist() for name, values in found.items()},
            "axis": kept["axis"].tolist(),
            "moved": moved.tolist(),
        }


if __name__ == "__main__":
    main()
