"""Where the strokes of a recording went on the skin: measured, or told as assumed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_table, sourced_tables
from strigil.errors import InvalidValueError
from strigil.mechanics import StrokeSamples

if TYPE_CHECKING:  # a map needs no reader of recordings
    from strigil.signals import Recording, RecordingAnalysis

__all__ = ["PlacedStrokes", "Placing", "strokes_on_patch"]

Array = NDArray[np.float64]
Placing = Literal["measured", "assumed"]

# A main axis that leaves the x-y plane by more than this is no axis in the skin.
_STEEP = 0.7
# Far below the spread of any places [m2].
_ANY = 1e-12

_ASSUMED = (
    "Where the strokes went: no position was recorded. Each is laid on one line of "
    "{length:.0f} mm, at an even speed; that is an assumption, no measurement.",
    "What was left out, and how the strokes spread beside each other: on a wider field "
    "each place was given less than is drawn.",
)


@dataclass(frozen=True, slots=True, eq=False)
class PlacedStrokes:
    """Strokes on a flat patch of skin.

    Attributes
    ----------
    strokes : tuple of StrokeSamples
        One a stroke, in order of time: places along the strokes' main direction and
        across it [m], direction [rad], force [N], duration [s].
    placing : str
        ``measured`` from position channels, or ``assumed``.
    cannot_say : tuple of str
        What these places do not tell.
    warnings : tuple of str
        What to look at.
    """

    strokes: tuple[StrokeSamples, ...]
    placing: Placing
    cannot_say: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def samples(self) -> StrokeSamples:
        """All strokes as one row of samples."""
        return StrokeSamples.joined(*self.strokes)


def strokes_on_patch(
    recording: "Recording",
    analysis: "RecordingAnalysis",
    *,
    assumed_length: float | None = None,
) -> PlacedStrokes:
    """Lay the strokes of a recording on a flat patch of skin.

    Parameters
    ----------
    recording : Recording
        With position channels where there are any.
    analysis : RecordingAnalysis
        What was found in it.
    assumed_length : float, optional
        Length of a stroke where no position was recorded [m]; else that of
        ``data/dose_map.toml``.

    Returns
    -------
    PlacedStrokes
        Counted from the smallest place along and from the middle across [m].

    Raises
    ------
    InvalidValueError
        Without a force, without a stroke, or on a length that is not positive.

    Notes
    -----
    The patch is the recording's x-y plane turned so that its first axis is the one
    that the strokes follow most, counted up as x, y or z is; where that axis leaves the
    plane, it is the plane that fits the places best.
    """
    force = analysis.normal_force
    if force is None or not analysis.strokes:
        message = "A dose map needs strokes with a force; none was found."
        raise InvalidValueError(message)
    marks = [(stroke.start, stroke.end) for stroke in analysis.strokes]
    pieces = np.searchsorted(recording.time, np.array(marks)).tolist()
    if recording.has("position_x", "position_y", "position_z"):
        return _measured(recording, force, pieces)
    length = _number("assumed_length") if assumed_length is None else assumed_length
    if not (length > 0.0 and np.isfinite(length)):
        message = f"The length of a stroke is positive; {length:g} [m] was given."
        raise InvalidValueError(message)
    return _assumed(recording, force, pieces, length)


def _measured(
    recording: "Recording", force: Array, pieces: Sequence[tuple[int, int]]
) -> PlacedStrokes:
    where = recording.stacked("position")
    inside = np.zeros(recording.time.size, dtype=bool)
    for start, end in pieces:
        inside[start:end] = True
    known = inside & np.isfinite(where).all(axis=1)
    if not known.any():
        message = "No place is known while the edge touches."
        raise InvalidValueError(message)
    middle = where[known].mean(axis=0)
    axes = _axes(_within_strokes(where, known, pieces), where[known] - middle)
    flat = (where - middle) @ axes.T
    flat[:, 0] -= flat[known, 0].min()
    held = _durations(recording.time)
    strokes, lost = [], 0
    for start, end in pieces:
        good = known[start:end] & np.isfinite(force[start:end])
        lost += int((~good).sum())
        at = np.flatnonzero(good) + start
        if at.size:
            strokes.append(_stroke(flat[at], force[at], held[at]))
    warnings = []
    if lost:
        warnings.append(
            f"{lost} of {int(inside.sum())} samples in contact have no place or no "
            "force, and are not on the map."
        )
    bent = float(np.percentile(np.abs(flat[known, 2]), 95))
    if bent > _number("bend"):
        warnings.append(
            f"The places lie up to {bent * 1e3:.0f} mm off a plane: the skin bends, or "
            "the position drifts. The map is flat."
        )
    return PlacedStrokes(tuple(strokes), "measured", (), tuple(warnings))


def _stroke(flat: Array, force: Array, held: Array) -> StrokeSamples:
    x, y = flat[:, 0], flat[:, 1]
    step = max(round(0.5 * _number("way_step") / float(np.median(held))), 1)
    ahead = np.minimum(np.arange(x.size) + step, x.size - 1)
    behind = np.maximum(np.arange(x.size) - step, 0)
    dx, dy = x[ahead] - x[behind], y[ahead] - y[behind]
    short = np.hypot(dx, dy) < _number("shortest_step")
    whole = float(np.arctan2(y[-1] - y[0], x[-1] - x[0]))
    direction = np.where(short, whole, np.arctan2(dy, dx))
    pressed = np.maximum(force, 0.0)
    return StrokeSamples.of(x, y, direction=direction, force=pressed, duration=held)


def _assumed(
    recording: "Recording",
    force: Array,
    pieces: Sequence[tuple[int, int]],
    length: float,
) -> PlacedStrokes:
    held = _durations(recording.time)
    strokes = []
    for start, end in pieces:
        at = np.flatnonzero(np.isfinite(force[start:end])) + start
        if not at.size:
            continue
        share = (np.arange(at.size) + 0.5) / at.size
        pressed = np.maximum(force[at], 0.0)
        strokes.append(
            StrokeSamples.of(
                length * share, 0.0, direction=0.0, force=pressed, duration=held[at]
            )
        )
    if not strokes:
        message = "No force is known while the edge touches."
        raise InvalidValueError(message)
    cannot = tuple(said.format(length=length * 1e3) for said in _ASSUMED)
    return PlacedStrokes(tuple(strokes), "assumed", cannot, ())


def _durations(time: Array) -> Array:
    """Return for how long each sample stands: until the next, not over a gap [s]."""
    steps = np.diff(time, append=np.nan)
    usual = float(np.nanmedian(steps)) if time.size > 1 else 0.0
    steps = np.where(np.isfinite(steps), steps, usual)
    gap = sourced_tables("signals.toml")["quality"]["gap_factor"].value
    return np.asarray(np.minimum(steps, gap * usual))


def _within_strokes(
    where: Array, known: NDArray[np.bool_], pieces: Sequence[tuple[int, int]]
) -> Array:
    """Return places from the middle of their stroke [m].

    How strokes lie beside each other does not turn the direction that they follow.
    """
    parts = [where[start:end][known[start:end]] for start, end in pieces]
    return np.concatenate([part - part.mean(axis=0) for part in parts if part.size])


def _axes(within: Array, centred: Array) -> Array:
    """Return along, across and out of the patch as rows [1]."""
    _, vectors = np.linalg.eigh(within.T @ within)
    along = vectors[:, -1] * np.sign(_largest(vectors[:, -1]))
    if abs(along[2]) < _STEEP:  # the x-y plane is the skin, tilted as the strokes are
        up = np.array([0.0, 0.0, 1.0])
        across = np.cross(up, along)
    else:
        rest = centred - np.outer(centred @ along, along)
        # On one line any direction beside it serves, but none along it.
        beside = np.eye(3) - np.outer(along, along)
        _, vectors = np.linalg.eigh(rest.T @ rest + _ANY * beside)
        across = vectors[:, -1] * np.sign(_largest(vectors[:, -1]))
    across = across / np.linalg.norm(across)
    return np.stack([along, across, np.cross(along, across)])


def _largest(vector: Array) -> float:
    return float(vector[np.argmax(np.abs(vector))])


def _number(name: str) -> float:
    return sourced_table("dose_map.toml")[name].value
