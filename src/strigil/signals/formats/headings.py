"""What usual headings say by themselves: ``Fz [N]``, ``time_ms``, ``Acc X (g)``."""

import re
from collections.abc import Sequence

from strigil.catalogue import ProfileColumn, SensorProfile, TimeColumn
from strigil.signals.recording import CHANNELS
from strigil.units import SI_UNIT, si_unit

__all__ = [
    "channel_of",
    "heading_of",
    "profile_from_headings",
    "stated_unit",
    "unit_named",
    "unit_of",
]

# Unit as people write it, in lower case: the unit as Strigil writes it.
_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("ms", "msec", "milliseconds"), "ms"),
    **dict.fromkeys(("us", "µs", "μs", "usec", "microseconds"), "us"),
    **dict.fromkeys(("n", "newton", "newtons"), "N"),
    **dict.fromkeys(("deg", "°", "degrees"), "deg"),
    **dict.fromkeys(("deg/s", "°/s", "dps"), "deg/s"),
    **dict.fromkeys(("m/s2", "m/s^2", "m/s²", "m/s/s", "mps2"), "m/s2"),
    **dict.fromkeys(("ut", "µt", "μt"), "uT"),
    **dict.fromkeys(("nm", "n.m", "n·m", "n*m"), "N.m"),
    **{word: word for word in ("m", "cm", "mm", "rad", "rad/s", "1", "gauss")},
    **dict.fromkeys(("kgf", "kg", "kp"), "kgf"),
    **dict.fromkeys(("lbf", "lbs", "lb", "pounds"), "lbf"),
    **dict.fromkeys(("gf", "gram-force", "grams"), "gf"),
    **dict.fromkeys(("mg", "milli-g"), "mg0"),
    **dict.fromkeys(("ozf", "oz"), "ozf"),
    "g": "g0",
    "mn": "mN",
    "mt": "mT",
    "t": "T",
    "n/a": "1",
}
_TIME = {"t", "time", "timestamp", "zeit", "seconds", "elapsed", "elapsedtime"}
# Beginnings of a heading without spaces and signs; an axis follows.
_STEMS = {
    "force": ("force", "kraft", "fuerza", "f"),
    "torque": ("torque", "moment", "tau", "t"),
    "acceleration": ("acceleration", "accelerometer", "accel", "acc", "a"),
    "angular_velocity": ("angularvelocity", "gyroscope", "gyro", "gyr", "omega"),
    "magnetic_field": ("magneticfield", "magnetometer", "mag"),
    "position": ("position", "pos", "p"),
}
_ALIASES = {
    **{
        f"{stem}{axis}": f"{quantity}_{axis}"
        for quantity, stems in _STEMS.items()
        for stem in stems
        for axis in "xyz"
    },
    **dict.fromkeys(
        ("force", "kraft", "normalforce", "fn", "fnormal", "load"), "force_normal"
    ),
    **{f"{stem}{axis}": f"quaternion_{axis}" for stem in "q" for axis in "wxyz"},
    **dict.fromkeys(("treatmentangle", "angle"), "treatment_angle"),
    **{name.replace("_", ""): name for name in CHANNELS},
}
# Names that only a person who looks at the proposal may agree to.
_LIKELY = {
    **{f"g{axis}": f"angular_velocity_{axis}" for axis in "xyz"},
    **{f"w{axis}": f"angular_velocity_{axis}" for axis in "xyz"},
    **{f"b{axis}": f"magnetic_field_{axis}" for axis in "xyz"},
    **{f"q{i}": f"quaternion_{axis}" for i, axis in enumerate("wxyz")},
    **{axis: f"position_{axis}" for axis in "xyz"},
    **dict.fromkeys(
        ("loadcell", "fsr", "hx711", "adc", "a0", "raw", "weight", "gewicht", "sensor"),
        "force_normal",
    ),
}
# Motion without a unit may be in g or m/s2, mm or m: guessing would be silent harm.
_SAFE_TO_ASSUME = ("N", "N.m", "1")
_STATED = re.compile(r"^(?P<name>.*?)\s*[\[(]\s*(?P<unit>[^\])]*?)\s*[\])]\s*$")
_TAIL = re.compile(r"^(?P<name>.+)_(?P<unit>[a-z0-9]+)$")


def profile_from_headings(columns: Sequence[str]) -> SensorProfile | None:
    """Read channel and unit out of headings that say them.

    Returns
    -------
    SensorProfile or None
        None without a time and at least one channel. A force without a unit is taken
        in newtons, and the profile's note says so; any other heading without a unit,
        or with one that does not suit it, is left out.

    Examples
    --------
    >>> profile = profile_from_headings(["time_ms", "Fz [N]", "mood"])
    >>> profile.time.unit, profile.columns[0].channel
    ('ms', 'force_z')
    """
    time: TimeColumn | None = None
    found: dict[str, ProfileColumn] = {}
    assumed: list[str] = []
    for heading in columns:
        name, unit = _parted(heading)
        if time is None and name in _TIME and (unit is None or _suits(unit, "s")):
            time = TimeColumn(heading, unit or "s")
            continue
        channel = _ALIASES.get(name)
        if channel is None or channel in found:
            continue
        wanted = CHANNELS[channel]
        meant = unit_of(unit, wanted)
        if unit is None and wanted in _SAFE_TO_ASSUME:
            found[channel] = ProfileColumn(heading, channel, wanted)
            assumed.append(f"{heading.strip()!r}: {wanted}")
        elif meant is not None:
            found[channel] = ProfileColumn(heading, channel, meant)
    if time is None or not found:
        return None
    return SensorProfile(
        id="headings",
        name="Read from the headings",
        columns=tuple(found.values()),
        time=time,
        note=f"Unit not stated, taken as {', '.join(assumed)}." if assumed else "",
    )


def channel_of(heading: str) -> str | None:
    """Return the channel that a heading seems to name, boldly: it is only proposed.

    Examples
    --------
    >>> channel_of("gyro_x [deg/s]"), channel_of("GX"), channel_of("mood")
    ('angular_velocity_x', 'angular_velocity_x', None)
    >>> channel_of("Tool force Fz (N)")
    'force_z'
    """
    name = _parted(re.sub(r"\s*#\d+$", "", heading))[0]
    plain = re.sub(r"[^a-z0-9]", "", name)
    return _ALIASES.get(plain) or _LIKELY.get(plain) or _channel_in(heading)


def _channel_in(heading: str) -> str | None:
    """Return the channel of the one word of a heading that names one with its axis."""
    words = re.split(r"[^a-z0-9]+", _STATED.sub(r"\g<name>", heading.strip().lower()))
    named = {_ALIASES.get(word, "") for word in words if len(word) > 1}
    found = [one for one in named if one.endswith(("_x", "_y", "_z"))]
    return found[0] if len(found) == 1 else None


def stated_unit(heading: str) -> str | None:
    """Return what a heading says of its unit, as Strigil writes it where it is known.

    Examples
    --------
    >>> stated_unit("Load (lbs)"), stated_unit("Load (stones)"), stated_unit("Load")
    ('lbf', 'stones', None)
    """
    return _parted(heading)[1]


def unit_of(words: str | None, wanted: str) -> str | None:
    """Return the unit that is meant by some words where a quantity is wanted.

    Examples
    --------
    >>> unit_of("g", "m/s2"), unit_of("g", "N"), unit_of("mm", "N")
    ('g0', 'gf', None)
    """
    if words is None:
        return None
    unit = unit_named(words) or words
    if unit == "g0" and wanted == "N":
        return "gf"  # a force in g is in grams, an acceleration in g is not
    return unit if _suits(unit, wanted) else None


def heading_of(label: str, unit: str) -> str:
    """Return the heading that says what a channel's label and unit say.

    Examples
    --------
    >>> heading_of("Fz", "N"), heading_of("counter", "")
    ('Fz (N)', 'counter')
    """
    return f"{label} ({unit})" if unit else label


def unit_named(words: str) -> str | None:
    """Return the unit that people mean by some words, None where it is not known.

    Examples
    --------
    >>> unit_named("m/s^2"), unit_named("°/s"), unit_named("stones")
    ('m/s2', 'deg/s', None)
    """
    return _UNITS.get(words.strip().lower())


def _parted(heading: str) -> tuple[str, str | None]:
    """Part a heading into a plain name and a unit; an unknown unit is kept as is."""
    text = heading.strip().lower()
    stated = _STATED.match(text)
    if stated:
        unit = stated["unit"]
        return _plain(stated["name"]), _UNITS.get(unit, unit) if unit else None
    tail = _TAIL.match(text)
    if tail and tail["unit"] in _UNITS:
        return _plain(tail["name"]), _UNITS[tail["unit"]]
    return _plain(text), None


def _plain(name: str) -> str:
    return re.sub(r"[\s_.\-]+", "", name)


def _suits(unit: str, wanted: str) -> bool:
    return unit in SI_UNIT and si_unit(unit) == wanted
