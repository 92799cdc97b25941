"""The bruise of a patient's sessions by shear: blood let out, and its yellow.

Blood outside the vessels and bilirubin act on no other state, so that what sessions add
to them is followed beside the states. Shear decides how much is let out, not pressure
and not the dose.
"""

from collections.abc import Iterator

import numpy as np

from strigil.biology.acute import let_out
from strigil.biology.model import Array
from strigil.biology.studied import People, StudiedGroup

__all__ = ["added_bruise"]

_DAY = 86_400.0
# Shear at which half of the greatest bruise is let out counts as the usual session's.
_HALF = 0.5


def added_bruise(
    group: StudiedGroup,
    people: People,
    days: Array,
    *,
    macrophages: Array,
    before: Array,
) -> tuple[Array, Array]:
    """Return the blood and the bilirubin that sessions add, shape (times, patients).

    Parameters
    ----------
    group : StudiedGroup
        The sessions, each with its shear.
    people : People
        Drawn patients.
    days : array
        When, rising from 0 on [d]; a look at the moment of a session sees the tissue
        just before it.
    macrophages : array, shape (times, patients)
        Both kinds; they break blood down [1].
    before : array, shape (times, patients)
        Blood that is there without the sessions [1].

    Returns
    -------
    blood, bilirubin : array
        Beside what is there without sessions [1].

    Notes
    -----
    A session lets out ``jH/(1 + uH)`` by the usual shear, more or less as ``let_out``
    says, and more where a bruise stands. Then ``H' = -k H`` and ``B' = k H - kB B``
    with ``k = kH (1 + hM (M1 + M2))``, held between looks: exact exponentials, so that
    no blood is lost on the way to bilirubin.
    """
    p = people.weeks
    blood = np.zeros((days.size, people.samples))
    bilirubin = np.zeros_like(blood)
    now, yellow, last = blood[0], bilirubin[0], float(days[0])
    for when, look, session in _moments(group, days):
        at = max(int(np.searchsorted(days, when)) - 1, 0)
        k = p.kH * (1.0 + p.hM * macrophages[at])
        now, yellow = _faded(now, yellow, k, p.kB, when - last)
        last = when
        if look >= 0:
            blood[look], bilirubin[look] = now, yellow
        else:
            stands = now + before[at]
            usual = p.jH / (1.0 + p.uH) / _HALF
            out = usual * let_out(group.exposures[session], people)
            now = now + out * (1.0 + stands / (p.KH + stands))
    return blood, bilirubin


def _moments(group: StudiedGroup, days: Array) -> Iterator[tuple[float, int, int]]:
    """Yield looks and sessions in order: when [d], number of the look, of the session.

    The number of what it is not is -1; looks come before sessions of that moment.
    """
    looks = [(float(day), 0, number) for number, day in enumerate(days)]
    given = [(one.time / _DAY, 1, number) for number, one in enumerate(group.exposures)]
    for when, is_session, number in sorted(looks + given):
        yield (when, -1, number) if is_session else (when, number, -1)


def _faded(
    blood: Array, bilirubin: Array, k: Array, cleared: Array, days: float
) -> tuple[Array, Array]:
    """Return both after some time in which nothing comes [1]."""
    left, clear = np.exp(-k * days), np.exp(-cleared * days)
    apart = cleared - k
    # Where both rates are equal the quotient is the time itself.
    same = np.abs(apart) < 1e-9
    share = np.where(same, days * left, (left - clear) / np.where(same, 1.0, apart))
    return blood * left, bilirubin * clear + blood * k * share
