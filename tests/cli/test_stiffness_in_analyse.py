"""`strigil analyse` says softer and stiffer places, or why it cannot."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from click.testing import Result

from strigil.mechanics import simulate_scan
from strigil.signals import recording_of, write_recording

Run = Callable[..., Result]
RATE = 100.0  # samples a second


def recorded(path: Path, *, strokes: int, change: float, with_depth: bool) -> None:
    """Write a recording of strokes with half a second of rest between them."""
    made = simulate_scan(strokes, seed=4, change=change)
    rest = np.zeros(50)
    x, force, depth = [np.zeros(200)], [np.zeros(200)], [np.zeros(200)]
    for where, pressing, deep in zip(
        made.position, made.force, made.indentation, strict=True
    ):
        x += [where, np.linspace(where[-1], 0.0, rest.size)]
        force += [pressing, rest]
        depth += [deep, rest]
    along = np.concatenate(x)
    channels = {
        "force_normal": np.concatenate(force),
        "position_x": along,
        "position_y": 0 * along,
        "position_z": 0 * along,
    }
    if with_depth:
        channels["indentation"] = np.concatenate(depth)
    write_recording(recording_of(np.arange(along.size) / RATE, channels), path)


def analysed(strigil: Run, path: Path) -> dict:
    result = strigil("analyse", path.name, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_recording_with_indentation_shows_the_softer_place(
    strigil: Run, tmp_path: Path
) -> None:
    recorded(tmp_path / "a.parquet", strokes=10, change=-0.25, with_depth=True)
    found = analysed(strigil, tmp_path / "a.parquet")["stiffness"]
    at = simulate_scan(10, seed=4, change=-0.25).at
    assert found["verdict"] == "found"
    first = found["anomalies"][0]
    assert first["side"] == "softer"
    # Counted from where the first stroke begins, up to 5 mm from the simulated zero.
    assert at - 0.012 < first["at"] < at + 0.006
    shown = strigil("analyse", "a.parquet").stdout
    assert "Stiffness along the strokes" in shown
    assert "diagnosis" in shown


def test_a_recording_of_even_tissue_says_that_nothing_was_found(
    strigil: Run, tmp_path: Path
) -> None:
    recorded(tmp_path / "a.parquet", strokes=10, change=0.0, with_depth=True)
    found = analysed(strigil, tmp_path / "a.parquet")
    assert found["stiffness"]["verdict"] == "nothing found"
    assert found["stiffness"]["smallest_softer"] > 0
    assert "stiffness" not in {gap["what"] for gap in found["not_computable"]}
    assert "Nothing found in 10 strokes" in " ".join(
        strigil("analyse", "a.parquet").stdout.split()
    )


def test_force_without_indentation_is_told_as_not_computable(
    strigil: Run, tmp_path: Path
) -> None:
    recorded(tmp_path / "a.parquet", strokes=10, change=-0.25, with_depth=False)
    found = analysed(strigil, tmp_path / "a.parquet")
    because = {gap["what"]: gap["because"] for gap in found["not_computable"]}
    assert because["stiffness"] == "force alone gives no stiffness"
    assert found["stiffness"]["verdict"] == "cannot say"
