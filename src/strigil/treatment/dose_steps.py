"""What was done in a session, step by step, as far as anyone knows."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from strigil.catalogue import sourced_table
from strigil.errors import InvalidValueError
from strigil.intervals import Interval
from strigil.treatment.calibration import ForceCalibration
from strigil.treatment.case_parts import GivenDose
from strigil.treatment.session import ForceWord, PlanStep
from strigil.units import to_si

__all__ = ["Basis", "DoseStep", "Hands", "dose_steps", "force_of_step"]

Basis = Literal["measured", "estimated", "reported"]
Hands = Literal["one hand", "two hands"]


@dataclass(frozen=True, slots=True)
class DoseStep:
    """One edge at one site for a while, without a recording.

    Attributes
    ----------
    site, edge : str
        Catalogue ids.
    duration : float
        Time the step took [s].
    word : str or None
        ``light``, ``moderate`` or ``firm``.
    force : Interval or None
        Mean normal force where someone knows it [N].
    force_basis : str
        How it is known.
    angle : float or None
        Treatment angle [rad]; None where it was not noted.
    strokes : int or None
        Number of strokes.
    hands : str
        ``one hand`` or ``two hands``; two are stronger.
    """

    site: str
    edge: str
    duration: float
    word: ForceWord | None = None
    force: Interval | None = None
    force_basis: Basis = "estimated"
    angle: float | None = None
    strokes: int | None = None
    hands: Hands = "one hand"

    def __post_init__(self) -> None:
        if not (math.isfinite(self.duration) and self.duration >= 0.0):
            message = f"A step's duration must be 0 s or more; {self.duration:g} given."
            raise InvalidValueError(message)
        if self.force is not None and not 0.0 < self.force.low <= self.force.high:
            message = f"A step's force must be above 0 N; {self.force.low:g} given."
            raise InvalidValueError(message)


def dose_steps(steps: Iterable[PlanStep | GivenDose]) -> tuple[DoseStep, ...]:
    """Keep of a plan or a case what an edge did: steps with an edge and a time.

    Examples
    --------
    >>> given = GivenDose(
    ...     "calf", "left", "scanner.convex", word="light", duration_min=2.0
    ... )
    >>> dose_steps([given])[0].duration
    120.0
    """
    kept = [
        _of_given(step) if isinstance(step, GivenDose) else _of_plan(step)
        for step in steps
    ]
    return tuple(step for step in kept if step is not None)


def force_of_step(
    step: DoseStep, calibration: ForceCalibration | None
) -> tuple[Interval, Basis, str]:
    """Return the mean normal force of a step [N], how it is known, and a warning.

    A stated force comes first, then the practitioner's own calibrated word, then what
    trained people were measured to use, which differs several-fold between them.
    """
    if step.force is not None:
        return step.force, step.force_basis, ""
    own = calibration.of(step.word) if calibration and step.word else None
    if calibration and own:
        force = Interval(own.mean, own.low, own.high)
        if calibration.statistic == "peak per stroke":
            share = sourced_table("response_stimulus.toml")["mean_over_peak"]
            return times(force, share.interval), "estimated", ""
        return force, "estimated", ""
    name = "two_hand_force" if step.hands == "two hands" else "one_hand_force"
    force = sourced_table("response_stimulus.toml")[name].interval
    warning = (
        f"Force was neither measured nor calibrated: taken as {force.low:g} to "
        f"{force.high:g} N, what trained people use with {step.hands}."
    )
    return force, "estimated", warning


def times(a: Interval, b: Interval) -> Interval:
    """Return the product [a x b] of two independent estimates, their spreads in logs.

    Examples
    --------
    >>> times(Interval(2.0, 1.0, 4.0), Interval(3.0, 3.0, 3.0))
    Interval(value=6.0, low=3.0, high=12.0)
    """
    value = a.value * b.value
    if value <= 0.0 or min(a.low, b.low) <= 0.0:
        return Interval(value, a.low * b.low, a.high * b.high)
    down = math.hypot(math.log(a.value / a.low), math.log(b.value / b.low))
    up = math.hypot(math.log(a.high / a.value), math.log(b.high / b.value))
    return Interval(value, value * math.exp(-down), value * math.exp(up))


def exactly(value: float) -> Interval:
    """Return a value without spread [any unit]."""
    return Interval(value, value, value)


def _of_given(dose: GivenDose) -> DoseStep | None:
    if not dose.edge or dose.duration_min is None:
        return None
    force = None
    if dose.force is not None:
        error = sourced_table("response_stimulus.toml")["force_error"]
        force = times(exactly(dose.force), error.interval)
    return DoseStep(
        site=dose.site,
        edge=dose.edge,
        duration=to_si(dose.duration_min, "min"),
        word=dose.word,
        force=force,
        force_basis="measured",
        angle=None if dose.angle_deg is None else math.radians(dose.angle_deg),
        strokes=dose.strokes,
    )


def _of_plan(step: PlanStep) -> DoseStep | None:
    if not step.edge or not step.site or step.duration is None:
        return None
    band, force = step.force_band, None
    if band and band.low and band.high:
        force = Interval(math.sqrt(band.low * band.high), band.low, band.high)
        if band.statistic == "peak per stroke":
            share = sourced_table("response_stimulus.toml")["mean_over_peak"]
            force = times(force, share.interval)
    return DoseStep(
        site=step.site,
        edge=step.edge,
        duration=step.duration,
        word=band.word if band else None,
        force=force,
        angle=None if step.angle_deg is None else math.radians(step.angle_deg),
        strokes=step.strokes,
        hands="two hands" if step.grip == "two hands" else "one hand",
    )
