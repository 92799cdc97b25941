"""Streams of the lab streaming layer, in and out.

Set ``LSLAPICFG`` to a file with ``ResolveScope = machine`` and ``KnownPeers`` to keep
discovery on one machine, as the tests do: docs/guides/recording-formats.md.
"""

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import StreamError, nearest
from strigil.signals.formats.headings import heading_of
from strigil.signals.formats.stream import StreamColumns, stream_columns
from strigil.signals.recording import CHANNELS
from strigil.signals.sources.source import Chunk, empty_chunk, extra, known_channels

__all__ = ["LslOutlet", "LslSource", "open_layer"]

FloatArray = NDArray[np.float64]

_USE = "A stream of the lab streaming layer"
_SETTINGS = (  # where the layer looks for its settings by itself
    Path("lsl_api.cfg"),
    Path.home() / "lsl_api" / "lsl_api.cfg",
    Path("/etc/lsl_api/lsl_api.cfg"),
)
_TRIES, _EACH = 4, 1.5  # one search does not find each of several streams of a machine
_SECOND = 0.3  # s in which a second stream of the same name may answer
_WAIT = 0.02  # s one look lasts when nothing comes
_MOST = 4096  # samples of one look
_KEPT = 60  # s of samples that wait when nobody looks
# A step of the stamps longer than both is a loss. Stamps are often taken when a chunk
# is sent, so shorter steps only say that the sender was late.
_SKIPPED, _HELD_UP = 5.0, 0.05  # usual steps; s


class LslSource:
    """Read a stream of the lab streaming layer.

    Parameters
    ----------
    stream : str
        Name of the stream, or ``source_id=...`` where several bear one name.
    profile : str or Path, optional
        A sensor profile for channels that do not say what they are.

    Notes
    -----
    The layer connects again without end when a stream dies; the recording has a
    time-out of its own. What it re-sends is in order, so a loss shows as a step of
    its time stamps.
    """

    def __init__(self, stream: str, *, profile: str | Path | None = None) -> None:
        self.name = f"LSL stream {stream}"
        self.channels: tuple[str, ...] = ()
        self.rate = math.nan
        self.notes: tuple[str, ...] = ()
        self.ended = False
        self._wanted, self._profile = stream, profile
        self._inlet: Any = None
        self._columns = StreamColumns()
        self._start = math.nan
        self._last = math.nan

    def open(self) -> None:
        """Find the stream and learn its channels.

        Raises
        ------
        StreamError
            When no such stream is found; names those that are.
        MissingExtraError
            When pylsl is not installed.
        """
        pylsl = open_layer()
        found = self._found(pylsl)
        self._inlet = pylsl.StreamInlet(found, max_buflen=_KEPT)
        try:
            info = self._inlet.info(timeout=_EACH)
            self._inlet.open_stream(timeout=_EACH)
        except (TimeoutError, RuntimeError, OSError):
            message = f"The {self.name} is announced but does not answer."
            raise StreamError(message) from None
        self._columns = stream_columns(_headings(info), self._profile)
        known_channels(self._columns.channels, self.name)
        self.channels = self._columns.channels
        self.rate = info.nominal_srate() or math.nan
        self.notes += self._columns.notes

    def read(self) -> Chunk:
        """Return the samples that came since the last look [SI].

        Raises
        ------
        StreamError
            When the stream is gone for good.
        """
        try:
            # Waiting for one sample wakes at once when it comes; a chunk would not.
            row, stamp = self._inlet.pull_sample(timeout=_WAIT)
            if stamp is None:
                return empty_chunk(len(self.channels))
            rows, stamps = self._inlet.pull_chunk(timeout=0.0, max_samples=_MOST)
        except (RuntimeError, OSError) as error:
            message = f"The {self.name} is gone ({error})."
            raise StreamError(message) from None
        time = np.asarray([stamp, *stamps], dtype=np.float64)
        if math.isnan(self._start):
            self._start = self._last = float(time[0])
        lost = self._missing(time)
        self._last = float(time[-1])
        values = self._columns.in_si(np.asarray([row, *rows], dtype=np.float64))
        return Chunk(time - self._start, values, lost)

    def close(self) -> None:
        """Let the stream go."""
        self.ended = True
        if self._inlet is not None:
            self._inlet.close_stream()
            self._inlet = None

    def _missing(self, time: FloatArray) -> int:
        if math.isnan(self.rate):
            return 0
        steps = np.diff(np.concatenate([[self._last], time])) * self.rate
        long = steps > max(_SKIPPED, _HELD_UP * self.rate)
        return int(np.sum(np.round(steps[long]) - 1))

    def _found(self, pylsl: Any) -> Any:
        key, _, value = self._wanted.rpartition("source_id=")
        prop = "source_id" if not key and "source_id=" in self._wanted else "name"
        for _ in range(_TRIES):
            found = pylsl.resolve_byprop(prop, value, timeout=_EACH)
            if found and prop == "name":
                found = pylsl.resolve_byprop(prop, value, minimum=2, timeout=_SECOND)
            ids = {one.source_id() for one in found}
            if len(ids) > 1:
                listed = ", ".join(sorted(f"source_id={one}" for one in ids))
                message = f"{len(ids)} streams are named {value!r}. Say one: {listed}"
                raise StreamError(message)
            if found:
                return found[0]
        raise StreamError(self._nowhere(pylsl, value))

    def _nowhere(self, pylsl: Any, value: str) -> str:
        names = sorted({one.name() for one in pylsl.resolve_streams(_EACH)})
        near = nearest(value, names)
        hint = f" Did you mean {near!r}?" if near else ""
        listed = f" There are: {', '.join(names[:8])}." if names else " None was found."
        return f"There is no LSL stream {value!r}.{hint}{listed}"


class LslOutlet:
    """Pass samples on as a stream of the lab streaming layer.

    Parameters
    ----------
    name : str
        Name of the stream.
    channels : Sequence[str]
        Names of the columns, out of ``CHANNELS``.
    rate : float
        Samples a second, NaN where they are irregular [Hz].
    source_id : str, optional
        What tells it from others of the same name.

    Raises
    ------
    MissingExtraError
        When pylsl is not installed.
    """

    def __init__(
        self,
        name: str,
        channels: Sequence[str],
        *,
        rate: float = math.nan,
        source_id: str | None = None,
    ) -> None:
        pylsl = open_layer()
        info = pylsl.StreamInfo(
            name,
            "Motion",
            len(channels),
            0.0 if math.isnan(rate) else rate,
            "double64",
            source_id or f"strigil {name}",
        )
        described = info.desc().append_child("channels")
        for channel in channels:
            one = described.append_child("channel")
            one.append_child_value("label", channel)
            one.append_child_value("unit", CHANNELS[channel])
        self._outlet = pylsl.StreamOutlet(info)
        self._now = pylsl.local_clock
        self._behind = math.nan  # s from the clock of the samples to the layer's

    def push(self, samples: ArrayLike, time: ArrayLike | None = None) -> None:
        """Send samples.

        Parameters
        ----------
        samples : array_like
            One row each, one column a channel [SI].
        time : array_like, optional
            When each was taken, by a clock of its own [s]; the first push is now.
            Without it all are stamped when they are sent.
        """
        rows = np.ascontiguousarray(samples, dtype=np.float64)
        if not len(rows):
            return
        if time is None:
            self._outlet.push_chunk(rows)
            return
        stamps = np.asarray(time, dtype=np.float64)
        if math.isnan(self._behind):
            self._behind = self._now() - float(stamps[-1])
        self._outlet.push_chunk(rows, (stamps + self._behind).tolist())

    def has_listeners(self) -> bool:
        """Say whether anybody listens."""
        return bool(self._outlet.have_consumers())


def open_layer() -> Any:
    """Import the layer; it writes to the terminal only when somebody set it up to."""
    pylsl = extra("pylsl", _USE)
    set_up = "LSLAPICFG" in os.environ or any(place.exists() for place in _SETTINGS)
    if not set_up and hasattr(pylsl, "set_config_content"):
        pylsl.set_config_content("[log]\nlevel = -2\n")
    return pylsl


def _headings(info: Any) -> list[str]:
    """Return label and unit of each channel; the stream's own name where it has one."""
    channel = info.desc().child("channels").child("channel")
    headings = []
    for i in range(info.channel_count()):
        label = channel.child_value("label") or f"channel {i + 1}"
        headings.append(heading_of(label, channel.child_value("unit")))
        channel = channel.next_sibling("channel")
    return headings
