"""``strigil simulate-recording``: a synthetic recording whose truth is known."""

from pathlib import Path

import click

from strigil.cli.contact import check_force
from strigil.cli.output import SEED, json_option, notes, print_json, show_table
from strigil.cli.worked import Worked

__all__ = ["command"]

_SHOWN = 10  # strokes listed on a terminal


@click.command(
    "simulate-recording",
    cls=Worked,
    example="strigil simulate-recording --strokes 20 --seed 1 --out strokes.csv",
)
@click.option("--strokes", default=20, show_default=True, type=click.IntRange(1, 20000))
@click.option(
    "--seed", default=0, show_default=True, type=SEED, help="Same seed, same samples."
)
@click.option("--difficulty", default=0.3, show_default=True, help="0 clean to 1 hard.")
@click.option("--force", default=6.0, show_default=True, help="Mean peak force [N].")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="F",
    help="Where to write it: .csv or .parquet.",
)
@json_option
def command(
    strokes: int,
    seed: int,
    *,
    difficulty: float,
    force: float,
    out: Path | None,
    as_json: bool,
) -> None:
    """Simulate a recording with known strokes, to try or to test an analysis."""
    from strigil.signals import simulate_recording, write_recording

    check_force(force)
    made = simulate_recording(
        strokes=strokes, seed=seed, difficulty=difficulty, force=force
    )
    if out:
        write_recording(made.recording, out)
        notes().print(f"Recording written to {out}", markup=False)
    true = [
        {"start": s.start, "end": s.end, "peak_force": s.peak_force}
        for s in made.truth.strokes
    ]
    if as_json:
        path = str(out) if out else None
        print_json({"seed": seed, "out": path, "truth": {"strokes": true}})
        return
    rows = [
        (str(i), f"{s['start']:.2f}", f"{s['end']:.2f}", f"{s['peak_force']:.1f}")
        for i, s in enumerate(true[:_SHOWN], start=1)
    ]
    more = f"and {len(true) - _SHOWN} more" if len(true) > _SHOWN else ""
    columns = ("Stroke", "Start [s]", "End [s]", "Peak [N]")
    show_table(f"Truth: {len(true)} strokes", columns, rows, note=more)
