"""What a column holds: by its name, by a stated unit, by what its numbers can be.

A guess is made only where the numbers leave one answer; otherwise a question is asked.
Every guess says because of what it was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import ProfileColumn
from strigil.signals.formats.headings import channel_of, stated_unit, unit_of
from strigil.signals.recording import CHANNELS
from strigil.units import si_unit, to_si

__all__ = ["Guess", "asked_whether_force", "guess_column"]

FloatArray = NDArray[np.float64]

_NAMELESS = "its name says nothing that is known"
_END = 0.1  # part of a force's range that is taken for one end of it
_NEAR = 0.15  # part by which a magnitude may miss what it is recognised by
# Length of the resting acceleration: (unit, scale, what it is seen by).
_RESTING = (
    (1.0, "g0", 1.0, "is 1: g"),
    (9.80665, "m/s2", 1.0, "is 9.8: m/s2"),
    (1000.0, "mg0", 1.0, "is 1000: thousandths of g"),
    *(
        (
            float(counts),
            "g0",
            1.0 / counts,
            f"is {counts}: counts, {reach} g full scale",
        )
        for counts, reach in ((16384, 2), (8192, 4), (4096, 8), (2048, 16))
    ),
)
_EARTH = ((20e-6, 80e-6),)  # T, of the earth's magnetic field
_CONVERTERS = {10: 1023, 12: 4095, 16: 65535}
_FASTEST = 35.0  # rad/s: the usual top of a gyroscope's range, 2000 deg/s
_LARGEST_FORCE = 200.0  # N: no hand presses more on an edge


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to be.

    Attributes
    ----------
    column : ProfileColumn or None
        None where it is left out.
    because : str
        What it was seen by, or why it is left out.
    question : str
        What a person must say before it can be used; empty where all is known.
    """

    column: ProfileColumn | None
    because: str
    question: str = ""


def guess_column(
    heading: str, unit: str | None, values: Mapping[str, FloatArray]
) -> Guess:
    """Say what a column seems to be.

    Parameters
    ----------
    heading : str
        Its heading.
    unit : str or None
        What is stated of its unit.
    values : Mapping[str, ndarray]
        The numbers of each column that holds numbers, by heading.

    Returns
    -------
    Guess
        The column of a profile with a because, or a question.
    """
    if heading not in values:
        return Guess(None, "it holds no numbers")
    channel = channel_of(heading)
    if channel is None:
        return Guess(None, _NAMELESS)
    known = unit_of(unit, CHANNELS[channel])
    if known is not None:
        column = ProfileColumn(
            heading, channel, known, sign=_sign(channel, values[heading])
        )
        return Guess(column, f"its unit is stated: {known}{_turned(column)}")
    if unit:
        wanted = CHANNELS[channel]
        said = f"{unit!r} is no unit of {channel} that is known"
        return Guess(None, said, f"its unit, one of {wanted}")
    by_kind = {
        "N": _guess_force,
        "m/s2": _guess_acceleration,
        "rad/s": _guess_rotation,
        "T": _guess_field,
        "1": _guess_quaternion,
    }
    guess = by_kind.get(CHANNELS[channel], _guess_nothing)
    return guess(heading, channel, values)


def asked_whether_force(
    guesses: Mapping[str, Guess], values: Mapping[str, FloatArray]
) -> dict[str, str]:
    """Return questions about columns that may be the force, where none else is.

    Parameters
    ----------
    guesses : Mapping[str, Guess]
        What each column seems to be, by heading.
    values : Mapping[str, ndarray]
        The numbers of each column that holds numbers, by heading.

    Returns
    -------
    dict[str, str]
        For each heading what a person must say; empty where a force is known or asked.
    """
    named = [channel_of(heading) or "" for heading in guesses]
    if any(name.startswith("force") for name in named):
        return {}
    asked = {}
    for heading, guess in guesses.items():
        stated = stated_unit(heading)
        unit = unit_of(stated, CHANNELS["force_normal"])
        if guess.because != _NAMELESS or (stated and unit is None):
            continue
        found = _guess_force(heading, "force_normal", values)
        said = f"its unit is stated: {unit}" if unit else found.question
        asked[heading] = f"is it the force? {said or found.because}"
    return asked


def _guess_force(heading: str, channel: str, values: Mapping[str, FloatArray]) -> Guess:
    numbers = _finite(values[heading])
    low, high = float(numbers.min()), float(numbers.max())
    if bool(np.all(numbers == np.round(numbers))) and high - low > 1:
        rest = _rest(numbers)
        fitting = [b for b, top in _CONVERTERS.items() if low >= 0 and high <= top]
        bits = fitting[0] if fitting else 24
        because = (
            f"whole numbers from {low:g} to {high:g}: counts of a {bits} bit converter"
        )
        ask = f"newtons of one count (scale); at rest it reads {rest:g} (offset)"
        return Guess(None, because, ask)
    if max(abs(low), abs(high)) > _LARGEST_FORCE:
        said = f"numbers up to {max(abs(low), abs(high)):g} cannot be newtons"
        return Guess(None, said, "its unit, such as gf, kgf, mN")
    column = ProfileColumn(heading, channel, "N", sign=_sign(channel, values[heading]))
    said = f"no unit is stated; numbers from {low:.3g} to {high:.3g} can be newtons"
    return Guess(column, said + _turned(column))


def _guess_acceleration(
    heading: str, channel: str, values: Mapping[str, FloatArray]
) -> Guess:
    length = _resting_length(heading, channel, values)
    if length is not None:
        for level, unit, scale, words in _RESTING:
            if abs(length / level - 1.0) < _NEAR:
                column = ProfileColumn(heading, channel, unit, scale=scale)
                return Guess(column, f"the usual length of x, y, z {words}")
    return Guess(None, "its unit is not stated", "its unit: g, mg or m/s2")


def _guess_rotation(
    heading: str, channel: str, values: Mapping[str, FloatArray]
) -> Guess:
    top = float(np.abs(_finite(values[heading])).max())
    whole = bool(np.all(_finite(values[heading]) == np.round(_finite(values[heading]))))
    if _FASTEST < top <= np.degrees(_FASTEST) and not whole:
        said = f"numbers up to {top:.3g} are too fast for rad/s: deg/s"
        return Guess(ProfileColumn(heading, channel, "deg/s"), said)
    return Guess(None, "its unit is not stated", "its unit: deg/s or rad/s")


def _guess_field(heading: str, channel: str, values: Mapping[str, FloatArray]) -> Guess:
    length = _resting_length(heading, channel, values)
    (low, high), *_ = _EARTH
    for unit in ("uT", "gauss", "mT", "T"):
        if length is not None and low < to_si(length, unit) < high:
            said = f"the length of x, y, z is that of the earth's field in {unit}"
            return Guess(ProfileColumn(heading, channel, unit), said)
    return Guess(None, "its unit is not stated", "its unit: uT, gauss or T")


def _guess_quaternion(
    heading: str, channel: str, values: Mapping[str, FloatArray]
) -> Guess:
    length = _resting_length(heading, channel, values)
    if length is not None and abs(length - 1.0) < _NEAR:
        column = ProfileColumn(heading, channel, "1")
        return Guess(column, "the length of w, x, y, z is 1")
    return Guess(None, "w, x, y, z do not have length 1 together")


def _guess_nothing(
    heading: str, channel: str, values: Mapping[str, FloatArray]
) -> Guess:
    units = ", ".join(_units_of(CHANNELS[channel]))
    return Guess(None, "its unit is not stated", f"its unit: {units}")


def _units_of(wanted: str) -> list[str]:
    return [
        unit for unit in ("m", "mm", "rad", "deg", "N.m") if si_unit(unit) == wanted
    ]


def _resting_length(
    heading: str, channel: str, values: Mapping[str, FloatArray]
) -> float | None:
    """Return the usual length of the vector of which a column is one part."""
    quantity = channel.rpartition("_")[0]
    parts = {channel_of(name): name for name in values}
    axes = "wxyz" if quantity == "quaternion" else "xyz"
    names = [parts.get(f"{quantity}_{axis}") for axis in axes]
    if any(name is None for name in names):
        return None
    squares = sum(values[name] ** 2 for name in names if name is not None)
    length = np.sqrt(squares)
    return float(np.nanmedian(length)) if np.isfinite(length).any() else None


def _sign(channel: str, values: FloatArray) -> int:
    """Turn a normal force that goes down from its rest when the edge presses."""
    if channel != "force_normal":
        return 1
    numbers = _finite(values)
    rest = _rest(numbers)
    return -1 if rest - numbers.min() > 3 * (numbers.max() - rest) else 1


def _rest(numbers: FloatArray) -> float:
    """Return the level at which a force rests: the fuller end of its range."""
    low, high = float(numbers.min()), float(numbers.max())
    edge = _END * (high - low)
    below, above = numbers[numbers <= low + edge], numbers[numbers >= high - edge]
    return float(np.median(below if below.size >= above.size else above))


def _turned(column: ProfileColumn) -> str:
    return "; it falls when the edge presses, so it is turned" * (column.sign < 0)


def _finite(values: FloatArray) -> FloatArray:
    found = values[np.isfinite(values)]
    return found if found.size else np.zeros(1)
