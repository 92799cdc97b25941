"""The response model by diffrax: all patients in one vmap, compiled by XLA."""

import inspect
from collections.abc import Iterable

import diffrax
import jax
import jax.numpy as jnp
import numpy as np
from response_problem import SESSIONS, Array

from strigil.biology._generated import lanes
from strigil.biology.course import Course

jax.config.update("jax_enable_x64", True)


def _on_jax(name: str) -> object:
    """Run the source of a generated function with jax in the place of NumPy."""
    known = {"np": jnp, "Iterable": Iterable, "Array": object}
    exec(inspect.getsource(getattr(lanes, name)), known)  # noqa: S102  # our own source
    return known[name]


class Compiled:
    """The whole course of a patient as one function, for one set of looks."""

    def __init__(self, course: Course) -> None:
        rates, after = _on_jax("rates"), _on_jax("after_session")
        looks = course.look_days
        ends = np.append(SESSIONS, looks[-1])
        begins = np.append(0.0, SESSIONS)
        inside = [
            np.flatnonzero((looks <= end) & ((looks > begin) | (begin == 0.0)))
            for begin, end in zip(begins, ends, strict=True)
        ]
        most = max(len(numbers) for numbers in inside) + 1
        marks = np.array(
            [
                np.append(looks[numbers], np.full(most - len(numbers), end))
                for numbers, end in zip(inside, ends, strict=True)
            ]
        )
        self.where = [(i, j) for i, n in enumerate(inside) for j in range(len(n))]

        def slope(t: float, y: jax.Array, p: jax.Array) -> jax.Array:
            return jnp.stack(rates(list(y), list(p)))

        def stretch(state, given):
            y, p, rtol = state
            begin, end, saves, u = given
            done = diffrax.diffeqsolve(
                diffrax.ODETerm(slope),
                diffrax.Tsit5(),
                begin,
                end,
                None,
                y,
                args=p,
                saveat=diffrax.SaveAt(ts=saves),
                stepsize_controller=diffrax.PIDController(rtol=rtol, atol=rtol * 1e-2),
                max_steps=100_000,
                adjoint=diffrax.ForwardMode(),
            )
            y = jnp.stack(jnp.broadcast_arrays(*after(list(done.ys[-1]), list(p), u)))
            return (y, p, rtol), done.ys

        none = np.zeros((1, *course.inputs.shape[1:]))
        given = np.concatenate([course.inputs, none])[:, :, 0]

        def one(y: jax.Array, p: jax.Array, rtol: float) -> jax.Array:
            return jax.lax.scan(stretch, (y, p, rtol), (begins, ends, marks, given))[1]

        self.run = jax.jit(jax.vmap(one, in_axes=(0, 0, None)))

    def solve(self, course: Course, rtol: float) -> Array:
        """Follow everybody at once; axes: look, state, patient."""
        paths = np.asarray(self.run(course.start.T, course.parameters.T, rtol))
        rows = np.array(self.where)
        return np.moveaxis(paths[:, rows[:, 0], rows[:, 1]], 0, -1)
