"""A posterior by tempered sequential Monte Carlo over a Gaussian prior.

Every parameter of the response model has a lognormal prior, so that in standard
coordinates the prior is the unit Gaussian. Particles go from it to the posterior in
steps of the likelihood's power; at each step they are resampled and moved by
preconditioned Crank-Nicolson proposals, which leave the prior as it is and so do not
tire with the number of parameters. Most of these are hardly informed by the records,
which is where samplers that shape themselves on the whole cloud of walkers fail.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from strigil.biology.model import Array

__all__ = ["Cloud", "Stage", "begin_cloud", "settle", "temper", "temper_once"]

# A step of the power leaves this share of the particles effective.
_EFFECTIVE = 0.5
# Wanted share of proposals taken, and how fast the step follows it.
_TAKEN, _FOLLOW = 0.3, 0.5
_FIRST_STEP, _LEAST_STEP, _MOST_STEP = 0.4, 0.02, 0.95
_BISECTIONS = 40

LogLikelihood = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the power, as a diagnostic.

    Attributes
    ----------
    power : float
        Of the likelihood after the step, 0 to 1 [1].
    effective : float
        Share of particles that were effective when they were weighted [1].
    kept : float
        Share of different particles after resampling [1].
    taken : float
        Share of proposals taken in its moves [1].
    mean : float
        Mean log-likelihood after it [1].
    """

    power: float
    effective: float
    kept: float
    taken: float
    mean: float


@dataclass(frozen=True, slots=True)
class Cloud:
    """Particles on their way from prior to posterior; all that a restart needs.

    Attributes
    ----------
    particles : ndarray
        Standard coordinates, shape (particles, parameters) [1].
    log_likelihood : ndarray
        Of each [1].
    power : float
        Power of the likelihood that they are drawn from [1].
    step : float
        Length of proposals, 0 to 1 [1].
    stages : tuple of Stage
        What was done so far.
    """

    particles: Array
    log_likelihood: Array
    power: float = 0.0
    step: float = _FIRST_STEP
    stages: tuple[Stage, ...] = ()


def begin_cloud(
    log_likelihood: LogLikelihood, *, particles: int, parameters: int, seed: int
) -> Cloud:
    """Draw particles from the prior.

    Parameters
    ----------
    log_likelihood : callable
        From particles to their log-likelihoods.
    particles, parameters, seed : int
        How many, of how many coordinates, and which [1].
    """
    drawn = np.random.default_rng(seed).standard_normal((particles, parameters))
    return Cloud(drawn, log_likelihood(drawn))


def temper_once(
    cloud: Cloud, log_likelihood: LogLikelihood, *, moves: int, seed: int
) -> Cloud:
    """Raise the power as far as the particles bear, resample, and move them.

    Parameters
    ----------
    cloud : Cloud
        Where they are.
    log_likelihood : callable
        From particles to their log-likelihoods.
    moves : int
        Proposals for each particle [1].
    seed : int
        Of this step; together with the number of the step it fixes it [1].
    """
    rng = np.random.default_rng([seed, len(cloud.stages)])
    power, weights = _next_power(cloud)
    effective = 1.0 / float(np.sum(weights**2)) / weights.size
    chosen = _resampled(weights, rng)
    kept = np.unique(chosen).size / chosen.size
    drawn = Cloud(
        cloud.particles[chosen],
        cloud.log_likelihood[chosen],
        power,
        cloud.step,
        cloud.stages,
    )
    moved, taken = _moved(drawn, log_likelihood, moves, rng)
    stage = Stage(power, effective, kept, taken, float(np.mean(moved.log_likelihood)))
    return replace(moved, stages=(*cloud.stages, stage))


def settle(
    cloud: Cloud, log_likelihood: LogLikelihood, *, moves: int, seed: int
) -> Cloud:
    """Move particles on at their power, so that they forget whom they came from.

    Parameters
    ----------
    cloud : Cloud
        Where they are.
    log_likelihood : callable
        From particles to their log-likelihoods.
    moves, seed : int
        As :func:`temper_once` [1].
    """
    rng = np.random.default_rng([seed, len(cloud.stages)])
    moved, taken = _moved(cloud, log_likelihood, moves, rng)
    mean = float(np.mean(moved.log_likelihood))
    stage = Stage(cloud.power, 1.0, 1.0, taken, mean)
    return replace(moved, stages=(*cloud.stages, stage))


def _moved(
    cloud: Cloud, log_likelihood: LogLikelihood, moves: int, rng: np.random.Generator
) -> tuple[Cloud, float]:
    """Return the cloud after some proposals, and the share of them taken [1]."""
    at, log, step, shares = cloud.particles, cloud.log_likelihood, cloud.step, []
    for _ in range(moves):
        at, log, share = _move(
            at, log, log_likelihood, power=cloud.power, step=step, rng=rng
        )
        shares.append(share)
        step = step * np.exp(_FOLLOW * (share - _TAKEN) / _TAKEN)
        step = float(np.clip(step, _LEAST_STEP, _MOST_STEP))
    taken = float(np.mean(shares)) if shares else 0.0
    return Cloud(at, log, cloud.power, step, cloud.stages), taken


def temper(
    cloud: Cloud,
    log_likelihood: LogLikelihood,
    *,
    moves: int,
    seed: int,
    keep: Callable[[Cloud], None] | None = None,
) -> Cloud:
    """Go on until the particles are from the posterior.

    Parameters
    ----------
    cloud : Cloud
        From :func:`begin_cloud`, or one that was kept.
    log_likelihood : callable
        From particles to their log-likelihoods.
    moves, seed : int
        As :func:`temper_once` [1].
    keep : callable, optional
        Given the cloud after each step, to write it down.
    """
    while cloud.power < 1.0:
        cloud = temper_once(cloud, log_likelihood, moves=moves, seed=seed)
        if keep is not None:
            keep(cloud)
    return cloud


def _next_power(cloud: Cloud) -> tuple[float, Array]:
    """Return the highest power that leaves enough particles effective."""
    low, high = cloud.power, 1.0
    weights = _weights(cloud, high)
    if 1.0 / float(np.sum(weights**2)) >= _EFFECTIVE * weights.size:
        return high, weights
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2.0
        weights = _weights(cloud, middle)
        enough = 1.0 / float(np.sum(weights**2)) >= _EFFECTIVE * weights.size
        low, high = (middle, high) if enough else (low, middle)
    return high, _weights(cloud, high)


def _weights(cloud: Cloud, power: float) -> Array:
    log = (power - cloud.power) * cloud.log_likelihood
    weights = np.exp(log - np.max(log))
    normed: Array = weights / np.sum(weights)
    return normed


def _resampled(
    weights: Array, rng: np.random.Generator
) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Choose particles in proportion, with one random number for all."""
    places = (rng.random() + np.arange(weights.size)) / weights.size
    chosen = np.searchsorted(np.cumsum(weights), places)
    return np.minimum(chosen, weights.size - 1)


def _move(
    at: Array,
    log: Array,
    log_likelihood: LogLikelihood,
    *,
    power: float,
    step: float,
    rng: np.random.Generator,
) -> tuple[Array, Array, float]:
    fresh = rng.standard_normal(at.shape)
    proposed = np.sqrt(1.0 - step**2) * at + step * fresh
    new = log_likelihood(proposed)
    better = np.log(rng.random(log.size)) < power * (new - log)
    moved = np.where(better[:, None], proposed, at)
    return moved, np.where(better, new, log), float(np.mean(better))
