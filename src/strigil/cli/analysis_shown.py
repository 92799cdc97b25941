"""What an analysis found, as tables for people and as JSON for machines."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from strigil.cli.output import show_table

if TYPE_CHECKING:
    from strigil.signals import (
        Anomaly,
        InertialStroke,
        RecordingAnalysis,
        StrokeMeasure,
    )

__all__ = ["show_strokes", "strokes_as_json"]

_ROWS = 12  # strokes shown on a terminal; the rest is in --json and --report


def show_strokes(found: "RecordingAnalysis") -> None:
    """Write the summary and the first strokes as tables."""
    from strigil.reporting import recording_table, summary_table

    summary = summary_table(found)
    show_table(
        summary.caption,
        summary.columns,
        summary.rows,
        note="As a live session would have told."
        if found.as_live
        else "Rest and levels were refined by the whole recording; see --as-live.",
    )
    strokes = recording_table(replace(found, strokes=found.strokes[:_ROWS]))
    if strokes.rows:
        more = len(found.strokes) - _ROWS
        note = f"and {more} more: see --json or --report" if more > 0 else ""
        columns = [0, 1, 3, 4, 5, 6, 9]
        rows = [[row[i] for i in columns] for row in strokes.rows]
        show_table("Strokes", [strokes.columns[i] for i in columns], rows, note=note)


def strokes_as_json(
    found: "RecordingAnalysis", leans: Sequence[float | None] = ()
) -> dict[str, object]:
    """Return what a recording says, for JSON; ``leans`` are of the strokes [rad]."""
    known = leans or [None] * len(found.strokes)
    return {
        "strokes": [
            _stroke(stroke, lean)
            for stroke, lean in zip(found.strokes, known, strict=True)
        ],
        "movements": [_movement(movement) for movement in found.movements],
        "summary": found.summary,
        "levels": _levels(found),
        "quality": [
            {"code": n.code, "message": n.message, "from": n.from_, "to": n.to}
            for n in found.quality
        ],
        "anomalies": [_anomaly(anomaly) for anomaly in found.anomalies],
        "searches": [one.as_json() for one in found.searches],
        "not_computable": found.not_computable,
    }


def _stroke(stroke: "StrokeMeasure", lean: float | None) -> dict[str, object]:
    return {
        "start": stroke.start,
        "end": stroke.end,
        "peak_force": stroke.peak_force,
        "mean_force": stroke.mean_force,
        "impulse": stroke.impulse,
        "length": stroke.length,
        "length_low": stroke.length_low,
        "length_high": stroke.length_high,
        "rate": stroke.rate,
        "angle_deg": _degrees(stroke.angle),
        "inclination_deg": _degrees(lean),
        "direction_deg": _degrees(stroke.direction),
        "peak_shear": stroke.peak_shear,
        "mean_shear": stroke.mean_shear,
        "work": stroke.work,
        "speed": stroke.speed,
        "peak_speed": stroke.peak_speed,
        "time_in_band": stroke.time_in_band,
        "force_sd": stroke.force_sd,
        "burst": stroke.burst,
        "flags": list(stroke.flags),
    }


def _levels(found: "RecordingAnalysis") -> dict[str, object]:
    """Say where contact starts and ends, and whether that was known at the time."""
    known = found.levels
    return {
        "found_from": "samples_before" if found.as_live else "whole_recording",
        "on": known.on if known else None,
        "off": known.off if known else None,
        "noise": known.noise if known else None,
    }


def _movement(movement: "InertialStroke") -> dict[str, object]:
    return {
        "start": movement.start,
        "end": movement.end,
        "length": movement.length,
        "because": movement.because,
    }


def _anomaly(anomaly: "Anomaly") -> dict[str, object]:
    return {
        "from": anomaly.from_,
        "to": anomaly.to,
        "score": anomaly.score,
        "seen_in": anomaly.seen_in,
        "of": anomaly.of,
        "quantity": anomaly.quantity,
        "side": anomaly.side,
        "change": anomaly.change,
    }


def _degrees(angle: float | None) -> float | None:
    return None if angle is None else math.degrees(angle)
