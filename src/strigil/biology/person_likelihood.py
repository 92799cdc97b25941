"""How likely one patient's outcomes are, for each of many drawn patients.

A drawn patient is a row of standard normals: the model's parameters, how far off the
doses are, and for each outcome measure how far off its first value is and how closely
it goes with the model's quantity.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from strigil.biology.engine import follow_patients
from strigil.biology.local_stimulus import (
    local_coordinates,
    local_doses,
    local_group,
    local_people,
)
from strigil.biology.model import Array, Parameters, Tissue, algebra, observe
from strigil.biology.outcome_series import OutcomeSeries
from strigil.biology.parameters import parameter_table, parameters_of, start_of
from strigil.biology.response import SessionStimulus
from strigil.biology.studied import People, StudiedGroup
from strigil.catalogue import ConditionClass, Stage

__all__ = [
    "PersonSetting",
    "dose_spread",
    "log_likelihood",
    "own_scale",
    "readings_of",
    "scaled_pain",
]

PAIN_SCALE = 10.0
# A rating in whole points is known to half a point, so that 0 and 10 lie this far
# inside the scale.
_END_OF_SCALE = 0.25
# Half the width of a 90 % interval, in standard deviations.
_NINETY_PERCENT = 1.645
# The least distance from the best end that a ratio is taken of, in errors of a value.
_LEAST = 0.5
# The least of a quantity that a ratio is taken of: a thousandth of healthy.
_LEAST_QUANTITY = 1e-3


@dataclass(frozen=True, slots=True)
class PersonSetting:
    """One patient: the condition, what was done, and what was told.

    Attributes
    ----------
    kind, stage : str
        As :func:`strigil.biology.predict_response` takes them.
    sessions : tuple of SessionStimulus
        What was really done.
    series : tuple of OutcomeSeries
        What was told.
    load : float
        Daily load relative to the usual [1].
    resting_pain : float or None
        Pain on day zero where no series of pain says so [point].
    """

    kind: ConditionClass
    stage: Stage
    sessions: tuple[SessionStimulus, ...]
    series: tuple[OutcomeSeries, ...]
    load: float = 1.0
    resting_pain: float | None = None

    @property
    def coordinates(self) -> int:
        """How many standard normals make a drawn patient [1]."""
        return self._local_from + local_coordinates(self.sessions)

    @property
    def _local_from(self) -> int:
        return len(parameter_table()) + 1 + 2 * len(self.series)

    def local(
        self, particles: Array, p: Parameters
    ) -> tuple[StudiedGroup, People] | None:
        """Return sessions and patients where the local stimulus is known, else None."""
        if not local_coordinates(self.sessions):
            return None
        rows = particles.T[self._local_from :]
        people = local_people(p, rows, self.dose_error(particles))
        return local_group(self.kind, self.stage, self.sessions), people

    def at_places(self) -> tuple["PersonSetting", ...]:
        """Return the setting for each share of the target's area; itself if alike."""
        shares = max((len(one.places) for one in self.sessions), default=0)
        return tuple(self._at(number) for number in range(shares)) or (self,)

    def _at(self, number: int) -> "PersonSetting":
        """Return the setting at one share of the area."""
        there = tuple(
            replace(one, exposure=one.places[number], places=()) if one.places else one
            for one in self.sessions
        )
        return replace(self, sessions=there)

    def doses(self, particles: Array, p: Parameters) -> list[tuple[float, Array]]:
        """Return when each session is [d] and each patient's dose of it [1]."""
        error, local = self.dose_error(particles), self.local(particles, p)
        by_strain = iter(local_doses(*local) if local else ())
        return [
            (
                one.time_days,
                one.dose * dose_spread(one.factor, error)
                if one.exposure is None
                else next(by_strain),
            )
            for one in self.sessions
        ]

    @property
    def look_days(self) -> Array:
        """Day zero and every day on which something was told, rising [d]."""
        told = [day for one in self.series for day in one.time_days]
        return np.unique([0.0, *told])

    @property
    def direct(self) -> OutcomeSeries | None:
        """The series of pain that sets the patient's own scale, if there is one."""
        return next((one for one in self.series if one.direct), None)

    def parameters(self, particles: Array) -> Parameters:
        """Return the model's parameters of drawn patients; rates are per day."""
        p = parameters_of(self.kind, particles.T[: len(parameter_table())])
        p.load = p.load * self.load
        return p

    def dose_error(self, particles: Array) -> Array:
        """Return how far off the doses are: standard normal [1]."""
        error: Array = particles[:, len(parameter_table())]
        return error

    def own(self, particles: Array, number: int) -> tuple[Array, Array]:
        """Return how far off a series' first value and its power are [1]."""
        at = len(parameter_table()) + 1 + 2 * number
        return particles[:, at], particles[:, at + 1]

    def rating(self, particles: Array) -> tuple[float, Array | float | None]:
        """Return when pain was rated first [d], and the true pain then [point]."""
        for number, one in enumerate(self.series):
            if one.direct:
                off, _ = self.own(particles, number)
                return one.time_days[0], one.values[0] + one.error * off
        return 0.0, self.resting_pain


def log_likelihood(particles: Array, setting: PersonSetting) -> Array:
    """Return the log-likelihood of what was told, for each drawn patient [1].

    Parameters
    ----------
    particles : array, shape (patients, coordinates)
        Standard normals [1].
    setting : PersonSetting
        The patient.
    """
    total = np.zeros(len(particles))
    for one, read in zip(setting.series, readings_of(particles, setting), strict=True):
        told = np.array(one.values[1:])[:, None]
        total -= 0.5 * np.sum(((told - read) / one.spread) ** 2, axis=0)
    return total


def readings_of(particles: Array, setting: PersonSetting) -> tuple[Array, ...]:
    """Return what each series would read after its first value.

    Parameters
    ----------
    particles : array, shape (patients, coordinates)
        Standard normals [1].
    setting : PersonSetting
        The patient.

    Returns
    -------
    tuple of array, each shape (later values, patients)
        Without the error of a value [unit of the measure].
    """
    p = setting.parameters(particles)
    tissue = _tissue(particles, setting, p)
    looks = list(setting.look_days)
    day, rating = setting.rating(particles)
    p = scaled_pain(Tissue(*(row[looks.index(day)] for row in tissue)), p, rating)
    seen = observe(tissue, p)
    found = []
    for number, one in enumerate(setting.series):
        quantity = seen[one.quantity][[looks.index(day) for day in one.time_days]]
        off = setting.own(particles, number)
        found.append(quantity[1:] if one.direct else _scores(one, quantity, off))
    return tuple(found)


def dose_spread(factor: float, error: Array) -> Array:
    """Return a dose relative to its middle [1].

    Parameters
    ----------
    factor : float
        5 to 95 % lie between middle / factor and middle x factor [1].
    error : array
        Standard normal [1].
    """
    spread: Array = np.exp(math.log(factor) / _NINETY_PERCENT * error)
    return spread


def scaled_pain(
    first: Tissue, p: Parameters, rating: Array | float | None
) -> Parameters:
    """Return parameters with which pain of that tissue is the rating.

    Parameters
    ----------
    first : Tissue
        When pain was rated.
    p : Parameters
        Of the patients.
    rating : array, float or None
        Pain then [point]; None leaves the parameters as they are.
    """
    if rating is None:
        return p
    return Parameters(**{**vars(p), "own": own_scale(first, p, rating)})


def own_scale(first: Tissue, p: Parameters, rating: Array | float) -> Array:
    """Return what makes pain of that tissue the rating [1].

    Parameters
    ----------
    first : Tissue
        When pain was rated.
    p : Parameters
        Of the patients.
    rating : array or float
        Pain then [point].
    """
    felt = np.asarray(rating, dtype=float) * (1.0 + first.Q)
    inside = np.clip(felt, _END_OF_SCALE, PAIN_SCALE - _END_OF_SCALE)
    scale: Array = p.own * inside / (PAIN_SCALE - inside) / algebra(first, p).felt
    return scale


def _tissue(particles: Array, setting: PersonSetting, p: Parameters) -> Tissue:
    """Follow drawn patients from before day zero to the last that was told."""
    start, run_in_days = start_of(setting.kind, setting.stage)
    seen = follow_patients(
        np.repeat(start[:, None], len(particles), axis=1),
        p,
        sessions=[
            (run_in_days + day, dose) for day, dose in setting.doses(particles, p)
        ],
        time_days=run_in_days + setting.look_days,
    )
    return Tissue(*np.moveaxis(seen, 1, 0))


def _scores(one: OutcomeSeries, quantity: Array, off: tuple[Array, Array]) -> Array:
    """Return what a score would be; ``quantity`` has a row for each value."""
    least = _LEAST * one.error
    first = np.maximum(one.distance(one.values[0]) + one.error * off[0], least)
    power = one.power * dose_spread(one.power_factor, off[1])
    known = np.maximum(quantity, _LEAST_QUANTITY)
    distance: Array = first * (known[1:] / known[0]) ** power
    if one.best is None:
        return np.clip(distance, one.low, one.high)
    away = -distance if one.best == one.high else distance
    return np.clip(one.best + away, one.low, one.high)
