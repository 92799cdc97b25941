"""``strigil analyse``: strokes, dose and quality of a recording."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from strigil.cli.analysis_shown import show_strokes, strokes_as_json
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
        Recording,
        RecordingAnalysis,
    )

__all__ = ["command"]

_IN_PARTS = (
    "The recording is too long to be read at once. Its strokes are those that a live "
    "session would have told; what needs all samples was left out and is named."
)
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
    from strigil.signals import is_long_recording, read_recording

    if asked.between is None and is_long_recording(asked.file, profile=asked.profile):
        _analyse_long(asked)
        return
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


def _analyse_long(asked: _Asked) -> None:
    """Tell the strokes of a file that is too long to be read at once."""
    from strigil.reporting import long_session_report, quality_table, unknown_table
    from strigil.signals import analyse_in_parts

    _refuse_what_needs_all_samples(asked)
    with progress_bar("Reading the recording in parts") as tell:
        info, found = analyse_in_parts(
            asked.file, profile=asked.profile, band=asked.band, progress=tell
        )
    named = replace(info, edge=asked.edge or info.edge, site=asked.site or info.site)
    if asked.report:
        title = Path(asked.file).name
        page = long_session_report(named, found, title=title, warnings=(_IN_PARTS,))
        _write_report(asked.report, page)
    if asked.as_json:
        print_json({**strokes_as_json(found), "dose": None, "warnings": [_IN_PARTS]})
    else:
        show_strokes(found)
        for table in (quality_table(found), unknown_table(found)):
            if table.rows:
                show_table(table.caption, table.columns, table.rows)
    warn((_IN_PARTS,))


def _refuse_what_needs_all_samples(asked: _Asked) -> None:
    from strigil.errors import InvalidValueError

    given = {
        "--case": asked.case_file,
        "--scan": asked.scan,
        "--save": asked.save,
        "--plot": asked.plot,
        "--calibration": asked.calibration,
        "--flat-touch": asked.flat_touch,
    }
    needing = [option for option, value in given.items() if value]
    if needing:
        message = (
            f"{Path(asked.file).name} is too long to be read at once, and "
            f"{', '.join(needing)} looks at all samples together. Leave it out, or "
            "give a cut (--between 0 3600)."
        )
        raise InvalidValueError(message)


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
    return {
        **strokes_as_json(session.analysis, session.inclinations),
        "stiffness": session.stiffness,
        "dose": session.dose,
        "beside_plan": session.beside,
        "practitioner_load": session.load,
        "warnings": list(session.warnings),
    }


def _show(session: "Session") -> None:
    show_strokes(session.analysis)
    for table in session.tables():
        if table.rows:
            show_table(table.caption, table.columns, table.rows)
