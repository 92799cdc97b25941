"""The response model by numbalsoda: LSODA in C++, a patient's course compiled."""

from collections.abc import Callable

import numba
import numpy as np
from numbalsoda import lsoda, lsoda_sig
from response_lsoda import Formulas, numbers_of
from response_lsoda import compiled as formula
from response_problem import SESSIONS, Array

from strigil.biology._generated import lanes
from strigil.biology.course import Course
from strigil.biology.model import STATES


def compiled(known: Formulas) -> Callable[..., Array]:
    """Compile rates that C can call, and the course of one patient around them."""
    states, parameters = len(STATES), len(lanes.PARAMETERS)
    rates = formula("rates")

    @numba.cfunc(lsoda_sig, error_model="numpy")
    def rate(t, u, du, p):
        out = numba.carray(du, (states,))
        out[:] = rates(numba.carray(u, (states,)), numba.carray(p, (parameters,)))

    address = rate.address
    jump = known.after_session

    @numba.njit(error_model="numpy")
    def course(
        y: Array, p: Array, ends: Array, looks: Array, inputs: Array, rtol: float
    ) -> Array:
        seen = np.empty((len(looks), states))
        now, looked = 0.0, 0
        for number in range(len(ends)):
            stop = ends[number]
            while looked < len(looks) and looks[looked] <= now:
                seen[looked] = y
                looked += 1
            upto = int(np.searchsorted(looks, stop))  # it wants times that rise
            marks = np.empty(upto - looked + 2)
            marks[0], marks[-1] = now, stop
            marks[1:-1] = looks[looked:upto]
            path, _ = lsoda(address, y, marks, p, rtol, rtol * 1e-2)
            seen[looked:upto] = path[1:-1]
            y, now, looked = path[-1].copy(), stop, upto
            while looked < len(looks) and looks[looked] <= now:
                seen[looked] = y
                looked += 1
            if number < len(inputs):
                y = jump(y, p, inputs[number])
        return seen

    return course


def by_numbalsoda(course: Course, run: Callable[..., Array], rtol: float) -> Array:
    """Follow everybody, one by one; axes: look, state, patient."""
    ends = np.append(SESSIONS, course.look_days[-1])
    paths = [
        run(
            course.start[:, patient].copy(),
            p,
            ends,
            course.look_days,
            np.ascontiguousarray(course.inputs[:, :, patient]),
            rtol,
        )
        for patient, p in enumerate(numbers_of(course))
    ]
    return np.stack(paths, axis=-1)
