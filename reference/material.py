"""The two material laws: neo-Hookean, and one that stiffens."""

import felupe
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Demiray(felupe.NeoHooke):
    """An exponential law: W = mu / 2b (exp(b (I1 - 3)) - 1); b = 0 is neo-Hookean.

    References
    ----------
    Demiray 1972, doi 10.1016/0021-9290(72)90047-4 (recalled).
    """

    chunksize = None  # the moduli differ from cell to cell

    def __init__(self, mu: Array, b: Array) -> None:
        super().__init__(mu=mu)
        self.b = b

    def _stiffening(self, F: Array) -> Array:
        I1 = felupe.math.ddot(F, F) * felupe.math.det(F) ** (-2.0 / 3.0)
        return np.exp(self.b * np.maximum(I1 - 3.0, 0.0))

    def gradient(self, x: list[Array], out: Array | None = None) -> list[Array]:
        """Return the first Piola-Kirchhoff stress [MPa]."""
        P, state = super().gradient(x)
        return [P * self._stiffening(x[0]), state]

    def hessian(self, x: list[Array], out: Array | None = None) -> list[Array]:
        """Return its derivative by the deformation gradient [MPa]."""
        P, _ = super().gradient(x)
        A4 = super().hessian(x)[0]
        A4 = A4 + (2.0 * self.b / self.mu) * felupe.math.dya(P, P)
        return [A4 * self._stiffening(x[0])]
