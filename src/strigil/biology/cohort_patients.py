"""The patients of a cohort: parameters, covariates, tissue on day zero; any arm."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.biology.bruise import added_bruise
from strigil.biology.covariates import LOAD, ONSET, PAIN, STAGE, Covariates
from strigil.biology.local_stimulus import (
    local_coordinates,
    local_doses,
    local_group,
    local_people,
    stirred_mediators,
)
from strigil.biology.model import Array, Parameters, Tissue, algebra, observe
from strigil.biology.parameters import parameters_of, start_of
from strigil.biology.person_likelihood import dose_spread
from strigil.biology.response import SessionStimulus
from strigil.biology.solve_blocks import solve_blocks
from strigil.biology.studied import People, StudiedGroup
from strigil.catalogue import ConditionClass, Stage

__all__ = ["CohortPatients", "enrol", "observed_in_arm"]

_PAIN_SCALE = 10.0
# A rating in whole points is known to half a point, so that 0 and 10 lie this far
# inside the scale.
_END_OF_SCALE = 0.25
# What a local stimulus is told of beside the states: by strain, and by shear.
_STIRRED, _BRUISED = "inflammation", frozenset(("bruise", "yellow"))
# Local strain acts alike in every stage of an injury, so that one stands for all.
_ANY_STAGE: Stage = "chronic"

Local = tuple[StudiedGroup, People]


@dataclass(frozen=True, slots=True)
class CohortPatients:
    """Drawn patients on day zero.

    Attributes
    ----------
    kind : str
        Kind of condition.
    parameters : Parameters
        One number for each patient and symbol; rates per day.
    start : array, shape (states, patients)
        Tissue on day zero [1].
    """

    kind: ConditionClass
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
    return CohortPatients(kind, p, start)


def observed_in_arm(
    patients: CohortPatients,
    sessions: Sequence[SessionStimulus],
    *,
    look_days: Array,
    error: Array,
    local: Array,
    quantities: Collection[str],
) -> dict[str, Array]:
    """Return observables, axes look and patient [its unit].

    Parameters
    ----------
    patients : CohortPatients
        Whom.
    sessions : sequence of SessionStimulus
        What they are given; one with an exposure acts by it.
    look_days : array
        When to look, rising, from 0 on [d].
    error : array
        Standard normal: how far each patient's dose or strain is from that stated [1].
    local : array, shape (coordinates, patients)
        Standard normals of what a local stimulus does, as many as
        :func:`strigil.biology.local_coordinates` says [1].
    quantities : collection of str
        Keys of the observables.
    """
    known = _local(patients, sessions, error, local)
    bruised = known is not None and not _BRUISED.isdisjoint(quantities)
    # Macrophages break blood down, so that a bruise is followed from day to day.
    days = _daily(look_days) if bruised else look_days
    tissue = _followed(patients, [*_doses(sessions, error, known)], days)
    seen = observe(tissue, patients.parameters)
    if known is not None:
        seen[_STIRRED] = seen[_STIRRED] * stirred_mediators(*known, days)
    if known is not None and bruised:
        seen |= _bruise(patients, known, tissue, days)
    wanted = np.searchsorted(days, look_days)
    return {name: seen[name][wanted] for name in quantities}


def _local(
    patients: CohortPatients,
    sessions: Sequence[SessionStimulus],
    error: Array,
    local: Array,
) -> Local | None:
    """Return sessions and patients where a local stimulus is known, else None."""
    if not local_coordinates(sessions):
        return None
    group = local_group(patients.kind, _ANY_STAGE, sessions)
    return group, local_people(patients.parameters, local, error)


def _doses(
    sessions: Sequence[SessionStimulus], error: Array, known: Local | None
) -> Iterator[tuple[float, Array]]:
    """Yield when each session is [d] and each patient's dose of it [1]."""
    by_strain = iter(local_doses(*known) if known else ())
    for one in sessions:
        if one.exposure is not None:
            yield one.time_days, next(by_strain)
        else:
            yield one.time_days, one.dose * dose_spread(one.factor, error)


def _followed(
    patients: CohortPatients, doses: Sequence[tuple[float, Array]], days: Array
) -> Tissue:
    seen = solve_blocks(
        patients.start, patients.parameters, sessions=doses, time_days=days
    )
    return Tissue(*np.moveaxis(seen, 1, 0))


def _bruise(
    patients: CohortPatients, known: Local, tissue: Tissue, days: Array
) -> dict[str, Array]:
    """Return bruise and yellow: what is there without sessions, and their shear's."""
    without = _followed(patients, [], days)
    seen = observe(without, patients.parameters)
    macrophages = tissue.M1 + tissue.M2
    blood, bilirubin = added_bruise(
        *known, days, macrophages=macrophages, before=without.H
    )
    return {"bruise": seen["bruise"] + blood, "yellow": seen["yellow"] + bilirubin}


def _daily(look_days: Array) -> Array:
    return np.union1d(look_days, np.arange(0.0, look_days[-1]))


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
