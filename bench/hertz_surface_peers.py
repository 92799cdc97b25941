"""The peers of hertz-surface, set up once: not periodic, total force given."""

from typing import Protocol

import numpy as np
import tamaas
from ContactMechanics import FreeFFTElasticHalfSpace
from ContactMechanics.Systems import NonSmoothContactSystem
from hertz_surface_problem import Array, Problem
from SurfaceTopography import Topography


class Peer(Protocol):
    """A solver whose kernel is ready."""

    name: str
    package: str

    def solve(self, tolerance: float) -> Array:
        """Return the pressure."""


class Tamaas:
    """tamaas: Polonsky-Keer with the transform on the doubled grid."""

    name = package = "tamaas"

    def __init__(self, problem: Problem) -> None:
        tamaas.set_log_level(tamaas.LogLevel.error)
        grid = [problem.cells] * 2
        model = tamaas.ModelFactory.createModel(
            tamaas.model_type.basic_2d, [problem.side] * 2, grid
        )
        model.E, model.nu = 1.0, 0.0
        tamaas.ModelFactory.registerNonPeriodic(model, "dcfft")
        self._model, self._surface = model, -problem.height
        self._mean = problem.force / problem.side**2

    def solve(self, tolerance: float) -> Array:
        """Return the pressure."""
        self._model.traction[:] = self._mean
        kind = tamaas.PolonskyKeerRey.pressure
        solver = tamaas.PolonskyKeerRey(
            self._model, self._surface, tolerance, kind, kind
        )
        solver.setIntegralOperator("dcfft")
        solver.solve(self._mean)
        return np.array(self._model.traction)


class ContactMechanics:
    """ContactMechanics: constrained conjugate gradients, free half-space."""

    name = package = "ContactMechanics"

    def __init__(self, problem: Problem) -> None:
        grid, size = (problem.cells,) * 2, (problem.side,) * 2
        surface = Topography(-problem.height, size)
        half_space = FreeFFTElasticHalfSpace(grid, 1.0, size)
        self._system = NonSmoothContactSystem(half_space, surface)
        self._problem = problem

    def solve(self, tolerance: float) -> Array:
        """Return the pressure."""
        approach = self._problem.contact**2 / self._problem.radius
        self._system.minimize_proxy(
            external_force=self._problem.force,
            pentol=tolerance * approach,
            maxiter=1000,
        )
        cells = self._problem.cells
        area = self._problem.cell**2
        return np.abs(np.asarray(self._system.force))[:cells, :cells] / area
