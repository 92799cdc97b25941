"""Provisional finite-strain correction: from linear numbers to ones that can be shown.

Small-strain elasticity gives too much indentation and strain at clinical loads, up to
fat squeezed to less than nothing. The curves here run through a table of hyperelastic
finite-element runs on one stack. Two material laws, one that stiffens and one that does
not, are the ends of a spread; the truth is not known to lie between them.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.catalogue import sourced_tables

__all__ = ["CorrectedContact", "corrected_contact", "correction_sources"]

Array = NDArray[np.float64]
Laws = dict[str, dict[str, float]]

# How sharply the most compressed layer is told from the others: in the table the target
# reaches at most two thirds of the fat's strain, which then counts for 4 %.
_SHARPNESS = 8.0
# How sharply the indentation turns before the bone: 0.2 % at a third of the thickness.
_TURN = 4.0


@dataclass(frozen=True, slots=True)
class CorrectedContact:
    """What is left of the linear numbers at finite strain.

    Attributes
    ----------
    indentation : ndarray
        Indentation of each sample [m].
    strain : ndarray
        Strain dw/dz, samples x points [1]; compression is negative, always above -1.
    """

    indentation: Array
    strain: Array


def corrected_contact(
    indentation: ArrayLike,
    strain: ArrayLike,
    *,
    most_compressed: ArrayLike,
    thickness: ArrayLike,
    law: ArrayLike,
) -> CorrectedContact:
    """Correct linear indentation and strains for finite strain.

    Parameters
    ----------
    indentation : array_like
        Linear indentation of each sample [m].
    strain : array_like
        Linear strains, samples x points [1]; compression is negative.
    most_compressed : array_like
        Linear compression in the middle of the most compressed layer [1], positive.
    thickness : array_like
        Thickness of all soft tissue [m].
    law : array_like
        Material law [1]: 0 is neo-Hookean, 1 the stiffening law, between them a mean.

    Returns
    -------
    CorrectedContact
        Indentation [m] and strains [1], never larger than the linear ones.

    Notes
    -----
    With s the compression of the most compressed layer and D the linear indentation
    over the thickness, d = d_lin (1 + a s + b D)^-p; a layer's strain is
    e = 1 - exp(-e_lin (1 + a e_lin + b s)^-p); that of the most compressed layer is
    s (1 + (c s)^m)^(-1/m). Coefficients and table: ``data/finite_strain.toml``.
    The table holds one stack, R = 1 to 5 mm and 0.02 to 0.25 N/mm.

    References
    ----------
    StrigilReference

    Examples
    --------
    >>> found = corrected_contact(
    ...     [10.88e-3], [[-0.355]], most_compressed=[0.99],
    ...     thickness=[37.3e-3], law=[0.0],
    ... )
    >>> float(np.round(found.indentation[0] * 1e3, 1))
    8.1
    """
    linear = np.asarray(indentation, dtype=float)
    given = np.asarray(strain, dtype=float)
    softest = np.maximum(np.asarray(most_compressed, dtype=float), 0.0)
    share = np.asarray(thickness, dtype=float)
    w = np.asarray(law, dtype=float)
    overall = linear / share
    plain = _indentation_factor("neo_hookean", softest, overall)
    stiff = _indentation_factor("stiffening", softest, overall)
    factor = plain ** (1.0 - w) * stiff**w
    size = np.abs(given)
    elsewhere = _elsewhere(size, softest[:, None], w[:, None])
    there = _most_compressed(size, overall[:, None], w[:, None])
    floor = np.finfo(float).tiny
    near = (size / np.maximum(softest[:, None], floor)).clip(0.0, 1.0) ** _SHARPNESS
    corrected = np.where(
        given < 0.0, there**near * elsewhere ** (1.0 - near), elsewhere
    )
    return CorrectedContact(
        indentation=_above_bone(linear * factor, share),
        strain=np.asarray(np.sign(given) * corrected),
    )


def correction_sources() -> tuple[str, ...]:
    """Return the bibliography keys the correction rests on."""
    tables = sourced_tables("finite_strain.toml")
    keys = (datum.source for table in tables.values() for datum in table.values())
    return tuple(dict.fromkeys(keys))


@cache
def _laws() -> Laws:
    tables = sourced_tables("finite_strain.toml")
    return {
        name: {key: datum.value for key, datum in table.items()}
        for name, table in tables.items()
    }


def _indentation_factor(law: str, softest: Array, overall: Array) -> Array:
    c = _laws()[f"indentation_{law}"]
    bulk = 1.0 + c["by_softest"] * softest + c["by_indentation"] * overall
    return np.asarray(bulk ** -c["power"])


def _elsewhere(size: Array, softest: Array, w: Array) -> Array:
    found = []
    for law in ("neo_hookean", "stiffening"):
        c = _laws()[f"layer_{law}"]
        bulk = 1.0 + c["by_layer"] * size + c["by_softest"] * softest
        found.append(-np.expm1(-size * bulk ** -c["power"]))
    return np.asarray(found[0] ** (1.0 - w) * found[1] ** w)


def _most_compressed(size: Array, overall: Array, w: Array) -> Array:
    c = _laws()["softest_layer"]
    m = c["order"] + c["order_slope"] * overall
    steepness = c["steepness"] ** (1.0 - w) * c["steepness_stiffening"] ** w
    with np.errstate(divide="ignore"):
        steep = m * np.log(steepness * size)
    return np.asarray(size * np.exp(-np.logaddexp(0.0, steep) / m))


def _above_bone(indentation: Array, thickness: Array) -> Array:
    share = indentation / (_laws()["range"]["deepest"] * thickness)
    return np.asarray(indentation * (1.0 + share**_TURN) ** (-1.0 / _TURN))
