"""Apparent stiffness from place to place along strokes repeated over one way."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from strigil.catalogue import BodySite, Sourced, TreatmentEdge, sourced_tables
from strigil.errors import InvalidValueError
from strigil.intervals import Interval
from strigil.mechanics.edge_contact import contact_of_edge
from strigil.mechanics.pressed_strokes import pressed_strokes
from strigil.mechanics.stroke_places import place_errors, place_means, places_of

__all__ = ["StiffnessScan", "expected_stiffness", "stiffness_scan"]

Array = NDArray[np.float64]

_Z90 = 1.6449  # half the 90 % interval of a normal, in standard deviations

_SAME_FORCE = (
    1e-3  # forces that differ by less, on average, say nothing of the exponent
)

_WITHOUT_INDENTATION = (
    "No stiffness: force alone does not say how far the tissue gave way.",
    "No anomaly in stiffness: from stroke to stroke a trained hand changes its force "
    "by 14 to 31 %, an inclusion twice as stiff the indentation by 1 to 10 %.",
    "Record the indentation, or the height of the edge over the skin at rest, as well.",
)
_WITH_INDENTATION = (
    "Depth: one force and one edge cannot tell a weak difference near the skin from a "
    "strong one below.",
    "Modulus: stiffness here is force over indentation of skin, fat and all below.",
)


@dataclass(frozen=True, slots=True, eq=False)
class StiffnessScan:
    """Stiffness along repeated strokes, on places that all strokes share.

    Attributes
    ----------
    place : ndarray
        Middles of the places along the stroke, of equal width [m].
    force : ndarray
        Mean normal force, strokes x places, NaN where a stroke did not press [N].
    stiffness : ndarray or None
        Secant stiffness at the mean force, strokes x places; None without
        indentation [N/m].
    standard_error : ndarray or None
        Standard error of each, from the scatter of its samples, the sensors' errors and
        the force exponent [N/m].
    typical, low, high : ndarray or None
        Geometric mean over strokes and its 90 % interval, NaN where fewer than two
        strokes pressed [N/m].
    mean_force : float
        The force at which stiffness is given [N].
    exponent : Interval or None
        Indentation grows as force to this power [1].
    expected : Interval or None
        Stiffness that the site's layers lead one to expect [N/m].
    cannot_say : tuple of str
        What this scan does not tell.
    warnings : tuple of str
        What to look at.
    """

    place: Array
    force: Array
    stiffness: Array | None
    standard_error: Array | None
    typical: Array | None
    low: Array | None
    high: Array | None
    mean_force: float
    exponent: Interval | None
    expected: Interval | None
    cannot_say: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def relative(self) -> Array | None:
        """Stiffness over the expected one, strokes x places [1]; None without both."""
        if self.stiffness is None or self.expected is None:
            return None
        return np.asarray(self.stiffness / self.expected.value)


def stiffness_scan(
    position: Sequence[ArrayLike],
    force: Sequence[ArrayLike],
    indentation: Sequence[ArrayLike] | None = None,
    *,
    expected: Interval | None = None,
    force_error: float = 0.0,
    indentation_error: float = 0.0,
) -> StiffnessScan:
    """Return the apparent stiffness along repeated strokes over the same way.

    Parameters
    ----------
    position : sequence of array_like
        Position along the way, one array a stroke, one entry a sample [m].
    force : sequence of array_like
        Normal force of the same samples [N].
    indentation : sequence of array_like, optional
        Indentation of the same samples [m].
    expected : Interval, optional
        Stiffness to compare with, such as :func:`expected_stiffness` gives [N/m].
    force_error, indentation_error : float
        Standard error that a whole place shares, of the two sensors [N], [m].

    Returns
    -------
    StiffnessScan
        Stiffness on common places; without indentation only what cannot be said.

    Raises
    ------
    InvalidValueError
        When strokes and samples do not go together, or an error is negative.

    Notes
    -----
    Indentation is taken to grow as ``d ~ F^m``. The exponent ``m`` comes from how the
    strokes' forces differ at one place, joined with a prior by their precisions, and

        k = F0 / d0,  d0 = d (F0 / F)^m

    is the secant stiffness at the scan's mean force ``F0``, the geometric mean of the
    samples within a place. Tissue is taken to be the same in each stroke, but for a
    factor of the stroke. See docs/models/stiffness-scan.md.

    References
    ----------
    StrigilReference

    Examples
    --------
    >>> x = np.arange(0.0, 0.1, 0.001)
    >>> strokes = [(x, 6.0 * x**0, 0.008 * x**0), (x, 8.0 * x**0, 0.0098 * x**0)]
    >>> scan = stiffness_scan(*zip(*strokes, strict=True))
    >>> round(float(scan.typical[10])), round(scan.mean_force, 1)
    (782, 6.9)
    """
    if min(force_error, indentation_error) < 0:
        message = "A sensor's standard error is 0 or more [N], [m]."
        raise InvalidValueError(message)
    strokes, warnings = pressed_strokes(position, force, indentation)
    numbers = sourced_tables("stiffness_scan.toml")["scan"]
    width = numbers["place_width"].value
    places, count = places_of([s.position for s in strokes], width)
    log_force = place_means(places, [s.log_force for s in strokes], count)
    numbered = np.arange(count, dtype=np.float64) + places[0].first
    centres: Array = (numbered + 0.5) * width
    mean = float(np.nanmean(log_force))
    if indentation is None:
        none = None
        return StiffnessScan(
            centres, np.exp(log_force), none, none, none, none, none,
            mean_force=math.exp(mean), exponent=None, expected=expected,
            cannot_say=_WITHOUT_INDENTATION, warnings=warnings,
        )  # fmt: skip
    log_depth = place_means(places, [s.log_indentation for s in strokes], count)
    power, power_error = _exponent(log_depth, log_force, numbers["force_exponent"])
    logs = log_force - log_depth + (power - 1.0) * (log_force - mean)
    raw = [s.log_force * power - s.log_indentation for s in strokes]
    parts = (
        place_errors(places, raw, count),
        force_error * power / np.exp(log_force),
        indentation_error / np.exp(log_depth),
        power_error * (log_force - mean),
    )
    share = np.sqrt(sum(np.square(part) for part in parts))
    typical, low, high = _over_strokes(logs)
    return StiffnessScan(
        place=centres,
        force=np.exp(log_force),
        stiffness=np.exp(logs),
        standard_error=np.exp(logs) * share,
        typical=typical,
        low=low,
        high=high,
        mean_force=math.exp(mean),
        exponent=Interval(
            power, power - _Z90 * power_error, power + _Z90 * power_error
        ),
        expected=expected,
        cannot_say=_WITH_INDENTATION,
        warnings=warnings,
    )


def expected_stiffness(
    edge: TreatmentEdge,
    site: BodySite,
    *,
    force: float,
    angle: float = math.pi / 4,
    samples: int = 200,
) -> Interval:
    """Return the secant stiffness that an edge should meet on a site's layers [N/m].

    Parameters
    ----------
    edge : TreatmentEdge
        The edge.
    site : BodySite
        Where it is pressed.
    force : float
        Normal force, best the mean force of the scan [N].
    angle : float
        Treatment angle [rad].
    samples : int
        Draws from the spread of thickness and modulus.

    Returns
    -------
    Interval
        Force over indentation [N/m]. It is wide: moduli are known to a factor of three.

    Raises
    ------
    InvalidValueError
        On a force or angle that can not be.
    """
    found = contact_of_edge(edge, site, force=force, angle=angle, samples=samples)
    depth = found.indentation
    return Interval(force / depth.value, force / depth.high, force / depth.low)


def _exponent(
    log_depth: Array, log_force: Array, prior: Sourced
) -> tuple[float, float]:
    """Join what the strokes say of the exponent with the prior, by precision."""
    middle, spread = prior.value, (prior.high - prior.low) / (2.0 * _Z90)
    both = np.isfinite(log_depth).sum(axis=0) >= 2
    depth = log_depth[:, both] - np.nanmean(log_depth[:, both], axis=0)
    force = log_force[:, both] - np.nanmean(log_force[:, both], axis=0)
    weight = float(np.nansum(force**2))
    if weight <= _SAME_FORCE**2 * force.size:
        return middle, spread
    slope = float(np.nansum(depth * force)) / weight
    by_stroke = np.nansum((depth - slope * force) * force, axis=1)
    # Samples of one stroke err together, so strokes are what is counted.
    strokes = len(by_stroke)
    error2 = float(np.sum(by_stroke**2)) / weight**2 * strokes / (strokes - 1)
    if error2 <= 0.0:
        return slope, 0.0
    precision = 1.0 / error2 + 1.0 / spread**2
    return (slope / error2 + middle / spread**2) / precision, precision**-0.5


def _over_strokes(logs: Array) -> tuple[Array, Array, Array]:
    count = np.isfinite(logs).sum(axis=0)
    enough = count >= 2
    mean, half = np.full((2, logs.shape[1]), np.nan)
    some, n = logs[:, enough], count[enough]
    mean[enough] = np.nanmean(some, axis=0)
    half[enough] = stdtrit(n - 1, 0.95) * np.nanstd(some, axis=0, ddof=1) / np.sqrt(n)
    return np.exp(mean), np.exp(mean - half), np.exp(mean + half)
