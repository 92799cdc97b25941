"""Runs of another nonlinear code, as the library takes their edge and layers."""

from pathlib import Path

import numpy as np

from strigil.mechanics.edge_profile import Profile, rounded_wedge
from strigil.mechanics.layer_stack import LayerStack

RUNS = Path(__file__).parents[2] / "reference" / "runs.parquet"


def edge_of(run: dict) -> Profile:
    R, flank = run["radius"] * 1e-3, np.radians(run["flank_deg"])
    if run["nose"] == "circle":
        return rounded_wedge(R, flank)
    slope = np.tan(flank)

    def height(x: np.ndarray) -> np.ndarray:
        near = np.minimum(np.abs(x), R * slope)
        return near**2 / (2 * R) + slope * (np.abs(x) - near)

    return height


def layers_of(run: dict, samples: int) -> LayerStack:
    """The same layers once for each sample."""
    h, E = np.array(run["thickness"]) * 1e-3, np.array(run["modulus"]) * 1e3
    return LayerStack.of(
        *(np.tile(each, (samples, 1)) for each in (h, E, run["poisson"]))
    )
