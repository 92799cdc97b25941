"""Which column tells the time: by its name, by how it rises, by its size."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import TimeColumn
from strigil.signals.formats.headings import unit_of
from strigil.units import to_si

__all__ = ["guess_time"]

FloatArray = NDArray[np.float64]

_ALMOST_ALL = 0.98  # part of the steps that rise; a clock may be set right once
_EPOCHS = ((1e8, 1e10, "s"), (1e11, 1e13, "ms"), (1e14, 1e16, "us"), (1e17, 1e19, "ns"))
_RATES = (5.0, 20_000.0)  # Hz, between which a sensor of a hand tool samples
_NAMES = ("time", "zeit", "temps", "tiempo", "millis", "micros", "date", "clock")


def guess_time(
    headings: Sequence[str],
    units: Mapping[str, str],
    values: Mapping[str, FloatArray],
    dates: Sequence[str] = (),
) -> tuple[TimeColumn | None, str]:
    """Find the column that tells the time, and why it is taken for it.

    Parameters
    ----------
    headings : Sequence[str]
        The headings.
    units : Mapping[str, str]
        What is stated of the unit of some.
    values : Mapping[str, ndarray]
        The numbers of each column that holds numbers, some of them NaN.
    dates : Sequence[str]
        Columns that hold dates with times of day.

    Returns
    -------
    tuple[TimeColumn or None, str]
        The column, and because of what.
    """
    for heading in dates:
        return TimeColumn(heading, "datetime"), "dates with times of day"
    rising = [name for name in headings if name in values and _rises(values[name])]
    named = [name for name in rising if _looks_like_time(name)]
    for heading in [*named, *rising]:
        unit, because = _time_unit(units.get(heading), values[heading])
        if unit:
            return TimeColumn(heading, unit), because
    return None, "no column rises from line to line"


def _looks_like_time(heading: str) -> bool:
    plain = heading.strip().lower()
    return plain in ("t", "ms", "us", "s") or any(word in plain for word in _NAMES)


def _rises(values: FloatArray) -> bool:
    numbers = values[np.isfinite(values)]
    steps = np.diff(numbers / 2)  # by half, so that no step overflows
    if numbers.size < 3 or numbers[-1] <= numbers[0]:
        return False
    with np.errstate(over="ignore"):  # a column without end is no time
        up, down = steps[steps > 0].sum(), -steps[steps < 0].sum()
    return bool((steps >= 0).mean() > _ALMOST_ALL and down < up / 2)


def _time_unit(stated: str | None, values: FloatArray) -> tuple[str, str]:
    """Return the unit of a rising column and because of what; empty for none."""
    numbers = values[np.isfinite(values)]
    steps = np.diff(numbers)
    step = float(np.median(steps[steps > 0]))
    known = unit_of(stated, "s")
    if known is not None:
        rate = 1.0 / to_si(step, known)
        return known, f"its unit is stated: {stated}; {rate:.4g} samples a second"
    for low, high, unit in _EPOCHS:
        if low < numbers[0] < high and _can_be(step, unit):
            return unit, f"{unit} since 1970, by its size"
    if step == 1.0 and bool(np.all(steps == np.round(steps))):
        return "count", "it counts the samples"
    unit = next((one for one in ("s", "ms", "us") if _can_be(step, one)), "")
    rate = 1.0 / to_si(step, unit or "s")
    return unit, f"steps of {step:g} are {rate:.4g} samples a second in {unit}"


def _can_be(step: float, unit: str) -> bool:
    low, high = _RATES
    return low <= 1.0 / to_si(step, unit) <= high
