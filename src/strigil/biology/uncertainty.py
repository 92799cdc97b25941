"""What most of the spread between drawn patients comes from."""

from collections.abc import Mapping

import numpy as np

from strigil.biology.drawn_patients import DrawnPatients
from strigil.biology.drawn_people import acute_table
from strigil.biology.local_stimulus import local_coordinates
from strigil.biology.model import Array
from strigil.biology.parameters import parameter_table
from strigil.catalogue import Sourced
from strigil.errors import InvalidValueError

__all__ = ["explained_share", "uncertain_inputs"]


def uncertain_inputs(drawn: DrawnPatients) -> dict[str, Array]:
    """Return what differs between drawn patients, by what it is.

    Parameters
    ----------
    drawn : DrawnPatients
        The patients.

    Returns
    -------
    dict of str to array, shape (patients, coordinates)
        Standard normals [1]: ``tissue``, how tissue and pain run by themselves and
        answer over weeks; ``cells``, what comes at once; ``dose``, what reaches the
        target of a force in a hand; ``ratings``, how exact an outcome measure is.
        What is held fixed, and what has no coordinate here, is left out.
    """
    rows, symbols = drawn.particles.T, len(parameter_table())
    series = symbols + 1 + 2 * len(drawn.setting.series)
    found = {
        "tissue": rows[:symbols][_spread(parameter_table())],
        "dose": rows[symbols : symbols + 1],
        "ratings": rows[symbols + 1 : series],
    }
    if local_coordinates(drawn.setting.sessions):
        local = rows[series:]
        found["cells"] = local[:-1][_spread(acute_table())]
        found["dose"] = np.vstack([found["dose"], local[-1:]])
    return {name: part.T for name, part in found.items() if part.size}


def explained_share(values: Array, inputs: Array) -> float:
    """Return how much of the variance would go if these inputs were known [1].

    Parameters
    ----------
    values : array, shape (patients,)
        What was foretold for each [any unit].
    inputs : array, shape (patients, coordinates)
        Standard normals [1].

    Returns
    -------
    float
        From 0 to 1: the adjusted share that a sum of the inputs and their squares
        explains (Sobol's first-order index of the group, as far as no product of two
        inputs carries it).

    Raises
    ------
    InvalidValueError
        When there are too few patients for so many inputs.

    References
    ----------
    Sobol2001.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> x = rng.standard_normal((4000, 2))
    >>> round(explained_share(x[:, 0] + x[:, 1], x[:, :1]), 1)
    0.5
    """
    count, wide = inputs.shape
    free = count - 2 * wide - 1
    if free < wide:
        message = (
            f"{count} drawn patients are too few to tell {wide} inputs apart; draw at "
            f"least {3 * wide + 1}."
        )
        raise InvalidValueError(message)
    spread = float(values.var())
    if spread == 0.0:
        return 0.0
    known = np.column_stack([np.ones(count), inputs, inputs**2])
    weights, *_ = np.linalg.lstsq(known, values, rcond=None)
    left = float((values - known @ weights).var()) / spread
    return float(np.clip(1.0 - left * (count - 1) / free, 0.0, 1.0))


def _spread(table: Mapping[str, Sourced]) -> Array:
    """Return which rows of a table are not held fixed."""
    return np.array(
        [datum.interval.high > datum.interval.low for datum in table.values()]
    )
