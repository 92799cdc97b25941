"""Which runs are made: Sobol points over edge, stack, moduli and material law.

Lengths in mm, moduli in kPa. The ranges take in every site, edge and diseased tissue of
the catalogue with a factor of about three either way.
"""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.stats import qmc

# Low and high end; sampled evenly in the logarithm.
RANGES = {
    "radius": (0.8, 15.0),
    "skin": (0.8, 4.0),
    "fat": (0.8, 22.0),
    "band": (0.2, 7.0),
    "muscle": (3.0, 45.0),
    "under": (2.0, 15.0),
    "skin_modulus": (30.0, 1000.0),
    "fat_modulus": (2.0, 60.0),
    "band_modulus": (50.0, 6000.0),
    "muscle_modulus": (4.0, 100.0),
}
FLANK_DEG = (20.0, 85.0)
# Demiray's b of skin, fat, band (fascia, tendon, ligament) and muscle.
STIFFENING = {"skin": 2.0, "fat": 0.4, "band": 5.0, "muscle": 1.0}
POISSON = 0.495  # of every layer, where it is not drawn
PLAIN, MOST = 0.35, 1.5  # this share of runs is neo-Hookean; the rest up to 1.5 times b
# Shares of stacks: band on bone, skin and fat on bone, fat below the band, the usual.
KINDS = ((0.15, "band_on_bone"), (0.25, "fat_on_bone"), (0.40, "fat_under_band"))
# The share of the runs with a nose that is a true circle, and the soft end of 1 - 2 nu,
# sampled evenly in the logarithm; only in the parts of ``WIDE``.
CIRCLES, COMPRESSIBLE = 0.65, (0.001, 0.045)
# Parts that begin with ``own`` are solved by strigil.mechanics.hyperelastic_contact and
# learnt from; the others, by FElupe, are not: ``judged`` sets the limits of the flag,
# ``last`` is the test part.
SEEDS = {
    "own": 5,
    "ownwide": 20261127,
    "ownfirm": 20261203,
    "judged": 20261129,
    "last": 20261202,
}
COUNTS = {
    "own": 4096,
    "ownwide": 4096,
    "ownfirm": 4096,
    "judged": 128,
    "last": 128,
}
WIDE = ("ownwide", "ownfirm", "judged", "last")
# N/mm, from where linear elasticity is right within a few per cent to 20 N on 40 mm.
LOADS = np.geomspace(0.005, 0.5, 16)


@dataclass(frozen=True)
class Run:
    """One indentation: the edge, the layers and the law."""

    radius: float
    flank_deg: float
    kind: str
    thickness: tuple[float, ...]
    modulus: tuple[float, ...]
    law: float
    b: tuple[float, ...]
    poisson: tuple[float, ...]
    nose: str

    def as_json(self) -> dict[str, object]:
        """Return the fields under their names."""
        return asdict(self)


def runs(part: str) -> list[Run]:
    """Return the runs of one part, always the same ones."""
    names = [*RANGES, "flank", "law", "kind"]
    if part in WIDE:
        names += ["nose", *(f"{name}_poisson" for name in STIFFENING)]
    sobol = qmc.Sobol(len(names), scramble=True, seed=SEEDS[part])
    return [_run(dict(zip(names, u, strict=True))) for u in sobol.random(COUNTS[part])]


def _run(u: dict[str, float]) -> Run:
    v = {
        key: float(np.exp(np.log(low) + u[key] * np.log(high / low)))
        for key, (low, high) in RANGES.items()
    }
    kind = next((name for upto, name in KINDS if u["kind"] < upto), "usual")
    law = max(0.0, (u["law"] - PLAIN) / (1.0 - PLAIN)) * MOST
    skin, fat = ("skin", v["skin"]), ("fat", v["fat"])
    band, muscle = ("band", v["band"]), ("muscle", v["muscle"])
    layers = {
        "band_on_bone": [skin, fat, band],
        "fat_on_bone": [skin, fat],
        "fat_under_band": [skin, fat, band, ("fat", v["under"]), muscle],
        "usual": [skin, fat, band, muscle],
    }[kind]
    poisson = {name: _poisson(u.get(f"{name}_poisson")) for name in STIFFENING}
    return Run(
        radius=v["radius"],
        flank_deg=FLANK_DEG[0] + u["flank"] * (FLANK_DEG[1] - FLANK_DEG[0]),
        kind=kind,
        thickness=tuple(h for _, h in layers),
        modulus=tuple(v[f"{name}_modulus"] for name, _ in layers),
        law=law,
        b=tuple(law * STIFFENING[name] for name, _ in layers),
        poisson=tuple(poisson[name] for name, _ in layers),
        nose="circle" if u.get("nose", 1.0) < CIRCLES else "parabola",
    )


def _poisson(u: float | None) -> float:
    if u is None:
        return POISSON
    low, high = COMPRESSIBLE
    return float(0.5 * (1.0 - low * (high / low) ** u))
