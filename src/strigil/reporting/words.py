"""Numbers as a person reads them: few digits, a unit, an honest gap."""

import math

from strigil.intervals import Interval

__all__ = ["clock", "counted", "number", "plain", "spread"]

_LONGEST_CLOCK = 100 * 3600.0  # s; a longer clock is no clock

_TINY = 1e-4  # what a person takes for nothing, in any unit that is shown


def number(value: float | None, digits: int = 3, unit: str = "") -> str:
    """Return a number with few significant digits, or ``not known``.

    Parameters
    ----------
    value : float or None
        The number [in ``unit``]; None or NaN when it is not known.
    digits : int
        Significant digits kept.
    unit : str
        Written behind it.

    Examples
    --------
    >>> number(0.018342, 2)
    '0.018'
    >>> number(1234.4, 2, "kPa")
    '1230 kPa'
    """
    if value is None or not math.isfinite(value):
        return "not known"
    if abs(value) < _TINY:
        text = "0" if value == 0 else "about 0"
    else:
        whole = math.floor(math.log10(abs(value))) + 1
        kept = max(digits, min(whole, 3))
        places = max(kept - whole, 0)
        text = f"{round(value, kept - whole):.{places}f}"
    return f"{text} {unit}".rstrip().replace("-", "−")


def plain(value: float) -> str:
    """Return a number as it is written by hand: no zeros behind the point.

    Parameters
    ----------
    value : float
        The number [any unit].

    Examples
    --------
    >>> plain(2.0), plain(0.75), plain(15.4)
    ('2', '0.75', '15.4')
    """
    text = number(value, 3)
    return text.rstrip("0").rstrip(".") if "." in text else text


def spread(interval: Interval | None, factor: float = 1.0, unit: str = "") -> str:
    """Return an interval as ``value unit (low to high)``.

    Parameters
    ----------
    interval : Interval or None
        The estimate [SI].
    factor : float
        From SI into the shown unit [1].
    unit : str
        The shown unit.

    Examples
    --------
    >>> spread(Interval(0.002, 0.001, 0.003), 1000.0, "mm")
    '2.0 mm (1.0 to 3.0)'
    """
    if interval is None:
        return "not known"
    shown = interval.scaled(factor)
    text = number(shown.value, 2, unit)
    if shown.low == shown.high:
        return text
    return f"{text} ({number(shown.low, 2)} to {number(shown.high, 2)})"


def counted(count: int, one: str) -> str:
    """Return how many there are of something.

    Examples
    --------
    >>> counted(1, "stroke"), counted(0, "stroke")
    ('1 stroke', '0 strokes')
    """
    return f"{count} {one}" + "s" * (count != 1)


def clock(seconds: float) -> str:
    """Return a time [s] as minutes and seconds, or as days when it is that long.

    Examples
    --------
    >>> clock(432.0)
    '7:12'
    >>> clock(864000.0)
    '10 d'
    """
    if seconds >= _LONGEST_CLOCK:
        return f"{seconds / 86400.0:.3g} d"
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"
