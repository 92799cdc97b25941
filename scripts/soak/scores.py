"""Scores of an analysis against the truth of a simulated recording."""

from dataclasses import dataclass, field

import numpy as np

from strigil.signals import (
    RecordingAnalysis,
    SimulatedRecording,
    SimulatedTruth,
    StrokeMeasure,
    TrueStroke,
    analyse_recording,
)
from strigil.treatment import search_recording

SHARED = 0.6  # of the joint time that a found and a true stroke must share
NEAR = 0.012  # m from the middle of a restriction to that of what was found


@dataclass
class Tally:
    """What the recordings of one condition gave."""

    true: int = 0
    found: int = 0
    matched: int = 0
    off: dict[str, list[float]] = field(default_factory=dict)
    tested: dict[str, int] = field(default_factory=dict)
    hits: dict[str, int] = field(default_factory=dict)
    astray: dict[str, int] = field(default_factory=dict)
    place: dict[str, list[float]] = field(default_factory=dict)
    nulls: dict[str, int] = field(default_factory=dict)
    alarms: dict[str, int] = field(default_factory=dict)

    def note(self, name: str, value: float) -> None:
        """Keep one error."""
        self.off.setdefault(name, []).append(value)

    def row(self) -> dict[str, object]:
        """Return the scores; None where there is nothing to score."""
        total = self.true + self.found
        return {
            "f1": round(2 * self.matched / total, 3) if total else None,
            "missed": round(1 - self.matched / max(self.true, 1), 3),
            "invented": round(1 - self.matched / max(self.found, 1), 3),
            **{name: _spread(values) for name, values in sorted(self.off.items())},
            "restriction": {name: self._search(name) for name in sorted(self.tested)},
        }

    def _search(self, name: str) -> dict[str, object]:
        tested, nulls = self.tested[name], self.nulls.get(name, 0)
        place = self.place.get(name, [])
        return {
            "tested": tested,
            "hit": round(self.hits.get(name, 0) / tested, 3),
            "astray": round(self.astray.get(name, 0) / tested, 3),
            "place_error_mm": round(1e3 * float(np.median(place)), 1)
            if place
            else None,
            "nulls": nulls,
            "false_alarm": round(self.alarms.get(name, 0) / nulls, 3)
            if nulls
            else None,
        }


def _spread(values: list[float]) -> dict[str, float]:
    low, middle, high = np.percentile(values, [5, 50, 95])
    return {
        "middle": round(float(middle), 4),
        "low": round(float(low), 4),
        "high": round(float(high), 4),
    }


def score(tally: Tally, made: SimulatedRecording) -> None:
    """Analyse a recording and add what comes of it."""
    analysis = analyse_recording(made.recording)
    _strokes(tally, made.truth, analysis)
    calls = _calls(made, analysis)
    for name, places in calls.items():
        if places is None:
            continue
        restrictions = made.truth.restrictions
        if not restrictions:
            tally.nulls[name] = tally.nulls.get(name, 0) + 1
            tally.alarms[name] = tally.alarms.get(name, 0) + bool(places)
            continue
        [one] = restrictions
        right = [
            abs(at - one.at)
            for at, side in places
            if side == np.sign(one.strength) and abs(at - one.at) < NEAR
        ]
        tally.tested[name] = tally.tested.get(name, 0) + 1
        tally.hits[name] = tally.hits.get(name, 0) + bool(right)
        tally.astray[name] = tally.astray.get(name, 0) + (len(places) > len(right))
        tally.place.setdefault(name, []).extend(right[:1])


def _strokes(tally: Tally, truth: SimulatedTruth, analysis: RecordingAnalysis) -> None:
    free = list(analysis.strokes)
    tally.true += len(truth.strokes)
    tally.found += len(free)
    for true in truth.strokes:
        best = max(free, key=lambda one: _shared(true, one), default=None)
        if best is None or _shared(true, best) < SHARED:
            continue
        free.remove(best)
        tally.matched += 1
        tally.note("start_s", best.start - true.start)
        tally.note("end_s", best.end - true.end)
        tally.note("peak", best.peak_force / true.peak_force - 1)
        tally.note("impulse", best.impulse / true.impulse - 1)
        if best.length is not None:
            tally.note("length", best.length / true.length - 1)


def _shared(true: TrueStroke, found: StrokeMeasure) -> float:
    both = min(true.end, found.end) - max(true.start, found.start)
    return both / (max(true.end, found.end) - min(true.start, found.start))


def _calls(
    made: SimulatedRecording, analysis: RecordingAnalysis
) -> dict[str, list[tuple[float, float]] | None]:
    """Return where something was called and to which side; None without a test."""
    lowest = _lowest(made, analysis)
    found: dict[str, list[tuple[float, float]] | None] = {
        one.quantity: None
        if one.because
        else [
            (0.5 * (a.from_ + a.to) + lowest, float(np.sign(a.score)))
            for a in one.anomalies
        ]
        for one in analysis.searches
    }
    search = search_recording(made.recording, analysis)
    found["stiffness"] = (
        None
        if search.because
        else [
            (a.at + lowest, 1.0 if a.side == "stiffer" else -1.0)
            for a in search.anomalies
        ]
    )
    return found


def _lowest(made: SimulatedRecording, analysis: RecordingAnalysis) -> float:
    """Return the smallest place, on the body, that a found stroke reached [m].

    Places along the way count from there; a lost tracker is not the search's fault.
    """
    course = made.truth.course
    reached = [
        course.position[slice(*np.searchsorted(course.time, [s.start, s.end])), 0]
        for s in analysis.strokes
    ]
    known = [float(part.min()) for part in reached if part.size]
    return min(known, default=0.0)
