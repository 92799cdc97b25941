"""Force over time for the replay: the peak of each of its steps."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["trace_of"]

Array = NDArray[np.float64]

TRACE_POINTS = 30_000  # of the replay: 150 s at 200 Hz without loss, the peaks of more


def trace_of(time: Array, force: Array | None) -> dict[str, Any]:
    """Return force [N] over time [s] as the replay reads it."""
    if force is None or not np.isfinite(force).any():
        return {"first": 0.0, "time": [], "force": []}
    step = -(-time.size // TRACE_POINTS)
    return {
        "first": round(float(time[0]), 3),
        "time": [round(float(t - time[0]), 3) for t in time[::step]],
        "force": [_peak(force[i : i + step]) for i in range(0, force.size, step)],
    }


def _peak(force: Array) -> float | None:
    known = force[np.isfinite(force)]
    return round(float(known.max()), 3) if known.size else None
