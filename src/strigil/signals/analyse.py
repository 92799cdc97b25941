"""From a recording to strokes, a summary, and what could not be known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.signals.contact import Levels
from strigil.signals.force import NormalForce, contact_mask, normal_force
from strigil.signals.quality import QualityNote, believable, quality_of
from strigil.signals.recording import Recording
from strigil.signals.repeated_places import places_that_differ
from strigil.signals.repeats import Anomaly, PlaceSearch
from strigil.signals.strokes import StrokeMeasure, measure_strokes, split_contacts
from strigil.signals.summary import summary_of

__all__ = ["NotComputable", "RecordingAnalysis", "analyse_recording"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NotComputable:
    """Something that these channels do not allow to know, and why."""

    what: str
    because: str


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


def analyse_recording(
    recording: Recording, *, progress: Callable[[float], None] | None = None
) -> RecordingAnalysis:
    """Find and measure the strokes of a recording.

    Parameters
    ----------
    recording : Recording
        Any channels; one force channel alone is enough for strokes.
    progress : callable, optional
        Told the part that is done, from 0 to 1 [1].

    Returns
    -------
    RecordingAnalysis
        Strokes, summary, quality notes; never an error for poor samples: those are
        flagged.

    Notes
    -----
    The levels of contact come from the recording itself, see
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
    normal = normal_force(recording)
    tell(0.6)
    if normal is None:
        return _without_force(recording, tuple(quality))
    pieces = split_contacts(recording, normal)
    strokes = measure_strokes(recording, normal, pieces)
    tell(0.9)
    searches = places_that_differ(recording, normal, pieces)
    missing = [*_not_computable(recording, normal), *_unsearched(searches)]
    tell(1.0)
    return RecordingAnalysis(
        strokes=strokes,
        summary=summary_of(recording, strokes),
        quality=(*quality, *normal.notes),
        anomalies=tuple(one for each in searches for one in each.anomalies),
        not_computable=tuple(missing),
        in_contact=contact_mask(normal.contacts, recording.time.size),
        normal_force=normal.force,
        levels=normal.levels,
        searches=searches,
    )


def _without_force(
    recording: Recording, quality: tuple[QualityNote, ...]
) -> RecordingAnalysis:
    because = "the recording has no force channel"
    return RecordingAnalysis(
        strokes=(),
        summary={
            **summary_of(recording, ()),
            **dict.fromkeys(("contact_time", "strokes", "bursts")),
        },
        quality=quality,
        anomalies=(),
        not_computable=tuple(
            NotComputable(what, because)
            for what in ("strokes", "contact_time", "force", "impulse", "anomalies")
        ),
        in_contact=np.zeros(recording.time.size, dtype=np.bool_),
        normal_force=None,
        levels=None,
    )


def _unsearched(searches: Sequence[PlaceSearch]) -> list[NotComputable]:
    unknown = [one for one in searches if one.because]
    if len(unknown) == len(searches):
        return [NotComputable("anomalies", one.because) for one in unknown[:1]]
    return [NotComputable(one.quantity, one.because) for one in unknown]


def _not_computable(recording: Recording, normal: NormalForce) -> list[NotComputable]:
    found = []
    if normal.levels is None:
        because = "force at rest and in contact cannot be told apart"
        found.append(NotComputable("strokes", because))
    if not recording.has("position_x", "position_y", "position_z"):
        because = "no position channels; acceleration alone is not integrated here"
        found.append(NotComputable("length", because))
        if normal.shear is None or normal.shear.shape[1] != 2:
            because = "neither position nor shear force along known axes"
            found.append(NotComputable("direction", because))
        if normal.shear is None:
            because = (
                "neither position nor shear force shows where the edge turns; a "
                "contact counts as one stroke"
            )
            found.append(NotComputable("strokes_without_lift", because))
    if not recording.has("treatment_angle"):
        because = "no treatment_angle channel, and the skin's direction is not known"
        found.append(NotComputable("angle", because))
    return found
