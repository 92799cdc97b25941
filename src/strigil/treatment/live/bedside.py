"""What the page told the stream, and whether to lift: the rule beside the sensor."""

import math
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from strigil.catalogue import limit
from strigil.errors import InvalidValueError
from strigil.treatment.because import Reason
from strigil.treatment.stop_rule import StopDecision, stop_decision

__all__ = ["Bedside", "Lift", "decided", "lifted", "told"]


@dataclass(frozen=True, slots=True)
class Lift:
    """A stop that the stream called.

    Attributes
    ----------
    id : str
        The same wherever it is stored.
    at : float
        Time of the sample, by the source's clock [s].
    because : str
        Why, in one line.
    kind : str
        ``force``, ``pain`` or ``said``.
    """

    id: str
    at: float
    because: str
    kind: str

    @property
    def why_id(self) -> str:
        """The id of the reason, the same wherever it is stored."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, self.id))


@dataclass(frozen=True, slots=True)
class Bedside:
    """What is known at the bedside besides the sensor.

    Attributes
    ----------
    pain : float or None
        The last answer, 0 to 10 [point].
    answered_at : float
        When it was given, by a steady clock [s].
    resting_pain : float or None
        Pain at rest before the session [point].
    ceiling : float or None
        Force to lift at [N].
    band : tuple of float or None
        Force from and to which this step is meant [N].
    by_mean : bool
        Whether the band is that of a stroke's mean, not of its peak.
    words : tuple of str
        What was tapped since the last stop.
    step : int or None
        The step that runs.
    aside : str
        Said before a reason of the force; empty where a patient is measured.
    lift : Lift or None
        The stop that holds.
    """

    pain: float | None = None
    answered_at: float = 0.0
    resting_pain: float | None = None
    ceiling: float | None = None
    band: tuple[float, float] | None = None
    by_mean: bool = False
    words: tuple[str, ...] = ()
    step: int | None = None
    aside: str = ""
    lift: Lift | None = None


def decided(
    bedside: Bedside, *, force: float | None, in_contact: bool, now: float
) -> StopDecision:
    """Decide whether to lift, from what was told and the force now.

    Parameters
    ----------
    bedside : Bedside
        What is known.
    force : float or None
        Normal force [N].
    in_contact : bool
        Whether the edge is on the skin.
    now : float
        Time by the steady clock of ``answered_at`` [s].
    """
    decision = stop_decision(
        pain=bedside.pain,
        resting_pain=bedside.resting_pain,
        answered_ago=None if bedside.pain is None else now - bedside.answered_at,
        force=force,
        in_contact=in_contact,
        words=bedside.words,
    )
    above = _above(force, bedside.ceiling)
    if not above:
        return decision
    because = (*above, *decision.because)
    return replace(decision, stop=True, say="LIFT", because=because)


def _above(force: float | None, ceiling: float | None) -> tuple[Reason, ...]:
    if force is None or ceiling is None or math.isnan(force) or force <= ceiling:
        return ()
    number = f"{force:.1f} N, set to {ceiling:g} N"
    return (Reason("the force is above what was set for this session", number),)


def lifted(bedside: Bedside, decision: StopDecision, at: float) -> Bedside:
    """Return the bedside with a stop that holds, where one was decided.

    Parameters
    ----------
    bedside : Bedside
        What is known.
    decision : StopDecision
        What the rule says.
    at : float
        Time of the sample [s].
    """
    if not decision.stop or bedside.lift is not None:
        return bedside
    said = [
        f"{reason.rule} ({reason.number})" if reason.number else reason.rule
        for reason in decision.because
    ]
    first = decision.because[0].rule
    kind = "said" if bedside.words else "pain" if "pain" in first else "force"
    aside = f"{bedside.aside}: " if bedside.aside and kind == "force" else ""
    lift = Lift(str(uuid.uuid4()), at, aside + "; ".join(said), kind)
    return replace(bedside, lift=lift)


def told(bedside: Bedside, said: Mapping[str, Any], now: float) -> Bedside:
    """Take in what the page said; what is not understood changes nothing.

    Parameters
    ----------
    bedside : Bedside
        What is known.
    said : Mapping
        ``do`` says what: ``pain``, ``step``, ``ceiling``, ``say``, ``stop``,
        ``go_on``.
    now : float
        Time by the steady clock [s].

    Raises
    ------
    InvalidValueError
        When it is not one of these, or a number of it cannot be.
    """
    try:
        return _TAKES[said["do"]](bedside, said, now)
    except (KeyError, TypeError, ValueError) as error:
        message = f"The stream does not understand {dict(said)!r}."
        raise InvalidValueError(message) from error


def _pain(bedside: Bedside, said: Mapping[str, Any], now: float) -> Bedside:
    pain = float(said["pain"])
    if not 0.0 <= pain <= 10.0:
        raise ValueError(pain)
    return replace(bedside, pain=pain, answered_at=now - float(said.get("ago", 0.0)))


def _step(bedside: Bedside, said: Mapping[str, Any], _now: float) -> Bedside:
    band = said.get("band")
    return replace(
        bedside,
        step=None if said["step"] is None else int(said["step"]),
        band=None if band is None else (float(band[0]), float(band[1])),
        by_mean=bool(said.get("by_mean", False)),
    )


def _ceiling(bedside: Bedside, said: Mapping[str, Any], _now: float) -> Bedside:
    force = said["ceiling"]
    if force is not None and not 0.0 < float(force) <= limit("max_plausible_force"):
        raise ValueError(force)
    return replace(bedside, ceiling=None if force is None else float(force))


def _say(bedside: Bedside, said: Mapping[str, Any], _now: float) -> Bedside:
    return replace(bedside, words=(*bedside.words, str(said["word"])))


def _stop(bedside: Bedside, said: Mapping[str, Any], _now: float) -> Bedside:
    if bedside.lift is not None:
        return bedside
    why = str(said.get("because") or "STOP was pressed")
    given = str(said.get("id") or uuid.uuid4())
    return replace(bedside, lift=Lift(given, float("nan"), why, "said"))


def _go_on(bedside: Bedside, _said: Mapping[str, Any], _now: float) -> Bedside:
    return replace(bedside, lift=None, words=())


_TAKES = {
    "pain": _pain,
    "step": _step,
    "ceiling": _ceiling,
    "say": _say,
    "stop": _stop,
    "go_on": _go_on,
}
