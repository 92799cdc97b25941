"""The response model by CVODE through scikit-sundae, its callbacks compiled."""

import numpy as np
from response_lsoda import Formulas, one_by_one
from response_problem import Array
from sksundae.cvode import CVODE

from strigil.biology.course import Course


def by_cvode(course: Course, known: Formulas, rtol: float) -> Array:
    """Follow everybody, one by one; axes: look, state, patient."""

    def between(y: Array, marks: Array, p: Array) -> Array:
        def rates(t: float, z: Array, out: Array) -> None:
            out[:] = known.rates(t, z, p)

        def jacobian(t: float, z: Array, _: Array, out: Array) -> None:
            out[:] = known.jacobian(t, z, p)

        solver = CVODE(
            rates, rtol=rtol, atol=rtol * 1e-2, jacfn=jacobian, max_num_steps=100_000
        )
        times = np.unique(marks)
        if len(times) == 2:  # two times would mean every step
            times = np.insert(times, 1, times.mean())
        done = solver.solve(times, y)
        return done.y[np.searchsorted(times, marks)]

    return one_by_one(course, known, between)
