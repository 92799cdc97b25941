"""What a reader should know about a recording that is read part by part."""

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from strigil.signals.quality import (
    QualityNote,
    channel_notes,
    clock_notes,
    missing_notes,
)
from strigil.signals.recording import Recording

__all__ = ["PartsQuality"]

FloatArray = NDArray[np.float64]
Kind = tuple[str, tuple[str, ...]]

# What holds for a recording only where every part says the same.
_ALL_ALONG = ("column", "constant_channel", "empty_channel")
_AT_ITS_END = 0.99  # of the largest value of the whole: what is less is no end


@dataclass(slots=True)
class PartsQuality:
    """Look at one part after the other; keep little of each.

    Attributes
    ----------
    parts : int
        Parts that were looked at [1].
    """

    parts: int = 0
    _last: FloatArray = field(default_factory=lambda: np.empty(0))
    _said: Counter[QualityNote] = field(default_factory=Counter)
    _seen: dict[Kind, tuple[QualityNote, int]] = field(default_factory=dict)
    _ends: dict[str, list[tuple[float, QualityNote]]] = field(default_factory=dict)
    _most: dict[str, float] = field(default_factory=dict)

    def take(self, part: Recording) -> None:
        """Look at the next part."""
        self.parts += 1
        found = [QualityNote("column", text) for text in part.info.notes]
        found += clock_notes(np.concatenate([self._last, part.time]))
        found += missing_notes(part)
        self._last = part.time[-1:].copy()
        for name, values in part.channels.items():
            found += self._of_channel(name, values, part.time)
        for note in found:
            if note.code in _ALL_ALONG:
                self._said[note] += 1
                continue
            kind = (note.code, note.channels)
            first, often = self._seen.get(kind, (note, 0))
            self._seen[kind] = first, often + 1

    def notes(self) -> list[QualityNote]:
        """Return what holds all along, then what was first seen in some part."""
        found = [note for note, said in self._said.items() if said == self.parts]
        for name, ends in self._ends.items():
            true = [note for most, note in ends if most >= self._most[name]]
            found += [_again(note, len(true)) for note in true[:1]]
        empty = {note.channels for note in found if note.code == "empty_channel"}
        seen = [one for one in self._seen.values() if one[0].channels not in empty]
        return found + [_again(note, often) for note, often in seen]

    def _of_channel(
        self, name: str, values: FloatArray, time: FloatArray
    ) -> list[QualityNote]:
        known = np.abs(values[np.isfinite(values)])
        most = float(known.max()) if known.size else 0.0
        self._most[name] = max(_AT_ITS_END * most, self._most.get(name, 0.0))
        notes = channel_notes(name, values, time)
        for note in notes:
            if note.code == "saturated":
                self._ends.setdefault(name, []).append((most, note))
            elif note.code == "empty_channel":
                first, last = float(time[0]), float(time[-1])
                lost = f"{note.message[:-1]} from {first:g} to {last:g} s."
                found = QualityNote("missing", lost, first, last, (name,))
                notes = [*notes, found]
        return [note for note in notes if note.code != "saturated"]


def _again(note: QualityNote, often: int) -> QualityNote:
    if often < 2:
        return note
    more = f" So it is in {often} of the parts that were read; this is the first."
    return replace(note, message=note.message + more)
