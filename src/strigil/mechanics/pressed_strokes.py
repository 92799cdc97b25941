"""Samples of strokes in which the edge was pressed well, checked and in logarithms."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.catalogue import sourced_tables
from strigil.errors import InvalidValueError

__all__ = ["PressedStroke", "pressed_strokes"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PressedStroke:
    """One stroke, where the edge was pressed well.

    Attributes
    ----------
    position : ndarray
        Position along the way [m].
    log_force : ndarray
        Logarithm of the normal force in newtons [1].
    log_indentation : ndarray
        Logarithm of the indentation in metres, 0 without one [1].
    """

    position: Array
    log_force: Array
    log_indentation: Array


def pressed_strokes(
    position: Sequence[ArrayLike],
    force: Sequence[ArrayLike],
    indentation: Sequence[ArrayLike] | None,
) -> tuple[list[PressedStroke], tuple[str, ...]]:
    """Keep of each stroke the samples in which the edge presses the skin in.

    Parameters
    ----------
    position, force, indentation : sequence of array_like
        One array a stroke: position [m], normal force [N], indentation [m].

    Returns
    -------
    list of PressedStroke
        Strokes in order.
    tuple of str
        What was left out, and what looks odd.

    Raises
    ------
    InvalidValueError
        When channels do not go together or nothing is left.
    """
    rows = _rows(position, force, indentation)
    numbers = sourced_tables("stiffness_scan.toml")["scan"]
    kept: list[PressedStroke] = []
    unpressed = 0
    for x, f, d in rows:
        known = np.isfinite(x) & np.isfinite(f) & np.isfinite(d)
        firm = float(np.median(f[known])) if known.any() else 0.0
        good = known & (f > max(firm, 0.0) * numbers["smallest_force_share"].value)
        good &= d > 0
        unpressed += int((~good).sum())
        if good.any():
            flat = np.zeros(int(good.sum()))
            depth = flat if indentation is None else np.log(d[good])
            kept.append(PressedStroke(x[good], np.log(f[good]), depth))
    if not kept:
        message = (
            "No sample presses the skin in: force [N] and indentation [m] must be "
            "above 0 somewhere along a stroke."
        )
        raise InvalidValueError(message)
    warnings = _warnings(rows, kept, unpressed)
    reach = [(s.position.min(), s.position.max()) for s in kept]
    way = float(max(last for _, last in reach) - min(first for first, _ in reach))
    if way > numbers["longest_way"].value:
        warnings.append(
            f"The strokes run over {way:.0f} m: positions are read in metres, were "
            "millimetres meant?"
        )
    if indentation is not None:
        deep = float(
            np.exp(np.median(np.concatenate([s.log_indentation for s in kept])))
        )
        if deep > numbers["deepest"].value:
            warnings.append(
                f"The indentation is {deep * 1e3:.0f} mm in the median: it is read in "
                "metres, were millimetres meant?"
            )
    return kept, tuple(warnings)


def _rows(
    position: Sequence[ArrayLike],
    force: Sequence[ArrayLike],
    indentation: Sequence[ArrayLike] | None,
) -> list[tuple[Array, Array, Array]]:
    counts = [len(position), len(force)]
    counts += [] if indentation is None else [len(indentation)]
    if len(set(counts)) != 1 or counts[0] == 0:
        message = f"Each channel has one array a stroke; {counts} strokes were given."
        raise InvalidValueError(message)
    rows = []
    for stroke, (where, pressing) in enumerate(zip(position, force, strict=True)):
        x, f = np.asarray(where, dtype=float), np.asarray(pressing, dtype=float)
        d = np.ones_like(f)
        if indentation is not None:
            d = np.asarray(indentation[stroke], dtype=float)
        if x.ndim != 1 or not x.shape == f.shape == d.shape:
            message = (
                f"Stroke {stroke + 1} has {x.size} positions, {f.size} forces and "
                f"{d.size} indentations; they go together, sample by sample."
            )
            raise InvalidValueError(message)
        rows.append((x, f, d))
    return rows


def _warnings(
    rows: Sequence[tuple[Array, Array, Array]],
    kept: Sequence[PressedStroke],
    unpressed: int,
) -> list[str]:
    said = []
    samples = sum(x.size for x, _, _ in rows)
    if unpressed:
        said.append(
            f"{unpressed} of {samples} samples were left out: missing, lightly "
            "pressed, or no indentation."
        )
    if len(kept) < len(rows):
        said.append(
            f"{len(rows) - len(kept)} of {len(rows)} strokes had no sample left."
        )
    return said
