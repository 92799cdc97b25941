"""The stiffness scan of a recording, and what it says of places that differ."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_tables
from strigil.errors import InvalidValueError
from strigil.mechanics import StiffnessScan, stiffness_scan
from strigil.signals import (
    Recording,
    RecordingAnalysis,
    StrokesAlong,
    samples_along,
)
from strigil.treatment.anomaly import AnomalySearch, cannot_search, search_anomalies
from strigil.treatment.strokes_on_patch import strokes_on_patch

__all__ = ["RecordedScan", "scan_recording", "search_recording"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RecordedScan:
    """Stiffness along the strokes of a recording.

    Attributes
    ----------
    scan : StiffnessScan or None
        Stiffness from place to place; None where the strokes cannot be laid on one way.
    search : AnomalySearch
        Softer and stiffer places, or that none was found, or why it cannot be said.
    warnings : tuple of str
        What to look at.
    """

    scan: StiffnessScan | None
    search: AnomalySearch
    warnings: tuple[str, ...]


def scan_recording(
    recording: Recording, analysis: RecordingAnalysis, *, seed: int = 0
) -> RecordedScan:
    """Return the stiffness along the strokes of a recording, and what differs.

    Parameters
    ----------
    recording : Recording
        With normal force, position and indentation; without one of them nothing can be
        said, and the answer says why.
    analysis : RecordingAnalysis
        What was found in it.
    seed : int
        Same seed, same answer.

    Returns
    -------
    RecordedScan
        Places count from the smallest position that a stroke reached [m].

    Notes
    -----
    All strokes are taken to follow one line: strokes beside each other over different
    tissue are one more source of scatter between strokes, and the answer warns of it.

    Examples
    --------
    >>> from strigil.signals import analyse_recording, simulate_recording
    >>> made = simulate_recording(strokes=6, seed=1).recording
    >>> scan_recording(made, analyse_recording(made)).search.because
    'force alone gives no stiffness'
    """
    strokes = len(analysis.strokes)
    samples = samples_along(recording, analysis)
    if samples.because:
        return RecordedScan(None, cannot_search(samples.because, strokes), ())
    try:
        scan = stiffness_scan(samples.position, samples.force, samples.indentation)
    except InvalidValueError:
        because = "no sample presses the skin in"
        return RecordedScan(None, cannot_search(because, strokes), ())
    sinking = _at_places(scan, samples)
    search = search_anomalies(scan, sinking=sinking, seed=seed)
    beside = () if scan.stiffness is None else _beside(recording, analysis)
    return RecordedScan(scan, search, (*scan.warnings, *beside))


def _at_places(scan: StiffnessScan, samples: StrokesAlong) -> Array | None:
    """Return how fast the skin sinks in by stroke and place of a scan [1/s].

    None where the scan left out strokes that cannot be told apart here.
    """
    if samples.sinking is None or samples.indentation is None or scan.place.size < 2:
        return None
    pressed = [
        (x, sinks)
        for x, sinks, depth in zip(
            samples.position, samples.sinking, samples.indentation, strict=True
        )
        if bool((depth > 0.0).any())
    ]
    if len(pressed) != len(scan.force):
        return None
    ends = scan.place[:-1] + 0.5 * np.diff(scan.place)
    table = np.full((len(pressed), scan.place.size), np.nan)
    for row, (x, sinks) in zip(table, pressed, strict=True):
        known = np.isfinite(sinks) & np.isfinite(x)
        place = np.searchsorted(ends, x[known])
        counts = np.bincount(place, minlength=row.size)
        sums = np.bincount(place, weights=sinks[known], minlength=row.size)
        row[counts > 0] = sums[counts > 0] / counts[counts > 0]
    return table


def search_recording(
    recording: Recording, analysis: RecordingAnalysis, *, seed: int = 0
) -> AnomalySearch:
    """Look for softer or stiffer places along the strokes of a recording.

    Parameters
    ----------
    recording : Recording
        As :func:`scan_recording` takes it.
    analysis : RecordingAnalysis
        What was found in it.
    seed : int
        Same seed, same answer.

    Returns
    -------
    AnomalySearch
        The search of :func:`scan_recording`; places in metres along the way [m].
    """
    return scan_recording(recording, analysis, seed=seed).search


def _beside(recording: Recording, analysis: RecordingAnalysis) -> tuple[str, ...]:
    """Say so where the strokes do not follow one line."""
    strokes = strokes_on_patch(recording, analysis).strokes
    lanes = np.array([float(np.median(stroke.y)) for stroke in strokes])
    apart = float(np.ptp(lanes))
    widest = sourced_tables("stiffness_scan.toml")["scan"]["one_line"].value
    if apart <= widest:
        return ()
    return (
        f"The strokes lie up to {apart * 1e3:.0f} mm beside each other. A scan takes "
        "them for one line: differences across it hide what differs along it.",
    )
