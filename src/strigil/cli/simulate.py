"""``strigil simulate-recording``: a synthetic recording whose truth is known."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from strigil.cli.contact import check_force
from strigil.cli.output import SEED, json_option, notes, print_json, show_table
from strigil.cli.worked import Worked

if TYPE_CHECKING:
    from strigil.signals import SimulatedScene, SimulatedTruth

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
    "--sample-rate",
    default=200.0,
    show_default=True,
    help="Samples a second [Hz]; vibration needs 500.",
)
@click.option(
    "--restriction",
    "restrictions",
    multiple=True,
    type=float,
    metavar="MM",
    help="Where on the body the skin is stiffer and rougher [mm]; strokes go from "
    "about -50 to 50, and an analysis counts from where they begin. May be given "
    "again.",
)
@click.option(
    "--mode",
    "modes",
    multiple=True,
    metavar="M",
    help="Something odd, such as no_lift, tool_tap, dropped_tool. May be given again.",
)
@click.option("--indentation", is_flag=True, help="The sensor knows it, for stiffness.")
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
    **given: Any,
) -> None:
    """Simulate a recording with known strokes, to try or to test an analysis."""
    from strigil.signals import simulate_recording, write_recording

    check_force(force)
    made = simulate_recording(
        strokes=strokes,
        seed=seed,
        difficulty=difficulty,
        force=force,
        scene=_scene(given),
    )
    if out:
        write_recording(made.recording, out)
        notes().print(f"Recording written to {out}", markup=False)
    if given["as_json"]:
        path = str(out) if out else None
        print_json({"seed": seed, "out": path, "truth": _truth(made.truth)})
        return
    true = made.truth.strokes
    rows = [
        (str(i), f"{s.start:.2f}", f"{s.end:.2f}", f"{s.peak_force:.1f}")
        for i, s in enumerate(true[:_SHOWN], start=1)
    ]
    more = f"and {len(true) - _SHOWN} more" if len(true) > _SHOWN else ""
    columns = ("Stroke", "Start [s]", "End [s]", "Peak [N]")
    show_table(f"Truth: {len(true)} strokes", columns, rows, note=more)


def _scene(given: dict[str, Any]) -> "SimulatedScene":
    from strigil.signals import SimulatedRestriction, SimulatedScene

    return SimulatedScene(
        sample_rate=given["sample_rate"],
        restrictions=tuple(
            SimulatedRestriction(at * 1e-3) for at in given["restrictions"]
        ),
        modes=given["modes"],
        indentation=given["indentation"],
    )


def _truth(truth: "SimulatedTruth") -> dict[str, object]:
    """Return what is known of the session, without its course [SI]."""
    return {
        "strokes": [asdict(stroke) for stroke in truth.strokes],
        "reversals": list(truth.reversals),
        "restrictions": [
            {"at": one.at, "stiffness_change": one.stiffness_change}
            for one in truth.restrictions
        ],
        "faults": [asdict(fault) for fault in truth.faults],
    }
