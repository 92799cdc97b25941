"""A prediction: the same patients with and without IASTM, and the difference."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

import numpy as np

from strigil.biology.definition import response_definition
from strigil.biology.model import (
    STATES,
    Array,
    Parameters,
    Tissue,
    algebra,
    observe,
)
from strigil.biology.parameters import draw_parameters, parameter_table, start_of
from strigil.biology.response import Band, QuantityCourse, Response, SessionStimulus
from strigil.biology.solve import solve
from strigil.catalogue import ConditionClass, Stage, sourced_table
from strigil.errors import InvalidValueError, UnknownNameError

__all__ = ["NOTE", "predict_response"]

NOTE = "illustration, not calibrated"
_HOURS_PER_DAY = 24.0
_PAIN_SCALE = 10.0
# A rating in whole points is known to half a point, so that 0 and 10 lie this far
# inside the scale.
_END_OF_SCALE = 0.25
# Half the width of a 90 % interval, in standard deviations.
_NINETY_PERCENT = 1.645
# The draws of the dose are apart from those of the patients.
_DOSE_STREAM = 1


def predict_response(  # noqa: PLR0913  # one door; everything but the case has a default
    kind: ConditionClass,
    stage: Stage,
    *,
    sessions: Sequence[SessionStimulus] = (),
    duration_days: float = 84.0,
    samples: int = 200,
    seed: int = 0,
    load: float = 1.0,
    resting_pain: float | None = None,
    after_session_hours: Sequence[float] = (),
    progress: Callable[[float], None] | None = None,
) -> Response:
    """Predict what tissue and pain may do with IASTM and with the same care without.

    Parameters
    ----------
    kind : str
        ``tendinopathy``, ``scar``, ``fascial``, ``muscle_strain``,
        ``ligament_sprain``.
    stage : str
        ``acute``, ``subacute``, ``chronic``.
    sessions : sequence of SessionStimulus
        When and how much; none is allowed.
    duration_days : float
        How far to look [d].
    samples : int
        How many patients to draw from the priors [1].
    seed : int
        The same seed gives the same prediction [1].
    load : float
        Daily load relative to the usual, in both arms [1].
    resting_pain : float, optional
        The patient's own pain at rest now, 0 to 10 [point].
    after_session_hours : sequence of float
        Further looks this long after each session [h].
    progress : callable, optional
        Told the share done [1].

    Returns
    -------
    Response
        Each quantity daily [d] with and without IASTM, and the difference.

    Raises
    ------
    UnknownNameError
        On a kind or stage that does not exist.
    InvalidValueError
        On a number that can not be.

    Notes
    -----
    Illustration, not calibrated. Both arms are the same drawn patients, so that the
    difference is taken patient by patient. With ``resting_pain`` each patient's
    nociceptive input is scaled by one factor so that pain at day zero is that
    rating; 0 and 10 are read as 0.25 and 9.75.

    References
    ----------
    Adler2020, Waugh2006, Cooper2015, Frank2021, Tang2025, IastmReview2022.

    Examples
    --------
    >>> plan = [SessionStimulus(7.0 * week, dose=1.0) for week in range(4)]
    >>> course = predict_response("scar", "chronic", sessions=plan, samples=20)
    >>> course.calibrated
    False
    """
    _check_words(kind, stage)
    _check_numbers(duration_days, samples, load, resting_pain, after_session_hours)
    p = _people(kind, samples=samples, seed=seed, load=load)
    tell = progress or (lambda share: None)
    start = _settled(kind, stage, p, samples)
    times = _looks(sessions, duration_days, after_session_hours)
    # Both arms side by side: faster than an axis of their own.
    seen = solve(
        np.tile(start, 2),
        Parameters(**{name: np.tile(value, 2) for name, value in vars(p).items()}),
        sessions=_doses(sessions, samples, seed),
        time_days=times,
        progress=tell,
    )
    # Axes: time, state, arm (with, without), patient.
    arms = seen.reshape(times.size, len(STATES), 2, samples)
    courses = _courses(arms, p, resting_pain)
    return Response(
        time_days=times,
        quantities=courses,
        evidence={name: course.evidence for name, course in courses.items()},
        calibrated=False,
        note=NOTE,
        sources=_sources(),
        warnings=_warnings(sessions, resting_pain),
    )


def _people(
    kind: ConditionClass, *, samples: int, seed: int, load: float
) -> Parameters:
    p = draw_parameters(kind, samples=samples, seed=seed)
    p.load = p.load * load
    return p


def _settled(kind: ConditionClass, stage: Stage, p: Parameters, n: int) -> Array:
    start, run_in_days = start_of(kind, stage)
    everyone = np.repeat(start[:, None], n, axis=1)
    settled: Array = solve(everyone, p, time_days=np.array([run_in_days]))[-1]
    return settled


def _looks(
    sessions: Sequence[SessionStimulus], duration_days: float, hours: Sequence[float]
) -> Array:
    days = np.append(np.arange(0.0, duration_days), duration_days)
    after = [s.time_days + h / _HOURS_PER_DAY for s in sessions for h in hours]
    within = [t for t in after if t < duration_days]
    return np.unique(np.concatenate([days, within]))


def _doses(
    sessions: Sequence[SessionStimulus], samples: int, seed: int
) -> list[tuple[float, Array]]:
    """Draw each patient's dose: one error for the whole course, none without IASTM."""
    error = np.random.default_rng([seed, _DOSE_STREAM]).standard_normal(samples)
    without = np.zeros(samples)
    return [
        (s.time_days, np.append(s.dose * _spread(s.factor, error), without))
        for s in sessions
    ]


def _spread(factor: float, error: Array) -> Array:
    spread: Array = np.exp(math.log(factor) / _NINETY_PERCENT * error)
    return spread


def _courses(
    seen: Array, p: Parameters, resting_pain: float | None
) -> dict[str, QuantityCourse]:
    tissue = Tissue(*np.moveaxis(seen, 1, 0))
    if resting_pain is not None:
        p = Parameters(**{**vars(p), "own": _own_scale(tissue, p, resting_pain)})
    observed = observe(tissue, p)
    return {name: _course(name, values) for name, values in observed.items()}


def _own_scale(tissue: Tissue, p: Parameters, resting_pain: float) -> Array:
    """Return what makes pain at day zero, before any session, a person's rating."""
    inside = min(max(resting_pain, _END_OF_SCALE), _PAIN_SCALE - _END_OF_SCALE)
    first = Tissue(*(state[0] for state in tissue))
    scale: Array = p.own * inside / (_PAIN_SCALE - inside) / algebra(first, p).felt
    return scale


def _course(name: str, values: Array) -> QuantityCourse:
    """Summarise one quantity; axes: time, arm, patient."""
    about = response_definition().observables[name]
    with_iastm = _band(values[:, 0])
    return QuantityCourse(
        name=name,
        unit=about.unit,
        median=with_iastm.median,
        low=with_iastm.low,
        high=with_iastm.high,
        without=_band(values[:, 1]),
        difference=_band(values[:, 0] - values[:, 1]),
        label=about.label,
        evidence=about.evidence,
        note=about.note,
    )


def _band(values: Array) -> Band:
    return Band(*np.percentile(values, [50, 5, 95], axis=-1))


def _sources() -> tuple[str, ...]:
    used = [seen.source for seen in response_definition().observables.values()]
    used += [datum.source for datum in parameter_table().values()]
    return tuple(dict.fromkeys(["Tang2025", "IastmReview2022", *used]))


def _warnings(
    sessions: Sequence[SessionStimulus], resting_pain: float | None
) -> tuple[str, ...]:
    told = []
    most = sourced_table("response_stimulus.toml")["dose_range"].high
    beyond = [s.dose for s in sessions if s.dose > most]
    if beyond:
        told.append(
            f"{len(beyond)} sessions lie above {most:g} reference sessions (largest "
            f"{max(beyond):.3g}): outside the range in which the model was tried."
        )
    if resting_pain is not None and resting_pain == 0.0:
        told.append("With no pain at the start the pain course says nothing.")
    return tuple(told)


def _check_words(kind: str, stage: str) -> None:
    for what, word, allowed in (
        ("kind of condition", kind, get_args(ConditionClass)),
        ("stage", stage, get_args(Stage)),
    ):
        if word not in allowed:
            raise UnknownNameError(what, word, allowed)


def _check_numbers(
    duration_days: float,
    samples: int,
    load: float,
    resting_pain: float | None,
    hours: Sequence[float],
) -> None:
    ranges: Mapping[str, tuple[float, float, float, str]] = {
        "duration_days": (duration_days, 1.0, 3650.0, "d"),
        "samples": (samples, 1.0, 1e6, ""),
        "load": (load, 0.0, 10.0, ""),
        "resting_pain": (resting_pain or 0.0, 0.0, _PAIN_SCALE, "point"),
        "after_session_hours": (min(hours, default=0.0), 0.0, math.inf, "h"),
    }
    for name, (value, least, most, unit) in ranges.items():
        if not least <= value <= most:
            message = (
                f"{name} must be from {least:g} to {most:g} {unit}; given {value:g}."
            )
            raise InvalidValueError(message.replace(" ;", ";"))
