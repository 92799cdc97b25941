"""Make the runs that are solved by Strigil's own nonlinear solver; restartable.

Say ``python reference/make_own_runs.py --out var/reference --jobs 2``. A run takes
about a second, so there can be thousands; FElupe's say how good they are.
"""

import argparse
import json
import os
from pathlib import Path

import numpy as np
from design import COUNTS, LOADS, Run, runs
from edge_of_run import edge_of
from missing_runs import make_missing

from strigil.mechanics import LayerStack, hyperelastic_contact

PARTS = [part for part in COUNTS if part.startswith("own")]
FILE = "{part}_{number:04d}.npz"


def main() -> None:
    """Make the runs that are missing, in the order of the sequence."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, default=Path("var/reference"))
    asked.add_argument("--jobs", type=int, default=os.cpu_count())
    asked.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    todo = [
        (run, given.out / FILE.format(part=part, number=number))
        for part in given.parts
        for number, run in enumerate(runs(part))
    ]
    make_missing(todo, _make, given.jobs)


def _make(run: Run, path: Path) -> None:
    stack = LayerStack.of(
        np.array(run.thickness) * 1e-3, np.array(run.modulus) * 1e3, run.poisson
    )
    profile = edge_of(run)
    found = hyperelastic_contact(stack, LOADS * 1e3, profile, stiffening=run.b)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(
            file,
            run=json.dumps(run.as_json()),
            load=found.load * 1e-3,
            indentation=found.indentation * 1e3,
            half_width=found.half_width * 1e3,
            peak_pressure=found.peak_pressure * 1e-6,
            axis=found.depth * 1e3,
            moved=found.moved * 1e3,
            finished=found.is_complete,
        )
    part.rename(path)


if __name__ == "__main__":
    main()
