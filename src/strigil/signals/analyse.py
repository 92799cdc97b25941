"""From a recording to strokes, a summary, and what could not be known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.clock import contact_mask, is_sparse, sample_step
from strigil.signals.contact import Levels
from strigil.signals.inertial_way import InertialStroke, inertial_way
from strigil.signals.quality import QualityNote, believable, quality_of
from strigil.signals.recording import Recording
from strigil.signals.repeated_places import places_that_differ
from strigil.signals.repeats import Anomaly, PlaceSearch
from strigil.signals.stroke_lengths import with_inertial_lengths
from strigil.signals.stroke_recording import RecordedStrokes, recorded_strokes
from strigil.signals.strokes import StrokeMeasure, measures_of, samples_of
from strigil.signals.summary import summary_of
from strigil.signals.unknown import NotComputable, not_computable_of

__all__ = ["RecordingAnalysis", "analyse_recording"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class RecordingAnalysis:
    """What a recording says.

    Attributes
    ----------
    strokes : tuple[StrokeMeasure, ...]
        In order of time.
    summary : Mapping[str, float | str | None]
        The session in a few numbers [SI]; see ``summary_of``.
    quality : tuple[QualityNote, ...]
        What a reader should know about the recording.
    anomalies : tuple[Anomaly, ...]
        Places where friction or vibration differs in one stroke after another [m].
    not_computable : tuple[NotComputable, ...]
        What could not be known, with the reason.
    in_contact : ndarray of bool
        For each sample, whether the edge touches [1].
    normal_force : ndarray or None
        Force above rest, NaN where missing; None without a force channel [N].
    levels : Levels or None
        Where contact starts and ends [N]; None without contact.
    searches : tuple[PlaceSearch, ...]
        For each quantity, what was found along the strokes, or why nothing can be said.
    as_live : bool
        Whether rest, normal and levels were learnt on the way, so that these are the
        numbers of a live session; else they were refined by the whole recording.
    movements : tuple[InertialStroke, ...]
        Without a force: movements between turning points, from acceleration and
        angular velocity, whether the edge touched or not [m].
    """

    strokes: tuple[StrokeMeasure, ...]
    summary: Mapping[str, float | str | None]
    quality: tuple[QualityNote, ...]
    anomalies: tuple[Anomaly, ...]
    not_computable: tuple[NotComputable, ...]
    in_contact: BoolArray
    normal_force: FloatArray | None
    levels: Levels | None
    searches: tuple[PlaceSearch, ...] = ()
    as_live: bool = False
    movements: tuple[InertialStroke, ...] = ()


def analyse_recording(
    recording: Recording,
    *,
    as_live: bool = False,
    band: tuple[float, float] | None = None,
    progress: Callable[[float], None] | None = None,
) -> RecordingAnalysis:
    """Find and measure the strokes of a recording.

    Parameters
    ----------
    recording : Recording
        Any channels; one force channel alone is enough for strokes.
    as_live : bool
        Whether to go by what a live session could have known at each sample; the
        strokes are then those that ``StrokeStream`` tells, to the last bit.
    band : tuple[float, float], optional
        Normal force from and to which it is as meant, for the time in it [N].
    progress : callable, optional
        Told the part that is done, from 0 to 1 [1].

    Returns
    -------
    RecordingAnalysis
        Strokes, summary, quality notes; never an error for poor samples: those are
        flagged.

    Notes
    -----
    Rest, normal and levels of contact come from the whole recording, unless
    ``as_live``; the samples then pass the same kernel as live ones. See
    docs/models/stroke-segmentation.md for the equations and their validation.

    Examples
    --------
    >>> from strigil.signals import simulate_recording
    >>> simulated = simulate_recording(strokes=6, seed=1, difficulty=0.0)
    >>> len(analyse_recording(simulated.recording).strokes)
    6
    """
    tell = progress or (lambda _: None)
    quality = quality_of(recording)
    recording = believable(recording)
    tell(0.2)
    if is_sparse(recording.time):
        step = sample_step(recording.time)
        because = f"the samples lie {step:.3g} s apart, too far to see a stroke"
        return _without_strokes(recording, tuple(quality), because)
    found = recorded_strokes(recording, as_live=as_live, band=band)
    tell(0.6)
    if found is None:
        because = "the recording has no force channel"
        return _without_strokes(recording, tuple(quality), because)
    pieces = samples_of(found.rows)
    strokes = measures_of(found.plan, found.rows, band=band is not None)
    way = None if found.plan.place or as_live else inertial_way(recording)
    strokes = with_inertial_lengths(strokes, way)
    tell(0.8)
    searches = places_that_differ(recording, found.normal, pieces)
    missing = [*_not_computable(found, band is not None), *_unsearched(searches)]
    if any("length_from_imu" in stroke.flags for stroke in strokes):
        missing = [one for one in missing if one.what not in ("length", "speed")]
    tell(1.0)
    return RecordingAnalysis(
        strokes=strokes,
        summary=summary_of(recording, strokes),
        quality=(*quality, *found.notes, *(way.notes if way else ())),
        anomalies=tuple(one for each in searches for one in each.anomalies),
        not_computable=tuple(missing),
        in_contact=contact_mask(pieces, recording.time.size),
        normal_force=found.normal.force,
        levels=found.levels,
        searches=searches,
        as_live=as_live,
    )


def _without_strokes(
    recording: Recording, quality: tuple[QualityNote, ...], because: str
) -> RecordingAnalysis:
    way = None if is_sparse(recording.time) else inertial_way(recording)
    return RecordingAnalysis(
        strokes=(),
        summary={
            **summary_of(recording, ()),
            **dict.fromkeys(("contact_time", "strokes", "bursts")),
        },
        quality=quality if way is None else (*quality, *way.notes),
        anomalies=(),
        not_computable=tuple(
            NotComputable(what, because)
            for what in ("strokes", "contact_time", "force", "impulse", "anomalies")
        ),
        in_contact=np.zeros(recording.time.size, dtype=np.bool_),
        normal_force=None,
        levels=None,
        movements=() if way is None else way.strokes,
    )


def _unsearched(searches: Sequence[PlaceSearch]) -> list[NotComputable]:
    unknown = [one for one in searches if one.because]
    if len(unknown) == len(searches):
        return [NotComputable("anomalies", one.because) for one in unknown[:1]]
    return [NotComputable(one.quantity, one.because) for one in unknown]


def _not_computable(found: RecordedStrokes, band: bool) -> list[NotComputable]:
    because = "force at rest and in contact cannot be told apart"
    untold = [NotComputable("strokes", because)] if found.levels is None else []
    return [*untold, *not_computable_of(found.plan, band=band)]
