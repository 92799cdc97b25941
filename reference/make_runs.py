"""Make the reference runs, several at a time; start it again and it goes on.

Say ``python reference/make_runs.py --out var/reference --jobs 2``.
"""

import argparse
import json
import os
import warnings
from pathlib import Path

import numpy as np
from body import Body, Mesh
from design import COUNTS, LOADS, Run, runs
from edge_of_run import edge_of
from indentation import Push
from missing_runs import make_missing
from press import Limits, press
from profiles import circle_edge, edge

from strigil.mechanics import LayerStack, line_contact

LOAD = 0.5  # N/mm; 20 N on a 40 mm edge
# The edge sinks in by this share of its rise where the first contact ends, under the
# pressure there, and begins to push over this share; MPa/mm at least.
SINKS, SOFT, SOFTEST = 0.02, 0.005, 20.0
PARTS = [part for part in COUNTS if not part.startswith("own")]
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
    modulus = tuple(E / 1e3 for E in run.modulus)
    body = Body(run.thickness, modulus, run.b, run.poisson)
    mesh = Mesh(
        column=float(np.clip(0.03 * np.sqrt(run.radius), 0.027, 0.1)),
        out=max(100.0, 4.0 * body.depth),
        rows=(4, 18),
    )
    nose = circle_edge if run.nose == "circle" else edge
    profile = nose(run.radius, float(np.tan(np.radians(run.flank_deg))))
    curve = press(body, profile, Limits(LOAD), mesh, push=_push(run))
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


def _push(run: Run) -> Push:
    """Return how the edge is kept out, by the first contact, as in our own solver."""
    stack = LayerStack.of(
        np.array(run.thickness) * 1e-3, np.array(run.modulus) * 1e3, run.poisson
    )
    profile = edge_of(run)
    first = line_contact(stack, LOADS[0] * 1e3, profile)
    rise = float(profile(first.half_width[:, None])[0, 0]) * 1e3
    pressure = float(first.peak_pressure[0]) * 1e-6
    return Push(max(pressure / (SINKS * rise), SOFTEST), SOFT * rise)


if __name__ == "__main__":
    main()
