"""Look at a file that nobody described and propose what its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import ProfileColumn, SensorProfile, TimeColumn
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.signals.formats import (
    Guess,
    Looked,
    asked_whether_force,
    check_profile,
    guess_column,
    guess_time,
    look_at,
    profile_as_toml,
)
from strigil.signals.recording import CHANNELS

__all__ = ["Correction", "ProfileProposal", "propose_profile", "write_profile"]

FloatArray = NDArray[np.float64]

_ASK_RATE = "samples a second"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of one column, over what was guessed.

    Attributes
    ----------
    channel : str
        The channel it fills; empty to leave it out, ``time`` for the time.
    unit : str
        Its unit.
    sign : int
        -1 turns it round [1].
    scale : float
        What one count is [unit].
    offset : float
        What it reads at zero, in its own counts [1].
    """

    channel: str
    unit: str
    sign: int = 1
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class ProfileProposal:
    """What the columns of a file seem to mean.

    Attributes
    ----------
    profile : SensorProfile
        What can be used as it stands.
    because : Mapping[str, str]
        For each heading what it was seen by, or why it is left out.
    layout : tuple[str, ...]
        How the table stands in the file.
    questions : Mapping[str, str]
        For some headings what a person must say before they can be used; ``rate``
        where the file does not tell how fast it was sampled.
    """

    profile: SensorProfile
    because: Mapping[str, str]
    layout: tuple[str, ...]
    questions: Mapping[str, str]


def propose_profile(
    path: str | Path,
    *,
    corrections: Mapping[str, Correction] | None = None,
    rate: float | None = None,
    name: str = "",
) -> ProfileProposal:
    """Look at the beginning of a file and propose a sensor profile.

    Parameters
    ----------
    path : str or Path
        A text or Parquet file.
    corrections : Mapping[str, Correction], optional
        What a person says, by heading; it is taken as it is.
    rate : float, optional
        Samples a second, where the file does not tell [Hz].
    name : str, optional
        What to call the sensor.

    Returns
    -------
    ProfileProposal
        Each column with its because; what cannot be known is asked.

    Raises
    ------
    FileFormatError
        When the file holds no table of numbers.
    UnknownNameError
        When a correction names a column or channel that does not exist.
    InvalidValueError
        When a correction's unit does not suit its channel.
    """
    file = Path(path)
    looked = look_at(file)
    layout, values, units = looked.layout, looked.values, looked.units
    given = dict(corrections or {})
    for heading in given:
        if heading not in layout.columns:
            kind = f"column of {file.name}"
            raise UnknownNameError(kind, heading, layout.columns)
    time, why = _time(looked, given)
    guesses = {
        heading: _guess(heading, units.get(heading), values, given)
        for heading in layout.columns
        if time is None or heading != time.column
    }
    columns = _one_each(guesses)
    because = {heading: guess.because for heading, guess in guesses.items()}
    if time is not None:
        because = {time.column: f"the time: {why}", **because}
    asked = {name: guess.question for name, guess in guesses.items() if guess.question}
    if not any(column.channel.startswith("force") for column in columns):
        asked |= asked_whether_force(guesses, values)
    counted = time is None or time.unit == "count"
    if counted and rate is None:
        asked["rate"] = _ASK_RATE
    profile = SensorProfile(
        id=file.stem,
        name=name or f"Proposed for {file.name}",
        columns=tuple(columns),
        time=time,
        sample_rate=rate if counted else None,
        delimiter=layout.delimiter,
        decimal_comma=layout.decimal_comma,
        optional=True,
        headings=() if layout.named else layout.columns,
        skip_lines=layout.skip_lines,
        unit_line=layout.named and bool(layout.units),
    )
    if columns and not (counted and rate is None):
        check_profile(profile)
    return ProfileProposal(profile, because, layout.because, asked)


def write_profile(proposal: ProfileProposal, path: str | Path) -> None:
    """Write a proposal as a TOML profile, each column with its because.

    Raises
    ------
    InvalidValueError
        When it has no column, the rate is not known, or the name is not ``.toml``.
    """
    file = Path(path)
    profile = proposal.profile
    if file.suffix.lower() != ".toml":
        message = f"A profile is written as .toml; {file.name!r} was given."
        raise InvalidValueError(message)
    lacking = "a column that is known" if not profile.columns else ""
    if "rate" in proposal.questions:
        lacking = "the rate of the samples (--rate HZ)"
    if lacking:
        message = (
            f"The profile of {profile.id!r} lacks {lacking}. "
            "See docs/guides/recording-formats.md"
        )
        raise InvalidValueError(message)
    text = profile_as_toml(profile, proposal.because, proposal.layout)
    file.write_text(text, "utf-8")


def _time(
    looked: Looked, given: Mapping[str, Correction]
) -> tuple[TimeColumn | None, str]:
    said = [name for name, one in given.items() if one.channel == "time"]
    if said:
        return TimeColumn(said[0], given[said[0]].unit or "s"), "as you said"
    free = [name for name in looked.layout.columns if name not in given]
    dates = [name for name in looked.dates if name in free]
    return guess_time(free, looked.units, looked.values, dates)


def _guess(
    heading: str,
    unit: str | None,
    values: Mapping[str, FloatArray],
    given: Mapping[str, Correction],
) -> Guess:
    said = given.get(heading)
    if said is None:
        return guess_column(heading, unit, values)
    if not said.channel:
        return Guess(None, "left out, as you said")
    if said.channel not in CHANNELS:
        kind = "channel"
        raise UnknownNameError(kind, said.channel, CHANNELS)
    meant = said.unit or CHANNELS[said.channel]
    column = ProfileColumn(
        heading, said.channel, meant, said.sign, said.scale, said.offset
    )
    return Guess(column, "as you said")


def _one_each(guesses: dict[str, Guess]) -> list[ProfileColumn]:
    """Keep one column for each channel; say of the others which one was taken."""
    taken: dict[str, str] = {}
    columns = []
    for heading, guess in guesses.items():
        if guess.column is None:
            continue
        channel = guess.column.channel
        if channel in taken:
            why = f"{taken[channel]!r} is taken for {channel} already"
            guesses[heading] = Guess(None, why)
            continue
        taken[channel] = heading
        columns.append(guess.column)
    return columns
