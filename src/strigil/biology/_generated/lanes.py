"""Made from data/response_model.toml: change that, then run
`python -m strigil.biology.generate`.
"""

from collections.abc import Iterable
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
    "rD",
    "cN",
    "fW",
    "yW",
    "jW",
    "jV",
    "jQ",
    "jH",
    "jA",
    "jC",
    "uT",
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

APART: tuple[str, ...] = (
    "V",
)

LOW: Array = np.array([
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
    [0.0],
])

HIGH: Array = np.array([
    [np.inf],
    [np.inf],
    [np.inf],
    [np.inf],
    [np.inf],
    [np.inf],
    [np.inf],
    [np.inf],
    [np.inf],
    [np.inf],
    [np.inf],
    [np.inf],
    [1.0],
    [1.0],
    [np.inf],
    [np.inf],
    [1.0],
    [np.inf],
])


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


def algebra(states: Iterable[Array], parameters: Iterable[Array]) -> tuple[Array, ...]:
    """Return the rules, in order."""
    (D, N, M1, M2, W, _, G, _, F, Y, C3, C1, X, A, H, _, Z, _,) = states
    (_, _, _, Kq, _, _, _, _, _, _, _, _, kPol, ePol, _, _, _, _, pD, pN, pM, KA, tM, tY, _, _, _, _, _, _, _, _, _, _, _, _, KT, Kc, _, _, _, KY, _, KX, _, _, KF, _, _, _, _, _, yT, y3, _, _, _, _, m0, mP, mW, KTi, _, q0, qA, q3, qN, _, _, _, _, _, _, _, sA, _, kH, hM, _, _, _, _, _, wP, wD, wX, _, zP, _, jF, _, _, _, fW, _, _, _, _, _, _, _, _, _, uF, _, _, _, _, _, _, _, own,) = parameters
    qual = (C1 * (q0 + qA * A) + q3 * C3) / qN
    med = (pD * D + pN * N + pM * M1) / (1.0 + M2 / KA)
    tgf = tM * M2 + tY * Y
    _155 = Kq * Kq
    _156 = _155 * _155
    _157 = qual * qual
    _161 = X * X
    _162 = _161 * _161
    _163 = KX * KX
    _167 = tgf * tgf
    noci = wP * med + wD * D + wX * X
    weak = np.maximum((1.0 - qual), 0.0)
    harmed = weak * weak + D
    _190 = KT + tgf
    sy = (F + y3 * Y) * G * (1.0 + yT * tgf / _190)
    _208 = sy - sA
    return (
        qual,
        med,
        tgf,
        (m0 + mP * med + mW * W) / (1.0 + tgf / KTi),
        _156 / (_156 + _157 * _157),
        _162 / (_163 * _163 + _162),
        _167 / (KY * KY + _167),
        noci,
        weak,
        harmed,
        1.0 + jF * harmed / (1.0 + harmed / uF),
        sy,
        kPol * M1 * (1.0 + ePol * N),
        (tgf / _190 + fW * W) * (1.0 - (F + Y) / Kc) * med / (KF + med),
        _208 * _208,
        kH * H * (1.0 + hM * (M1 + M2)),
        own * noci * (1.0 + zP * Z),
    )


def rates(states: Iterable[Array], parameters: Iterable[Array]) -> tuple[Array, ...]:
    """Return the rate of each state [1/d]."""
    (D, N, M1, M2, W, V, G, S, F, Y, C3, C1, X, A, H, B, Z, Q,) = states
    (kD, phM, l0, Kq, load, phM2, kN, dN, eN, KN, kM, aN, kPol, ePol, dM1, dM2, M20, wM2, pD, pN, pM, KA, tM, tY, kW, kV, vP, kG, gW, kg, Gmax, kS, sW, dS, kSF, rF, KT, Kc, dF, kY, bT, KY, bX, KX, dY, rel, KF, lY, kX, dX, xM, s3, yT, y3, k31, d3, s1, d1, m0, mP, mW, KTi, x0, q0, qA, q3, qN, _, _, _, kA, aW, dA, aL, sA, KsA, kH, hM, kB, _, kZ, dZ, kQ, wP, wD, wX, zQ, _, _, _, _, rD, _, fW, yW, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,) = parameters
    qual = (C1 * (q0 + qA * A) + q3 * C3) / qN
    med = (pD * D + pN * N + pM * M1) / (1.0 + M2 / KA)
    tgf = tM * M2 + tY * Y
    mmp = (m0 + mP * med + mW * W) / (1.0 + tgf / KTi)
    _155 = Kq * Kq
    _156 = _155 * _155
    _157 = qual * qual
    _161 = X * X
    _162 = _161 * _161
    _163 = KX * KX
    _167 = tgf * tgf
    ht = _167 / (KY * KY + _167)
    _190 = KT + tgf
    sy = (F + y3 * Y) * G * (1.0 + yT * tgf / _190)
    polarised = kPol * M1 * (1.0 + ePol * N)
    _208 = sy - sA
    unrest = _208 * _208
    gone = kH * H * (1.0 + hM * (M1 + M2))
    _260 = M2 - M20
    _284 = kSF * S
    _304 = 1.0 - X
    _315 = k31 * C3
    return (
        l0 * (load * load) * (_156 / (_156 + _157 * _157)) - kD * D * (1.0 + phM * (M1 + phM2 * M2) + rD * W),
        kN * D / (1.0 + M2 * M2 / (KN * KN)) - dN * N - eN * N * M2,
        kM * (D + aN * N) - polarised - dM1 * M1,
        polarised + wM2 * W - dM2 * _260,
        -kW * W,
        vP * med - kV * V,
        kG * (_260 + gW * W) * (Gmax - G) - kg * (G - 1.0),
        kS * (D + med) * G + sW * W * G - dS * S - _284,
        _284 + rF * F * ((tgf / _190 + fW * W) * (1.0 - (F + Y) / Kc) * med / (KF + med)) - dF * (F - 1.0) - kY * bT * F * ht * lY,
        kY * F * (bT * ht + bX * (_162 / (_163 * _163 + _162))) - dY * Y * (1.0 + rel * W * _304),
        s3 * sy * (1.0 + yW * W / (1.0 + W)) - _315 - d3 * mmp * C3,
        _315 * (A * A) + s1 * F * G - d1 * mmp * C1,
        (kX * Y + x0) * _304 - dX * X * (1.0 + xM * mmp),
        kA * (aL * load + aW * W) * _304 * (1.0 - A) - dA * A * unrest / (KsA + unrest),
        -gone,
        gone - kB * B,
        kZ * (wP * med + wD * D + wX * X) * (1.0 - Z) - dZ * Z * (1.0 + zQ * Q),
        -kQ * Q,
    )


def after_session(states: Iterable[Array], parameters: Iterable[Array], inputs: Iterable[Array]) -> tuple[Array, ...]:
    """Return the states."""
    (D, N, M1, M2, W, V, G, S, F, Y, C3, C1, X, A, H, B, Z, Q,) = states
    (_, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, q0, qA, q3, qN, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, jD, jF, jX, _, cN, _, _, jW, jV, jQ, jH, jA, jC, uT, uD, uF, xR, xS, uW, uV, uQ, uH, KH, _,) = parameters
    (u,) = inputs
    weak = np.maximum((1.0 - (C1 * (q0 + qA * A) + q3 * C3) / qN), 0.0)
    harmed = weak * weak + D
    fr = 1.0 + jF * harmed / (1.0 + harmed / uF)
    _220 = jX * u
    _221 = u * u
    _228 = _221 * _221 / (uT * uT + _221) / (1.0 + uD * _221)
    _366 = 1.0 + uW * u
    return (
        D + jD * _228 * fr,
        N / (1.0 + cN * u / _366),
        M1,
        M2,
        W + jW * u / _366,
        V + jV * u / (1.0 + uV * u),
        G,
        S,
        F,
        Y,
        C3,
        C1 / (1.0 + jC * _228 * fr),
        X * (1.0 + xR * _220) / (1.0 + xS * _220),
        A / (1.0 + jA * _228 * fr),
        H + jH * (_221 * u) / (1.0 + uH * _221) * (1.0 + H / (KH + H)),
        B,
        Z,
        Q + jQ * u / (uQ + u),
    )


def observe(states: Iterable[Array], parameters: Iterable[Array]) -> tuple[Array, ...]:
    """Return the observables."""
    (D, N, M1, M2, _, V, G, S, F, Y, C3, C1, X, A, H, B, Z, Q,) = states
    (_, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, pD, pN, pM, KA, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, q0, qA, q3, qN, s3C, sX, sN, _, _, _, _, _, _, _, _, _, rM, _, _, _, wP, wD, wX, _, zP, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, own,) = parameters
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


def constants_of(parameters: Iterable[Array]) -> tuple[Array, ...]:
    """Return what a patient's parameters decide."""
    (kD, phM, l0, Kq, load, phM2, kN, dN, eN, KN, kM, aN, kPol, ePol, dM1, dM2, M20, wM2, pD, pN, pM, KA, tM, tY, kW, kV, vP, kG, gW, kg, Gmax, kS, sW, dS, kSF, rF, KT, Kc, dF, kY, bT, KY, bX, KX, dY, rel, KF, lY, kX, dX, xM, s3, yT, y3, k31, d3, s1, d1, m0, mP, mW, KTi, x0, q0, qA, q3, qN, _, _, _, kA, aW, dA, aL, sA, KsA, kH, hM, kB, _, kZ, dZ, kQ, wP, wD, wX, zQ, _, _, _, _, rD, _, fW, yW, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,) = parameters
    _155 = Kq * Kq
    _163 = KX * KX
    _549 = 1.0 / Kc
    return (
        kD,
        phM,
        phM2,
        kN,
        dN,
        eN,
        kM,
        aN,
        kPol,
        ePol,
        dM1,
        dM2,
        M20,
        wM2,
        pD,
        pN,
        pM,
        tM,
        tY,
        kV,
        vP,
        kG,
        gW,
        kg,
        Gmax,
        kS,
        sW,
        dS,
        kSF,
        rF,
        KT,
        dF,
        kY,
        bT,
        bX,
        dY,
        rel,
        KF,
        lY,
        kX,
        dX,
        xM,
        s3,
        yT,
        y3,
        k31,
        d3,
        s1,
        d1,
        m0,
        mP,
        mW,
        x0,
        q0,
        qA,
        q3,
        kA,
        aW,
        dA,
        sA,
        KsA,
        kH,
        hM,
        kB,
        kZ,
        dZ,
        wP,
        wD,
        wX,
        zQ,
        rD,
        fW,
        yW,
        _155 * _155,
        _163 * _163,
        KY * KY,
        l0 * (load * load),
        -kW,
        kY * bT,
        aL * load,
        -kQ,
        -kV,
        phM * phM2,
        q3 / qN,
        -dN,
        kM * aN,
        -dM2,
        kG * gW,
        1.0 / KA,
        -dS - kSF,
        _549,
        -_549,
        yT * tM,
        tM / KTi,
        yT * tY,
        tY / KTi,
        -k31,
        kA * aW,
        -kB,
        kZ * wX,
        1.0 / qN,
        1.0 / KTi,
        1.0 / (KN * KN),
    )


def decays(constants: Iterable[Array]) -> tuple[Array, ...]:
    """Return how fast the states that are solved apart fade [1/d]."""
    (_, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, kV, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,) = constants
    return (
        kV,
    )


def slopes(states: Iterable[Array], constants: Iterable[Array]) -> tuple[Array, ...]:
    """Return rates, of a state solved apart its source [1/d]."""
    (D, N, M1, M2, W, _, G, S, F, Y, C3, C1, X, A, H, B, Z, Q,) = states
    (kD, phM, phM2, kN, dN, eN, kM, aN, kPol, ePol, dM1, dM2, M20, wM2, pD, pN, pM, tM, tY, _, vP, kG, gW, kg, Gmax, kS, sW, dS, kSF, rF, KT, dF, kY, bT, bX, dY, rel, KF, lY, kX, dX, xM, s3, yT, y3, k31, d3, s1, d1, m0, mP, mW, x0, q0, qA, q3, kA, aW, dA, sA, KsA, kH, hM, kB, kZ, dZ, wP, wD, wX, zQ, rD, fW, yW, _c73, _c74, _c75, _c76, _c77, _c78, _c79, _c80, _, _, _, _, _, _, _, _c88, _, _c90, _, _, _, _, _, _, _, _, _, _c100, _c101, _c102,) = constants
    tgf = tM * M2 + tY * Y
    _161 = X * X
    _162 = _161 * _161
    _167 = tgf * tgf
    ht = _167 / (_c75 + _167)
    _190 = KT + tgf
    sy = (F + y3 * Y) * G * (1.0 + yT * tgf / _190)
    polarised = kPol * M1 * (1.0 + ePol * N)
    _208 = sy - sA
    unrest = _208 * _208
    gone = kH * H * (1.0 + hM * (M1 + M2))
    _260 = M2 - M20
    _284 = kSF * S
    _304 = 1.0 - X
    _315 = k31 * C3
    _778 = (C1 * (q0 + qA * A) + q3 * C3) * _c100
    _781 = (pD * D + pN * N + pM * M1) / (1.0 + M2 * _c88)
    _788 = (m0 + mP * _781 + mW * W) / (1.0 + tgf * _c101)
    _789 = _778 * _778
    return (
        _c76 * (_c73 / (_c73 + _789 * _789)) - kD * D * (1.0 + phM * (M1 + phM2 * M2) + rD * W),
        kN * D / (1.0 + M2 * M2 * _c102) - dN * N - eN * N * M2,
        kM * (D + aN * N) - polarised - dM1 * M1,
        polarised + wM2 * W - dM2 * _260,
        _c77 * W,
        vP * _781,
        kG * (_260 + gW * W) * (Gmax - G) - kg * (G - 1.0),
        kS * (D + _781) * G + sW * W * G - dS * S - _284,
        _284 + rF * F * ((tgf / _190 + fW * W) * (1.0 - (F + Y) * _c90) * _781 / (KF + _781)) - dF * (F - 1.0) - _c78 * F * ht * lY,
        kY * F * (bT * ht + bX * (_162 / (_c74 + _162))) - dY * Y * (1.0 + rel * W * _304),
        s3 * sy * (1.0 + yW * W / (1.0 + W)) - _315 - d3 * _788 * C3,
        _315 * (A * A) + s1 * F * G - d1 * _788 * C1,
        (kX * Y + x0) * _304 - dX * X * (1.0 + xM * _788),
        kA * (_c79 + aW * W) * _304 * (1.0 - A) - dA * A * unrest / (KsA + unrest),
        -gone,
        gone - kB * B,
        kZ * (wP * _781 + wD * D + wX * X) * (1.0 - Z) - dZ * Z * (1.0 + zQ * Q),
        _c80 * Q,
    )


def jacobian(states: Iterable[Array], constants: Iterable[Array]) -> tuple[Array, ...]:
    """Return the slopes of all rates, as in JACOBIAN."""
    (D, N, M1, M2, W, _, G, _, F, Y, C3, C1, X, A, H, _, Z, Q,) = states
    (kD, phM, phM2, kN, _, eN, kM, _, kPol, ePol, dM1, _, M20, wM2, pD, pN, pM, tM, tY, _, vP, kG, gW, kg, Gmax, kS, sW, _, kSF, rF, KT, dF, kY, bT, bX, dY, rel, KF, lY, kX, dX, xM, s3, yT, y3, k31, d3, s1, d1, m0, mP, mW, x0, q0, qA, q3, kA, aW, dA, sA, KsA, kH, hM, _, kZ, dZ, wP, wD, wX, zQ, rD, fW, yW, _c73, _c74, _c75, _c76, _c77, _c78, _c79, _c80, _c81, _c82, _c83, _c84, _c85, _c86, _c87, _c88, _c89, _c90, _c91, _c92, _c93, _c94, _c95, _c96, _c97, _c98, _c99, _c100, _c101, _c102,) = constants
    _131 = q0 + qA * A
    tgf = tM * M2 + tY * Y
    _161 = X * X
    _162 = _161 * _161
    _165 = _c74 + _162
    hx = _162 / _165
    _167 = tgf * tgf
    _169 = _c75 + _167
    ht = _167 / _169
    _187 = F + y3 * Y
    _188 = _187 * G
    _190 = KT + tgf
    _191 = yT * tgf / _190
    _192 = 1.0 + _191
    sy = _188 * _192
    _198 = tgf / _190
    _200 = _198 + fW * W
    _208 = sy - sA
    unrest = _208 * _208
    _232 = kD * D
    _271 = Gmax - G
    _286 = rF * F
    _293 = _c78 * F
    _297 = kY * F
    _302 = dY * Y
    _303 = rel * W
    _304 = 1.0 - X
    _311 = 1.0 + W
    _312 = yW * W / _311
    _313 = 1.0 + _312
    _331 = dX * X
    _339 = kA * (_c79 + aW * W)
    _341 = 1.0 - A
    _343 = dA * A
    _345 = KsA + unrest
    _346 = _343 * unrest / _345
    _352 = 1.0 - Z
    _478 = kPol * M1 * ePol
    _480 = kPol * (1.0 + ePol * N)
    _538 = tM * tgf + tgf * tM
    _541 = (_538 - ht * _538) / _169
    _551 = _200 * _c91
    _571 = tY * tgf + tgf * tY
    _574 = (_571 - ht * _571) / _169
    _588 = X + X
    _591 = _588 * _161 + _161 * _588
    _619 = _188 * ((_c92 - _191 * tM) / _190)
    _637 = _187 * _192
    _640 = G * _192
    _650 = y3 * G * _192 + _188 * ((_c94 - _191 * tY) / _190)
    _709 = _619 * _208 + _208 * _619
    _720 = _637 * _208 + _208 * _637
    _728 = _640 * _208 + _208 * _640
    _736 = _650 * _208 + _208 * _650
    _748 = kH * H * hM
    _750 = kH * (1.0 + hM * (M1 + M2))
    _778 = (C1 * _131 + q3 * C3) * _c100
    _780 = 1.0 + M2 * _c88
    _781 = (pD * D + pN * N + pM * M1) / _780
    _787 = 1.0 + tgf * _c101
    _788 = (m0 + mP * _781 + mW * W) / _787
    _789 = _778 * _778
    _791 = _c73 + _789 * _789
    _792 = _c73 / _791
    _797 = 1.0 - (F + Y) * _c90
    _798 = _200 * _797
    _800 = KF + _781
    _801 = _798 * _781 / _800
    _806 = 1.0 + M2 * M2 * _c102
    _836 = _c83 * _778 + _778 * _c83
    _844 = _131 * _c100
    _847 = _844 * _778 + _778 * _844
    _855 = C1 * qA * _c100
    _858 = _855 * _778 + _778 * _855
    _872 = pD / _780
    _876 = pN / _780
    _879 = pM / _780
    _884 = -_781 * _c88 / _780
    _930 = mP * _872 / _787
    _935 = mP * _876 / _787
    _940 = mP * _879 / _787
    _947 = (mP * _884 - _788 * _c93) / _787
    _951 = mW / _787
    _957 = -_788 * _c95 / _787
    return (
        -kD * (1.0 + phM * (M1 + phM2 * M2) + rD * W),
        -_232 * phM,
        -_232 * _c82,
        -_232 * rD,
        _c76 * (-_792 * (_836 * _789 + _789 * _836) / _791),
        _c76 * (-_792 * (_847 * _789 + _789 * _847) / _791),
        _c76 * (-_792 * (_858 * _789 + _789 * _858) / _791),
        kN / _806,
        _c84 - eN * M2,
        -kN * D / _806 * ((M2 + M2) * _c102) / _806 - eN * N,
        kM,
        _c85 - _478,
        -_480 - dM1,
        _478,
        _480,
        _c86,
        wM2,
        _c77,
        vP * _872,
        vP * _876,
        vP * _879,
        vP * _884,
        _c81,
        kG * _271,
        _c87 * _271,
        kG * (M2 - M20 + gW * W) * (-1.0) - kg,
        kS * (1.0 + _872) * G,
        kS * _876 * G,
        kS * _879 * G,
        kS * _884 * G,
        sW * G,
        kS * (D + _781) + sW * W,
        _c89,
        _286 * ((_798 * _872 - _801 * _872) / _800),
        _286 * ((_798 * _876 - _801 * _876) / _800),
        _286 * ((_798 * _879 - _801 * _879) / _800),
        _286 * (((tM - _198 * tM) / _190 * _797 * _781 + _798 * _884 - _801 * _884) / _800) - _293 * _541 * lY,
        _286 * (fW * _797 * _781 / _800),
        kSF,
        rF * _801 + _286 * (_551 * _781 / _800) - dF - _c78 * ht * lY,
        _286 * (((tY - _198 * tY) / _190 * _797 + _551) * _781 / _800) - _293 * _574 * lY,
        _297 * (bT * _541),
        -_302 * (rel * _304),
        kY * (bT * ht + bX * hx),
        _297 * (bT * _574) - dY * (1.0 + _303 * _304),
        _297 * (bX * ((_591 - hx * _591) / _165)) - _302 * (_303 * (-1.0)),
        -d3 * _930 * C3,
        -d3 * _935 * C3,
        -d3 * _940 * C3,
        s3 * _619 * _313 - d3 * _947 * C3,
        s3 * sy * ((yW - _312) / _311) - d3 * _951 * C3,
        s3 * _637 * _313,
        s3 * _640 * _313,
        s3 * _650 * _313 - d3 * _957 * C3,
        _c96 - d3 * _788,
        -d1 * _930 * C1,
        -d1 * _935 * C1,
        -d1 * _940 * C1,
        -d1 * _947 * C1,
        -d1 * _951 * C1,
        s1 * F,
        s1 * G,
        -d1 * _957 * C1,
        k31 * (A * A),
        -d1 * _788,
        k31 * C3 * (A + A),
        -_331 * (xM * _930),
        -_331 * (xM * _935),
        -_331 * (xM * _940),
        -_331 * (xM * _947),
        -_331 * (xM * _951),
        kX * _304 - _331 * (xM * _957),
        (kX * Y + x0) * (-1.0) - dX * (1.0 + xM * _788),
        -(_343 * _709 - _346 * _709) / _345,
        _c97 * _304 * _341,
        -(_343 * _720 - _346 * _720) / _345,
        -(_343 * _728 - _346 * _728) / _345,
        -(_343 * _736 - _346 * _736) / _345,
        _339 * (-1.0) * _341,
        _339 * _304 * (-1.0) - dA * unrest / _345,
        -_748,
        -_748,
        -_750,
        _748,
        _748,
        _750,
        _c98,
        kZ * (wP * _872 + wD) * _352,
        kZ * (wP * _876) * _352,
        kZ * (wP * _879) * _352,
        kZ * (wP * _884) * _352,
        _c99 * _352,
        kZ * (wP * _781 + wD * D + wX * X) * (-1.0) - dZ * (1.0 + zQ * Q),
        -dZ * Z * zQ,
        _c80,
    )

JACOBIAN: tuple[tuple[int, int], ...] = (
    (0, 0),
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 10),
    (0, 11),
    (0, 13),
    (1, 0),
    (1, 1),
    (1, 3),
    (2, 0),
    (2, 1),
    (2, 2),
    (3, 1),
    (3, 2),
    (3, 3),
    (3, 4),
    (4, 4),
    (5, 0),
    (5, 1),
    (5, 2),
    (5, 3),
    (5, 5),
    (6, 3),
    (6, 4),
    (6, 6),
    (7, 0),
    (7, 1),
    (7, 2),
    (7, 3),
    (7, 4),
    (7, 6),
    (7, 7),
    (8, 0),
    (8, 1),
    (8, 2),
    (8, 3),
    (8, 4),
    (8, 7),
    (8, 8),
    (8, 9),
    (9, 3),
    (9, 4),
    (9, 8),
    (9, 9),
    (9, 12),
    (10, 0),
    (10, 1),
    (10, 2),
    (10, 3),
    (10, 4),
    (10, 6),
    (10, 8),
    (10, 9),
    (10, 10),
    (11, 0),
    (11, 1),
    (11, 2),
    (11, 3),
    (11, 4),
    (11, 6),
    (11, 8),
    (11, 9),
    (11, 10),
    (11, 11),
    (11, 13),
    (12, 0),
    (12, 1),
    (12, 2),
    (12, 3),
    (12, 4),
    (12, 9),
    (12, 12),
    (13, 3),
    (13, 4),
    (13, 6),
    (13, 8),
    (13, 9),
    (13, 12),
    (13, 13),
    (14, 2),
    (14, 3),
    (14, 14),
    (15, 2),
    (15, 3),
    (15, 14),
    (15, 15),
    (16, 0),
    (16, 1),
    (16, 2),
    (16, 3),
    (16, 12),
    (16, 16),
    (16, 17),
    (17, 17),
)


def factor(jacobian: Iterable[Array], shift: Array) -> tuple[Array, ...]:
    """Factor shift - jacobian; the diagonal is kept as one over it."""
    (_m_0_0, _m_0_2, _m_0_3, _m_0_4, _m_0_10, _m_0_11, _m_0_13, _m_1_0, _m_1_1, _m_1_3, _m_2_0, _m_2_1, _m_2_2, _m_3_1, _m_3_2, _m_3_3, _m_3_4, _m_4_4, _m_5_0, _m_5_1, _m_5_2, _m_5_3, _m_5_5, _m_6_3, _m_6_4, _m_6_6, _m_7_0, _m_7_1, _m_7_2, _m_7_3, _m_7_4, _m_7_6, _m_7_7, _m_8_0, _m_8_1, _m_8_2, _m_8_3, _m_8_4, _m_8_7, _m_8_8, _m_8_9, _m_9_3, _m_9_4, _m_9_8, _m_9_9, _m_9_12, _m_10_0, _m_10_1, _m_10_2, _m_10_3, _m_10_4, _m_10_6, _m_10_8, _m_10_9, _m_10_10, _m_11_0, _m_11_1, _m_11_2, _m_11_3, _m_11_4, _m_11_6, _m_11_8, _m_11_9, _m_11_10, _m_11_11, _m_11_13, _m_12_0, _m_12_1, _m_12_2, _m_12_3, _m_12_4, _m_12_9, _m_12_12, _m_13_3, _m_13_4, _m_13_6, _m_13_8, _m_13_9, _m_13_12, _m_13_13, _m_14_2, _m_14_3, _m_14_14, _m_15_2, _m_15_3, _m_15_14, _m_15_15, _m_16_0, _m_16_1, _m_16_2, _m_16_3, _m_16_12, _m_16_16, _m_16_17, _m_17_17,) = jacobian
    m_0_2 = -_m_0_2
    m_0_3 = -_m_0_3
    m_0_4 = -_m_0_4
    m_0_10 = -_m_0_10
    m_0_11 = -_m_0_11
    m_0_13 = -_m_0_13
    m_1_0 = -_m_1_0
    m_1_3 = -_m_1_3
    m_2_0 = -_m_2_0
    m_2_1 = -_m_2_1
    m_3_1 = -_m_3_1
    m_3_2 = -_m_3_2
    m_3_4 = -_m_3_4
    m_5_0 = -_m_5_0
    m_5_1 = -_m_5_1
    m_5_2 = -_m_5_2
    m_5_3 = -_m_5_3
    m_6_3 = -_m_6_3
    m_6_4 = -_m_6_4
    m_7_0 = -_m_7_0
    m_7_1 = -_m_7_1
    m_7_2 = -_m_7_2
    m_7_3 = -_m_7_3
    m_7_4 = -_m_7_4
    m_7_6 = -_m_7_6
    m_8_0 = -_m_8_0
    m_8_1 = -_m_8_1
    m_8_2 = -_m_8_2
    m_8_3 = -_m_8_3
    m_8_4 = -_m_8_4
    m_8_7 = -_m_8_7
    m_8_9 = -_m_8_9
    m_9_3 = -_m_9_3
    m_9_4 = -_m_9_4
    m_9_8 = -_m_9_8
    m_9_12 = -_m_9_12
    m_10_0 = -_m_10_0
    m_10_1 = -_m_10_1
    m_10_2 = -_m_10_2
    m_10_3 = -_m_10_3
    m_10_4 = -_m_10_4
    m_10_6 = -_m_10_6
    m_10_8 = -_m_10_8
    m_10_9 = -_m_10_9
    m_11_0 = -_m_11_0
    m_11_1 = -_m_11_1
    m_11_2 = -_m_11_2
    m_11_3 = -_m_11_3
    m_11_4 = -_m_11_4
    m_11_6 = -_m_11_6
    m_11_8 = -_m_11_8
    m_11_9 = -_m_11_9
    m_11_10 = -_m_11_10
    m_11_13 = -_m_11_13
    m_12_0 = -_m_12_0
    m_12_1 = -_m_12_1
    m_12_2 = -_m_12_2
    m_12_3 = -_m_12_3
    m_12_4 = -_m_12_4
    m_12_9 = -_m_12_9
    m_13_3 = -_m_13_3
    m_13_4 = -_m_13_4
    m_13_6 = -_m_13_6
    m_13_8 = -_m_13_8
    m_13_9 = -_m_13_9
    m_13_12 = -_m_13_12
    m_14_2 = -_m_14_2
    m_14_3 = -_m_14_3
    m_15_2 = -_m_15_2
    m_15_3 = -_m_15_3
    m_15_14 = -_m_15_14
    m_16_0 = -_m_16_0
    m_16_1 = -_m_16_1
    m_16_2 = -_m_16_2
    m_16_3 = -_m_16_3
    m_16_12 = -_m_16_12
    m_16_17 = -_m_16_17
    m_0_0 = shift - _m_0_0
    m_1_1 = shift - _m_1_1
    m_2_2 = shift - _m_2_2
    m_3_3 = shift - _m_3_3
    m_4_4 = shift - _m_4_4
    m_5_5 = shift - _m_5_5
    m_6_6 = shift - _m_6_6
    m_7_7 = shift - _m_7_7
    m_8_8 = shift - _m_8_8
    m_9_9 = shift - _m_9_9
    m_10_10 = shift - _m_10_10
    m_11_11 = shift - _m_11_11
    m_12_12 = shift - _m_12_12
    m_13_13 = shift - _m_13_13
    m_14_14 = shift - _m_14_14
    m_15_15 = shift - _m_15_15
    m_16_16 = shift - _m_16_16
    m_17_17 = shift - _m_17_17
    m_4_4 = 1.0 / m_4_4
    m_0_4 = m_0_4 * m_4_4
    m_3_4 = m_3_4 * m_4_4
    m_6_4 = m_6_4 * m_4_4
    m_7_4 = m_7_4 * m_4_4
    m_8_4 = m_8_4 * m_4_4
    m_9_4 = m_9_4 * m_4_4
    m_10_4 = m_10_4 * m_4_4
    m_11_4 = m_11_4 * m_4_4
    m_12_4 = m_12_4 * m_4_4
    m_13_4 = m_13_4 * m_4_4
    m_5_5 = 1.0 / m_5_5
    m_15_15 = 1.0 / m_15_15
    m_14_14 = 1.0 / m_14_14
    m_16_16 = 1.0 / m_16_16
    m_17_17 = 1.0 / m_17_17
    m_6_6 = 1.0 / m_6_6
    m_7_6 = m_7_6 * m_6_6
    m_7_3 = m_7_3 - m_7_6 * m_6_3
    m_10_6 = m_10_6 * m_6_6
    m_10_3 = m_10_3 - m_10_6 * m_6_3
    m_11_6 = m_11_6 * m_6_6
    m_11_3 = m_11_3 - m_11_6 * m_6_3
    m_13_6 = m_13_6 * m_6_6
    m_13_3 = m_13_3 - m_13_6 * m_6_3
    m_7_7 = 1.0 / m_7_7
    m_8_7 = m_8_7 * m_7_7
    m_8_0 = m_8_0 - m_8_7 * m_7_0
    m_8_1 = m_8_1 - m_8_7 * m_7_1
    m_8_2 = m_8_2 - m_8_7 * m_7_2
    m_8_3 = m_8_3 - m_8_7 * m_7_3
    m_11_11 = 1.0 / m_11_11
    m_0_11 = m_0_11 * m_11_11
    m_0_0 = m_0_0 - m_0_11 * m_11_0
    m_0_1 = -m_0_11 * m_11_1
    m_0_2 = m_0_2 - m_0_11 * m_11_2
    m_0_3 = m_0_3 - m_0_11 * m_11_3
    m_0_8 = -m_0_11 * m_11_8
    m_0_9 = -m_0_11 * m_11_9
    m_0_10 = m_0_10 - m_0_11 * m_11_10
    m_0_13 = m_0_13 - m_0_11 * m_11_13
    m_13_13 = 1.0 / m_13_13
    m_0_13 = m_0_13 * m_13_13
    m_0_3 = m_0_3 - m_0_13 * m_13_3
    m_0_8 = m_0_8 - m_0_13 * m_13_8
    m_0_9 = m_0_9 - m_0_13 * m_13_9
    m_0_12 = -m_0_13 * m_13_12
    m_10_10 = 1.0 / m_10_10
    m_0_10 = m_0_10 * m_10_10
    m_0_0 = m_0_0 - m_0_10 * m_10_0
    m_0_1 = m_0_1 - m_0_10 * m_10_1
    m_0_2 = m_0_2 - m_0_10 * m_10_2
    m_0_3 = m_0_3 - m_0_10 * m_10_3
    m_0_8 = m_0_8 - m_0_10 * m_10_8
    m_0_9 = m_0_9 - m_0_10 * m_10_9
    m_2_2 = 1.0 / m_2_2
    m_0_2 = m_0_2 * m_2_2
    m_0_0 = m_0_0 - m_0_2 * m_2_0
    m_0_1 = m_0_1 - m_0_2 * m_2_1
    m_3_2 = m_3_2 * m_2_2
    m_3_0 = -m_3_2 * m_2_0
    m_3_1 = m_3_1 - m_3_2 * m_2_1
    m_8_2 = m_8_2 * m_2_2
    m_8_0 = m_8_0 - m_8_2 * m_2_0
    m_8_1 = m_8_1 - m_8_2 * m_2_1
    m_12_2 = m_12_2 * m_2_2
    m_12_0 = m_12_0 - m_12_2 * m_2_0
    m_12_1 = m_12_1 - m_12_2 * m_2_1
    m_1_1 = 1.0 / m_1_1
    m_0_1 = m_0_1 * m_1_1
    m_0_0 = m_0_0 - m_0_1 * m_1_0
    m_0_3 = m_0_3 - m_0_1 * m_1_3
    m_3_1 = m_3_1 * m_1_1
    m_3_0 = m_3_0 - m_3_1 * m_1_0
    m_3_3 = m_3_3 - m_3_1 * m_1_3
    m_8_1 = m_8_1 * m_1_1
    m_8_0 = m_8_0 - m_8_1 * m_1_0
    m_8_3 = m_8_3 - m_8_1 * m_1_3
    m_12_1 = m_12_1 * m_1_1
    m_12_0 = m_12_0 - m_12_1 * m_1_0
    m_12_3 = m_12_3 - m_12_1 * m_1_3
    m_3_3 = 1.0 / m_3_3
    m_0_3 = m_0_3 * m_3_3
    m_0_0 = m_0_0 - m_0_3 * m_3_0
    m_8_3 = m_8_3 * m_3_3
    m_8_0 = m_8_0 - m_8_3 * m_3_0
    m_9_3 = m_9_3 * m_3_3
    m_9_0 = -m_9_3 * m_3_0
    m_12_3 = m_12_3 * m_3_3
    m_12_0 = m_12_0 - m_12_3 * m_3_0
    m_8_8 = 1.0 / m_8_8
    m_0_8 = m_0_8 * m_8_8
    m_0_0 = m_0_0 - m_0_8 * m_8_0
    m_0_9 = m_0_9 - m_0_8 * m_8_9
    m_9_8 = m_9_8 * m_8_8
    m_9_0 = m_9_0 - m_9_8 * m_8_0
    m_9_9 = m_9_9 - m_9_8 * m_8_9
    m_0_0 = 1.0 / m_0_0
    m_9_0 = m_9_0 * m_0_0
    m_9_9 = m_9_9 - m_9_0 * m_0_9
    m_9_12 = m_9_12 - m_9_0 * m_0_12
    m_12_0 = m_12_0 * m_0_0
    m_12_9 = m_12_9 - m_12_0 * m_0_9
    m_12_12 = m_12_12 - m_12_0 * m_0_12
    m_9_9 = 1.0 / m_9_9
    m_12_9 = m_12_9 * m_9_9
    m_12_12 = m_12_12 - m_12_9 * m_9_12
    m_12_12 = 1.0 / m_12_12
    return (
        m_0_0,
        m_0_1,
        m_0_2,
        m_0_3,
        m_0_4,
        m_0_8,
        m_0_9,
        m_0_10,
        m_0_11,
        m_0_12,
        m_0_13,
        m_1_0,
        m_1_1,
        m_1_3,
        m_2_0,
        m_2_1,
        m_2_2,
        m_3_0,
        m_3_1,
        m_3_2,
        m_3_3,
        m_3_4,
        m_4_4,
        m_5_0,
        m_5_1,
        m_5_2,
        m_5_3,
        m_5_5,
        m_6_3,
        m_6_4,
        m_6_6,
        m_7_0,
        m_7_1,
        m_7_2,
        m_7_3,
        m_7_4,
        m_7_6,
        m_7_7,
        m_8_0,
        m_8_1,
        m_8_2,
        m_8_3,
        m_8_4,
        m_8_7,
        m_8_8,
        m_8_9,
        m_9_0,
        m_9_3,
        m_9_4,
        m_9_8,
        m_9_9,
        m_9_12,
        m_10_0,
        m_10_1,
        m_10_2,
        m_10_3,
        m_10_4,
        m_10_6,
        m_10_8,
        m_10_9,
        m_10_10,
        m_11_0,
        m_11_1,
        m_11_2,
        m_11_3,
        m_11_4,
        m_11_6,
        m_11_8,
        m_11_9,
        m_11_10,
        m_11_11,
        m_11_13,
        m_12_0,
        m_12_1,
        m_12_2,
        m_12_3,
        m_12_4,
        m_12_9,
        m_12_12,
        m_13_3,
        m_13_4,
        m_13_6,
        m_13_8,
        m_13_9,
        m_13_12,
        m_13_13,
        m_14_2,
        m_14_3,
        m_14_14,
        m_15_2,
        m_15_3,
        m_15_14,
        m_15_15,
        m_16_0,
        m_16_1,
        m_16_2,
        m_16_3,
        m_16_12,
        m_16_16,
        m_16_17,
        m_17_17,
    )


def back(factors: Iterable[Array], right: Iterable[Array]) -> tuple[Array, ...]:
    """Solve with the factors."""
    (m_0_0, m_0_1, m_0_2, m_0_3, m_0_4, m_0_8, m_0_9, m_0_10, m_0_11, m_0_12, m_0_13, m_1_0, m_1_1, m_1_3, m_2_0, m_2_1, m_2_2, m_3_0, m_3_1, m_3_2, m_3_3, m_3_4, m_4_4, m_5_0, m_5_1, m_5_2, m_5_3, m_5_5, m_6_3, m_6_4, m_6_6, m_7_0, m_7_1, m_7_2, m_7_3, m_7_4, m_7_6, m_7_7, m_8_0, m_8_1, m_8_2, m_8_3, m_8_4, m_8_7, m_8_8, m_8_9, m_9_0, m_9_3, m_9_4, m_9_8, m_9_9, m_9_12, m_10_0, m_10_1, m_10_2, m_10_3, m_10_4, m_10_6, m_10_8, m_10_9, m_10_10, m_11_0, m_11_1, m_11_2, m_11_3, m_11_4, m_11_6, m_11_8, m_11_9, m_11_10, m_11_11, m_11_13, m_12_0, m_12_1, m_12_2, m_12_3, m_12_4, m_12_9, m_12_12, m_13_3, m_13_4, m_13_6, m_13_8, m_13_9, m_13_12, m_13_13, m_14_2, m_14_3, m_14_14, m_15_2, m_15_3, m_15_14, m_15_15, m_16_0, m_16_1, m_16_2, m_16_3, m_16_12, m_16_16, m_16_17, m_17_17,) = factors
    (b_0, b_1, b_2, b_3, b_4, b_5, b_6, b_7, b_8, b_9, b_10, b_11, b_12, b_13, b_14, b_15, b_16, b_17,) = right
    b_0 = b_0 - m_0_4 * b_4
    b_3 = b_3 - m_3_4 * b_4
    b_6 = b_6 - m_6_4 * b_4
    b_7 = b_7 - m_7_4 * b_4
    b_8 = b_8 - m_8_4 * b_4
    b_9 = b_9 - m_9_4 * b_4
    b_10 = b_10 - m_10_4 * b_4
    b_11 = b_11 - m_11_4 * b_4
    b_12 = b_12 - m_12_4 * b_4
    b_13 = b_13 - m_13_4 * b_4
    b_7 = b_7 - m_7_6 * b_6
    b_10 = b_10 - m_10_6 * b_6
    b_11 = b_11 - m_11_6 * b_6
    b_13 = b_13 - m_13_6 * b_6
    b_8 = b_8 - m_8_7 * b_7
    b_0 = b_0 - m_0_11 * b_11
    b_0 = b_0 - m_0_13 * b_13
    b_0 = b_0 - m_0_10 * b_10
    b_0 = b_0 - m_0_2 * b_2
    b_3 = b_3 - m_3_2 * b_2
    b_8 = b_8 - m_8_2 * b_2
    b_12 = b_12 - m_12_2 * b_2
    b_0 = b_0 - m_0_1 * b_1
    b_3 = b_3 - m_3_1 * b_1
    b_8 = b_8 - m_8_1 * b_1
    b_12 = b_12 - m_12_1 * b_1
    b_0 = b_0 - m_0_3 * b_3
    b_8 = b_8 - m_8_3 * b_3
    b_9 = b_9 - m_9_3 * b_3
    b_12 = b_12 - m_12_3 * b_3
    b_0 = b_0 - m_0_8 * b_8
    b_9 = b_9 - m_9_8 * b_8
    b_9 = b_9 - m_9_0 * b_0
    b_12 = b_12 - m_12_0 * b_0
    b_12 = b_12 - m_12_9 * b_9
    b_12 = b_12 * m_12_12
    b_9 = b_9 - m_9_12 * b_12
    b_9 = b_9 * m_9_9
    b_0 = b_0 - m_0_9 * b_9
    b_0 = b_0 - m_0_12 * b_12
    b_0 = b_0 * m_0_0
    b_8 = b_8 - m_8_0 * b_0
    b_8 = b_8 - m_8_9 * b_9
    b_8 = b_8 * m_8_8
    b_3 = b_3 - m_3_0 * b_0
    b_3 = b_3 * m_3_3
    b_1 = b_1 - m_1_0 * b_0
    b_1 = b_1 - m_1_3 * b_3
    b_1 = b_1 * m_1_1
    b_2 = b_2 - m_2_0 * b_0
    b_2 = b_2 - m_2_1 * b_1
    b_2 = b_2 * m_2_2
    b_10 = b_10 - m_10_0 * b_0
    b_10 = b_10 - m_10_1 * b_1
    b_10 = b_10 - m_10_2 * b_2
    b_10 = b_10 - m_10_3 * b_3
    b_10 = b_10 - m_10_8 * b_8
    b_10 = b_10 - m_10_9 * b_9
    b_10 = b_10 * m_10_10
    b_13 = b_13 - m_13_3 * b_3
    b_13 = b_13 - m_13_8 * b_8
    b_13 = b_13 - m_13_9 * b_9
    b_13 = b_13 - m_13_12 * b_12
    b_13 = b_13 * m_13_13
    b_11 = b_11 - m_11_0 * b_0
    b_11 = b_11 - m_11_1 * b_1
    b_11 = b_11 - m_11_2 * b_2
    b_11 = b_11 - m_11_3 * b_3
    b_11 = b_11 - m_11_8 * b_8
    b_11 = b_11 - m_11_9 * b_9
    b_11 = b_11 - m_11_10 * b_10
    b_11 = b_11 - m_11_13 * b_13
    b_11 = b_11 * m_11_11
    b_7 = b_7 - m_7_0 * b_0
    b_7 = b_7 - m_7_1 * b_1
    b_7 = b_7 - m_7_2 * b_2
    b_7 = b_7 - m_7_3 * b_3
    b_7 = b_7 * m_7_7
    b_6 = b_6 - m_6_3 * b_3
    b_6 = b_6 * m_6_6
    b_17 = b_17 * m_17_17
    b_16 = b_16 - m_16_0 * b_0
    b_16 = b_16 - m_16_1 * b_1
    b_16 = b_16 - m_16_2 * b_2
    b_16 = b_16 - m_16_3 * b_3
    b_16 = b_16 - m_16_12 * b_12
    b_16 = b_16 - m_16_17 * b_17
    b_16 = b_16 * m_16_16
    b_14 = b_14 - m_14_2 * b_2
    b_14 = b_14 - m_14_3 * b_3
    b_14 = b_14 * m_14_14
    b_15 = b_15 - m_15_2 * b_2
    b_15 = b_15 - m_15_3 * b_3
    b_15 = b_15 - m_15_14 * b_14
    b_15 = b_15 * m_15_15
    b_5 = b_5 - m_5_0 * b_0
    b_5 = b_5 - m_5_1 * b_1
    b_5 = b_5 - m_5_2 * b_2
    b_5 = b_5 - m_5_3 * b_3
    b_5 = b_5 * m_5_5
    b_4 = b_4 * m_4_4
    return (
        b_0,
        b_1,
        b_2,
        b_3,
        b_4,
        b_5,
        b_6,
        b_7,
        b_8,
        b_9,
        b_10,
        b_11,
        b_12,
        b_13,
        b_14,
        b_15,
        b_16,
        b_17,
    )
