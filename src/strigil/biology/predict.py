"""A prediction: the same patients with and without IASTM, and the difference."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import get_args

import numpy as np

from strigil.biology.arms import bands_of, courses_of
from strigil.biology.course import MOST_SESSIONS
from strigil.biology.definition import response_definition
from strigil.biology.local_stimulus import hardly_strained, local_doses
from strigil.biology.model import Array
from strigil.biology.outcome_series import OutcomeSeries
from strigil.biology.parameters import parameter_table
from strigil.biology.person import update_person
from strigil.biology.person_fit import PersonFit
from strigil.biology.person_likelihood import PAIN_SCALE, PersonSetting
from strigil.biology.response import Response, SessionStimulus, check_seed
from strigil.catalogue import ConditionClass, Stage, sourced_table
from strigil.errors import InvalidValueError, UnknownNameError

__all__ = ["NOTE", "check_sessions", "checked_setting", "predict_response"]

NOTE = "illustration, not calibrated"
_HOURS_PER_DAY = 24.0
_DAY = 86_400.0  # [s]


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
    outcomes: Sequence[OutcomeSeries] = (),
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
    outcomes : sequence of OutcomeSeries
        What this patient told so far; in any order.
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
    rating; 0 and 10 are read as 0.25 and 9.75. With ``outcomes`` the drawn patients are
    those who fit them (:func:`strigil.biology.person.update_person`); without a value
    after the first of any of them they are the priors'. Where a session has places
    each share of the area is followed and their mean is told, as response is not
    proportional to dose; what outcomes teach is learnt from the mean place.

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
    _check_numbers(duration_days, samples, load, resting_pain, after_session_hours)
    check_seed(seed)
    setting = checked_setting(
        kind, stage, sessions, outcomes, load=load, resting_pain=resting_pain
    )
    drawn = update_person(setting, samples=samples, seed=seed)
    times = _looks(sessions, duration_days, after_session_hours)
    courses = courses_of(drawn.after, setting, time_days=times, progress=progress)
    person = drawn.fit
    if person is not None:
        before = bands_of(drawn.before, setting, time_days=times)
        person = replace(person, before=before)
    return Response(
        time_days=times,
        quantities=courses,
        evidence={name: course.evidence for name, course in courses.items()},
        calibrated=False,
        note=NOTE,
        sources=_sources(),
        warnings=(
            *_warnings(sessions, resting_pain),
            *_too_late(duration_days),
            *_unreached(setting, drawn.before),
            *_unexplained(person),
        ),
        person=person,
    )


def checked_setting(  # one patient is all of these
    kind: ConditionClass,
    stage: Stage,
    sessions: Sequence[SessionStimulus],
    outcomes: Sequence[OutcomeSeries],
    *,
    load: float = 1.0,
    resting_pain: float | None = None,
) -> PersonSetting:
    """Return a patient as :func:`predict_response` takes one, after its checks.

    Parameters
    ----------
    kind, stage, sessions, outcomes
        As :func:`predict_response` takes them.
    load, resting_pain : float
        As :func:`predict_response` takes them [1], [point].
    """
    _check_words(kind, stage)
    told = tuple(sorted(outcomes, key=lambda one: (one.name, one.time_days)))
    _check_series(told)
    check_sessions(sessions)
    return PersonSetting(kind, stage, tuple(sessions), told, load, resting_pain)


def _unexplained(person: PersonFit | None) -> tuple[str, ...]:
    return () if person is None else person.warnings


def _unreached(setting: PersonSetting, particles: Array) -> tuple[str, ...]:
    """Say so where local strain brings next to nothing: nothing else acts here."""
    local = setting.local(particles, setting.parameters(particles))
    doses = local_doses(*local) if local else []
    strains = [one.strain for one in local[0].exposures] if local else []
    said = hardly_strained([float(np.median(dose)) for dose in doses], strains)
    return (said,) if said else ()


def _check_series(told: Sequence[OutcomeSeries]) -> None:
    pains = [one.name for one in told if one.direct]
    if len(pains) > 1:
        message = "Only one series can set a patient's own scale of pain; given: "
        raise InvalidValueError(message + f"{', '.join(pains)}.")


def check_sessions(sessions: Sequence[SessionStimulus]) -> None:
    """Raise an InvalidValueError on sessions that can not be followed.

    Parameters
    ----------
    sessions : sequence of SessionStimulus
        In any order.
    """
    if len(sessions) > MOST_SESSIONS:
        message = f"A course has at most {MOST_SESSIONS} sessions; "
        raise InvalidValueError(message + f"{len(sessions)} were given.")
    for one in sessions:
        if not isinstance(one, SessionStimulus):
            message = f"Each session is a SessionStimulus; {one!r} was given."
            raise InvalidValueError(message)
    _check_places(sessions)


def _check_places(sessions: Sequence[SessionStimulus]) -> None:
    shares = {len(one.places) for one in sessions if one.places}
    bare = any(one.places and one.exposure is None for one in sessions)
    if bare or len(shares) > 1:
        message = (
            "Sessions with places need the exposure of the mean place and equally many "
            f"shares of the area; shares given: {sorted(shares)}."
        )
        raise InvalidValueError(message)


def _looks(
    sessions: Sequence[SessionStimulus], duration_days: float, hours: Sequence[float]
) -> Array:
    days = np.append(np.arange(0.0, duration_days), duration_days)
    after = [s.time_days + h / _HOURS_PER_DAY for s in sessions for h in hours]
    within = [t for t in after if t < duration_days]
    return np.unique(np.concatenate([days, within]))


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


def _too_late(duration_days: float) -> tuple[str, ...]:
    """Say so where the forecast outlasts all records."""
    longest = sourced_table("scenario_rules.toml")["longest_record"]
    if duration_days * _DAY <= longest.value:
        return ()
    return (
        f"The forecast goes on for {duration_days:g} days, later than any record "
        f"({longest.as_text()}): what is later rests on no measurement.",
    )


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
        "resting_pain": (resting_pain or 0.0, 0.0, PAIN_SCALE, "point"),
        "after_session_hours": (min(hours, default=0.0), 0.0, math.inf, "h"),
    }
    for name, (value, least, most, unit) in ranges.items():
        if not least <= value <= most:
            message = (
                f"{name} must be from {least:g} to {most:g} {unit}; given {value:g}."
            )
            raise InvalidValueError(message.replace(" ;", ";"))
