"""What the library says of a story: its screens, its plan, its recordings."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from strigil.planning import Screening, asked_items, plan_of_care, screen
from strigil.signals import simulate_recording, write_recording
from strigil.treatment import (
    Case,
    SignedOverride,
    WordReadings,
    simulate_scan_recording,
)
from strigil_clinic.calibrations.science import own_readings
from strigil_clinic.demo.story import Measured, Recorded, Said
from strigil_clinic.episodes.models import Episode
from strigil_clinic.episodes.science import case_of, history_of
from strigil_clinic.people.models import Practitioner

__all__ = [
    "answers_on",
    "planned_on",
    "readings_of",
    "screened_on",
    "simulate_into",
    "words_of",
    "worked_step",
]

Answers = Mapping[str, Any]


def answers_on(
    case: Case, told: Mapping[str, Said], dates: Mapping[str, date]
) -> dict[str, Any]:
    """Return an answer to each question that a case asks: no, or what was told."""
    asked = [item.id for item in asked_items(case)]
    answers: dict[str, Any] = {item: {"answer": "no"} for item in asked}
    for item, said in told.items():
        on = dates[item].isoformat() if item in dates else ""
        details = {"on": on, "where": said.where, "note": said.note}
        given = {kind: value for kind, value in details.items() if value}
        answers[item] = {"answer": said.answer, **given}
    return answers


def screened_on(
    case: Case, day: date, answers: Answers, reasons: Mapping[str, str], by: str
) -> Screening:
    """Screen a case with the answers and the signed reasons of a day."""
    signed = tuple(SignedOverride(item, said, by) for item, said in reasons.items())
    history = history_of(answers, day, day)
    return screen(replace(case, history=history, overrides=signed))


def planned_on(episode: Episode, day: date, who: Practitioner) -> dict[str, Any]:
    """Return the plan for an episode as it stood on a day."""
    return plan_of_care(case_of(episode, day=day, practitioner=who)).as_json()


def readings_of(
    measured: Measured, spread: float, strokes: int, seed: int
) -> list[float]:
    """Return what a kitchen scale would have shown for one word [N].

    Parameters
    ----------
    spread : float
        Standard deviation of a stroke over the middle of the word [1].
    """
    draw = Random(seed)  # noqa: S311  # invented readings, no secret
    force = measured.force
    return [round(draw.gauss(force, spread * force), 2) for _ in range(strokes)]


def words_of(who: Practitioner) -> tuple[WordReadings, ...]:
    """Return the readings behind a practitioner's own words."""
    return own_readings(who)


def worked_step(plan: Mapping[str, Any], *, scan: bool = False) -> dict[str, Any]:
    """Return the longest step with an edge, of the scan or after it: what was recorded.

    A plan without a scan is scanned with what treats.
    """
    edged = [step for step in plan["steps"] if step["edge"]]
    worked = [step for step in edged if (step["phase"] == "scan") is scan] or edged
    longest: dict[str, Any] = max(worked, key=lambda step: step["duration"] or 0.0)
    return longest


def simulate_into(path: Path, recorded: Recorded, seed: int) -> None:
    """Write the recording of a session that never was."""
    if recorded.scan or recorded.across_mm:
        made = simulate_scan_recording(
            recorded.strokes,
            seed=seed,
            force=recorded.force,
            change=recorded.change if recorded.scan else None,
            across=recorded.across_mm * 1e-3,
        )
        write_recording(made, path)
        return
    simulated = simulate_recording(
        strokes=recorded.strokes,
        seed=seed,
        difficulty=recorded.difficulty,
        force=recorded.force,
    )
    write_recording(simulated.recording, path)
