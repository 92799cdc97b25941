"""A recording: what an instrument's sensor wrote, one sample after another, in SI."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError, UnknownNameError
from strigil.signals.clock import goes_on

__all__ = [
    "CHANNELS",
    "Recording",
    "RecordingInfo",
    "channels_said",
    "recording_of",
]

FloatArray = NDArray[np.float64]

_LOOK = 4096  # samples of a channel that are looked at together

# Channel name: SI unit. These names live here only. Normal force is positive when the
# edge presses on the skin; x, y, z are the sensor's own frame unless the sidecar says.
CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "force_normal": "N",
        **{f"force_{axis}": "N" for axis in "xyz"},
        **{f"torque_{axis}": "N.m" for axis in "xyz"},
        **{f"acceleration_{axis}": "m/s2" for axis in "xyz"},
        **{f"angular_velocity_{axis}": "rad/s" for axis in "xyz"},
        **{f"magnetic_field_{axis}": "T" for axis in "xyz"},
        **{f"position_{axis}": "m" for axis in "xyz"},
        **{f"quaternion_{axis}": "1" for axis in "wxyz"},
        "treatment_angle": "rad",
        "indentation": "m",
    }
)


@dataclass(frozen=True, slots=True)
class RecordingInfo:
    """What is known about a recording besides its samples.

    Attributes
    ----------
    edge : str or None
        Treatment edge in use, ``instrument.edge``.
    site : str or None
        Body site, an id of the catalogue.
    sensor : str or None
        The sensor in the owner's words.
    profile : str or None
        Sensor profile by which the file was read.
    provenance : str
        Where the samples come from.
    notes : tuple[str, ...]
        What the reader of the file noticed.
    """

    edge: str | None = None
    site: str | None = None
    sensor: str | None = None
    profile: str | None = None
    provenance: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Samples of one session.

    Attributes
    ----------
    time : ndarray
        When each sample was taken, never going back [s].
    channels : Mapping[str, ndarray]
        One array for each channel in :data:`CHANNELS` that was recorded [SI]; a
        sample that is missing is NaN.
    info : RecordingInfo
        What is known besides the samples.
    """

    time: FloatArray
    channels: Mapping[str, FloatArray]
    info: RecordingInfo = field(default_factory=RecordingInfo)

    def __post_init__(self) -> None:
        _check_time(self.time)
        for name, values in self.channels.items():
            if name not in CHANNELS:
                kind = "channel"
                raise UnknownNameError(kind, name, CHANNELS)
            if values.shape != self.time.shape:
                message = (
                    f"Channel {name} has {values.size} samples, "
                    f"the time has {self.time.size}."
                )
                raise InvalidValueError(message)

    def has(self, *names: str) -> bool:
        """Say whether every one of these channels was recorded, at least in part."""
        channels = self.channels
        return all(name in channels and _any_known(channels[name]) for name in names)

    def cut(self, first: int, past: int) -> "Recording":
        """Return the samples from one to before another [1]."""
        part = slice(first, past)
        channels = {name: values[part] for name, values in self.channels.items()}
        return Recording(self.time[part], MappingProxyType(channels), self.info)

    def stacked(self, quantity: str) -> FloatArray:
        """Return the x, y and z channels of a quantity as columns [SI]."""
        return np.column_stack([self.channels[f"{quantity}_{axis}"] for axis in "xyz"])


def _any_known(values: FloatArray) -> bool:
    """Say whether a sample is not missing; mostly one of the first."""
    return any(
        bool(np.isfinite(values[first : first + _LOOK]).any())
        for first in range(0, values.size, _LOOK)
    )


def recording_of(
    time: ArrayLike,
    channels: Mapping[str, ArrayLike],
    info: RecordingInfo | None = None,
) -> Recording:
    """Build a recording from anything that is like arrays.

    Parameters
    ----------
    time : array_like
        When each sample was taken [s].
    channels : Mapping[str, array_like]
        Channel to samples [SI].
    info : RecordingInfo, optional
        What is known besides the samples.

    Returns
    -------
    Recording
        With one-dimensional float arrays.

    Raises
    ------
    InvalidValueError
        When the time goes backwards or a channel has another length.
    UnknownNameError
        When a channel does not exist.

    Examples
    --------
    >>> recording_of([0.0, 0.01], {"force_normal": [0.0, 5.5]}).has("force_normal")
    True
    """
    arrays = {
        name: np.asarray(values, dtype=np.float64).ravel()
        for name, values in channels.items()
    }
    return Recording(
        np.asarray(time, dtype=np.float64).ravel(),
        MappingProxyType(arrays),
        info or RecordingInfo(),
    )


def _check_time(time: FloatArray) -> None:
    if time.size == 0:
        message = "The recording has no samples."
        raise InvalidValueError(message)
    advances = time.size == 1 or time[-1] > time[0]
    if advances and goes_on(time):
        return
    missing = np.flatnonzero(~np.isfinite(time))
    if missing.size:
        message = f"Sample {missing[0] + 1} of {time.size} has no time."
        raise InvalidValueError(message)
    if time.size > 1 and time[0] == time[-1] == time.max():
        message = f"The time never advances: every sample carries {time[0]:g} s."
        raise InvalidValueError(message)
    back = np.flatnonzero(np.diff(time) < 0)
    if back.size:
        i = int(back[0])
        message = (
            f"Time goes backwards at sample {i + 2} of {time.size}: "
            f"{time[i + 1]:g} s follows {time[i]:g} s."
        )
        raise InvalidValueError(message)


def channels_said(names: Sequence[str]) -> str:
    """Return channels as people name them, those of one kind together.

    Examples
    --------
    >>> channels_said(["force_normal", "force_x", "force_y", "treatment_angle"])
    'force (normal, x, y), treatment angle'
    >>> channels_said(["force_normal"])
    'normal force'
    """
    kinds: dict[str, list[str]] = {}
    for name in names:
        kind, _, axis = name.rpartition("_")
        is_part = axis in (*"wxyz", "normal")
        kinds.setdefault(kind if is_part else name, []).extend([axis] * is_part)
    return ", ".join(
        _named(kind.replace("_", " "), axes) for kind, axes in kinds.items()
    )


def _named(kind: str, axes: Sequence[str]) -> str:
    if axes == ["normal"]:
        return f"normal {kind}"
    if len(axes) == 1:
        return f"{kind} along {axes[0]}"
    return f"{kind} ({', '.join(axes)})" if axes else kind
