"""The response model by scipy's LSODA and Radau, with compiled rates and Jacobian.

The formulas are the generated ones, compiled by numba, so that the peer pays for its
method and not for Python; ``odeint`` has less to do between steps than ``solve_ivp``.
The solver starts anew after every session, as it must.
"""

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray
from response_problem import SESSIONS, Array
from scipy.integrate import odeint, solve_ivp

from strigil.biology._generated import lanes
from strigil.biology.course import Course
from strigil.biology.model import STATES

Jump = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Formulas:
    """Rates, Jacobian and session as compiled functions of (states, numbers)."""

    rates: Callable[[float, Array, Array], Array]
    jacobian: Callable[[float, Array, Array], Array]
    after_session: Callable[[Array, Array, Array], Array]


def compiled(name: str) -> Callable[..., Array]:
    """Compile a generated function for one patient.

    Arrays are read by their places, since the compiler takes long tuples apart slowly.
    """
    text = re.sub(
        r"^    \((.*),\) = (\w+)$",
        lambda found: "\n".join(
            f"    {symbol} = {found[2]}[{place}]"
            for place, symbol in enumerate(found[1].split(", "))
            if symbol != "_"
        ),
        inspect.getsource(getattr(lanes, name)),
        flags=re.MULTILINE,
    )
    text = text.replace("return (\n", "return np.array((\n")
    text = re.sub(r"\)\n$", "))\n", text)
    known = {"np": np, "Iterable": Iterable, "Array": object}
    exec(text, known)  # noqa: S102  # our own source
    return numba.njit(known[name], error_model="numpy")


def formulas() -> Formulas:
    """Compile the model for one patient: parameters and constants in one array."""
    states, parameters = len(STATES), len(lanes.PARAMETERS)
    rates, slopes, after = map(compiled, ("rates", "jacobian", "after_session"))
    rows = np.array([i for i, _ in lanes.JACOBIAN])
    columns = np.array([j for _, j in lanes.JACOBIAN])

    @numba.njit(error_model="numpy")
    def rate(_: float, y: Array, p: Array) -> Array:
        return rates(y, p)

    @numba.njit(error_model="numpy")
    def jacobian(_: float, y: Array, p: Array) -> Array:
        found = np.zeros((states, states))
        values = slopes(y, p[parameters:])
        for i in range(len(values)):
            found[rows[i], columns[i]] = values[i]
        return found

    return Formulas(rate, jacobian, after)


def numbers_of(course: Course) -> NDArray[np.float64]:
    """Return each patient's parameters and then constants; a row for a patient."""
    count = course.start.shape[1]
    made = [row + np.zeros(count) for row in lanes.constants_of(course.parameters)]
    return np.ascontiguousarray(np.concatenate([course.parameters, made]).T)


def by_lsoda(course: Course, known: Formulas, rtol: float) -> Array:
    """Follow everybody, one by one; axes: look, state, patient."""

    def between(y: Array, marks: Array, p: Array) -> Array:
        return odeint(
            known.rates,
            y,
            marks,
            (p,),
            Dfun=known.jacobian,
            tfirst=True,
            rtol=rtol,
            atol=rtol * 1e-2,
            mxstep=100_000,
        )

    return one_by_one(course, known, between)


def by_radau(course: Course, known: Formulas, rtol: float) -> Array:
    """Follow everybody by the implicit method."""

    def between(y: Array, marks: Array, p: Array) -> Array:
        done = solve_ivp(
            lambda t, z: known.rates(t, z, p),
            (marks[0], marks[-1]),
            y,
            "Radau",
            t_eval=np.unique(marks),
            jac=lambda t, z: known.jacobian(t, z, p),
            rtol=rtol,
            atol=rtol * 1e-2,
        )
        return done.y.T[np.searchsorted(np.unique(marks), marks)]

    return one_by_one(course, known, between)


def one_by_one(
    course: Course,
    known: Formulas,
    between: Callable[[Array, Array, Array], Array],
) -> Array:
    """Follow each patient from session to session by a peer's own call."""
    seen = np.empty((len(course.look_days), len(STATES), course.start.shape[1]))
    for patient, p in enumerate(numbers_of(course)):
        y, now, looked = course.start[:, patient].copy(), 0.0, 0
        for number, stop in enumerate([*SESSIONS, course.look_days[-1]]):
            upto = int(np.searchsorted(course.look_days, stop, side="right"))
            marks = np.concatenate([[now], course.look_days[looked:upto], [stop]])
            path = between(y, marks, p)
            seen[looked:upto, :, patient] = path[1:-1]
            y, now, looked = path[-1], stop, upto
            if number < len(SESSIONS):
                y = known.after_session(y, p, course.inputs[number, :, patient])
    return seen
