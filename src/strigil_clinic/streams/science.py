"""Live streams as the library runs them. Needs no Django."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from strigil.catalogue import SensorProfile, all_of
from strigil.errors import StrigilError
from strigil.signals import StrokeStream, write_recording
from strigil.treatment import ForceBand
from strigil.treatment.live import (
    PLAYED,
    SOURCES,
    LiftForce,
    LiveStream,
    StreamSettings,
    begin_stream,
    forget_parts,
    happened_in,
    joined,
    lift_force,
    look_nearby,
    parts_of,
)

__all__ = [
    "NOT_OF_THE_PATIENT",
    "SOURCES",
    "LiftForce",
    "LiveStream",
    "StreamSettings",
    "StrigilError",
    "band_in_newtons",
    "begun",
    "forget_parts",
    "happened_in",
    "is_by_mean",
    "kept_as_one",
    "lift_proposed",
    "sensor_profiles",
    "settings_of",
    "to_choose",
    "warmed",
    "with_ceiling",
]

# What these play was not measured on this patient: it is no part of the record.
NOT_OF_THE_PATIENT = tuple(PLAYED)


def settings_of(
    asked: Mapping[str, str],
    *,
    path: Path,
    resting_pain: float | None,
    about: Mapping[str, str],
) -> StreamSettings:
    """Return the settings of a stream, as asked for on the page.

    Parameters
    ----------
    asked
        As it was typed: `source`, `given`, `profile`, and the `ceiling` to lift at [N].
    resting_pain
        Pain at rest before the session [point].

    Raises
    ------
    StrigilError
        When one of them cannot be.
    """
    return StreamSettings(
        source=asked.get("source", ""),
        path=str(path),
        given=asked.get("given", "").strip(),
        profile=asked.get("profile", ""),
        ceiling=_force(asked.get("ceiling", "")),
        resting_pain=resting_pain,
        edge=about.get("edge", ""),
        site=about.get("site", ""),
    )


def with_ceiling(asked: StreamSettings, ceiling: str) -> StreamSettings:
    """Return settings with another force to lift at [N], as it was typed.

    Raises
    ------
    StrigilError
        When it is no force.
    """
    return replace(asked, ceiling=_force(ceiling))


def _force(typed: str) -> float | None:
    """Return a typed force [N]; None when nothing was typed, NaN when it is none."""
    try:
        return float(typed.replace(",", ".")) if typed.strip() else None
    except ValueError:
        return math.nan


def lift_proposed(steps: Sequence[Mapping[str, Any]], *, capped: bool) -> LiftForce:
    """Return the force to lift at that a session's steps suggest, and why.

    Parameters
    ----------
    steps
        Of the plan as it is followed, with the bands of who treats.
    capped
        Whether the screen holds the session to the light word.
    """
    bands = [
        ForceBand(**step["force_band"])
        for step in steps
        if step.get("force_band") and step.get("edge") and not step.get("skipped")
    ]
    return lift_force(bands, capped=capped)


def sensor_profiles() -> list[tuple[str, str]]:
    """Return the profiles of sensors whose channels do not say what they are."""
    return [(one.id, one.name) for one in all_of(SensorProfile).values()]


def to_choose() -> dict[str, Any]:
    """Look for sensors; return what can be chosen now, and what is missing for a kind.

    Raises
    ------
    StrigilError
        When the search did not end as it should.
    """
    return asdict(look_nearby())


def begun(settings: StreamSettings) -> LiveStream:
    """Begin a stream in a process of its own, and wait until it has its sensor."""
    return begin_stream(settings)


def kept_as_one(base: Path, target: Path, note: str = "") -> bool:
    """Write all parts of a stream as one recording; False when there is none.

    Parameters
    ----------
    note
        What else is to be known of it.
    """
    if not parts_of(base):
        return False
    whole = joined(base)
    notes = (note, *whole.info.notes) if note else whole.info.notes
    whole = replace(whole, info=replace(whole.info, notes=notes))
    write_recording(whole, target)
    return True


def warmed() -> bool:
    """Compile, in a process of its own, what the first stream would wait for."""
    StrokeStream(["force_normal"], 100.0).warm()
    return True


def band_in_newtons(
    steps: Sequence[Mapping[str, Any]], order: int | None
) -> list[float] | None:
    """Return the band of a step from and to which it is meant [N].

    Without a calibration of its practitioner a step has none.
    """
    for step in steps:
        band = step.get("force_band") or {}
        if step["order"] == order and band.get("low") is not None:
            return [float(band["low"]), float(band["high"])]
    return None


def is_by_mean(steps: Sequence[Mapping[str, Any]], order: int | None) -> bool:
    """Whether the band of a step is that of a stroke's mean, not of its peak."""
    bands = [step.get("force_band") or {} for step in steps if step["order"] == order]
    return any(str(band.get("statistic")).startswith("mean") for band in bands)
