"""What a contact at a rate gives a reader: while stroked, and pressed, held, let go."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.intervals import Interval

__all__ = ["HeldContact", "RateCourse", "RateState", "StrokedContact"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RateState:
    """A contact at one rate.

    Attributes
    ----------
    indentation, half_width : Interval
        Indentation and half width of the contact [m].
    mean_pressure : Interval
        Contact pressure [Pa].
    target_strain : Interval
        Strain in the target [1]; compression is negative.
    target_stress : Interval
        Stress across the target [Pa]; compression is negative.
    """

    indentation: Interval
    half_width: Interval
    mean_pressure: Interval
    target_strain: Interval
    target_stress: Interval


@dataclass(frozen=True, slots=True)
class StrokedContact:
    """An edge that is stroked over a site at a steady speed.

    Attributes
    ----------
    indenter, site, target : str
        Id of the edge and of the site, and the structure to be reached.
    force, speed : float
        Normal force [N] and speed [m/s].
    at_once, stroked, relaxed : RateState
        Infinitely fast, at the speed, and infinitely slow.
    passing_time : Interval
        How long a point of the skin is in contact [s].
    stiffer : Interval
        Indentation infinitely slow over that at the speed [1].
    friction : Interval
        Horizontal over normal force by lost work alone, without rubbing [1].
    lost_work : Interval
        Work lost in tissue on each metre of a stroke [J/m].
    warnings : tuple of str
        Where the model is stretched.
    sources : tuple of str
        Bibliography keys of the numbers of rate.
    """

    indenter: str
    site: str
    target: str
    force: float
    speed: float
    at_once: RateState
    stroked: RateState
    relaxed: RateState
    passing_time: Interval
    stiffer: Interval
    friction: Interval
    lost_work: Interval
    warnings: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RateCourse:
    """A quantity over time.

    Attributes
    ----------
    median, low, high : ndarray
        Median, 5th and 95th percentile at each moment [SI].
    """

    median: Array
    low: Array
    high: Array


@dataclass(frozen=True, slots=True)
class HeldContact:
    """An edge that is pressed in, held and let go.

    Attributes
    ----------
    indenter, site, target : str
        Id of the edge and of the site, and the structure to be reached.
    time, force : ndarray
        Moments [s], and the normal force at them [N].
    indentation, target_strain, target_stress : RateCourse
        how deep the skin is pressed below the edge [m], strain in the target [1] and
        stress across it [Pa].
    pressed, held : RateState
        When the force is first reached, and when it begins to fall.
    creep : Interval
        Indentation when held over that when pressed, less 1 [1].
    strain_creep : Interval
        The same of the strain in the target [1].
    left : Interval
        Dent that is left at the moment at which the force is gone [m].
    lost_work : Interval
        Work done on the tissue and not given back [J].
    warnings : tuple of str
        Where the model is stretched.
    sources : tuple of str
        Bibliography keys of the numbers of rate.
    """

    indenter: str
    site: str
    target: str
    time: Array
    force: Array
    indentation: RateCourse
    target_strain: RateCourse
    target_stress: RateCourse
    pressed: RateState
    held: RateState
    creep: Interval
    strain_creep: Interval
    left: Interval
    lost_work: Interval
    warnings: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def times(self) -> tuple[float, float, float]:
        """How long the force rises, is held and falls [s]."""
        full = np.flatnonzero(self.force > self.force.max() * (1.0 - 1e-9))
        bare = np.flatnonzero(self.force[full[-1] :] == 0.0)
        gone = full[-1] + bare[0] if bare.size else self.time.size - 1
        start, end, last = (float(self.time[i]) for i in (full[0], full[-1], gone))
        return start, end - start, last - end
