"""Streams of one instrument that were recorded side by side, on one clock."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue.sensor_profile import ProfileColumn
from strigil.signals.formats.headings import profile_from_headings

__all__ = ["NumberStream", "joined", "of_one_instrument"]

FloatArray = NDArray[np.float64]

_LONGEST = 5.0  # usual steps of a stream over which a straight line is drawn
_NEAREST = "quaternion"  # turns of a quaternion's sign have no straight line


@dataclass(frozen=True, slots=True, eq=False)
class NumberStream:
    """A stream of numbers on the recorder's clock.

    Attributes
    ----------
    name, source : str
        What the stream and its device call themselves.
    headings : list of str
        Label and unit of each channel.
    time : ndarray
        When each sample was taken, in order [s].
    columns : ndarray
        One row a sample, one column a channel [as its heading says].
    """

    name: str
    source: str
    headings: list[str]
    time: FloatArray
    columns: FloatArray


def of_one_instrument(one: NumberStream, other: NumberStream) -> bool:
    """Say whether two streams name the same device, or begin with the same word.

    A watch that was recorded beside the tool moves too, but not as the tool does.

    Examples
    --------
    >>> empty = np.empty(0)
    >>> streams = [
    ...     NumberStream(name, "", [], empty, empty[:, None])
    ...     for name in ("Tool force", "tool_imu", "Watch")
    ... ]
    >>> [of_one_instrument(streams[0], other) for other in streams[1:]]
    [True, False]
    """
    if one.source and one.source == other.source:
        return True
    words = [re.split(r"[\W_]+", each.name.strip().lower()) for each in (one, other)]
    return bool(words[0][0]) and words[0][0] == words[1][0]


def joined(base: NumberStream, other: NumberStream) -> dict[str, FloatArray]:
    """Return the channels of another stream that the base lacks, at its times.

    Parameters
    ----------
    base, other : NumberStream
        The stream whose times hold, and the one that is brought to them.

    Returns
    -------
    dict[str, ndarray]
        Heading to values on straight lines between samples; NaN before the first,
        after the last, and where samples lie further apart than five usual steps.
    """
    has = {column.channel for column in _known(base)}
    lacking = [column for column in _known(other) if column.channel not in has]
    if not lacking or other.time.size < 2:
        return {}
    steps = np.diff(other.time)
    after = np.searchsorted(other.time, base.time).clip(1, other.time.size - 1)
    far = steps[after - 1] > _LONGEST * float(np.median(steps))
    near = after - (base.time - other.time[after - 1] < other.time[after] - base.time)
    outside = (base.time < other.time[0]) | (base.time > other.time[-1])
    found = {}
    for column in lacking:
        values = other.columns[:, other.headings.index(column.column)]
        if column.channel.startswith(_NEAREST):
            there = values[near]
        else:
            there = np.interp(base.time, other.time, values)
        found[column.column] = np.where(far | outside, np.nan, there)
    return found


def _known(stream: NumberStream) -> tuple[ProfileColumn, ...]:
    profile = profile_from_headings(["time (s)", *stream.headings])
    return () if profile is None else profile.columns
