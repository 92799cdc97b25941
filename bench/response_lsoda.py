"""The response model by scipy's LSODA, with its rates compiled.

The equations are those of ``strigil.biology.model`` themselves, compiled by numba, so
that the peer pays for its method and not for Python; ``odeint`` has less to do between
steps than ``solve_ivp``. The solver starts anew after every session, as it must.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from types import FunctionType

import numba
import numpy as np
from numba.np.unsafe.ndarray import to_fixed_tuple
from numpy.typing import NDArray
from scipy.integrate import odeint

from strigil.biology import model

Array = NDArray[np.float64]
Slope = Callable[[float, Array, Array], Array]


def compiled_slope(names: Sequence[str]) -> Slope:
    """Compile the model's rates for states and parameters given as plain arrays."""
    Values = namedtuple("Values", names)  # numba knows this kind
    Tissue, states, count = model.Tissue, len(model.STATES), len(names)
    known = dict(vars(model))
    for name in ("_hill4", "algebra"):
        known[name] = _compiled(getattr(model, name), known)
    rates = _compiled(model.rates, known)

    @numba.njit(error_model="numpy")
    def slope(_: float, y: Array, p: Array) -> Array:
        state = Tissue(*to_fixed_tuple(y, states))
        return np.array(rates(state, Values(*to_fixed_tuple(p, count))))

    return slope


def _compiled(function: FunctionType, known: dict[str, object]) -> FunctionType:
    bound = FunctionType(function.__code__, known, function.__name__)
    return numba.njit(bound, error_model="numpy")


def follow(
    slope: Slope,
    start: Array,
    parameters: Array,
    *,
    sessions: Sequence[tuple[float, Callable[[Array], Array]]],
    time_days: Array,
    rtol: float,
) -> Array:
    """Follow one patient: states at each time [d], a look just before its session."""
    seen = np.empty((time_days.size, start.size))
    y, now, looks = start, 0.0, 0
    for stop, jump in [*sessions, (float(time_days[-1]), None)]:
        upto = int(np.searchsorted(time_days, stop, side="right"))
        marks = np.concatenate([[now], time_days[looks:upto], [stop]])
        path = odeint(
            slope,
            y,
            marks,
            (parameters,),
            tfirst=True,
            rtol=rtol,
            atol=rtol * 1e-2,
            mxstep=100_000,
        )
        seen[looks:upto] = path[1:-1]
        y, now, looks = path[-1], stop, upto
        if jump is not None:
            y = jump(y)
    return seen
