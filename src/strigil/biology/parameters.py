"""Parameters and starting tissue: medians, priors, kind of condition and stage."""

import math
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from strigil.biology.model import STATES, Array, Parameters
from strigil.catalogue import (
    ConditionClass,
    Sourced,
    Stage,
    sourced_table,
    sourced_tables,
)

__all__ = [
    "draw_parameters",
    "median_parameters",
    "normals_of",
    "parameter_table",
    "parameters_of",
    "start_of",
    "steady_state",
]

# Half the width of a 90 % interval, in standard deviations.
_NINETY_PERCENT = 1.645
_NO_FACTORS: Mapping[str, Sourced] = MappingProxyType({})


def parameter_table() -> Mapping[str, Sourced]:
    """Return every parameter of the model by its symbol."""
    return sourced_table("response_parameters.toml")


def median_parameters(kind: ConditionClass | None = None) -> Parameters:
    """Return the median of each parameter for a kind; for healthy tissue without one.

    Rates are per day.
    """
    values = {name: datum.shown().value for name, datum in parameter_table().items()}
    return Parameters(**{k: v * _factor(kind, k) for k, v in values.items()})


def draw_parameters(
    kind: ConditionClass | None, *, samples: int, seed: int
) -> Parameters:
    """Draw patients from the priors.

    Parameters
    ----------
    kind : str or None
        Kind of condition; None for healthy tissue.
    samples : int
        How many patients [1].
    seed : int
        The same seed gives the same patients [1].

    Returns
    -------
    drawn : Parameters
        One number per patient for each symbol; rates are per day.

    Notes
    -----
    Each prior is lognormal with the datum's value as median and its low and high as 5th
    and 95th percentile, independent of the others. A patient is drawn from the priors:
    what calibration left of them is for experiments (docs/models/response-validation.md
    says why).
    """
    return parameters_of(kind, normals_of(samples, seed))


def normals_of(samples: int, seed: int) -> Array:
    """Return a row of standard normals for each symbol [1].

    Parameters
    ----------
    samples, seed : int
        How many in a row, and which [1].
    """
    rng = np.random.default_rng(seed)
    return np.stack([rng.standard_normal(samples) for _ in parameter_table()])


def parameters_of(kind: ConditionClass | None, normals: Array) -> Parameters:
    """Return parameters from a row of standard normals for each symbol.

    Parameters
    ----------
    kind : str or None
        Kind of condition; None for healthy tissue.
    normals : array, shape (symbols, samples)
        In the order of :func:`parameter_table` [1].
    """
    drawn = {}
    for (name, datum), row in zip(parameter_table().items(), normals, strict=True):
        shown = datum.shown()
        sd = math.log(shown.high / shown.low) / (2 * _NINETY_PERCENT)
        drawn[name] = shown.value * _factor(kind, name) * np.exp(sd * row)
    return Parameters(**drawn)


def steady_state(name: str) -> Array:
    """Return one of the two stable states, ``healthy`` or ``chronic`` [1]."""
    table = _conditions()[name]
    return np.array([table[state].value for state in STATES])


def start_of(kind: ConditionClass, stage: Stage) -> tuple[Array, float]:
    """Return the tissue before its run-in, and how long that is.

    Returns
    -------
    start : array, shape (18,)
        States [1].
    run_in_days : float
        Time without sessions before day zero [d].
    """
    special = _conditions()[f"{kind}_{stage}"]
    start = steady_state("chronic" if stage == "chronic" else "healthy")
    for state, datum in special.items():
        if state in STATES:
            start[STATES.index(state)] = datum.value
    return start, special["run_in"].shown().value


def _conditions() -> Mapping[str, Mapping[str, Sourced]]:
    return sourced_tables("response_conditions.toml")


def _factor(kind: ConditionClass | None, name: str) -> float:
    factors = _conditions().get(f"{kind}_factors", _NO_FACTORS)
    return factors[name].value if name in factors else 1.0
