"""Score the analysis on simulated sessions that get harder; behind ``make soak``.

Writes docs/models/stroke-difficulty.json, its picture and the tables of its page. Takes
some minutes: it is never part of the tests.
"""

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import page
from scores import Tally, score

from strigil.signals import (
    ODD_MODES,
    SimulatedRestriction,
    SimulatedScene,
    simulate_recording,
)

MODELS = Path(__file__).parents[2] / "docs" / "models"
DIFFICULTIES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
MODE_AT = 0.3  # difficulty at which each odd mode is tried
STROKES = 20
RATE = 600.0  # Hz, enough for vibration
REACH = 0.025  # m to both sides of the middle, in which restrictions are drawn


def main() -> None:
    """Sweep, score and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=24, help="of each kind")
    sessions = parser.parse_args().sessions
    asked = [(difficulty, None, sessions) for difficulty in DIFFICULTIES]
    asked += [(MODE_AT, mode, sessions) for mode in sorted(ODD_MODES)]
    with ProcessPoolExecutor() as pool:
        rows = list(pool.map(condition, *zip(*asked, strict=True)))
    told = {"strokes": STROKES, "sessions": 2 * sessions, "sample_rate_hz": RATE}
    text = json.dumps({**told, "rows": rows}, indent=1)
    (MODELS / "stroke-difficulty.json").write_text(text + "\n", "utf-8")
    page.write(MODELS, {**told, "rows": rows})


def condition(difficulty: float, mode: str | None, sessions: int) -> dict[str, object]:
    """Return the scores of one condition, with and without a restriction."""
    tally = Tally()
    for seed in range(sessions):
        for restrictions in ((), (drawn(seed),)):
            scene = SimulatedScene(
                sample_rate=RATE,
                restrictions=restrictions,
                modes=(mode,) if mode else (),
                indentation=True,
            )
            made = simulate_recording(
                strokes=STROKES, seed=seed, difficulty=difficulty, scene=scene
            )
            score(tally, made)
    row = tally.row()
    print(difficulty, mode, row["f1"], row["restriction"], file=sys.stderr, flush=True)
    return {"difficulty": difficulty, "mode": mode, **row}


def drawn(seed: int) -> SimulatedRestriction:
    """Draw where a restriction is, the same for each difficulty."""
    random = np.random.default_rng([seed, 7])
    return SimulatedRestriction(float(random.uniform(-REACH, REACH)))


if __name__ == "__main__":
    main()
