"""What is known of a cohort's patients beside the priors: stage, onset, pain, load.

Only what the model carries is here. Age, sex, weight and the like are not: nothing that
was read says how they change the answer to a dose.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from strigil.biology.model import Array
from strigil.catalogue import Stage
from strigil.errors import InvalidValueError

__all__ = ["COVARIATE_DRAWS", "Covariates", "Spread"]

# Rows of standard normals that the covariates of a patient need, in this order.
STAGE, ONSET, PAIN, LOAD = range(4)
COVARIATE_DRAWS = 4
# Shares are written with few digits: three thirds of 0.33 are all.
_ROUNDING = 0.02
_LEAST = 2.0**-53


@dataclass(frozen=True, slots=True)
class Spread:
    """How a number differs between patients: normal, cut at both ends.

    Attributes
    ----------
    mean, sd : float
        Of the normal before it is cut [unit of the number].
    low, high : float or None
        Nobody lies outside [unit of the number].
    """

    mean: float
    sd: float = 0.0
    low: float | None = None
    high: float | None = None

    def at(self, normals: Array) -> Array:
        """Return one number for each standard normal [unit of the number].

        Parameters
        ----------
        normals : array
            Draws [1].

        Examples
        --------
        >>> import numpy as np
        >>> Spread(5.0, 1.0, low=5.0).at(np.array([-9.0, 9.0])).round(1).tolist()
        [5.0, 13.2]
        """
        if self.sd == 0.0:
            return np.full(normals.shape, self.mean)
        low = -np.inf if self.low is None else (self.low - self.mean) / self.sd
        high = np.inf if self.high is None else (self.high - self.mean) / self.sd
        inside = ndtr(low) + ndtr(normals) * (ndtr(high) - ndtr(low))
        # Far out in a tail a share is 0 or 1 to rounding.
        found: Array = self.mean + self.sd * ndtri(np.clip(inside, _LEAST, 1 - _LEAST))
        return np.clip(found, self.low, self.high) if self._is_cut else found

    @property
    def _is_cut(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class Covariates:
    """How the patients of a cohort differ in what the model carries.

    Attributes
    ----------
    stages : dict of str to float
        Share of the patients in each stage; together 1 [1].
    onset_days : Spread or None
        Time since onset of acute and subacute patients, else as the stage's data say
        [d]. Whole days. In chronic tissue the model knows no time since onset.
    pain : Spread or None
        Pain at rest on day zero, above 0 and below 10, else the model's own [point].
    load : Spread or None
        Daily load relative to the usual, above 0, the same in every arm [1].
    """

    stages: Mapping[Stage, float]
    onset_days: Spread | None = None
    pain: Spread | None = None
    load: Spread | None = None

    def __post_init__(self) -> None:
        total = sum(self.stages.values())
        if (
            min(self.stages.values(), default=0.0) < 0.0
            or not abs(total - 1) <= _ROUNDING
        ):
            message = (
                "The shares of the stages must not be negative and together be 1; "
                f"{dict(self.stages)} was given."
            )
            raise InvalidValueError(message)

    def stage_of(self, normals: Array) -> NDArray[np.intp]:
        """Return the number of each patient's stage, in the order of ``stages`` [1].

        Parameters
        ----------
        normals : array
            One draw for each patient [1].
        """
        ends = np.cumsum(list(self.stages.values()))
        return np.searchsorted(ends[:-1] / ends[-1], ndtr(normals), side="left")
