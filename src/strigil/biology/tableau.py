"""The coefficients of two Runge-Kutta methods: one explicit, one for stiff systems.

References: Tsitouras2011, HairerWanner1996.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["DENSE", "ERROR", "GAMMA", "STAGES", "STIFF_FROM", "STIFF_SLOPES"]

Array = NDArray[np.float64]

# Tsitouras' pair of orders 5 and 4: the last stage is the new state, whose slope is the
# first one of the next step.
STAGES: tuple[tuple[float, ...], ...] = (
    (0.161,),
    (-0.008480655492356989, 0.335480655492357),
    (2.8971530571054935, -6.359448489975075, 4.3622954328695815),
    (
        5.325864828439257,
        -11.748883564062828,
        7.4955393428898365,
        -0.09249506636175525,
    ),
    (
        5.86145544294642,
        -12.92096931784711,
        8.159367898576159,
        -0.071584973281401,
        -0.028269050394068383,
    ),
    (
        0.09646076681806523,
        0.01,
        0.4798896504144996,
        1.379008574103742,
        -3.290069515436081,
        2.324710524099774,
    ),
)
# What the two orders differ by.
ERROR: tuple[float, ...] = (
    -0.00178001105222577714,
    -0.0008164344596567469,
    0.007880878010261995,
    -0.1447110071732629,
    0.5823571654525552,
    -0.45808210592918697,
    0.015151515151515152,
)


def _dense() -> Array:
    """Expand the weights of the state within a step: powers 1 to 4 of the way."""

    def product(scale: float, *factors: tuple[float, ...]) -> Array:
        found = np.array([scale])
        for factor in factors:
            found = np.convolve(found, factor)
        return found[1:] if len(found) == 5 else np.append(found, 0.0)[:4]

    once, twice = (0.0, 1.0), (0.0, 0.0, 1.0)
    return np.stack(
        [
            product(
                -1.0530884977290216,
                once,
                (-1.3299890189751412, 1.0),
                (0.7139816917074209, -1.4364028541716351, 1.0),
            ),
            product(0.1017, twice, (1.2949852507374631, -2.1966568338249754, 1.0)),
            product(
                2.490627285651252793,
                twice,
                (1.57803468208092486, -2.38535645472061657, 1.0),
            ),
            product(
                -16.54810288924490272,
                twice,
                (-1.21712927295533244, 1.0),
                (-0.61620406037800089, 1.0),
            ),
            product(
                47.37952196281928122,
                twice,
                (-1.203071208372362603, 1.0),
                (-0.658047292653547382, 1.0),
            ),
            product(-34.87065786149660974, twice, (-1.2, 1.0), (-2.0 / 3.0, 1.0)),
            product(2.5, twice, (-1.0, 1.0), (-0.6, 1.0)),
        ]
    )


# The state at a share x of a step is y + h * sum over stages i and powers k = 1 to 4 of
# DENSE[i, k - 1] * x**k * slope_i.
DENSE: Array = _dense()

# Rodas, of order 4 for stiff systems: six stages, each one solution with the matrix
# 1/(h GAMMA) - J.
GAMMA = 0.25
STIFF_FROM: tuple[tuple[float, ...], ...] = (
    (1.544,),
    (0.9466785280815826, 0.2557011698983284),
    (3.314825187068521, 2.896124015972201, 0.9986419139977817),
    (1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950),
    (
        1.221224509226641,
        6.019134481288629,
        12.53708332932087,
        -0.6878860361058950,
        1.0,
    ),
)
STIFF_SLOPES: tuple[tuple[float, ...], ...] = (
    (-5.6688,),
    (-2.430093356833875, -0.2063599157091915),
    (-0.1073529058151375, -9.594562251023355, -20.47028614809616),
    (7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160),
    (
        8.083246795921522,
        -7.981132988064893,
        -31.52159432874371,
        16.31930543123136,
        -6.058818238834054,
    ),
)
