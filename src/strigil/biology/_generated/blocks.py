"""Made from data/response_model.toml: change that, then run
`python -m strigil.biology.generate`.
"""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from strigil.compiled import compiled

Array = NDArray[np.float64]

LANES = 16
ORDER: tuple[int, ...] = (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 5)
TOGETHER = 17
DECAYS: tuple[int, ...] = (19,)


def constants_of(parameters: Iterable[Array]) -> tuple[Array, ...]:
    """Return what a patient's parameters decide."""
    (kD, phM, l0, Kq, load, phM2, kN, dN, eN, KN, kM, aN, kPol, ePol, dM1, dM2, M20, wM2, pD, pN, pM, KA, tM, tY, kW, kV, vP, kG, gW, kg, Gmax, kS, sW, dS, kSF, rF, KT, Kc, dF, kY, bT, KY, bX, KX, dY, rel, KF, lY, kX, dX, xM, s3, yT, y3, k31, d3, s1, d1, m0, mP, mW, KTi, x0, q0, qA, q3, qN, _, _, _, kA, aW, dA, aL, sA, KsA, kH, hM, kB, _, kZ, dZ, kQ, wP, wD, wX, zQ, _, jD, jF, jX, rD, cN, fW, yW, jW, jV, jQ, jH, jA, jC, uT, uD, uF, xR, xS, uW, uV, uQ, uH, KH, _,) = parameters
    _155 = Kq * Kq
    _163 = KX * KX
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
        jD,
        jF,
        jX,
        rD,
        cN,
        fW,
        yW,
        jW,
        jV,
        jQ,
        jH,
        jA,
        jC,
        uD,
        xR,
        xS,
        uW,
        uV,
        uQ,
        uH,
        KH,
        _155 * _155,
        _163 * _163,
        KY * KY,
        uT * uT,
        l0 * (load * load),
        -kW,
        kY * bT,
        aL * load,
        -kQ,
        1.0 / KA,
        1.0 / Kc,
        1.0 / qN,
        1.0 / KTi,
        1.0 / uF,
        1.0 / (KN * KN),
    )


@compiled
def fill_slopes(_y: Array, _c: Array, _out: Array) -> None:
    for lane in range(LANES):
        D = _y[0 + lane]
        N = _y[16 + lane]
        M1 = _y[32 + lane]
        M2 = _y[48 + lane]
        W = _y[64 + lane]
        G = _y[80 + lane]
        S = _y[96 + lane]
        F = _y[112 + lane]
        Y = _y[128 + lane]
        C3 = _y[144 + lane]
        C1 = _y[160 + lane]
        X = _y[176 + lane]
        A = _y[192 + lane]
        H = _y[208 + lane]
        B = _y[224 + lane]
        Z = _y[240 + lane]
        Q = _y[256 + lane]
        kD = _c[0 + lane]
        phM = _c[16 + lane]
        phM2 = _c[32 + lane]
        kN = _c[48 + lane]
        dN = _c[64 + lane]
        eN = _c[80 + lane]
        kM = _c[96 + lane]
        aN = _c[112 + lane]
        kPol = _c[128 + lane]
        ePol = _c[144 + lane]
        dM1 = _c[160 + lane]
        dM2 = _c[176 + lane]
        M20 = _c[192 + lane]
        wM2 = _c[208 + lane]
        pD = _c[224 + lane]
        pN = _c[240 + lane]
        pM = _c[256 + lane]
        tM = _c[272 + lane]
        tY = _c[288 + lane]
        vP = _c[320 + lane]
        kG = _c[336 + lane]
        gW = _c[352 + lane]
        kg = _c[368 + lane]
        Gmax = _c[384 + lane]
        kS = _c[400 + lane]
        sW = _c[416 + lane]
        dS = _c[432 + lane]
        kSF = _c[448 + lane]
        rF = _c[464 + lane]
        KT = _c[480 + lane]
        dF = _c[496 + lane]
        kY = _c[512 + lane]
        bT = _c[528 + lane]
        bX = _c[544 + lane]
        dY = _c[560 + lane]
        rel = _c[576 + lane]
        KF = _c[592 + lane]
        lY = _c[608 + lane]
        kX = _c[624 + lane]
        dX = _c[640 + lane]
        xM = _c[656 + lane]
        s3 = _c[672 + lane]
        yT = _c[688 + lane]
        y3 = _c[704 + lane]
        k31 = _c[720 + lane]
        d3 = _c[736 + lane]
        s1 = _c[752 + lane]
        d1 = _c[768 + lane]
        m0 = _c[784 + lane]
        mP = _c[800 + lane]
        mW = _c[816 + lane]
        x0 = _c[832 + lane]
        q0 = _c[848 + lane]
        qA = _c[864 + lane]
        q3 = _c[880 + lane]
        kA = _c[896 + lane]
        aW = _c[912 + lane]
        dA = _c[928 + lane]
        sA = _c[944 + lane]
        KsA = _c[960 + lane]
        kH = _c[976 + lane]
        hM = _c[992 + lane]
        kB = _c[1008 + lane]
        kZ = _c[1024 + lane]
        dZ = _c[1040 + lane]
        wP = _c[1056 + lane]
        wD = _c[1072 + lane]
        wX = _c[1088 + lane]
        zQ = _c[1104 + lane]
        rD = _c[1168 + lane]
        fW = _c[1200 + lane]
        yW = _c[1216 + lane]
        _c91 = _c[1456 + lane]
        _c92 = _c[1472 + lane]
        _c93 = _c[1488 + lane]
        _c95 = _c[1520 + lane]
        _c96 = _c[1536 + lane]
        _c97 = _c[1552 + lane]
        _c98 = _c[1568 + lane]
        _c99 = _c[1584 + lane]
        _c100 = _c[1600 + lane]
        _c101 = _c[1616 + lane]
        _c102 = _c[1632 + lane]
        _c103 = _c[1648 + lane]
        _c105 = _c[1680 + lane]
        _147 = tM * M2 + tY * Y
        _161 = X * X
        _162 = _161 * _161
        _167 = _147 * _147
        _170 = _167 / (_c93 + _167)
        _190 = KT + _147
        _193 = (F + y3 * Y) * G * (1.0 + yT * _147 / _190)
        _197 = kPol * M1 * (1.0 + ePol * N)
        _208 = _193 - sA
        _209 = _208 * _208
        _214 = kH * H * (1.0 + hM * (M1 + M2))
        _260 = M2 - M20
        _284 = kSF * S
        _304 = 1.0 - X
        _315 = k31 * C3
        _774 = (C1 * (q0 + qA * A) + q3 * C3) * _c102
        _777 = (pD * D + pN * N + pM * M1) / (1.0 + M2 * _c100)
        _784 = (m0 + mP * _777 + mW * W) / (1.0 + _147 * _c103)
        _785 = _774 * _774
        _out[0 + lane] = _c95 * (_c91 / (_c91 + _785 * _785)) - kD * D * (1.0 + phM * (M1 + phM2 * M2) + rD * W)
        _out[16 + lane] = kN * D / (1.0 + M2 * M2 * _c105) - dN * N - eN * N * M2
        _out[32 + lane] = kM * (D + aN * N) - _197 - dM1 * M1
        _out[48 + lane] = _197 + wM2 * W - dM2 * _260
        _out[64 + lane] = _c96 * W
        _out[80 + lane] = kG * (_260 + gW * W) * (Gmax - G) - kg * (G - 1.0)
        _out[96 + lane] = kS * (D + _777) * G + sW * W * G - dS * S - _284
        _out[112 + lane] = _284 + rF * F * ((_147 / _190 + fW * W) * (1.0 - (F + Y) * _c101) * _777 / (KF + _777)) - dF * (F - 1.0) - _c97 * F * _170 * lY
        _out[128 + lane] = kY * F * (bT * _170 + bX * (_162 / (_c92 + _162))) - dY * Y * (1.0 + rel * W * _304)
        _out[144 + lane] = s3 * _193 * (1.0 + yW * W / (1.0 + W)) - _315 - d3 * _784 * C3
        _out[160 + lane] = _315 * (A * A) + s1 * F * G - d1 * _784 * C1
        _out[176 + lane] = (kX * Y + x0) * _304 - dX * X * (1.0 + xM * _784)
        _out[192 + lane] = kA * (_c98 + aW * W) * _304 * (1.0 - A) - dA * A * _209 / (KsA + _209)
        _out[208 + lane] = -_214
        _out[224 + lane] = _214 - kB * B
        _out[240 + lane] = kZ * (wP * _777 + wD * D + wX * X) * (1.0 - Z) - dZ * Z * (1.0 + zQ * Q)
        _out[256 + lane] = _c99 * Q
        _out[272 + lane] = vP * _777


@compiled
def give_session(_y: Array, _c: Array, _u: Array, _out: Array) -> None:
    for lane in range(LANES):
        D = _y[0 + lane]
        N = _y[16 + lane]
        M1 = _y[32 + lane]
        M2 = _y[48 + lane]
        W = _y[64 + lane]
        G = _y[80 + lane]
        S = _y[96 + lane]
        F = _y[112 + lane]
        Y = _y[128 + lane]
        C3 = _y[144 + lane]
        C1 = _y[160 + lane]
        X = _y[176 + lane]
        A = _y[192 + lane]
        H = _y[208 + lane]
        B = _y[224 + lane]
        Z = _y[240 + lane]
        Q = _y[256 + lane]
        V = _y[272 + lane]
        q0 = _c[848 + lane]
        qA = _c[864 + lane]
        q3 = _c[880 + lane]
        jD = _c[1120 + lane]
        jF = _c[1136 + lane]
        jX = _c[1152 + lane]
        cN = _c[1184 + lane]
        jW = _c[1232 + lane]
        jV = _c[1248 + lane]
        jQ = _c[1264 + lane]
        jH = _c[1280 + lane]
        jA = _c[1296 + lane]
        jC = _c[1312 + lane]
        uD = _c[1328 + lane]
        xR = _c[1344 + lane]
        xS = _c[1360 + lane]
        uW = _c[1376 + lane]
        uV = _c[1392 + lane]
        uQ = _c[1408 + lane]
        uH = _c[1424 + lane]
        KH = _c[1440 + lane]
        _c94 = _c[1504 + lane]
        _c102 = _c[1632 + lane]
        _c104 = _c[1664 + lane]
        u = _u[0 + lane]
        _220 = jX * u
        _221 = u * u
        _228 = _221 * _221 / (_c94 + _221) / (1.0 + uD * _221)
        _366 = 1.0 + uW * u
        _793 = ((1.0 - (C1 * (q0 + qA * A) + q3 * C3) * _c102) if (1.0 - (C1 * (q0 + qA * A) + q3 * C3) * _c102) > 0.0 else 0.0)
        _795 = _793 * _793 + D
        _801 = 1.0 + jF * _795 / (1.0 + _795 * _c104)
        _out[0 + lane] = D + jD * _228 * _801
        _out[16 + lane] = N / (1.0 + cN * u / _366)
        _out[32 + lane] = M1
        _out[48 + lane] = M2
        _out[64 + lane] = W + jW * u / _366
        _out[80 + lane] = G
        _out[96 + lane] = S
        _out[112 + lane] = F
        _out[128 + lane] = Y
        _out[144 + lane] = C3
        _out[160 + lane] = C1 / (1.0 + jC * _228 * _801)
        _out[176 + lane] = X * (1.0 + xR * _220) / (1.0 + xS * _220)
        _out[192 + lane] = A / (1.0 + jA * _228 * _801)
        _out[208 + lane] = H + jH * (_221 * u) / (1.0 + uH * _221) * (1.0 + H / (KH + H))
        _out[224 + lane] = B
        _out[240 + lane] = Z
        _out[256 + lane] = Q + jQ * u / (uQ + u)
        _out[272 + lane] = V + jV * u / (1.0 + uV * u)
