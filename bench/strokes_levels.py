"""What the peers of the stroke analysis share: durations, and Otsu's level."""

import numpy as np
from numpy.typing import NDArray

FORCES = ["force_normal", "force_x", "force_y"]
PLACES = ["position_x", "position_y", "position_z"]
OFF_SHARE = 0.7  # contact ends at this part of the level that starts it
BRIDGED = 0.08  # s; a shorter loss of contact is bridged
SHORTEST = 0.15  # s; a shorter touch is left out
TRACK_STEP = 0.02  # s; positions are averaged over it
TURN = 0.008  # m; an edge that comes back by so much has turned
BURST_GAP = 3.0  # s; a longer pause ends a burst of strokes
CLIPPED_RUN = 5  # samples in a row at the sensor's end are clipped
BINS = 256


def split_level(values: NDArray[np.float64]) -> float:
    """Return the level that best splits values into two classes (Otsu)."""
    counts, edges = np.histogram(values, BINS)
    middle = 0.5 * (edges[1:] + edges[:-1])
    below = np.cumsum(counts)[:-1]
    above = counts.sum() - below
    sums = np.cumsum(counts * middle)
    low = sums[:-1] / np.maximum(below, 1)
    high = (sums[-1] - sums[:-1]) / np.maximum(above, 1)
    return float(edges[1:-1][np.argmax(below * above * (high - low) ** 2)])
