"""Whether a difference between two treatments is one that matters."""

from typing import Literal

from strigil.intervals import Interval

__all__ = ["Verdict", "meaningful"]

Verdict = Literal["no meaningful difference", "not known", "differs", "not judged"]


def meaningful(apart: Interval, least: float | None) -> Verdict:
    """Say whether a difference is, or may be, as large as what matters to patients.

    Parameters
    ----------
    apart : Interval
        The difference [unit of the outcome].
    least : float or None
        Smallest change that matters [unit of the outcome]; None where none is known.

    Examples
    --------
    >>> meaningful(Interval(0.1, -0.3, 0.4), 1.0)
    'no meaningful difference'
    >>> meaningful(Interval(0.8, -0.3, 2.0), 1.0)
    'not known'
    """
    if least is None:
        return "not judged"
    if max(abs(apart.low), abs(apart.high)) < least:
        return "no meaningful difference"
    return "differs" if apart.low >= least or apart.high <= -least else "not known"
