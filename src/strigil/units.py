"""Units at the border: what people write, turned into SI and back; nothing else.

Inside Strigil a name without a unit suffix is SI. Data files, forms and the command
line may use the units below.
"""

import math

from strigil.errors import UnknownNameError

__all__ = ["SI_UNIT", "si_unit", "to_si"]

# Written unit: (factor to SI, SI unit). Angles are radians inside.
SI_UNIT: dict[str, tuple[float, str]] = {
    "1": (1.0, "1"),
    "%": (0.01, "1"),
    "m": (1.0, "m"),
    "cm": (1e-2, "m"),
    "mm": (1e-3, "m"),
    "um": (1e-6, "m"),
    "m2": (1.0, "m2"),
    "cm2": (1e-4, "m2"),
    "mm2": (1e-6, "m2"),
    "m/s": (1.0, "m/s"),
    "mm/s": (1e-3, "m/s"),
    "s": (1.0, "s"),
    "ms": (1e-3, "s"),
    "us": (1e-6, "s"),
    "ns": (1e-9, "s"),
    "min": (60.0, "s"),
    "h": (3600.0, "s"),
    "d": (86400.0, "s"),
    "week": (604800.0, "s"),
    "1/d": (1.0 / 86400.0, "1/s"),
    "1/week": (1.0 / 604800.0, "1/s"),
    "Hz": (1.0, "Hz"),
    "kg": (1.0, "kg"),
    "g": (1e-3, "kg"),
    "kg/m3": (1.0, "kg/m3"),
    "N": (1.0, "N"),
    "mN": (1e-3, "N"),
    "kgf": (9.80665, "N"),
    "gf": (9.80665e-3, "N"),
    "lbf": (4.4482216152605, "N"),
    "ozf": (0.27801385095378125, "N"),
    "N/m": (1.0, "N/m"),
    "N/mm": (1e3, "N/m"),
    "N.s": (1.0, "N.s"),
    "kPa.min": (6e4, "Pa.s"),
    "N.m": (1.0, "N.m"),
    "mN.m": (1e-3, "N.m"),
    "J": (1.0, "J"),
    "Pa": (1.0, "Pa"),
    "kPa": (1e3, "Pa"),
    "N/cm2": (1e4, "Pa"),
    "kgf/cm2": (98066.5, "Pa"),
    "mmHg": (133.322387415, "Pa"),
    "MPa": (1e6, "Pa"),
    "GPa": (1e9, "Pa"),
    "rad": (1.0, "rad"),
    "deg": (math.pi / 180.0, "rad"),
    "rad/s": (1.0, "rad/s"),
    "deg/s": (math.pi / 180.0, "rad/s"),
    "m/s2": (1.0, "m/s2"),
    "g0": (9.80665, "m/s2"),
    "mg0": (9.80665e-3, "m/s2"),
    "degC": (1.0, "degC"),
    "year": (31557600.0, "s"),
    "T": (1.0, "T"),
    "uT": (1e-6, "T"),
    "mT": (1e-3, "T"),
    "gauss": (1e-4, "T"),
    "point": (1.0, "point"),
    "count": (1.0, "count"),
}


def to_si(value: float, unit: str) -> float:
    """Turn a written value into SI.

    Parameters
    ----------
    value : float
        The written number [in ``unit``].
    unit : str
        A unit that Strigil knows, such as ``"kPa"``.

    Returns
    -------
    float
        The value [SI].

    Raises
    ------
    UnknownNameError
        When the unit is not known.

    Examples
    --------
    >>> to_si(2.5, "mm")
    0.0025
    """
    return value * _entry(unit)[0]


def si_unit(unit: str) -> str:
    """Return the SI unit in which a written unit is kept.

    Examples
    --------
    >>> si_unit("kPa")
    'Pa'
    """
    return _entry(unit)[1]


def _entry(unit: str) -> tuple[float, str]:
    if unit not in SI_UNIT:
        kind = "unit"
        raise UnknownNameError(kind, unit, SI_UNIT, "See src/strigil/units.py.")
    return SI_UNIT[unit]
