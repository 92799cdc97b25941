"""What a stream's columns mean, and how its samples are numbered: pure functions.

Serial lines, wireless packets and lab streams say label and unit of each column, so
one way of reading them serves all. A sensor that numbers its samples and tells its own
clock lets us know what was lost and when each sample was taken, however late it came.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import ProfileColumn
from strigil.signals.formats.headings import profile_from_headings
from strigil.signals.formats.profile import columns_of, left_out, profile_named
from strigil.signals.formats.table import in_si

__all__ = ["Place", "StreamColumns", "placed", "stream_columns"]

FloatArray = NDArray[np.float64]

_TIME = "time (s)"
_TICKS = 2**32  # a sensor's clock starts again from 0 after so many
_LATE = 10.0  # s that messages may be held back before they all come at once
_TWICE = 64  # messages sent again are no older than so many samples


@dataclass(frozen=True, slots=True)
class StreamColumns:
    """Which columns of a stream become which channels.

    Attributes
    ----------
    channels : tuple[str, ...]
        The channels, in the order of ``columns``.
    columns : tuple[ProfileColumn, ...]
        Unit, sign and scale of each.
    picked : tuple[int, ...]
        Where each stands in the stream, from 0.
    notes : tuple[str, ...]
        What was taken for granted or left out.
    """

    channels: tuple[str, ...] = ()
    columns: tuple[ProfileColumn, ...] = ()
    picked: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def in_si(self, rows: FloatArray) -> FloatArray:
        """Turn rows of the stream into rows of channels [SI]."""
        taken = [
            in_si(column, rows[:, place])
            for column, place in zip(self.columns, self.picked, strict=True)
        ]
        return np.column_stack(taken) if taken else np.empty((len(rows), 0))


def stream_columns(
    headings: Sequence[str], profile: str | Path | None = None
) -> StreamColumns:
    """Find out what the columns of a stream mean.

    Parameters
    ----------
    headings : Sequence[str]
        Label and unit of each column, such as ``Fz (N)``.
    profile : str or Path, optional
        A sensor profile whose columns are named like the labels.

    Returns
    -------
    StreamColumns
        Without channels where none is known.

    Examples
    --------
    >>> stream_columns(["Fz (N)", "acc x (g)", "counter"]).channels
    ('force_z', 'acceleration_x')
    """
    found = (
        profile_named(profile)
        if profile is not None
        else profile_from_headings([_TIME, *headings])
    )
    if found is None:
        return StreamColumns()
    standing = columns_of(found, headings)
    columns = [column for column in found.columns if column.column in standing]
    notes = tuple(left_out(found, headings))
    return StreamColumns(
        channels=tuple(column.channel for column in columns),
        columns=tuple(columns),
        picked=tuple(list(headings).index(standing[c.column]) for c in columns),
        notes=(found.note, *notes) if found.id == "headings" and found.note else notes,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a numbered stream stands.

    Attributes
    ----------
    expected : int or None
        Number of the next sample [1]; None before the first.
    tick : int
        The sensor's clock at the last message, in its own ticks [1].
    time : float
        When that sample was taken, from the first sample on [s].
    arrived : float
        When the last message came, by the clock of this machine [s].
    lost : int
        Samples that did not come before this message [1].
    what : str
        ``first``, ``next``, ``repeated`` (to be left out) or ``restarted``.
    """

    expected: int | None = None
    tick: int = 0
    time: float = 0.0
    arrived: float = 0.0
    lost: int = 0
    what: str = "first"


def placed(
    place: Place,
    number: int,
    tick: int,
    *,
    samples: int,
    clock: tuple[float, int],
    arrived: float,
) -> Place:
    """Place a message of a numbered stream after those before it.

    Parameters
    ----------
    place : Place
        Where the stream stood.
    number : int
        Number of the message's first sample [1].
    tick : int
        The sensor's clock at that sample, in its own ticks [1].
    samples : int
        Samples in the message [1].
    clock : tuple[float, int]
        Length of a tick [s], and how many numbers there are before 0 follows [1].
    arrived : float
        When the message came, by the clock of this machine [s].

    Returns
    -------
    Place
        With ``time``, ``lost`` and ``what`` of this message.

    Notes
    -----
    Numbers and ticks start again from 0 when they are used up. A number ahead means
    that those between were lost; one just behind, by an older clock, is a message that
    came twice. Anything else, and a clock that leaps further than time has passed here,
    is a sensor that started again: the time then goes on by this machine's clock.
    """
    length, numbers = clock
    after = (number + samples) % numbers
    if place.expected is None:
        return Place(after, tick, 0.0, arrived, 0, "first")
    lost = (number - place.expected) % numbers
    passed = (tick - place.tick) % _TICKS
    waited = arrived - place.arrived
    if lost < numbers // 2 and passed * length <= waited + _LATE:
        return Place(after, tick, place.time + passed * length, arrived, lost, "next")
    behind = numbers - lost
    older = (place.tick - tick) % _TICKS < _TICKS // 2
    if behind <= max(_TWICE, samples) and older and number:
        return replace(place, lost=0, what="repeated")
    time = place.time + max(waited, length)
    return Place(after, tick, time, arrived, 0, "restarted")
