"""The stream's own loop: samples in, stop rule, frames out, file kept."""

import math
import queue
import time as clock
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from strigil.catalogue import edges
from strigil.errors import InvalidValueError
from strigil.signals import Chunk, RecordingInfo, Source
from strigil.treatment.live.bedside import Bedside, decided, lifted, told
from strigil.treatment.live.diary import Diary
from strigil.treatment.live.frames import FrameRing
from strigil.treatment.live.gauge import Gauge, Reading, band_state
from strigil.treatment.live.keeper import Keeper
from strigil.treatment.live.latency import LatencyCount
from strigil.treatment.live.parts import part_began
from strigil.treatment.live.reader import Arrival, Finder, Reader
from strigil.treatment.live.sample_clock import SampleClock
from strigil.treatment.live.sensor_watch import SensorWatch
from strigil.treatment.live.settings import PLAYED, StreamSettings

__all__ = ["Loop"]

_LOOK = 0.004  # s between looks: far below the time a frame lasts
_FRAME = 1.0 / 60.0  # s; a screen shows no more


class Loop:
    """Run one stream until it ends or is told to.

    Parameters
    ----------
    settings : StreamSettings
        What it was told.
    source : Source
        Open.
    base : Path
        Where the first part of the recording lies.
    ring : FrameRing
        Where frames go.
    """

    def __init__(
        self, settings: StreamSettings, source: Source, base: Path, ring: FrameRing
    ) -> None:
        self.said: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
        self._settings, self._source, self._base, self._ring = (
            settings,
            source,
            base,
            ring,
        )
        self._bedside = Bedside(
            resting_pain=settings.resting_pain,
            ceiling=settings.ceiling,
            aside=PLAYED.get(settings.source, ""),
        )
        self._gauge = Gauge(source.channels, source.rate)
        self._keeper = Keeper(
            Path(settings.path),
            source.channels,
            _info(settings, source),
            base=base,
        )
        self._diary = Diary(self._keeper)
        self._watch = SensorWatch(self._gauge.columns, clock.monotonic())
        self._clock = SampleClock()
        self._reader: Reader | None = Reader(source)
        self._latency = LatencyCount()
        self._reading, self._lost, self._noted = Reading(), 0, 0
        self._top, self._framed, self._alarm = math.nan, 0.0, ""
        self._over, self._is_lost = "", False
        self._finder: Finder | None = None

    def run(self) -> None:
        """Run until the source ends or the page says so; keep the file."""
        while not self._over:
            self.turn()
        self._frame(clock.monotonic())
        if self._reader is not None:
            self._reader.close()
        if self._finder is not None:
            self._finder.close()
        self._keeper.finish()
        self._ring.add({"over": self._over})
        self._ring.close()

    def turn(self) -> None:
        """Look once at the source, at what was said, and at the clock."""
        arrival = self._next()
        while arrival is not None:
            self._arrived(arrival)
            arrival = self._reader.next(0.0) if self._reader is not None else None
        self._listen()
        now = clock.monotonic()
        alarm = "silent" if self._is_lost else self._watch.alarm(now)
        if alarm != self._alarm:
            self._diary.alarmed(alarm, self._clock.last, self._bedside.step)
        urgent = alarm != self._alarm
        self._alarm = alarm
        if urgent or now - self._framed >= _FRAME:
            self._frame(now)

    def _next(self) -> Arrival | None:
        if self._reader is not None:
            return self._reader.next(_LOOK)
        clock.sleep(_LOOK)
        self._find_again()
        return None

    def _arrived(self, arrival: Arrival) -> None:
        if arrival.chunk is None:
            self._no_more(arrival.over)
            return
        part = arrival.chunk
        chunk = Chunk(self._clock.on(part.time, arrival.at), part.samples, part.lost)
        if chunk.time.size and self._clock.is_first:
            wall = clock.time() - clock.monotonic()
            part_began(self._base, Path(self._settings.path), arrival.at + wall)
        self._lost += chunk.lost
        self._keeper.put(chunk)
        self._notes(chunk)
        if chunk.time.size:
            self._is_lost = False
            self._judge(chunk, arrival.at)

    def _judge(self, chunk: Chunk, at: float) -> None:
        """Read the force and decide, then count how long after the sample that was."""
        by_mean = self._bedside.by_mean
        self._reading = self._gauge.take(
            chunk.time, chunk.samples, self._bedside.band, by_mean=by_mean
        )
        touching = self._reading.in_contact
        self._watch.take(chunk.time, chunk.samples, now=at, in_contact=touching)
        self._top = max(
            self._reading.most, -math.inf if math.isnan(self._top) else self._top
        )
        self._decide(self._reading.most)
        taken = self._clock.steady(float(chunk.time[0]))
        self._latency.add(max(clock.monotonic() - taken, 0.0))

    def _decide(self, force: float) -> None:
        before = self._bedside.lift
        decision = decided(
            self._bedside,
            force=force,
            in_contact=False,  # why to lift, not what to ask: a frame tells that
            now=clock.monotonic(),
        )
        self._bedside = lifted(self._bedside, decision, self._clock.last)
        lift = self._bedside.lift
        if lift is not None and before is None:
            self._diary.lifted(lift, self._bedside.step)
            self._framed = 0.0  # at once

    def _listen(self) -> None:
        while not self.said.empty():
            said = self.said.get()
            if said.get("do") == "end":
                self._over = str(said.get("because") or "The session ended.")
                return
            try:
                self._bedside = told(self._bedside, said, clock.monotonic())
            except InvalidValueError as error:
                self._diary.note(str(error))
                continue
            self._decide(self._reading.force)
            self._framed = 0.0

    def _no_more(self, why: str) -> None:
        """End with a source that ended; look again for one that was lost."""
        if self._source.ended or self._settings.source in PLAYED:
            self._over = why
            return
        self._diary.note(f"The sensor was lost at {self._clock.last:.2f} s: {why}")
        if self._reader is not None:
            self._reader.close()
        self._reader, self._is_lost = None, True
        self._finder = Finder(self._settings.new_source)

    def _find_again(self) -> None:
        """Go on with the sensor once it was found."""
        source = self._finder.found if self._finder is not None else None
        if source is None:
            return
        self._finder = None
        if source.channels != self._source.channels:
            source.close()
            self._over = "Another sensor answered: its channels differ."
            return
        self._source, self._noted = source, 0
        self._clock.jump(clock.monotonic())
        self._reader = Reader(source)

    def _notes(self, chunk: Chunk) -> None:
        if chunk.lost and chunk.time.size:
            before = f"before {chunk.time[-1]:.2f} s"
            self._diary.note_few("lost", f"{chunk.lost} samples were lost {before}")
        for words in self._source.notes[self._noted :]:
            self._diary.note(words)
        self._noted = len(self._source.notes)

    def _frame(self, now: float) -> None:
        wall = clock.time() - now
        asks = decided(
            self._bedside,
            force=None,
            in_contact=self._reading.in_contact,
            now=now,
        ).ask_pain
        live, bedside = self._reading, self._bedside
        judged = live.mean if bedside.by_mean else live.force
        lasted = self._latency.so_far()
        self._ring.add(
            {
                "t": _said(self._clock.last, 3),
                "at": _said(self._clock.steady(self._clock.last) + wall, 4),
                "force": _said(live.force, 2),
                "top": _said(self._top, 2),
                "contact": live.in_contact,
                "judged": _said(judged, 2),
                "band": band_state(
                    judged, in_contact=live.in_contact, band=bedside.band
                ),
                "rate": _said(self._gauge.rate(), 2),
                "strokes": self._gauge.strokes,
                "touched": round(self._gauge.touched, 2),
                "banded": round(self._gauge.banded, 2),
                "alarm": self._alarm,
                "problem": self._keeper.problem,
                "lift": None if bedside.lift is None else _lift(bedside),
                "step": bedside.step,
                "pain": bedside.pain,
                "pain_age": _said(now - bedside.answered_at, 1)
                if bedside.pain is not None
                else None,
                "asks": asks,
                "lost": self._lost,
                "settled": self._gauge.settled,
                "ms": [
                    round(1e3 * x, 1) for x in (lasted.median, lasted.high, lasted.most)
                ],
            }
        )
        self._framed, self._top = now, math.nan


def _lift(bedside: Bedside) -> dict[str, Any]:
    lift = bedside.lift or None
    if lift is None:
        return {}
    given = {"id": lift.id, "why_id": lift.why_id}
    return {**given, "because": lift.because, "kind": lift.kind}


def _said(value: float | None, digits: int) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return round(value, digits)


def _info(settings: StreamSettings, source: Source) -> RecordingInfo:
    info = RecordingInfo(
        # A clinic's own edge is in no catalogue: whoever takes the file in names it.
        edge=settings.edge if settings.edge in edges() else None,
        site=settings.site or None,
        sensor=source.name,
        profile=settings.profile or None,
        provenance=f"{source.name}, taken live",
    )
    return (
        replace(info, notes=("Simulated: not a patient.",))
        if (settings.source == "simulator")
        else info
    )
