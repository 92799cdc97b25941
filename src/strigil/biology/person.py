"""One patient's outcomes so far, and what they leave of the drawn patients.

Tempered sequential Monte Carlo over the priors, as in calibration
(docs/decisions/0018-outcomes-of-one-patient.md says why).
"""

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from strigil.biology.engine import use_what_is_kept
from strigil.biology.local_stimulus import local_coordinates
from strigil.biology.model import Array
from strigil.biology.outcome_series import OutcomeSeries
from strigil.biology.parameters import normals_of
from strigil.biology.person_fit import PersonFit, ToldOutcome
from strigil.biology.person_likelihood import (
    PersonSetting,
    log_likelihood,
    readings_of,
)
from strigil.biology.tempered import Cloud, temper_once

__all__ = ["DOSE_STREAM", "PersonDraws", "draws_without", "update_person"]

# The draws of the dose, of outcome measures, of what is told and of the local stimulus
# are apart from the patients'.
DOSE_STREAM, _SERIES_STREAM, _SEEING_STREAM, _LOCAL_STREAM = 1, 5, 6, 7
# Fewer drawn patients leave too rough a picture of what is left.
_LEAST_PARTICLES = 400
# Proposals for each after a step of the power, and the most steps: what needs more is
# no patient of the model.
_MOVES, _MOST_STEPS = 5, 8
# An outcome, or all together, less probable than this is told as not explained.
_IMPROBABLE = 0.005


@dataclass(frozen=True, slots=True)
class PersonDraws:
    """Drawn patients before and after what one patient told.

    Attributes
    ----------
    before, after : ndarray, shape (patients, coordinates)
        Standard normals [1].
    fit : PersonFit or None
        How well the outcomes are explained; None without any.
    """

    before: Array
    after: Array
    fit: PersonFit | None = None


def draws_without(setting: PersonSetting, *, samples: int, seed: int) -> PersonDraws:
    """Return drawn patients as the priors have them.

    Parameters
    ----------
    setting : PersonSetting
        The patient.
    samples, seed : int
        How many, and which [1].
    """
    drawn = _prior(setting, samples, seed)
    return PersonDraws(drawn, drawn)


def update_person(setting: PersonSetting, *, samples: int, seed: int) -> PersonDraws:
    """Draw patients who fit what one patient told.

    Parameters
    ----------
    setting : PersonSetting
        The patient; without a value after the first of any series nothing is learnt.
    samples : int
        How many drawn patients to return [1].
    seed : int
        The same seed gives the same patients [1].

    Returns
    -------
    PersonDraws
        As many before as after.

    Notes
    -----
    The posterior of the parameters given the values after the first of each series;
    the first one has its error too. Errors are independent and normal.
    """
    if not any(one.later for one in setting.series):
        return draws_without(setting, samples=samples, seed=seed)
    use_what_is_kept()
    likelihood = partial(log_likelihood, setting=setting)
    drawn = _prior(setting, max(samples, _LEAST_PARTICLES), seed)
    begun = Cloud(drawn, likelihood(drawn))
    cloud = begun
    while cloud.power < 1.0 and len(cloud.stages) < _MOST_STEPS:
        cloud = temper_once(cloud, likelihood, moves=_MOVES, seed=seed)
    fit = PersonFit(
        outcomes=_told(begun, setting, seed),
        misfit=_misfit(cloud, setting),
        power=cloud.power,
        steps=len(cloud.stages),
        effective=min(stage.effective for stage in cloud.stages),
        kept=math.prod(stage.kept for stage in cloud.stages),
        taken=min(stage.taken for stage in cloud.stages),
        improbable=_IMPROBABLE,
    )
    # Neighbours have common ancestors: take them from all over.
    some = np.arange(samples) * len(drawn) // samples
    return PersonDraws(drawn[some], cloud.particles[some], fit)


def _prior(setting: PersonSetting, samples: int, seed: int) -> Array:
    dose = np.random.default_rng([seed, DOSE_STREAM]).standard_normal(samples)
    extra = 2 * len(setting.series)
    own = np.random.default_rng([seed, _SERIES_STREAM])
    local = np.random.default_rng([seed, _LOCAL_STREAM])
    rows = [
        normals_of(samples, seed),
        dose,
        own.standard_normal((extra, samples)),
        local.standard_normal((local_coordinates(setting.sessions), samples)),
    ]
    return np.vstack(rows).T


def _told(begun: Cloud, setting: PersonSetting, seed: int) -> tuple[ToldOutcome, ...]:
    """Return each outcome beside what the drawn patients before it would tell."""
    rng = np.random.default_rng([seed, _SEEING_STREAM])
    found = []
    for one, read in zip(
        setting.series, readings_of(begun.particles, setting), strict=True
    ):
        seen = read + one.spread * rng.standard_normal(read.shape)
        bands = np.percentile(seen, [50, 5, 95], axis=1).T
        for i, value in enumerate(one.values[1:]):
            median, low, high = np.clip(bands[i], one.low, one.high).tolist()
            day, chance = one.time_days[i + 1], _chance(one, value, read[i])
            found.append(ToldOutcome(one.name, day, value, median, low, high, chance))
    return tuple(found)


def _chance(one: OutcomeSeries, value: float, read: Array) -> float:
    """Return the chance of a value so far off to either side [1]."""
    away = (value - read) / one.spread / math.sqrt(2.0)
    below = float(np.mean([0.5 * math.erfc(-x) for x in away]))
    return 2.0 * min(below, 1.0 - below)


def _misfit(cloud: Cloud, setting: PersonSetting) -> float:
    """Return the chance that errors alone put values so far off the patients left [1].

    From the sum of squared errors, averaged over the patients; its distribution is
    taken as chi-squared (Wilson and Hilferty's normal approximation).
    """
    count = sum(one.later for one in setting.series)
    squares = -2.0 * float(np.mean(cloud.log_likelihood))
    spread = 2.0 / (9.0 * count)
    normal = ((squares / count) ** (1.0 / 3.0) - 1.0 + spread) / math.sqrt(spread)
    return 0.5 * math.erfc(normal / math.sqrt(2.0))
