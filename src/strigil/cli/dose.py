"""``strigil dose``: where the dose of a recording went, on the skin and below."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from strigil.cli.output import (
    json_option,
    plot_option,
    print_json,
    progress_bar,
    show_table,
    warn,
    write_text,
)
from strigil.cli.worked import Worked

if TYPE_CHECKING:
    from strigil.treatment import SiteDoseMap

__all__ = ["command"]


@click.command(
    "dose",
    cls=Worked,
    example="strigil dose strokes.csv --edge scanner.convex --site calf --plot d.svg",
)
@click.argument("file", metavar="FILE")
@click.option(
    "--profile", metavar="P", help="Columns of the file: an id or a TOML file."
)
@click.option("--case", "case_file", metavar="CASE", help="For site and edge.")
@click.option("--edge", metavar="E", help="Edge that was used, instrument.edge.")
@click.option("--site", metavar="S", help="Body site it was used on.")
@click.option(
    "--length-mm",
    type=float,
    metavar="L",
    help="Length of a stroke, where no position was recorded.",
)
@plot_option
@json_option
def command(**given: Any) -> None:
    """Lay the strokes of a recording FILE on the skin and on the layers below.

    Passes, impulse and compression by place and depth: an illustration by a model, not
    calibrated. Without positions the strokes are laid on one line, and that is said.
    """
    _dose(_Asked(**given))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was asked, as its options say."""

    file: str
    profile: str | None
    case_file: str | None
    edge: str | None
    site: str | None
    length_mm: float | None
    plot: Path | None
    as_json: bool


def _dose(asked: _Asked) -> None:
    from strigil.cli.session import session_of
    from strigil.cli.session_tables import dose_table
    from strigil.signals import analyse_recording, read_recording

    with progress_bar("Reading the recording") as tell:
        session = session_of(
            read_recording(asked.file, profile=asked.profile),
            asked.case_file,
            edge=asked.edge,
            site=asked.site,
            analyse=partial(analyse_recording, progress=tell),
        )
    length = None if asked.length_mm is None else asked.length_mm * 1e-3
    found = session.dose_map(assumed_length=length)
    if asked.plot:
        from strigil.reporting import dose_map_chart, stand_alone

        write_text(asked.plot, stand_alone(dose_map_chart(found)), "chart")
    if asked.as_json:
        print_json({"dose": session.dose, "map": found.as_json()})
    else:
        if session.dose is not None:
            table = dose_table(session.dose)
            show_table(table.caption, table.columns, table.rows)
        _show(found)
    warn((*session.warnings, *found.warnings))


def _show(found: "SiteDoseMap") -> None:
    from strigil.reporting import dose_map_tables

    for table in dose_map_tables(found):
        show_table(table.caption, table.columns, table.rows)
    for said in found.cannot_say:
        click.echo(f"Cannot be said. {said}")
