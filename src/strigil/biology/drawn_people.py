"""Drawing the subjects of an experiment: parameters, and the tissue they start with."""

import math
from collections.abc import Mapping

import numpy as np

from strigil.biology.calibrated import calibrated_normals
from strigil.biology.model import Array, Parameters
from strigil.biology.parameters import (
    normals_of,
    parameter_table,
    parameters_of,
    steady_state,
)
from strigil.biology.studied import People
from strigil.biology.tissue_course import follow
from strigil.catalogue import ConditionClass, Sourced, sourced_table

__all__ = ["acute_parameters", "acute_table", "draw_people", "settled_people"]

# Half the width of a 90 % interval, in standard deviations.
_NINETY_PERCENT = 1.645
# The draws of what comes at once are apart from those of the weeks.
_SOON_STREAM = 2
# Each drawn person lives on without sessions, so that the start suits that person [d].
_SETTLING_DAYS = 28.0


def acute_table() -> Mapping[str, Sourced]:
    """Return every parameter of what comes at once, by its symbol."""
    return sourced_table("response_acute.toml")


def draw_people(kind: ConditionClass, *, samples: int, seed: int) -> People:
    """Draw subjects from what calibration left, or from the priors where there is none.

    Parameters
    ----------
    kind : str
        Kind of condition whose parameters fit the tissue.
    samples : int
        How many [1].
    seed : int
        The same seed gives the same subjects [1].

    Returns
    -------
    People
        Parameters of the weeks (per day) and of what comes at once [SI].
    """
    normals = calibrated_normals(
        "weeks", tuple(parameter_table()), normals_of(samples, seed), seed=seed
    )
    weeks = parameters_of(kind, normals)
    rng = np.random.default_rng([seed, _SOON_STREAM])
    normals = rng.standard_normal((len(acute_table()), samples))
    normals = calibrated_normals("soon", tuple(acute_table()), normals, seed=seed)
    off_pressure, off_strain = rng.standard_normal((2, samples))
    soon = acute_parameters(normals)
    return settled_people(weeks, soon, pressure=off_pressure, strain=off_strain)


def acute_parameters(normals: Array) -> Parameters:
    """Return what comes at once, from a row of standard normals for each symbol [SI].

    Parameters
    ----------
    normals : array, shape (symbols, samples)
        In the order of :func:`acute_table` [1].
    """
    pairs = zip(acute_table().items(), normals, strict=True)
    return Parameters(**{name: _drawn(datum, row) for (name, datum), row in pairs})


def settled_people(
    weeks: Parameters, soon: Parameters, *, pressure: Array, strain: Array
) -> People:
    """Let drawn parameters settle into tissue at rest.

    Parameters
    ----------
    weeks, soon : Parameters
        Of the states, and of what comes at once.
    pressure, strain : array
        Standard normal: how far off stated values are [1].
    """
    both = [
        np.repeat(steady_state(name)[:, None], strain.size, axis=1)
        for name in ("healthy", "chronic")
    ]
    twice = {name: np.tile(value, 2) for name, value in vars(weeks).items()}
    rest = follow(
        np.concatenate(both, axis=1),
        Parameters(**twice),
        looks=np.array([_SETTLING_DAYS]),
    )[-1]
    healthy, chronic = np.split(rest, 2, axis=1)
    return People(weeks, soon, pressure, strain, healthy, chronic)


def _drawn(datum: Sourced, normal: Array) -> Array:
    if datum.low <= 0.0 or datum.low == datum.high:
        return np.full(normal.shape, datum.value)
    sd = math.log(datum.high / datum.low) / (2 * _NINETY_PERCENT)
    drawn: Array = datum.value * np.exp(sd * normal)
    return drawn
