"""From an uploaded file to what is kept: the recording in SI, and what it says.

Needs no Django, so that `workers` can run `take_in` in a process of its own.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from strigil.catalogue import (
    Instrument,
    edge_among,
    edges,
    instrument_among,
    limit,
)
from strigil.errors import InvalidValueError, StrigilError
from strigil.planning import band_of
from strigil.reporting import (
    anomaly_table,
    quality_table,
    recording_chart,
    recording_table,
    strokes_chart,
    summary_table,
    unknown_table,
)
from strigil.signals import (
    Recording,
    RecordingAnalysis,
    StrokeMeasure,
    analyse_recording,
    read_recording,
    samples_in,
    write_recording,
)
from strigil.treatment import (
    FORCE_WORDS,
    ForceBand,
    ForceWord,
    RecordedStrokes,
    SessionDose,
    StrokesAbove,
    WordReadings,
    calibrate,
    dose_map_of_recording,
    dose_of_recording,
    recorded_strokes,
    scan_recording,
    strokes_above,
)
from strigil_clinic.recordings.dose_rows import dose_rows
from strigil_clinic.recordings.pictures import kept_map, kept_scan
from strigil_clinic.recordings.plain import as_json, rows_of
from strigil_clinic.recordings.trace import trace_of

__all__ = [
    "RECOVERED",
    "About",
    "Taken",
    "beside",
    "count_above",
    "firmest",
    "hash_of",
    "looked_at",
    "mean_force",
    "take_in",
]

# Begins the note of a live recording that nobody finished.
RECOVERED = "Recovered: the server ended before the session was finished"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was kept of an upload; `said` tells what is wrong with it, if anything.

    Attributes
    ----------
    size
        Of the file that was kept [byte].
    analysis
        Numbers in SI, tables as people read them, charts and the trace of the replay.
    """

    said: str = ""
    sha256: str = ""
    size: int = 0
    profile: str = ""
    analysis: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What was said about an upload.

    Attributes
    ----------
    name
        What the user's file was called; only said in errors.
    profile, edge, site
        Ids of the catalogue; empty when not known.
    readings
        The practitioner's own words, for the bands behind the strokes.
    own
        The instrument that was measured by the clinic, where the edge is one of it.
    """

    name: str
    profile: str = ""
    edge: str = ""
    site: str = ""
    readings: tuple[WordReadings, ...] = ()
    own: tuple[Instrument, ...] = ()


def looked_at(source: Path, *, about: About) -> tuple[int, str]:
    """Return how many samples an upload holds [1], or what is wrong with it.

    Nothing but its beginning is read, so a small file that unpacks to a huge one is
    known for what it is. An XDF file would be read whole; it packs nothing.
    """
    with source.open("rb") as file:
        if file.read(4) == b"XDF:":
            return 0, ""
    try:
        return samples_in(source, profile=about.profile or None), ""
    except StrigilError as error:
        return 0, _in_its_name(error, source, about)


def take_in(source: Path, target: Path, *, about: About) -> Taken:
    """Read an upload, keep it as Parquet in SI and measure its strokes.

    Parameters
    ----------
    source, target
        The upload as it came, and where the recording is kept.
    about
        What was said about it.

    Returns
    -------
    Taken
        With `said` and nothing else when the file cannot be read.
    """
    try:
        recording = read_recording(source, profile=about.profile or None)
    except StrigilError as error:
        return Taken(said=_in_its_name(error, source, about))
    info = replace(
        recording.info,
        edge=about.edge if about.edge in edges() else None,
        site=about.site or None,
        provenance=recording.info.provenance or "uploaded file",
        notes=(*recording.info.notes, *_own_edge(about)),
    )
    recording = replace(recording, info=info)
    write_recording(recording, target)
    return Taken(
        sha256=hash_of(target),
        size=target.stat().st_size,
        profile=info.profile or "",
        analysis=as_json(_said(recording, about)),
    )


def _in_its_name(error: StrigilError, source: Path, about: About) -> str:
    return str(error).replace(source.name, about.name)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def firmest(words: Iterable[str]) -> ForceWord | None:
    """Return the firmest of some words; None where none of them is known."""
    known = set(words)
    return next((word for word in reversed(FORCE_WORDS) if word in known), None)


def beside(
    strokes: Sequence[Mapping[str, Any]],
    allowed: RecordedStrokes,
    readings: tuple[WordReadings, ...],
) -> RecordedStrokes:
    """Return strokes as they were kept, beside the word that was allowed.

    The band that the session began with stays; where it held no newtons, what who
    treated calibrated since then is taken.
    """
    band = allowed.band
    if band is None or band.high is None:
        band = band_of(allowed.word, calibrate(readings) if readings else None)
    made = (StrokeMeasure(**{**one, "flags": tuple(one["flags"])}) for one in strokes)
    return recorded_strokes(allowed.word, made, capped=allowed.capped, band=band)


def mean_force(analyses: Iterable[Mapping[str, Any]]) -> float | None:
    """Return the mean force over the contact of some recordings [N]; None without."""
    known = [found.get("summary", {}) for found in analyses]
    known = [one for one in known if one.get("mean_force") and one.get("contact_time")]
    time = sum(one["contact_time"] for one in known)
    force = sum(one["mean_force"] * one["contact_time"] for one in known)
    return force / time if time else None


def count_above(strokes: RecordedStrokes) -> StrokesAbove | None:
    """Count the strokes above the word that was allowed."""
    return strokes_above(strokes)


def _own_edge(about: About) -> tuple[str, ...]:
    """Return what another reader needs to know of an edge that is the clinic's own."""
    if not about.edge or about.edge in edges():
        return ()
    edge = edge_among(about.edge, about.own)
    tool = instrument_among(edge.instrument, about.own)
    said = f"Edge: {tool.name}, {edge.name.lower()}, measured by its owner"
    return (f"{said}: nose radius {edge.radius.as_text()}.",)


def _said(recording: Recording, about: About) -> dict[str, Any]:
    found, bands = analyse_recording(recording), _bands(about.readings)
    dose, warnings = _dosed(found, about)
    return {
        "summary": dict(found.summary),
        "strokes": [asdict(stroke) for stroke in found.strokes],
        "quality": [asdict(note) for note in found.quality],
        "anomalies": [asdict(anomaly) for anomaly in found.anomalies],
        "not_computable": [asdict(gap) for gap in found.not_computable],
        "dose": dict(dose.as_json()) if dose else None,
        "dose_rows": dose_rows(dose, about.own) if dose else [],
        "dose_warnings": warnings,
        "notes": list(recording.info.notes),
        "tables": {
            "summary": rows_of(summary_table(found)),
            "strokes": rows_of(recording_table(found)),
            "quality": rows_of(quality_table(found)),
            "anomalies": rows_of(anomaly_table(found)),
            "unknown": rows_of(unknown_table(found)),
        },
        "charts": {
            "recording": recording_chart(recording, found),
            "strokes": strokes_chart(found.strokes, bands=bands)
            if found.strokes
            else "",
        },
        "map": _map(recording, found, about) if dose and dose.strokes else None,
        "scan": kept_scan(scan_recording(recording, found)),
        "trace": trace_of(recording.time, found.normal_force),
    }


def _dosed(
    found: RecordingAnalysis, about: About
) -> tuple[SessionDose | None, list[str]]:
    """Return the dose and what to mind of it, or None and the reason."""
    because = ""
    if found.normal_force is None:
        because = f"{found.not_computable[0].because}."
    elif not found.strokes:
        because = "no stroke was found."
    elif not about.edge or not about.site:
        because = "it was not said which edge was used at which site."
    if because:
        return None, [f"No dose: {because}"]
    try:
        dose = dose_of_recording(found, about.edge, about.site, own=about.own)
    except InvalidValueError as error:  # a force of no hand, an angle of no edge
        return None, [f"No dose: {error}"]
    return dose, [*_grams(found), *dose.warnings]


def _grams(found: RecordingAnalysis) -> list[str]:
    """Ask whether grams were meant, where a stroke is firmer than any measured."""
    peak, question = max(s.peak_force for s in found.strokes), "grams_question_force"
    if peak <= limit(question):
        return []
    said = f"The firmest stroke reaches {peak:.3g} N (asked above {limit(question):g}"
    return [f"{said} N). Were grams meant?"]


def _map(
    recording: Recording, found: RecordingAnalysis, about: About
) -> dict[str, Any]:
    return kept_map(
        dose_map_of_recording(recording, found, about.edge, about.site, own=about.own)
    )


def _bands(readings: tuple[WordReadings, ...]) -> tuple[ForceBand, ...]:
    if not readings:
        return ()
    own = calibrate(readings)
    return tuple(band_of(word, own) for word in FORCE_WORDS)
