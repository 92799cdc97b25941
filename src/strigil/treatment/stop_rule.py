"""When to lift the edge: pure, fast, and the same live and afterwards.

It only ever says LIFT or nothing. It never asks for force: below a band it is silent.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from strigil.catalogue import Limit, limit, one_of
from strigil.errors import InvalidValueError
from strigil.treatment.because import Reason

__all__ = ["STOP_WORDS", "StopDecision", "stop_decision"]

SCALE_TOP = 10.0  # the pain scale's own end

# What a patient or practitioner taps after STOP, and what it asks for.
STOP_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "sharp": "sharp pain",
        "radiating": "pain that radiates",
        "rising": "pain that keeps rising",
        "tingling": "tingling or numbness",
        "weakness": "weakness",
        "faint": "faint or dizzy",
        "skin": "skin broken, blistered or swelling fast",
        "marks": "new small red spots or bruise",
        "pop": "a sudden pop",
        "asked": "the patient asked",
    }
)


@dataclass(frozen=True, slots=True)
class StopDecision:
    """Whether to lift the edge now.

    Attributes
    ----------
    stop : bool
        True: lift the edge.
    say : str
        ``LIFT`` or nothing.
    ask_pain : bool
        True when the pain answer is missing or old and must be asked again.
    because : tuple of Reason
        Why to stop, or why to ask.
    """

    stop: bool
    say: str
    ask_pain: bool
    because: tuple[Reason, ...]


def stop_decision(
    *,
    pain: float | None = None,
    resting_pain: float | None = None,
    answered_ago: float | None = None,
    force: float | None = None,
    in_contact: bool = True,
    words: Sequence[str] = (),
) -> StopDecision:
    """Decide whether to lift the edge.

    Parameters
    ----------
    pain : float or None
        The last answer, 0 to 10 [point]; None when none was given.
    resting_pain : float or None
        Pain at rest before the session, 0 to 10 [point].
    answered_ago : float or None
        Age of the answer [s].
    force : float or None
        Normal force now [N]; None without a sensor.
    in_contact : bool
        False between strokes; then an old pain answer is not asked for.
    words : sequence of str
        What was tapped, from :data:`STOP_WORDS`; any other word stops too.

    Returns
    -------
    StopDecision
        Lift or not, and why. An old answer that was too high still stops: only a new,
        lower answer clears it.

    Raises
    ------
    InvalidValueError
        When a pain lies outside 0 to 10.

    Examples
    --------
    >>> stop_decision(pain=6.0, resting_pain=5.0, answered_ago=5.0).say
    'LIFT'
    >>> stop_decision(pain=3.0, resting_pain=2.0, answered_ago=5.0).stop
    False
    """
    _check_pain("pain", pain)
    _check_pain("resting_pain", resting_pain)
    stops = (*_said(words), *_pain(pain, resting_pain), *_sensor(force))
    asks = _stale(pain, answered_ago) if in_contact else ()
    return StopDecision(
        stop=bool(stops),
        say="LIFT" if stops else "",
        ask_pain=bool(asks),
        because=(*stops, *asks),
    )


def _check_pain(name: str, value: float | None) -> None:
    if value is not None and not 0.0 <= value <= SCALE_TOP:
        message = f"{name} must be 0 to 10 points; {value:g} was given."
        raise InvalidValueError(message)


def _said(words: Sequence[str]) -> tuple[Reason, ...]:
    return tuple(Reason(f"stop: {STOP_WORDS.get(word, word)}") for word in words)


def _pain(pain: float | None, resting: float | None) -> tuple[Reason, ...]:
    if pain is None:
        return ()
    found = []
    ceiling, rise = limit("pain_ceiling"), limit("pain_rise_ceiling")
    if pain >= ceiling:
        rule = "pain has reached the ceiling for treatment"
        number = f"{pain:g} of 10, ceiling {ceiling:g}"
        found.append(Reason(rule, number, _source("pain_ceiling")))
    if resting is not None and pain - resting >= rise:
        rule = "pain has risen above the pain at rest"
        number = f"{pain - resting:g} points, ceiling {rise:g}"
        found.append(Reason(rule, number, _source("pain_rise_ceiling")))
    return tuple(found)


def _sensor(force: float | None) -> tuple[Reason, ...]:
    if force is None:
        return ()
    most = limit("max_plausible_force")
    if math.isnan(force) or force <= most:
        return ()
    rule = "the sensor shows a force that can not be"
    number = f"{force:.0f} N, most {most:g} N"
    return (Reason(rule, number, _source("max_plausible_force")),)


def _stale(pain: float | None, answered_ago: float | None) -> tuple[Reason, ...]:
    oldest = limit("stale_pain_answer")
    if pain is not None and answered_ago is not None and answered_ago <= oldest:
        return ()
    rule = "ask for pain now: there is no recent answer"
    return (Reason(rule, f"older than {oldest:g} s", _source("stale_pain_answer")),)


def _source(limit_id: str) -> str:
    return one_of(Limit, limit_id).value.source
