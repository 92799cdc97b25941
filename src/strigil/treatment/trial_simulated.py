"""Simulated trials: in each another truth, other patients, and the trial's own test.

A trial draws once what nobody knows (the parameters of people at large) and for each
patient how that patient differs. Every patient is followed through every arm, so that
the truth of a trial is known beside what it finds in the one arm that each is given.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from strigil.biology import (
    COVARIATE_DRAWS,
    enrol,
    local_coordinates,
    observed_in_arm,
    parameter_table,
)
from strigil.treatment.trial_compare import arms_compared
from strigil.treatment.trial_prepared import PreparedTrial

__all__ = ["ROW", "TrialTask", "simulate", "trial_tasks"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
# Patients of one task: so many that sending it costs little beside doing it.
_PATIENTS_OF_A_TASK = 16_384
# Share of the variance of how far the model is off that arms have in common: see _off.
_COMMON = 0.5
# The draws of the local stimulus are apart from the others of a trial.
_LOCAL_STREAM = 1
# What is kept of each arm of a trial, in this order.
ROW = (
    "first",  # mean of the first values
    "last",  # mean of the last values
    "squares",  # summed squared distances of the last values from their mean
    "improved",  # how many are better by the important change or more
    "estimate",  # arm minus reference
    "error",  # its standard error
    "p",
    "null_p",  # of a test of two groups that both had the reference
    "truth",  # difference if everybody had both
    "truth_squares",  # summed squared distances of patients' own differences
    "helped",  # how many are better off by the important change or more
)


@dataclass(frozen=True, slots=True)
class TrialTask:
    """Some of the simulated trials.

    Attributes
    ----------
    trial : PreparedTrial
        What is simulated.
    seed : int
        The same seed gives the same trials [1].
    first, count : int
        Number of the first, and how many [1].
    """

    trial: PreparedTrial
    seed: int
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The draws of one trial, standard normal; one row each, one column a patient."""

    parameters: Array
    covariates: Array
    dose: Array
    local: Array  # what strain and shear do, and how far off pressure and shear are
    seen: Array  # errors of the first and the last measurement, further spread
    off: Array  # how far the truth of each arm is from the model's, standard normal


@dataclass(frozen=True, slots=True)
class _Seen:
    """Patients of one trial: first value, and last one in every arm."""

    first: Array
    last: Array  # as written down, axes arm and patient
    felt: Array  # as it is, in the unit of the outcome


def trial_tasks(trial: PreparedTrial, *, trials: int, seed: int) -> list[TrialTask]:
    """Return tasks that together are all simulated trials.

    Parameters
    ----------
    trial : PreparedTrial
        What is simulated.
    trials, seed : int
        How many, and which [1].
    """
    step = max(1, _PATIENTS_OF_A_TASK // (trial.patients * len(trial.arms)))
    return [
        TrialTask(trial, seed, first, min(step, trials - first))
        for first in range(0, trials, step)
    ]


def simulate(task: TrialTask) -> Array:
    """Simulate trials; return axes trial, arm, :data:`ROW`."""
    return np.stack([_rows(task.trial, seen) for seen in _trials(task)])


def _trials(task: TrialTask) -> Iterator[_Seen]:
    """Follow the patients of all trials of a task together, then part them."""
    trial = task.trial
    numbers = range(task.first, task.first + task.count)
    drawn = [_draw(trial, task.seed, number) for number in numbers]
    patients = enrol(
        trial.kind,
        trial.covariates,
        np.concatenate([one.parameters for one in drawn], axis=1),
        np.concatenate([one.covariates for one in drawn], axis=1),
    )
    error = np.concatenate([one.dose for one in drawn])
    local = np.concatenate([one.local for one in drawn], axis=1)
    looks = np.array([0.0, trial.days])
    quantity = trial.rating.quantity
    courses = [arm.sessions for arm in trial.arms]
    seen = np.stack(
        [
            observed_in_arm(
                patients,
                each,
                look_days=looks,
                error=error,
                local=local,
                quantities=[quantity],
            )[quantity]
            for each in [*courses, ()]
        ]
    )
    for number, one in enumerate(drawn):
        who = slice(number * trial.patients, (number + 1) * trial.patients)
        yield _written(trial, trial.rating.scale * seen[:, :, who], one)


def _draw(trial: PreparedTrial, seed: int, number: int) -> _Drawn:
    rng = np.random.default_rng((seed, number))
    apart = np.random.default_rng((seed, number, _LOCAL_STREAM))
    rows, n = len(parameter_table()), trial.patients
    mixed = _mixed(trial, rng, rows + 1)
    felt = max(local_coordinates(arm.sessions) for arm in trial.arms)
    return _Drawn(
        parameters=mixed[:rows],
        dose=mixed[rows],
        local=_mixed(trial, apart, felt),
        covariates=rng.standard_normal((COVARIATE_DRAWS, n)),
        seen=rng.standard_normal((3, n)),
        off=_off(rng.standard_normal(1 + len(trial.arms))),
    )


def _mixed(trial: PreparedTrial, rng: np.random.Generator, rows: int) -> Array:
    """Return rows of normals: what nobody knows, and how each patient differs."""
    shared, own = trial.unknown_share**0.5, (1.0 - trial.unknown_share) ** 0.5
    world = rng.standard_normal(rows)
    each = rng.standard_normal((rows, trial.patients))
    mixed: Array = shared * world[:, None] + own * each
    return mixed


def _off(normals: Array) -> Array:
    """Return one number for each arm, half of its variance common to all of them.

    So the difference of any two arms is as far off as that of one of them from no
    IASTM, as it is for the groups of published experiments.
    """
    off: Array = _COMMON**0.5 * normals[0] + (1.0 - _COMMON) ** 0.5 * normals[1:]
    return off[:, None]


def _written(trial: PreparedTrial, seen: Array, drawn: _Drawn) -> _Seen:
    """Write down what is seen of a trial's patients; the last arm is no IASTM.

    The truth is off the model's, the farther the larger the effect; that of an arm
    without IASTM is not.
    """
    rating, noise = trial.rating, drawn.seen
    without, last = seen[-1, 1], seen[:-1, 1]
    effect = (last - without).mean(axis=1, keepdims=True)
    off = trial.misfit * drawn.off * rating.off(effect)
    truth = last + off + rating.further_sd * noise[2]
    return _Seen(
        first=rating.written(seen[0, 0], rating.standard_error * noise[0]),
        last=rating.written(truth, rating.standard_error * noise[1]),
        felt=truth,
    )


def _rows(trial: PreparedTrial, seen: _Seen) -> Array:
    rows, begin = [], 0
    reference = _some(seen, 0, 0, trial.arms[0].complete)
    for number, arm in enumerate(trial.arms):
        own = _some(seen, number, begin, arm.complete)
        found = _of_arm(trial, own)
        if number:
            same = _some(seen, 0, begin, arm.complete)
            found |= _of_contrast(trial, reference, own, same)
            found |= _of_everybody(trial, seen, number)
        rows.append([found.get(key, np.nan) for key in ROW])
        begin += arm.patients
    return np.array(rows)


def _some(seen: _Seen, arm: int, begin: int, count: int) -> tuple[Array, Array]:
    """Return the first and last values of an arm's patients who stayed."""
    who = slice(begin, begin + count)
    return seen.first[who], seen.last[arm, who]


def _of_arm(trial: PreparedTrial, own: tuple[Array, Array]) -> dict[str, float]:
    first, last = own
    found = {
        "first": float(first.mean()),
        "last": float(last.mean()),
        "squares": float(((last - last.mean()) ** 2).sum()),
    }
    return found | {"improved": _beyond(trial, last - first)}


def _of_contrast(
    trial: PreparedTrial,
    reference: tuple[Array, Array],
    own: tuple[Array, Array],
    same: tuple[Array, Array],
) -> Mapping[str, float]:
    found = arms_compared(reference, own, trial.analysis)
    null = arms_compared(reference, same, trial.analysis)
    return {
        "estimate": found.estimate,
        "error": found.error,
        "p": found.p,
        "null_p": null.p,
    }


def _of_everybody(trial: PreparedTrial, seen: _Seen, number: int) -> dict[str, float]:
    apart = seen.last[number] - seen.last[0]
    return {
        "truth": float(apart.mean()),
        "truth_squares": float(((apart - apart.mean()) ** 2).sum()),
        "helped": _beyond(trial, seen.felt[number] - seen.felt[0]),
    }


def _beyond(trial: PreparedTrial, change: Array) -> float:
    least = trial.rating.important_change
    if least is None:
        return np.nan
    return float(np.count_nonzero(trial.rating.better * change >= least))
