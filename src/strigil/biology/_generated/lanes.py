"""Made from data/response_model.toml: change that, then run
`python -m strigil.biology.generate`.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

INPUTS: tuple[str, ...] = (
    "u",
)

NONE: tuple[float, ...] = (0.0,)

PARAMETERS: tuple[str, ...] = (
    "kD",
    "phM",
    "l0",
    "Kq",
    "load",
    "phM2",
    "kN",
    "dN",
    "eN",
    "KN",
    "kM",
    "aN",
    "kPol",
    "ePol",
    "dM1",
    "dM2",
    "M20",
    "wM2",
    "pD",
    "pN",
    "pM",
    "KA",
    "tM",
    "tY",
    "kW",
    "kV",
    "vP",
    "kG",
    "gW",
    "kg",
    "Gmax",
    "kS",
    "sW",
    "dS",
    "kSF",
    "rF",
    "KT",
    "Kc",
    "dF",
    "kY",
    "bT",
    "KY",
    "bX",
    "KX",
    "dY",
    "rel",
    "KF",
    "lY",
    "kX",
    "dX",
    "xM",
    "s3",
    "yT",
    "y3",
    "k31",
    "d3",
    "s1",
    "d1",
    "m0",
    "mP",
    "mW",
    "KTi",
    "x0",
    "q0",
    "qA",
    "q3",
    "qN",
    "s3C",
    "sX",
    "sN",
    "kA",
    "aW",
    "dA",
    "aL",
    "sA",
    "KsA",
    "kH",
    "hM",
    "kB",
    "rM",
    "kZ",
    "dZ",
    "kQ",
    "wP",
    "wD",
    "wX",
    "zQ",
    "zP",
    "jD",
    "jF",
    "jX",
    "jW",
    "jV",
    "jQ",
    "jH",
    "jA",
    "jC",
    "uD",
    "uF",
    "xR",
    "xS",
    "uW",
    "uV",
    "uQ",
    "uH",
    "KH",
    "own",
)

OBSERVABLES: tuple[str, ...] = (
    "pain",
    "strength",
    "stiffness",
    "restriction",
    "perfusion",
    "erythema",
    "bruise",
    "yellow",
    "inflammation",
    "c3c1",
    "microdamage",
    "neutrophils",
    "m1",
    "m2",
    "progenitors",
    "fibroblasts",
    "myofibroblasts",
    "collagen_iii",
    "collagen_i",
    "alignment",
    "cross_links",
    "sensitisation",
    "analgesia",
)


class Tissue(NamedTuple):
    """The states, each one number per patient."""

    D: Array  # microdamage [1]
    N: Array  # neutrophils [1]
    M1: Array  # inflammatory macrophages [1]
    M2: Array  # repairing macrophages [1]
    W: Array  # mechanical signal that cells feel [1]
    V: Array  # widening of vessels, minutes [1]
    G: Array  # vessels, weeks [1]
    S: Array  # progenitor cells [1]
    F: Array  # fibroblasts [1]
    Y: Array  # myofibroblasts [1]
    C3: Array  # collagen III [1]
    C1: Array  # collagen I [1]
    X: Array  # cross-links [1]
    A: Array  # alignment of fibres [1]
    H: Array  # blood outside the vessels [1]
    B: Array  # bilirubin [1]
    Z: Array  # sensitisation [1]
    Q: Array  # relief just after a session [1]


class Algebra(NamedTuple):
    """What follows at once from the states."""

    qual: Array  # quality of the matrix, which is its strength [1]
    med: Array  # inflammatory mediators [1]
    tgf: Array  # transforming growth factor beta [1]
    mmp: Array  # enzymes that degrade the matrix [1]
    frag: Array  # share of the daily load that harms weak tissue [1]
    hx: Array  # stiffness as the cell feels it [1]
    ht: Array  # growth factor as the cell feels it [1]
    noci: Array  # nociceptive input [1]
    weak: Array  # how far below healthy the matrix is [1]
    harmed: Array  # weakness and damage [1]
    fr: Array  # fragility under a session [1]
    sy: Array  # making of collagen III [1]
    polarised: Array  # inflammatory macrophages that turn into repairing ones [1/d]
    grown: Array  # growth of fibroblasts against its most [1]
    unrest: Array  # how far making is from rest, squared [1]
    gone: Array  # blood broken down [1/d]
    felt: Array  # pain as felt input [1]


def algebra(
    states: Sequence[Array], parameters: Sequence[Array],
) -> tuple[Array, ...]:
    """Return the rules, in order."""
    D, N, M1, M2, W, _, G, _, F, Y, C3, C1, X, A, H, _, Z, _ = states
    _, _, _, Kq, _, _, _, _, _, _, _, _, kPol, ePol, _, _, _, _, pD, pN, pM, KA, tM, tY, _, _, _, _, _, _, _, _, _, _, _, _, KT, Kc, _, _, _, KY, _, KX, _, _, KF, _, _, _, _, _, yT, y3, _, _, _, _, m0, mP, mW, KTi, _, q0, qA, q3, qN, _, _, _, _, _, _, _, sA, _, kH, hM, _, _, _, _, _, wP, wD, wX, _, zP, _, jF, _, _, _, _, _, _, _, _, uF, _, _, _, _, _, _, _, own = parameters
    qual = (C1 * (q0 + qA * A) + q3 * C3) / qN
    med = (pD * D + pN * N + pM * M1) / (1.0 + M2 / KA)
    tgf = tM * M2 + tY * Y
    _150 = Kq * Kq
    _151 = _150 * _150
    _152 = qual * qual
    _156 = X * X
    _157 = _156 * _156
    _158 = KX * KX
    _162 = tgf * tgf
    noci = wP * med + wD * D + wX * X
    weak = np.maximum(1.0 - qual, 0.0)
    harmed = weak * weak + D
    _185 = KT + tgf
    sy = (F + y3 * Y) * G * (1.0 + yT * tgf / _185)
    _201 = sy - sA
    return (
        qual,
        med,
        tgf,
        (m0 + mP * med + mW * W) / (1.0 + tgf / KTi),
        _151 / (_151 + _152 * _152),
        _157 / (_158 * _158 + _157),
        _162 / (KY * KY + _162),
        noci,
        weak,
        harmed,
        1.0 + jF * harmed / (1.0 + harmed / uF),
        sy,
        kPol * M1 * (1.0 + ePol * N),
        tgf / _185 * (1.0 - (F + Y) / Kc) * med / (KF + med),
        _201 * _201,
        kH * H * (1.0 + hM * (M1 + M2)),
        own * noci * (1.0 + zP * Z),
    )


def rates(
    states: Sequence[Array], parameters: Sequence[Array],
) -> tuple[Array, ...]:
    """Return the rate of each state [1/d]."""
    D, N, M1, M2, W, V, G, S, F, Y, C3, C1, X, A, H, B, Z, Q = states
    kD, phM, l0, Kq, load, phM2, kN, dN, eN, KN, kM, aN, kPol, ePol, dM1, dM2, M20, wM2, pD, pN, pM, KA, tM, tY, kW, kV, vP, kG, gW, kg, Gmax, kS, sW, dS, kSF, rF, KT, Kc, dF, kY, bT, KY, bX, KX, dY, rel, KF, lY, kX, dX, xM, s3, yT, y3, k31, d3, s1, d1, m0, mP, mW, KTi, x0, q0, qA, q3, qN, _, _, _, kA, aW, dA, aL, sA, KsA, kH, hM, kB, _, kZ, dZ, kQ, wP, wD, wX, zQ, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _ = parameters
    qual = (C1 * (q0 + qA * A) + q3 * C3) / qN
    med = (pD * D + pN * N + pM * M1) / (1.0 + M2 / KA)
    tgf = tM * M2 + tY * Y
    mmp = (m0 + mP * med + mW * W) / (1.0 + tgf / KTi)
    _150 = Kq * Kq
    _151 = _150 * _150
    _152 = qual * qual
    _156 = X * X
    _157 = _156 * _156
    _158 = KX * KX
    _162 = tgf * tgf
    ht = _162 / (KY * KY + _162)
    _185 = KT + tgf
    sy = (F + y3 * Y) * G * (1.0 + yT * tgf / _185)
    polarised = kPol * M1 * (1.0 + ePol * N)
    _201 = sy - sA
    unrest = _201 * _201
    gone = kH * H * (1.0 + hM * (M1 + M2))
    _246 = M2 - M20
    _270 = kSF * S
    _290 = 1.0 - X
    _296 = k31 * C3
    return (
        l0 * load * (_151 / (_151 + _152 * _152)) - kD * D * (1.0 + phM * (M1 + phM2 * M2)),
        kN * D / (1.0 + M2 * M2 / (KN * KN)) - dN * N - eN * N * M2,
        kM * (D + aN * N) - polarised - dM1 * M1,
        polarised + wM2 * W - dM2 * _246,
        -kW * W,
        vP * med - kV * V,
        kG * (_246 + gW * W) * (Gmax - G) - kg * (G - 1.0),
        kS * (D + med) * G + sW * W * G - dS * S - _270,
        _270 + rF * F * (tgf / _185 * (1.0 - (F + Y) / Kc) * med / (KF + med)) - dF * (F - 1.0) - kY * bT * F * ht * lY,
        kY * F * (bT * ht + bX * (_157 / (_158 * _158 + _157))) - dY * Y * (1.0 + rel * W * _290),
        s3 * sy - _296 - d3 * mmp * C3,
        _296 * (A * A) + s1 * F * G - d1 * mmp * C1,
        (kX * Y + x0) * _290 - dX * X * (1.0 + xM * mmp),
        kA * (aL * load + aW * W) * _290 * (1.0 - A) - dA * A * unrest / (KsA + unrest),
        -gone,
        gone - kB * B,
        kZ * (wP * med + wD * D + wX * X) * (1.0 - Z) - dZ * Z * (1.0 + zQ * Q),
        -kQ * Q,
    )


def after_session(
    states: Sequence[Array], parameters: Sequence[Array], inputs: Sequence[Array],
) -> tuple[Array, ...]:
    """Return each state just after a session."""
    D, N, M1, M2, W, V, G, S, F, Y, C3, C1, X, A, H, B, Z, Q = states
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, q0, qA, q3, qN, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, jD, jF, jX, jW, jV, jQ, jH, jA, jC, uD, uF, xR, xS, uW, uV, uQ, uH, KH, _ = parameters
    u, = inputs
    weak = np.maximum(1.0 - (C1 * (q0 + qA * A) + q3 * C3) / qN, 0.0)
    harmed = weak * weak + D
    fr = 1.0 + jF * harmed / (1.0 + harmed / uF)
    _213 = jX * u
    _214 = u * u
    _217 = _214 / (1.0 + uD * _214)
    return (
        D + jD * _217 * fr,
        N,
        M1,
        M2,
        W + jW * u / (1.0 + uW * u),
        V + jV * u / (1.0 + uV * u),
        G,
        S,
        F,
        Y,
        C3,
        C1 / (1.0 + jC * _217 * fr),
        X * (1.0 + xR * _213) / (1.0 + xS * _213),
        A / (1.0 + jA * _217 * fr),
        H + jH * (_214 * u) / (1.0 + uH * _214) * (1.0 + H / (KH + H)),
        B,
        Z,
        Q + jQ * u / (uQ + u),
    )


def observe(
    states: Sequence[Array], parameters: Sequence[Array],
) -> tuple[Array, ...]:
    """Return the observables, in order."""
    D, N, M1, M2, _, V, G, S, F, Y, C3, C1, X, A, H, B, Z, Q = states
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, pD, pN, pM, KA, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, q0, qA, q3, qN, s3C, sX, sN, _, _, _, _, _, _, _, _, _, rM, _, _, _, wP, wD, wX, _, zP, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, own = parameters
    med = (pD * D + pN * N + pM * M1) / (1.0 + M2 / KA)
    felt = own * (wP * med + wD * D + wX * X) * (1.0 + zP * Z)
    return (
        10.0 * felt / (1.0 + felt) / (1.0 + Q),
        (C1 * (q0 + qA * A) + q3 * C3) / qN,
        (C1 + s3C * C3) * (1.0 + sX * X) / sN,
        X,
        G * (1.0 + V),
        V + rM * med,
        H,
        B,
        med,
        C3 / C1,
        D,
        N,
        M1,
        M2,
        S,
        F,
        Y,
        C3,
        C1,
        A,
        X,
        Z,
        Q,
    )
