"""The patients of a cohort: parameters, covariates, tissue on day zero; any arm."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.biology.covariates import LOAD, ONSET, PAIN, STAGE, Covariates
from strigil.biology.model import Array, Parameters, Tissue, algebra, observe
from strigil.biology.parameters import parameters_of, start_of
from strigil.biology.response import SessionStimulus
from strigil.biology.solve_blocks import solve_blocks
from strigil.catalogue import ConditionClass, Stage

__all__ = ["CohortPatients", "enrol", "observed_in_arm"]

# Half the width of a 90 % interval, in standard deviations.
_NINETY_PERCENT = 1.645
_PAIN_SCALE = 10.0
# A rating in whole points is known to half a point, so that 0 and 10 lie this far
# inside the scale.
_END_OF_SCALE = 0.25


@dataclass(frozen=True, slots=True)
class CohortPatients:
    """Drawn patients on day zero.

    Attributes
    ----------
    parameters : Parameters
        One number for each patient and symbol; rates per day.
    start : array, shape (states, patients)
        Tissue on day zero [1].
    """

    parameters: Parameters
    start: Array


def enrol(
    kind: ConditionClass, covariates: Covariates, normals: Array, draws: Array
) -> CohortPatients:
    """Return patients on day zero.

    Parameters
    ----------
    kind : str
        Kind of condition.
    covariates : Covariates
        How they differ in what the model carries.
    normals : array, shape (symbols, patients)
        Standard normals of the parameters [1].
    draws : array, shape (4, patients)
        Standard normals of the covariates [1].
    """
    p = parameters_of(kind, normals)
    if covariates.load is not None:
        p.load = p.load * covariates.load.at(draws[LOAD])
    start = np.empty((len(Tissue._fields), normals.shape[1]))
    numbers = covariates.stage_of(draws[STAGE])
    for number, stage in enumerate(covariates.stages):
        who = np.flatnonzero(numbers == number)
        if who.size:
            start[:, who] = _settled(
                kind, stage, covariates, _some(p, who), draws[:, who]
            )
    if covariates.pain is not None:
        p.own = _own_scale(start, p, covariates.pain.at(draws[PAIN]))
    return CohortPatients(p, start)


def observed_in_arm(
    patients: CohortPatients,
    sessions: Sequence[SessionStimulus],
    *,
    look_days: Array,
    error: Array,
) -> dict[str, Array]:
    """Return every observable, axes look and patient [its unit].

    Parameters
    ----------
    patients : CohortPatients
        Whom.
    sessions : sequence of SessionStimulus
        What they are given.
    look_days : array
        When to look, rising, from 0 on [d].
    error : array
        Standard normal: how far each patient's dose is from that stated [1].
    """
    doses = [
        (s.time_days, s.dose * np.exp(math.log(s.factor) / _NINETY_PERCENT * error))
        for s in sessions
    ]
    p = patients.parameters
    seen = solve_blocks(patients.start, p, sessions=doses, time_days=look_days)
    return observe(Tissue(*np.moveaxis(seen, 1, 0)), p)


def _settled(
    kind: ConditionClass,
    stage: Stage,
    covariates: Covariates,
    p: Parameters,
    draws: Array,
) -> Array:
    """Let patients of one stage live from onset to day zero without a session."""
    start, run_in_days = start_of(kind, stage)
    everyone = np.repeat(start[:, None], draws.shape[1], axis=1)
    if stage == "chronic" or covariates.onset_days is None:
        one: Array = solve_blocks(everyone, p, time_days=np.array([run_in_days]))[-1]
        return one
    days = np.maximum(np.rint(covariates.onset_days.at(draws[ONSET])), 0.0)
    looks, which = np.unique(days, return_inverse=True)
    settled = solve_blocks(everyone, p, time_days=looks)
    found: Array = settled[which, :, np.arange(which.size)].T
    return found


def _own_scale(start: Array, p: Parameters, pain: Array) -> Array:
    """Return what makes pain on day zero, before any session, a patient's rating."""
    inside = np.clip(pain, _END_OF_SCALE, _PAIN_SCALE - _END_OF_SCALE)
    felt = algebra(Tissue(*start), p).felt
    scale: Array = p.own * inside / (_PAIN_SCALE - inside) / felt
    return scale


def _some(p: Parameters, who: NDArray[np.intp]) -> Parameters:
    return Parameters(**{name: np.asarray(v)[who] for name, v in vars(p).items()})
