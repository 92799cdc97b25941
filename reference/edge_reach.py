"""Press every edge of the catalogue on every site; write what a plan looks up.

Say ``python reference/edge_reach.py`` after a change of an edge, a site, a tissue or of
the contact model; a test in ``tests/mechanics`` says when it is due.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click
import numpy as np

from strigil.catalogue import BodySite, all_of, edges, one_of
from strigil.mechanics import press_on_target

FILE = Path(__file__).parents[1] / "src" / "strigil" / "data" / "edge_reach.npz"
FORCES = (1.0, 2.0, 4.0, 8.0, 16.0)  # N

Found = tuple[list[np.ndarray], list[tuple[float, float, float]]]


def pressed(pair: tuple[str, str]) -> Found:
    """Return strain draws and discomfort of one edge on one site at each force."""
    edge, site = edges()[pair[0]], one_of(BodySite, pair[1])
    found = [press_on_target(edge, site, force) for force in FORCES]
    bounds = [(f.discomfort.value, f.discomfort.low, f.discomfort.high) for f in found]
    return [each.strain_draws for each in found], bounds


def main() -> None:
    """Press and write."""
    of_edges, of_sites = list(edges()), list(all_of(BodySite))
    pairs = [(edge, site) for edge in of_edges for site in of_sites]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        work = pool.map(pressed, pairs)
        with click.progressbar(work, len(pairs), label="Pressing") as told:
            found = list(told)
    shape = len(of_edges), len(of_sites), len(FORCES)
    np.savez_compressed(
        FILE,
        edge=np.array(of_edges),
        site=np.array(of_sites),
        force=np.array(FORCES),
        strain=np.array([each for each, _ in found], np.float16).reshape(*shape, -1),
        discomfort=np.array([each for _, each in found], np.float32).reshape(*shape, 3),
    )


if __name__ == "__main__":
    main()
