"""What can go wrong, drawn as a tree.

::

    StrigilError              everything Strigil raises on purpose
    ├── UnknownNameError      an id, key or column that is not there; says the nearest
    ├── InvalidValueError     a number or word that cannot be; says what is allowed
    ├── FileFormatError       a file that is not what it claims to be
    ├── StreamError           a live sensor that is not there, or that fell silent
    └── MissingExtraError     a command that needs another part of Strigil installed

A clinical "no" is never an exception: screening returns findings. An error says what
was given, what is allowed, the nearest match, and where to look, in one or two lines.
"""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "FileFormatError",
    "InvalidValueError",
    "MissingExtraError",
    "StreamError",
    "StrigilError",
    "UnknownNameError",
    "nearest",
]


_MOST_LISTED = 16  # names in a message; more would fill a third line


class StrigilError(Exception):
    """Everything Strigil raises on purpose."""


class UnknownNameError(StrigilError):
    """An id, key or column that does not exist."""

    def __init__(
        self, kind: str, given: str, allowed: Iterable[str], look: str = ""
    ) -> None:
        self.kind, self.given, self.allowed = kind, given, tuple(sorted(allowed))
        self.suggestion = nearest(given, self.allowed)
        super().__init__(_unknown_name_message(self, look))


class InvalidValueError(StrigilError):
    """A number or word that cannot be."""


class FileFormatError(StrigilError):
    """A file that is not what it claims to be."""


class StreamError(StrigilError):
    """A live sensor that is not there, or that fell silent."""


class MissingExtraError(StrigilError):
    """A command that needs another part of Strigil installed."""


def nearest(given: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed name that looks most like the given one, or None.

    Examples
    --------
    >>> nearest("achiles", ["achilles", "calf"])
    'achilles'
    """
    names = {name.lower(): name for name in allowed}
    matches = get_close_matches(given.lower(), names, n=1, cutoff=0.5)
    if matches:
        return names[matches[0]]
    inside = [name for low, name in names.items() if given.lower() in low]
    return min(inside, key=len) if given and inside else None


def _unknown_name_message(error: UnknownNameError, look: str) -> str:
    parts = [f"There is no {error.kind} {error.given!r}."]
    begun = [name for name in error.allowed if name.startswith(f"{error.given}_")]
    if len(begun) > 1:
        parts.append(f"Did you mean {' or '.join(map(repr, begun))}?")
    elif error.suggestion:
        parts.append(f"Did you mean {error.suggestion!r}?")
    if len(error.allowed) <= _MOST_LISTED:
        listed = ", ".join(name or '""' for name in error.allowed)
        parts.append(f"Allowed: {listed}.")
    if look:
        parts.append(look)
    return " ".join(parts)
