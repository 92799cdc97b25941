"""The response model as functions of named states and parameters.

Time is in days. Tissue quantities are relative to healthy tissue (healthy = 1) or
fractions from 0 to 1. What is computed is written once, in
``data/response_model.toml``, every number in ``data/response_parameters.toml``; the
code behind is generated from them. Nothing here is calibrated: the forms come from
published models, most values are our assumptions.

References: Adler2020, Waugh2006, Cooper2015, Frank2021.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np

from strigil.biology._generated import lanes
from strigil.biology._generated.lanes import Algebra, Array, Tissue
from strigil.errors import UnknownNameError

__all__ = [
    "INPUTS",
    "STATES",
    "Algebra",
    "Array",
    "Inputs",
    "Parameters",
    "Tissue",
    "after_session",
    "algebra",
    "inputs_of",
    "observe",
    "rates",
]

STATES: tuple[str, ...] = Tissue._fields
INPUTS: tuple[str, ...] = lanes.INPUTS
# A session: the one input, or inputs by symbol.
Inputs = Array | float | Mapping[str, Array | float]


class Parameters(SimpleNamespace):
    """The parameters by symbol, each a number or one number per patient."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Array: ...

    def rows(self) -> list[Array]:
        """Return the parameters in the order of the definition."""
        return [getattr(self, name) for name in lanes.PARAMETERS]


def algebra(y: Tissue, p: Parameters) -> Algebra:
    """Return what follows at once from the states: mediators, enzymes, quality."""
    return Algebra(*lanes.algebra(y, p.rows()))


def rates(y: Tissue, p: Parameters) -> tuple[Array, ...]:
    """Return the rate of each state [1/d], in the order of the states."""
    return lanes.rates(y, p.rows())


def after_session(y: Tissue, session: Inputs, p: Parameters) -> Tissue:
    """Return the tissue just after a session; one of dose zero changes nothing.

    Parameters
    ----------
    y : Tissue
        Just before [1].
    session : array or mapping
        The first input, or inputs by symbol [1]; what is left out is none.
    p : Parameters
        By symbol.
    """
    return Tissue(*lanes.after_session(y, p.rows(), inputs_of(session)))


def observe(y: Tissue, p: Parameters) -> dict[str, Array]:
    """Return what can be seen, felt or measured, by key."""
    seen = lanes.observe(y, p.rows())
    return dict(zip(lanes.OBSERVABLES, seen, strict=True))


def inputs_of(session: Inputs) -> list[Array]:
    """Return a session as one number or array for each input [1].

    Raises
    ------
    UnknownNameError
        On an input that the model does not have.
    """
    named = session if isinstance(session, Mapping) else {INPUTS[0]: session}
    for name in named:
        if name not in INPUTS:
            kind = "input of a session"
            raise UnknownNameError(kind, name, INPUTS)
    pairs = zip(INPUTS, lanes.NONE, strict=True)
    return [np.asarray(named.get(name, none), dtype=float) for name, none in pairs]
