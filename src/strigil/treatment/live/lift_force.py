"""The force to lift at that a plan suggests: where a word ends, and no further.

It is a suggestion for the page: the practitioner sees why and sets another one. It
never asks for force, and nothing below it is praised or wanted.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from scipy.special import ndtri

from strigil.catalogue import Limit, limit, one_of
from strigil.treatment.because import Reason
from strigil.treatment.session import FORCE_WORDS, ForceBand

__all__ = ["LiftForce", "lift_force"]

_UPPER = 0.95  # a band ends where nineteen of twenty strokes at its word are below


@dataclass(frozen=True, slots=True)
class LiftForce:
    """A force to lift at, and why.

    Attributes
    ----------
    force : float
        Force above which to lift [N].
    own : bool
        True when it rests on the practitioner's own newtons.
    because : tuple of Reason
        Why this one.
    """

    force: float
    own: bool
    because: tuple[Reason, ...]


def lift_force(bands: Iterable[ForceBand], *, capped: bool = False) -> LiftForce:
    r"""Return the force to lift at for a session that stays within some bands.

    Parameters
    ----------
    bands : iterable of ForceBand
        Those of the session's steps with an edge.
    capped : bool
        Whether the screen holds the session to the light word.

    Returns
    -------
    LiftForce
        With the reasons; without a calibration the force at which Strigil asks
        whether grams were meant, which holds for everyone.

    Notes
    -----
    A band ends at the 95th percentile of one further stroke, so one stroke in twenty
    passes it by chance. LIFT comes where only the share ``lift_chance`` passes,

    .. math:: F = F_h \, (F_h / F_l)^{(z_{1-p} / z_{0.95} - 1) / 2},

    which takes strokes as log-normal and their tail as seen in few. A band of means is
    made one of peaks by the ratio of both in trained clinicians. Never above
    ``grams_question_force``.

    References
    ----------
    StrigilPolicy, Stevenson2023

    Examples
    --------
    >>> round(lift_force([ForceBand("light", 2.0, 4.0, "peak per stroke")]).force, 1)
    5.4
    """
    firmest = _firmest(bands, capped=capped)
    most = limit("grams_question_force")
    rule = "no newtons are known for the plan's words: this holds for everyone"
    for_all = Reason(rule, f"{most:g} N", _source("grams_question_force"))
    if firmest is None or firmest.low is None or firmest.high is None:
        return LiftForce(most, own=False, because=(*_capped(capped), for_all))
    force, because = _tail(firmest.low, firmest.high, firmest)
    if firmest.statistic.startswith("mean"):
        ratio = limit("reference_two_hand_peak") / limit("reference_two_hand_mean")
        rule = "the peak of a stroke lies above its mean, in trained clinicians"
        source = _source("reference_two_hand_peak")
        because = (*because, Reason(rule, f"{ratio:.2f} times", source))
        force *= ratio
    if force > most:
        rule = "no one who was measured strokes above this"
        source = _source("grams_question_force")
        because = (*because, Reason(rule, f"{most:g} N", source))
    return LiftForce(min(force, most), own=True, because=(*_capped(capped), *because))


def _firmest(bands: Iterable[ForceBand], *, capped: bool) -> ForceBand | None:
    allowed = FORCE_WORDS[:1] if capped else FORCE_WORDS
    known = [band for band in bands if band.word in allowed]
    return max(
        known,
        key=lambda band: (FORCE_WORDS.index(band.word), band.high or 0.0),
        default=None,
    )


def _tail(low: float, high: float, band: ForceBand) -> tuple[float, tuple[Reason, ...]]:
    chance = limit("lift_chance")
    beyond = float(ndtri(1.0 - chance) / ndtri(_UPPER)) - 1.0
    force = high * math.exp(0.5 * beyond * math.log(high / low))
    word = Reason(
        f"the firmest word of this session is {band.word}",
        f"{low:.1f} to {high:.1f} N, {band.statistic}, {band.basis}",
    )
    rare = Reason(
        "of strokes as in the calibration only a few pass it by chance",
        f"1 in {1.0 / chance:.0f}",
        _source("lift_chance"),
    )
    return force, (word, rare)


def _capped(capped: bool) -> tuple[Reason, ...]:
    if not capped:
        return ()
    return (Reason("the screen holds this session to the light word"),)


def _source(limit_id: str) -> str:
    return one_of(Limit, limit_id).value.source
