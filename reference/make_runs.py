"""Make the reference runs, several at a time; start it again and it goes on.

Say ``python reference/make_runs.py --out var/reference --jobs 2``.
"""

import argparse
import json
import os
import warnings
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402  # after the threads are set
from body import Body, Mesh  # noqa: E402
from design import COUNTS, Run, runs  # noqa: E402
from missing_runs import make_missing  # noqa: E402
from press import Limits, press  # noqa: E402
from profiles import edge  # noqa: E402

LOAD = 0.5  # N/mm; 20 N on a 40 mm edge
PARTS = [part for part in COUNTS if part != "own"]
FILE = "{part}_{number:04d}.npz"


def main() -> None:
    """Make the runs that are missing, showing how far it has come."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, default=Path("var/reference"))
    asked.add_argument("--jobs", type=int, default=os.cpu_count())
    asked.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    todo = []
    for part in given.parts:
        for number, run in enumerate(runs(part)):
            path = given.out / FILE.format(part=part, number=number)
            # Part by part in step, so that some of the runs are some of each.
            todo.append((number / COUNTS[part], part, run, path))
    todo.sort(key=lambda row: row[:2])
    make_missing([(run, path) for _, _, run, path in todo], _make, given.jobs)


def _make(run: Run, path: Path) -> None:
    warnings.simplefilter("ignore")  # a step that diverged; it is tried again, smaller
    body = Body(run.thickness, tuple(E / 1e3 for E in run.modulus), run.b)
    mesh = Mesh(
        column=float(np.clip(0.09 * np.sqrt(run.radius), 0.08, 0.3)),
        out=max(100.0, 4.0 * body.depth),
        rows=(4, 18),
    )
    profile = edge(run.radius, float(np.tan(np.radians(run.flank_deg))))
    curve = press(body, profile, Limits(LOAD), mesh)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(
            file,
            run=json.dumps(run.as_json()),
            load=curve.load,
            indentation=curve.indentation,
            half_width=curve.half_width,
            peak_pressure=curve.peak_pressure,
            axis=curve.axis,
            moved=curve.moved,
            finished=curve.finished,
        )
    part.rename(path)


if __name__ == "__main__":
    main()
