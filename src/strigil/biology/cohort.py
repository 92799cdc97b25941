"""Cohorts of drawn patients: every arm the same patients, summaries as they come.

Patients come in batches of a fixed size, each drawn from a seed of its own, and what is
kept of a batch is its means and spreads. So memory does not grow with the patients, and
the result is the same to the last bit for any number of workers, here or on a cluster.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from strigil.biology.cohort_patients import enrol, observed_in_arm
from strigil.biology.cohort_tasks import in_order
from strigil.biology.covariates import COVARIATE_DRAWS, Covariates
from strigil.biology.definition import response_definition
from strigil.biology.local_stimulus import local_coordinates
from strigil.biology.model import Array
from strigil.biology.parameters import parameter_table
from strigil.biology.response import SessionStimulus, check_seed
from strigil.catalogue import ConditionClass, Stage
from strigil.errors import InvalidValueError, UnknownNameError

__all__ = ["BATCH", "Cohort", "Moments", "follow_cohort"]

# Patients drawn from one seed: part of what a seed means, so it never changes.
BATCH = 512
# Batches that are one task: so many that sending it costs little beside doing it.
_BATCHES_OF_A_TASK = 8
# The draws of the dose, the covariates and the local stimulus are apart from those of
# the patients.
_DOSE_STREAM, _COVARIATE_STREAM, _LOCAL_STREAM = 1, 2, 3
# More than a day's work of one core.
_MOST_PATIENTS = 1_000_000_000
Means = Mapping[str, "Moments"]


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and spread of a quantity over patients, at each look.

    Attributes
    ----------
    count : int
        Patients [1].
    mean : array
        One for each look [unit of the quantity].
    squares : array
        Sum of the squared distances from the mean [unit squared].
    """

    count: int
    mean: Array
    squares: Array

    @classmethod
    def of(cls, values: Array) -> "Moments":
        """Return those of patients; ``values`` has a row for each look [unit]."""
        mean = values.mean(axis=1)
        return cls(values.shape[1], mean, ((values - mean[:, None]) ** 2).sum(axis=1))

    @property
    def sd(self) -> Array:
        """Standard deviation between patients [unit of the quantity]."""
        spread: Array = np.sqrt(self.squares / max(self.count - 1, 1))
        return spread

    def joined(self, other: "Moments") -> "Moments":
        """Return those of both groups of patients together."""
        count = self.count + other.count
        apart = other.mean - self.mean
        shared = self.count * other.count / count
        return Moments(
            count,
            self.mean + apart * (other.count / count),
            self.squares + other.squares + apart * apart * shared,
        )


@dataclass(frozen=True, slots=True)
class Cohort:
    """What became of the patients of a cohort. Illustration, not calibrated.

    Attributes
    ----------
    look_days : array
        When was looked [d].
    arms : dict of str to dict of str to Moments
        By arm and quantity.
    contrasts : dict of str to dict of str to Moments
        Each later arm minus the first, patient by patient.
    """

    look_days: Array
    arms: Mapping[str, Means]
    contrasts: Mapping[str, Means]


def follow_cohort(  # noqa: PLR0913  # one door; everything but the arms has a default
    kind: ConditionClass,
    stage: Stage,
    arms: Mapping[str, Sequence[SessionStimulus]],
    *,
    look_days: Array,
    patients: int = 4096,
    quantities: Sequence[str] = ("pain", "restriction"),
    covariates: Covariates | None = None,
    seed: int = 0,
    workers: int = 1,
    scheduler: str = "threads",
    progress: Callable[[float], None] | None = None,
) -> Cohort:
    """Follow drawn patients through every arm and summarise them.

    Parameters
    ----------
    kind, stage : str
        As :func:`strigil.biology.predict_response` takes them.
    arms : dict of str to sessions
        The first is what the others are set against.
    look_days : array
        When to look, rising, from 0 on [d].
    patients : int
        How many [1]; the first ones are the same in a larger cohort, batch by batch.
    quantities : sequence of str
        Keys of observables.
    covariates : Covariates, optional
        How the patients differ; its stages are then taken, not ``stage``.
    seed : int
        The same seed gives the same cohort to the last bit [1].
    workers : int
        Threads [1].
    scheduler : str
        ``threads``, or the address of a Dask scheduler; the result is the same.
    progress : callable, optional
        Told the share of the patients that is done [1].

    Raises
    ------
    UnknownNameError
        On a quantity that the model does not have.
    InvalidValueError
        Without arms or patients, or when no cluster is at the address.
    MissingExtraError
        When a cluster is asked for and Dask is not installed.

    Notes
    -----
    Every arm has the same patients: a contrast is taken patient by patient, and so has
    what a local stimulus does and how far off strain and shear are. The first
    call after an installation compiles for some seconds.
    """
    _check(arms, patients, quantities)
    check_seed(seed)
    followed = _Followed(
        kind,
        covariates or Covariates({stage: 1.0}),
        {name: tuple(sessions) for name, sessions in arms.items()},
        np.asarray(look_days, dtype=float),
        tuple(quantities),
        seed,
        patients,
    )
    step = BATCH * _BATCHES_OF_A_TASK
    tasks = ((followed, first) for first in range(0, patients, step))
    found: Cohort | None = None
    many = in_order(_follow_batches, tasks, workers=workers, scheduler=scheduler)
    for number, batches in enumerate(many):
        for one in batches:
            found = one if found is None else _joined(found, one)
        if progress is not None:
            progress(min((number + 1) * step, patients) / patients)
    assert found is not None  # noqa: S101  # one patient at least was checked for
    return found


@dataclass(frozen=True, slots=True)
class _Followed:
    """What is the same for every batch."""

    kind: ConditionClass
    covariates: Covariates
    arms: Mapping[str, Sequence[SessionStimulus]]
    looks: Array
    quantities: Sequence[str]
    seed: int
    patients: int


def _follow_batches(task: tuple[_Followed, int]) -> list[Cohort]:
    """Follow some batches, from the one that begins at a patient on."""
    followed, first = task
    last = min(first + BATCH * _BATCHES_OF_A_TASK, followed.patients)
    return [_batch(followed, begin) for begin in range(first, last, BATCH)]


def _batch(followed: _Followed, first: int) -> Cohort:
    count = min(BATCH, followed.patients - first)
    seed = (followed.seed, first)
    # A whole batch is drawn whoever is followed, so that nobody depends on the count.
    shape = (len(parameter_table()), BATCH)
    normals = np.random.default_rng(seed).standard_normal(shape)[:, :count]
    error = np.random.default_rng((*seed, _DOSE_STREAM)).standard_normal(BATCH)[:count]
    own = np.random.default_rng((*seed, _COVARIATE_STREAM))
    draws = own.standard_normal((COVARIATE_DRAWS, BATCH))[:, :count]
    patients = enrol(followed.kind, followed.covariates, normals, draws)
    rows = max(local_coordinates(sessions) for sessions in followed.arms.values())
    apart = np.random.default_rng((*seed, _LOCAL_STREAM))
    local = apart.standard_normal((rows, BATCH))[:, :count]
    seen = {
        arm: observed_in_arm(
            patients,
            sessions,
            look_days=followed.looks,
            error=error,
            local=local,
            quantities=followed.quantities,
        )
        for arm, sessions in followed.arms.items()
    }
    return _summary(seen, followed.quantities, followed.looks)


def _summary(
    seen: Mapping[str, Mapping[str, Array]], quantities: Sequence[str], looks: Array
) -> Cohort:
    against = next(iter(seen.values()))
    return Cohort(
        looks,
        {arm: {q: Moments.of(of[q]) for q in quantities} for arm, of in seen.items()},
        {
            arm: {q: Moments.of(of[q] - against[q]) for q in quantities}
            for arm, of in list(seen.items())[1:]
        },
    )


def _joined(one: Cohort, other: Cohort) -> Cohort:
    def both(
        these: Mapping[str, Means], those: Mapping[str, Means]
    ) -> dict[str, Means]:
        return {
            arm: {q: moments.joined(those[arm][q]) for q, moments in of.items()}
            for arm, of in these.items()
        }

    return Cohort(
        one.look_days,
        both(one.arms, other.arms),
        both(one.contrasts, other.contrasts),
    )


def _check(
    arms: Mapping[str, Sequence[SessionStimulus]],
    patients: int,
    quantities: Sequence[str],
) -> None:
    if not arms or patients < 1:
        message = (
            f"A cohort needs an arm and a patient at least; {len(arms)} arms and "
            f"{patients} patients were given."
        )
        raise InvalidValueError(message)
    if patients > _MOST_PATIENTS:
        message = f"A cohort has at most {_MOST_PATIENTS:g} patients; {patients:g} "
        raise InvalidValueError(message + "were given.")
    known = response_definition().observables
    for quantity in quantities:
        if quantity not in known:
            kind = "quantity"
            raise UnknownNameError(kind, quantity, known)
