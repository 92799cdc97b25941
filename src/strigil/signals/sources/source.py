"""A source: what a live sensor, a replay and a simulation have in common."""

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from strigil.errors import InvalidValueError, MissingExtraError

__all__ = ["Chunk", "Source", "empty_chunk", "extra", "known_channels"]

FloatArray = NDArray[np.float64]


class Chunk(NamedTuple):
    """The samples that came since the last look.

    Attributes
    ----------
    time : ndarray
        When each sample was taken, by the source's own clock [s].
    samples : ndarray
        One row a sample, one column a channel [SI]; what is missing is NaN.
    lost : int
        Samples known to be lost since the last look.
    """

    time: FloatArray
    samples: FloatArray
    lost: int


class Source(Protocol):
    """Something that gives samples while they are taken.

    Attributes
    ----------
    name : str
        The source in words, for the recording's provenance.
    channels : tuple[str, ...]
        Names of the columns, out of ``CHANNELS``; known once it is open.
    rate : float
        Samples a second as promised, NaN where nothing is promised [Hz].
    notes : tuple[str, ...]
        What it noticed so far: lines it could not read, a sensor that restarted.
    ended : bool
        True when no more samples can come.
    """

    name: str
    channels: tuple[str, ...]
    rate: float
    notes: tuple[str, ...]
    ended: bool

    def open(self) -> None:
        """Find the sensor and learn its channels; StreamError when it is not there."""
        ...

    def read(self) -> Chunk:
        """Return what came since the last look [SI], after a short wait at most."""
        ...

    def close(self) -> None:
        """Let the sensor go; may be called twice."""
        ...


def empty_chunk(channels: int, lost: int = 0) -> Chunk:
    """Return a chunk without samples."""
    return Chunk(np.empty(0), np.empty((0, channels)), lost)


def extra(module: str, use: str) -> ModuleType:
    """Import a package of the extra ``live``.

    Raises
    ------
    MissingExtraError
        When it is not installed, or does not load here; says how to get it.
    """
    try:
        return import_module(module)
    except (ImportError, RuntimeError) as error:
        why = "" if isinstance(error, ModuleNotFoundError) else f" ({error})"
        message = (
            f"{use} needs the package {module!r}, which is not installed{why}. "
            "Install it: pip install 'strigil[live]'"
        )
        raise MissingExtraError(message) from None


def known_channels(names: Sequence[str], where: str) -> None:
    """Raise an InvalidValueError when a source brings no channel that is known."""
    if not names:
        message = (
            f"{where} has no channel that Strigil knows. Name each channel and its "
            "unit: docs/guides/recording-formats.md"
        )
        raise InvalidValueError(message)
