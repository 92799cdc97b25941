"""What a practitioner's own light, moderate and firm are in newtons.

Trained people differ several-fold in force, yet each is repeatable (Syeda2022). So
the words are calibrated for each practitioner: strokes at each word on a kitchen
scale, a force plate or an instrumented tool, and again on another day. The numbers
describe what the practitioner does; they are no target and no recommendation.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import sourced_table
from strigil.errors import InvalidValueError
from strigil.treatment.session import FORCE_WORDS, ForceWord
from strigil.treatment.student import student_quantile
from strigil.units import to_si

if TYPE_CHECKING:
    from strigil.signals import StrokeMeasure

__all__ = [
    "ForceCalibration",
    "WordCalibration",
    "WordReadings",
    "calibrate",
    "readings_of_strokes",
]

COVERAGE = 0.90  # as every interval in Strigil

# Flags of a stroke whose force is not the whole of it.
SPOILT = frozenset(
    {
        "saturated",
        "implausible",
        "samples_missing",
        "at_gap",
        "cut_by_start",
        "cut_by_end",
    }
)

Statistic = Literal["mean per stroke", "peak per stroke"]
Basis = Literal["kitchen scale", "force plate", "instrumented tool"]


@dataclass(frozen=True, slots=True)
class WordReadings:
    """The strokes made at one word on one day.

    Attributes
    ----------
    word : str
        ``light``, ``moderate`` or ``firm``.
    day : int
        1 for the first day, 2 for the repeat.
    grams : tuple of float
        Readings of a kitchen scale [g]; used when ``force`` is empty.
    force : tuple of float
        Readings in newtons [N].
    statistic, basis : str
        What was read of each stroke, and on what.
    """

    word: ForceWord
    day: int = 1
    grams: tuple[float, ...] = ()
    force: tuple[float, ...] = ()
    statistic: Statistic = "mean per stroke"
    basis: Basis = "kitchen scale"

    @property
    def newtons(self) -> tuple[float, ...]:
        """The readings as force [N]."""
        if self.force:
            return self.force
        return tuple(to_si(to_si(grams, "g"), "kgf") for grams in self.grams)


@dataclass(frozen=True, slots=True)
class WordCalibration:
    """One word in newtons.

    Attributes
    ----------
    strokes : int
        Number of strokes it rests on.
    mean : float
        Mean over the strokes [N].
    variation : float
        Coefficient of variation over the strokes [1].
    low, high : float
        The interval in which nine strokes of ten are expected [N].
    day_means : tuple of float
        Mean of each day in order [N].
    """

    word: ForceWord
    strokes: int
    mean: float
    variation: float
    low: float
    high: float
    day_means: tuple[float, ...]

    @property
    def retest(self) -> float | None:
        """Change of the mean from the first to the last day [N], or None."""
        if len(self.day_means) < 2:
            return None
        return self.day_means[-1] - self.day_means[0]


@dataclass(frozen=True, slots=True)
class ForceCalibration:
    """A practitioner's words in newtons, with what to mind about them."""

    words: tuple[WordCalibration, ...]
    statistic: Statistic
    basis: str
    warnings: tuple[str, ...] = ()

    @property
    def in_order(self) -> bool:
        """True when each word's mean lies above that of the lighter one."""
        return all(upper.mean > lower.mean for lower, upper in pairwise(self.words))

    def of(self, word: ForceWord) -> WordCalibration | None:
        """Return one word, or None where it was not calibrated."""
        return next((known for known in self.words if known.word == word), None)


def readings_of_strokes(
    word: ForceWord,
    strokes: Iterable["StrokeMeasure"],
    *,
    day: int = 1,
    statistic: Statistic = "mean per stroke",
    basis: Basis = "instrumented tool",
) -> WordReadings:
    """Turn the measured strokes of a recording into readings of one word.

    Parameters
    ----------
    word : str
        The word that was asked for.
    strokes : iterable of StrokeMeasure
        Strokes of a recording; one that was cut, saturated or implausible is left out.
    day : int
        1 for the first day, 2 for the repeat [1].
    statistic, basis : str
        What is taken of each stroke, and what measured it.
    """
    whole = [stroke for stroke in strokes if not SPOILT & set(stroke.flags)]
    forces = [
        s.mean_force if statistic == "mean per stroke" else s.peak_force for s in whole
    ]
    return WordReadings(
        word, day, force=tuple(forces), statistic=statistic, basis=basis
    )


def calibrate(readings: Sequence[WordReadings]) -> ForceCalibration | None:
    r"""Turn strokes at three words into the practitioner's own newtons.

    Parameters
    ----------
    readings : sequence of WordReadings
        Strokes by word and day; all of one statistic.

    Returns
    -------
    ForceCalibration or None
        Each word that has enough strokes, with warnings; None without any.

    Raises
    ------
    InvalidValueError
        When a reading is not above zero, or statistics are mixed.

    Notes
    -----
    A word's interval is the log-normal prediction interval for one further stroke,
    :math:`\exp(m \pm t_{n-1} s \sqrt{1 + 1/n})`, so that it stays above zero. It
    assumes independent strokes and pools the days.

    Examples
    --------
    >>> strokes = (200.0, 220.0, 240.0, 210.0, 230.0)
    >>> found = calibrate([WordReadings("light", grams=strokes)])
    >>> round(found.words[0].mean, 2)
    2.16
    """
    if not readings:
        return None
    statistics = sorted({reading.statistic for reading in readings})
    if len(statistics) > 1:
        message = "Calibrate words on one statistic; given: " + ", ".join(statistics)
        raise InvalidValueError(message + ".")
    found = [_of_word(word, readings) for word in FORCE_WORDS]
    words = tuple(word for word in found if word)
    if not words:
        return None
    basis = " and ".join(sorted({reading.basis for reading in readings}))
    warnings = (*_too_few(readings, words), *_moved(words), *_overlaps(words))
    return ForceCalibration(words, readings[0].statistic, basis, warnings)


def _of_word(
    word: ForceWord, readings: Iterable[WordReadings]
) -> WordCalibration | None:
    mine = sorted((r for r in readings if r.word == word), key=lambda r: r.day)
    forces = np.array([force for reading in mine for force in reading.newtons])
    if np.any(~np.isfinite(forces) | (forces <= 0.0)):
        message = f"Readings for {word!r} must be above zero; given {forces.min():g} N."
        raise InvalidValueError(message)
    if forces.size < _rule("calibration_fewest_strokes"):
        return None
    low, high = _interval(forces)
    mean = float(forces.mean())
    variation = float(forces.std(ddof=1)) / mean
    days = sorted({reading.day for reading in mine if reading.newtons})
    means = tuple(
        float(np.mean([f for r in mine if r.day == day for f in r.newtons]))
        for day in days
    )
    return WordCalibration(word, forces.size, mean, variation, low, high, means)


def _rule(name: str) -> float:
    return sourced_table("planning_rules.toml")[name].value


def _interval(forces: NDArray[np.float64]) -> tuple[float, float]:
    logs = np.log(forces)
    n = logs.size
    t = student_quantile(n - 1, 0.5 + COVERAGE / 2.0)
    half = t * float(logs.std(ddof=1)) * math.sqrt(1.0 + 1.0 / n)
    return math.exp(float(logs.mean()) - half), math.exp(float(logs.mean()) + half)


def _too_few(
    readings: Sequence[WordReadings], words: Sequence[WordCalibration]
) -> list[str]:
    asked = {reading.word for reading in readings}
    have = {word.word for word in words}
    fewest = _rule("calibration_fewest_strokes")
    return [
        f"{word!r} has fewer than {fewest:g} strokes and stays a word."
        for word in FORCE_WORDS
        if word in asked - have
    ]


def _moved(words: Sequence[WordCalibration]) -> list[str]:
    share = _rule("calibration_retest_share")
    once = [repr(word.word) for word in words if word.retest is None]
    told = [
        f"{word.word!r} moved by {word.retest:+.1f} N between days; repeat it."
        for word in words
        if word.retest is not None and abs(word.retest) > share * word.day_means[0]
    ]
    if len(once) == 1:
        told.append(f"{once[0]} was read on one day only; repeat it.")
    elif once:
        named = f"{', '.join(once[:-1])} and {once[-1]}"
        told.append(f"{named} were read on one day only; repeat them.")
    return told


def _overlaps(words: Sequence[WordCalibration]) -> list[str]:
    told = []
    for lower, upper in pairwise(words):
        if upper.mean <= lower.mean:
            told.append(
                f"Your {upper.word!r} is not above your {lower.word!r}; repeat both."
            )
        elif lower.high > upper.low:
            told.append(
                f"Your {lower.word!r} and {upper.word!r} overlap between "
                f"{upper.low:.1f} and {lower.high:.1f} N: they are not told apart."
            )
    return told
