"""The response model: its states, rates, session jumps and observables, once.

Time is in days. Tissue quantities are relative to healthy tissue (healthy = 1) or
fractions from 0 to 1. The symbols are those of ``docs/models/tissue-response.md``;
every number is a parameter from ``data/response_parameters.toml``. Nothing here is
calibrated: the forms come from published models, most values are our assumptions.

References: Adler2020, Waugh2006, Cooper2015, Frank2021.
"""

from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "STATES",
    "Array",
    "Parameters",
    "Tissue",
    "after_session",
    "algebra",
    "observe",
    "rates",
]

Array = NDArray[np.float64]


class Parameters(SimpleNamespace):
    """The parameters by symbol, each a number or one number per patient."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Array: ...


class Tissue(NamedTuple):
    """The eighteen states, each one number per patient [1].

    Cells and matrix are relative to healthy tissue; X, A and Z are fractions.
    """

    D: Array  # microdamage
    N: Array  # neutrophils
    M1: Array  # inflammatory macrophages
    M2: Array  # repairing macrophages
    W: Array  # mechanical signal that cells feel
    V: Array  # widening of vessels, minutes
    G: Array  # vessels, weeks
    S: Array  # progenitor cells
    F: Array  # fibroblasts
    Y: Array  # myofibroblasts
    C3: Array  # collagen III
    C1: Array  # collagen I
    X: Array  # cross-links
    A: Array  # alignment of fibres
    H: Array  # blood outside the vessels
    B: Array  # bilirubin
    Z: Array  # sensitisation
    Q: Array  # relief just after a session


STATES: tuple[str, ...] = Tissue._fields


class Algebra(NamedTuple):
    """What follows at once from the states."""

    qual: Array  # quality of the matrix, which is its strength
    med: Array  # inflammatory mediators
    tgf: Array  # transforming growth factor beta
    mmp: Array  # enzymes that degrade the matrix
    frag: Array  # share of the daily load that harms weak tissue
    hx: Array  # stiffness as the cell feels it
    ht: Array  # growth factor as the cell feels it
    noci: Array  # nociceptive input
    fr: Array  # fragility under a session
    sy: Array  # synthesis of collagen III


def algebra(y: Tissue, p: Parameters) -> Algebra:
    """Return what follows at once from the states: mediators, enzymes, quality."""
    qual = (y.C1 * (p.q0 + p.qA * y.A) + p.q3 * y.C3) / p.qN
    med = (p.pD * y.D + p.pN * y.N + p.pM * y.M1) / (1 + y.M2 / p.KA)
    tgf = p.tM * y.M2 + p.tY * y.Y
    mmp = (p.m0 + p.mP * med + p.mW * y.W) / (1 + tgf / p.KTi)
    frag = _hill4(p.Kq, qual)
    hx = _hill4(y.X, p.KX)
    ht = tgf * tgf / (p.KY * p.KY + tgf * tgf)
    noci = p.wP * med + p.wD * y.D + p.wX * y.X
    weak = np.maximum(1 - qual, 0.0)
    harmed = weak * weak + y.D
    fr = 1 + p.jF * harmed / (1 + harmed / p.uF)
    sy = (y.F + p.y3 * y.Y) * y.G * (1 + p.yT * tgf / (p.KT + tgf))
    return Algebra(qual, med, tgf, mmp, frag, hx, ht, noci, fr, sy)


def rates(y: Tissue, p: Parameters) -> tuple[Array, ...]:
    """Return the rate of each state [1/d], in the order of the states."""
    a = algebra(y, p)
    polarised = p.kPol * y.M1 * (1 + p.ePol * y.N)
    grown = a.tgf / (p.KT + a.tgf) * (1 - (y.F + y.Y) / p.Kc) * a.med / (p.KF + a.med)
    unrest = (a.sy - p.sA) * (a.sy - p.sA)
    gone = p.kH * y.H * (1 + p.hM * (y.M1 + y.M2))
    return (
        # D
        p.l0 * p.load * a.frag - p.kD * y.D * (1 + p.phM * (y.M1 + p.phM2 * y.M2)),
        # N
        p.kN * y.D / (1 + y.M2 * y.M2 / (p.KN * p.KN)) - p.dN * y.N - p.eN * y.N * y.M2,
        # M1
        p.kM * (y.D + p.aN * y.N) - polarised - p.dM1 * y.M1,
        # M2
        polarised + p.wM2 * y.W - p.dM2 * (y.M2 - p.M20),
        # W
        -p.kW * y.W,
        # V
        p.vP * a.med - p.kV * y.V,
        # G
        p.kG * (y.M2 - p.M20 + p.gW * y.W) * (p.Gmax - y.G) - p.kg * (y.G - 1),
        # S
        p.kS * (y.D + a.med) * y.G + p.sW * y.W * y.G - p.dS * y.S - p.kSF * y.S,
        # F
        p.kSF * y.S
        + p.rF * y.F * grown
        - p.dF * (y.F - 1)
        - p.kY * p.bT * y.F * a.ht * p.lY,
        # Y
        p.kY * y.F * (p.bT * a.ht + p.bX * a.hx)
        - p.dY * y.Y * (1 + p.rel * y.W * (1 - y.X)),
        # C3
        p.s3 * a.sy - p.k31 * y.C3 - p.d3 * a.mmp * y.C3,
        # C1
        p.k31 * y.C3 * y.A * y.A + p.s1 * y.F * y.G - p.d1 * a.mmp * y.C1,
        # X
        (p.kX * y.Y + p.x0) * (1 - y.X) - p.dX * y.X * (1 + p.xM * a.mmp),
        # A
        p.kA * (p.aL * p.load + p.aW * y.W) * (1 - y.X) * (1 - y.A)
        - p.dA * y.A * unrest / (p.KsA + unrest),
        # H, B
        -gone,
        gone - p.kB * y.B,
        # Z, Q
        p.kZ * a.noci * (1 - y.Z) - p.dZ * y.Z * (1 + p.zQ * y.Q),
        -p.kQ * y.Q,
    )


def after_session(y: Tissue, u: Array, p: Parameters) -> Tissue:
    """Return the tissue just after a session of dose ``u`` [1]; zero changes nothing.

    All terms use the state before the session.
    """
    fr = algebra(y, p).fr
    released = p.jX * u
    hard = u * u / (1 + p.uD * u * u)
    return y._replace(
        D=y.D + p.jD * hard * fr,
        X=y.X * (1 + p.xR * released) / (1 + p.xS * released),
        W=y.W + p.jW * u / (1 + p.uW * u),
        V=y.V + p.jV * u / (1 + p.uV * u),
        Q=y.Q + p.jQ * u / (p.uQ + u),
        H=y.H + p.jH * u * u * u / (1 + p.uH * u * u) * (1 + y.H / (p.KH + y.H)),
        A=y.A / (1 + p.jA * hard * fr),
        C1=y.C1 / (1 + p.jC * hard * fr),
    )


def observe(y: Tissue, p: Parameters) -> dict[str, Array]:
    """Return what can be seen, felt or measured; pain as felt input, see ``pain``."""
    a = algebra(y, p)
    return {
        "felt": a.noci * (1 + p.zP * y.Z),
        "strength": a.qual,
        "stiffness": (y.C1 + p.s3C * y.C3) * (1 + p.sX * y.X) / p.sN,
        "restriction": y.X,
        "perfusion": y.G * (1 + y.V),
        "erythema": y.V + p.rM * a.med,
        "bruise": y.H,
        "yellow": y.B,
        "inflammation": a.med,
        "c3c1": y.C3 / y.C1,
        "microdamage": y.D,
        "neutrophils": y.N,
        "m1": y.M1,
        "m2": y.M2,
        "progenitors": y.S,
        "fibroblasts": y.F,
        "myofibroblasts": y.Y,
        "collagen_iii": y.C3,
        "collagen_i": y.C1,
        "alignment": y.A,
        "cross_links": y.X,
        "sensitisation": y.Z,
        "analgesia": y.Q,
    }


def _hill4(x: Array, k: Array) -> Array:
    x2, k2 = x * x, k * k
    return x2 * x2 / (k2 * k2 + x2 * x2)
