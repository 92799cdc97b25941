"""Which sensor profile fits a file: by name, by a file of your own, by the headings."""

import math
import tomllib
from collections.abc import Sequence
from pathlib import Path

from strigil.catalogue import ProfileColumn, SensorProfile, all_of, one_of
from strigil.errors import FileFormatError, InvalidValueError, UnknownNameError, nearest
from strigil.schema import read_as
from strigil.signals.formats.headings import profile_from_headings
from strigil.signals.recording import CHANNELS
from strigil.units import si_unit

__all__ = [
    "check_columns",
    "check_profile",
    "columns_of",
    "fitting_profile",
    "left_out",
    "profile_named",
    "time_heading",
]

_GUIDE = "See docs/guides/record-a-session.md."
_NO_SECONDS = ("count", "datetime")  # a count of samples, dates with times of day


def profile_named(profile: str | Path) -> SensorProfile:
    """Return a built-in profile by its id, or read one from a TOML file.

    Raises
    ------
    UnknownNameError
        When there is no such profile, channel or unit.
    InvalidValueError
        When the file lacks something or a unit does not suit its channel.
    FileFormatError
        When the file is not TOML.
    """
    path = Path(profile)
    if path.suffix.lower() != ".toml":
        found = one_of(SensorProfile, str(profile))
    else:
        found = _from_file(path)
    check_profile(found)
    return found


def fitting_profile(columns: Sequence[str], where: str) -> SensorProfile:
    """Return the built-in profile that suits the headings of a file.

    Where none does, headings that state channel and unit themselves are enough.

    Raises
    ------
    FileFormatError
        When none does; names the profile that comes nearest and what it lacks.
    """
    profiles: list[SensorProfile] = list(all_of(SensorProfile).values())
    fitting = [one for one in profiles if not _lacking(one, columns)]
    if fitting:
        known = [len(columns_of(one, columns)) for one in fitting]
        return fitting[known.index(max(known))]
    guessed = profile_from_headings(columns)
    if guessed is not None:
        return guessed
    raise FileFormatError(_nothing_fits(columns, where))


def columns_of(profile: SensorProfile, columns: Sequence[str]) -> dict[str, str]:
    """Map the profile's columns to the headings of a file that stand for them."""
    headings = {_plain(heading): heading for heading in columns}
    return {
        column.column: headings[_plain(column.column)]
        for column in profile.columns
        if _plain(column.column) in headings
    }


def left_out(profile: SensorProfile, columns: Sequence[str]) -> list[str]:
    """Say for each heading that the profile does not know that it is left out."""
    known = set(columns_of(profile, columns).values())
    known |= {time_heading(profile, columns)}
    wanted = [column.column for column in profile.columns]
    notes = []
    for heading in columns:
        if heading in known:
            continue
        near = nearest(heading, wanted)
        free = near is not None and near not in columns_of(profile, columns)
        hint = f" Did you mean {near!r}?" if free else ""
        notes.append(f"Column {heading!r} is not in the profile and left out.{hint}")
    return notes


def time_heading(profile: SensorProfile, columns: Sequence[str]) -> str:
    """Return the file's heading of the time column, empty where it has none."""
    if profile.time is None:
        return ""
    headings = {_plain(heading): heading for heading in columns}
    return headings.get(_plain(profile.time.column), "")


def check_columns(profile: SensorProfile, columns: Sequence[str], where: str) -> None:
    """Raise a FileFormatError when a file lacks columns that the profile needs."""
    lacking = _lacking(profile, columns)
    if not lacking:
        return
    near = nearest(lacking[0], columns)
    hint = f" Did you mean {near!r}?" if near else ""
    time = profile.time
    kind = "time column" if time and time.column == lacking[0] else "column"
    message = (
        f"{where} has no {kind} {lacking[0]!r}, which profile {profile.id!r} "
        f"needs.{hint} Columns: {_short(columns)}. {_GUIDE}"
    )
    raise FileFormatError(message)


def _lacking(profile: SensorProfile, columns: Sequence[str]) -> list[str]:
    found = columns_of(profile, columns)
    lacking = [c.column for c in profile.columns if c.column not in found]
    if profile.optional and found:
        lacking = []
    if profile.time is not None and not time_heading(profile, columns):
        lacking.insert(0, profile.time.column)
    return lacking


def _nothing_fits(columns: Sequence[str], where: str) -> str:
    """Say what a file lacks: what its headings nearly are, or what they may be."""

    def shortfall(profile: SensorProfile) -> float:
        return len(_lacking(profile, columns)) / (
            1 + len(columns_of(profile, columns)) + bool(time_heading(profile, columns))
        )

    best = min(all_of(SensorProfile).values(), key=shortfall)
    lacking = _lacking(best, columns)[0]
    near = nearest(lacking, columns)
    if columns_of(best, columns) or near:
        hint = f" (did you mean {near!r}?)" if near else ""
        time = best.time
        kind = "time column" if time and time.column == lacking else "column"
        lacks = f"; the nearest, {best.id!r}, needs a {kind} {lacking!r}{hint}"
    else:
        lacks = "; read are a time, such as 'time_ms', and a force, such as 'Force (N)'"
    if len(columns) == 1 and " " in columns[0].strip():
        lacks = "; its columns are parted by blanks, or not at all: use commas or tabs"
    return (
        f"No sensor profile fits {where}{lacks}. Columns: {_short(columns)}. To have "
        f"them looked at: strigil profile {where}"
    )


def _from_file(path: Path) -> SensorProfile:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        message = f"There is no profile file {path.name!r}."
        raise InvalidValueError(message) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path.name} is not a TOML profile: {error}. {_GUIDE}"
        raise FileFormatError(message) from None
    return read_as(
        SensorProfile, {"id": path.stem, "name": path.stem, **table}, path.name
    )


def check_profile(profile: SensorProfile) -> None:
    """Raise a StrigilError when a profile says what cannot be."""
    rate = profile.sample_rate
    unit = profile.time.unit if profile.time else None
    without = unit is None or unit == "count"
    if (without and rate is None) or (rate is not None and rate <= 0):
        message = (
            f"Profile {profile.id!r} needs a time column or a sample_rate above 0 [Hz]."
        )
        raise InvalidValueError(message)
    if unit is not None and unit not in _NO_SECONDS and si_unit(unit) != "s":
        message = (
            f"Profile {profile.id!r}: the time column is in {unit!r}, "
            "which is no unit of time."
        )
        raise InvalidValueError(message)
    for column in profile.columns:
        if column.channel not in CHANNELS:
            kind = "channel"
            raise UnknownNameError(kind, column.channel, CHANNELS, _GUIDE)
        _check_column(profile, column)


def _check_column(profile: SensorProfile, column: ProfileColumn) -> None:
    if column.sign not in (1, -1):
        message = f"Profile {profile.id!r}: sign must be 1 or -1, not {column.sign}."
        raise InvalidValueError(message)
    if not (math.isfinite(column.scale) and column.scale > 0):
        message = (
            f"Profile {profile.id!r}: scale must lie above 0, not {column.scale:g}; "
            "sign = -1 turns a sensor round."
        )
        raise InvalidValueError(message)
    wanted = CHANNELS[column.channel]
    if si_unit(column.unit) != wanted:
        message = (
            f"Profile {profile.id!r}: column {column.column!r} is in "
            f"{column.unit!r}, but {column.channel} is kept in {wanted!r}."
        )
        raise InvalidValueError(message)


def _plain(heading: str) -> str:
    return " ".join(heading.strip().lower().split())


def _short(columns: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in columns[:8])
    return shown + (f" and {len(columns) - 8} more" if len(columns) > 8 else "")
