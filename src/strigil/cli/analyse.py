"""``strigil analyse``: strokes, dose and quality of a recording."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from strigil.cli.output import (
    json_option,
    notes,
    plot_option,
    print_json,
    progress_bar,
    show_table,
    warn,
    write_text,
)
from strigil.cli.worked import Worked

if TYPE_CHECKING:
    from strigil.cli.session import Session
    from strigil.signals import (
        Anomaly,
        InertialStroke,
        Recording,
        RecordingAnalysis,
        StrokeMeasure,
    )

__all__ = ["command"]

_ROWS = 12  # strokes shown on a terminal; the rest is in --json and --report
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    "analyse", cls=Worked, example="strigil analyse strokes.csv --report strokes.html"
)
@click.argument("file", metavar="FILE")
@click.option(
    "--profile", metavar="P", help="Columns of the file: an id or a TOML file."
)
@click.option("--case", "case_file", metavar="CASE", help="For site, edge and words.")
@click.option("--edge", metavar="E", help="Edge that was used, instrument.edge.")
@click.option("--site", metavar="S", help="Body site it was used on.")
@click.option("--report", type=_FILE, metavar="F", help="Save a page: .html, .pdf.")
@click.option("--scan", type=_FILE, metavar="F.svg", help="Save stiffness as a chart.")
@click.option("--save", type=_FILE, metavar="F", help="As .parquet, .csv or BIDS.")
@click.option("--as-live", is_flag=True, help="What a live session would have told.")
@click.option("--band", type=(float, float), metavar="LOW HIGH", help="Force meant, N.")
@click.option("--between", type=(float, float), metavar="T0 T1", help="A cut, in s.")
@click.option("--calibration", metavar="F.json", help="From: calibrate-sensor.")
@click.option(
    "--flat-touch",
    type=(float, float),
    metavar="FROM TO",
    help="When the tool lay flat on the skin, s: gives the treatment angle.",
)
@plot_option
@json_option
def command(**given: Any) -> None:
    """Find the strokes in a recording FILE (CSV or Parquet) and measure each.

    What the channels do not allow to know is said, not guessed.
    """
    _analyse(_Asked(**given))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was asked, as its options say."""

    file: str
    profile: str | None
    case_file: str | None
    edge: str | None
    site: str | None
    report: Path | None
    scan: Path | None
    save: Path | None
    plot: Path | None
    as_json: bool
    as_live: bool
    band: tuple[float, float] | None
    between: tuple[float, float] | None
    calibration: str | None
    flat_touch: tuple[float, float] | None


def _analysis(
    asked: _Asked, tell: Callable[[float], None]
) -> "Callable[[Recording], RecordingAnalysis]":
    """Return the analysis that was asked, after calibration and touch."""
    from strigil.signals import (
        analyse_recording,
        angle_from_flat_touch,
        compensated,
        read_calibration,
    )

    calibration = asked.calibration and read_calibration(asked.calibration)

    def analyse(recording: "Recording") -> "RecordingAnalysis":
        if calibration:
            recording = compensated(recording, calibration)
        if asked.flat_touch:
            recording = angle_from_flat_touch(recording, asked.flat_touch)
        return analyse_recording(
            recording, progress=tell, as_live=asked.as_live, band=asked.band
        )

    return analyse


def _analyse(asked: _Asked) -> None:
    from strigil.cli.session import session_of
    from strigil.signals import read_recording

    with progress_bar("Reading the recording") as tell:
        recording = read_recording(
            asked.file, profile=asked.profile, between=asked.between
        )
        session = session_of(
            recording,
            asked.case_file,
            edge=asked.edge,
            site=asked.site,
            analyse=_analysis(asked, tell),
        )
    if asked.save:
        from strigil.signals import write_recording

        strokes = session.analysis.strokes
        write_recording(session.recording, asked.save, strokes=strokes)
        notes().print(f"Recording written to {asked.save}", markup=False)
    if asked.plot:
        from strigil.reporting import recording_chart, stand_alone

        chart = recording_chart(session.recording, session.analysis)
        write_text(asked.plot, stand_alone(chart), "chart")
    if asked.scan:
        from strigil.reporting import scan_chart, stand_alone

        write_text(asked.scan, stand_alone(scan_chart(session.scan)), "chart")
    if asked.report:
        _write_report(asked.report, session.as_html(Path(asked.file).name))
    if asked.as_json:
        print_json(_as_json(session))
    else:
        _show(session)
    warn(session.warnings)


def _write_report(path: Path, page: str) -> None:
    if path.suffix.lower() != ".pdf":
        write_text(path, page, "report")
        return
    from strigil.errors import InvalidValueError
    from strigil.reporting import write_pdf

    try:
        write_pdf(page, path)
    except OSError as error:
        message = f"Can not write report to {str(path)!r}: {error.strerror}."
        raise InvalidValueError(message) from error
    notes().print(f"Report written to {path}", markup=False)


def _as_json(session: "Session") -> dict[str, object]:
    found = session.analysis
    return {
        "strokes": [
            _stroke(stroke, lean)
            for stroke, lean in zip(found.strokes, session.inclinations, strict=True)
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
        "stiffness": session.stiffness,
        "not_computable": found.not_computable,
        "dose": session.dose,
        "beside_plan": session.beside,
        "warnings": list(session.warnings),
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


def _show(session: "Session") -> None:
    from strigil.reporting import recording_table, summary_table

    summary = summary_table(session.analysis)
    show_table(
        summary.caption,
        summary.columns,
        summary.rows,
        note="As a live session would have told."
        if session.analysis.as_live
        else "Rest and levels were refined by the whole recording; see --as-live.",
    )
    strokes = recording_table(session.analysis)
    if strokes.rows:
        more = len(strokes.rows) - _ROWS
        note = f"and {more} more: see --json or --report" if more > 0 else ""
        columns = [0, 1, 3, 4, 5, 6, 9]
        rows = [[row[i] for i in columns] for row in strokes.rows[:_ROWS]]
        show_table("Strokes", [strokes.columns[i] for i in columns], rows, note=note)
    for table in session.tables():
        if table.rows:
            show_table(table.caption, table.columns, table.rows)
