"""Nouns of the dose map: a patch of the body, the samples of strokes, and the map.

Strokes are laid on the skin of a patch, and what they do at depth is a map over patch
and depth. `strigil.mechanics.dose_scatter` adds up over samples,
`strigil.mechanics.dose_peak` takes the largest of them.
"""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError

__all__ = ["BodyPatch", "DoseMap", "SampleCount", "StrokeSamples"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BodyPatch:
    """A flat, rectangular piece of skin, cut into square cells.

    Attributes
    ----------
    cells : tuple of int
        Cells along x and along y, each 1 or more.
    cell : float
        Side of a cell [m].
    corner : tuple of float
        Where the patch begins in x and in y [m].

    Examples
    --------
    >>> BodyPatch((200, 100), cell=1e-3).x[0]
    np.float64(0.0005)
    """

    cells: tuple[int, int]
    cell: float
    corner: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if min(self.cells) < 1:
            message = f"A patch has 1 or more cells each way; {self.cells} was given."
            raise InvalidValueError(message)
        if not (self.cell > 0.0 and np.isfinite(self.cell)):
            message = f"A cell's side must be positive; {self.cell:g} [m] was given."
            raise InvalidValueError(message)
        if not np.all(np.isfinite(self.corner)):
            message = f"A corner is two finite places [m]; {self.corner} was given."
            raise InvalidValueError(message)

    @property
    def x(self) -> Array:
        """Middles of the cells along x [m]."""
        return np.asarray(self.corner[0] + self.cell * (np.arange(self.cells[0]) + 0.5))

    @property
    def y(self) -> Array:
        """Middles of the cells along y [m]."""
        return np.asarray(self.corner[1] + self.cell * (np.arange(self.cells[1]) + 0.5))

    def in_cells(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Return places [m] counted in cells from the middle of the first one [1]."""
        return (
            (x - self.corner[0]) / self.cell - 0.5,
            (y - self.corner[1]) / self.cell - 0.5,
        )


@dataclass(frozen=True, slots=True)
class StrokeSamples:
    """Samples of one stroke or of many: where the edge was, which way, how firmly.

    Attributes
    ----------
    x, y : ndarray
        Place of the middle of the contact on the skin [m].
    direction : ndarray
        Direction of the stroke, from +x towards +y [rad].
    force : ndarray
        Normal force [N], 0 or more.
    duration : ndarray
        Time that a sample stands for [s], 0 or more.
    """

    x: Array
    y: Array
    direction: Array
    force: Array
    duration: Array

    @classmethod
    def of(
        cls,
        x: ArrayLike,
        y: ArrayLike,
        *,
        direction: ArrayLike,
        force: ArrayLike,
        duration: ArrayLike,
    ) -> Self:
        """Build samples from numbers that can be; one number may stand for all.

        Parameters
        ----------
        x, y : array_like
            Places [m].
        direction : array_like
            Directions [rad].
        force : array_like
            Normal forces [N].
        duration : array_like
            Durations [s].

        Raises
        ------
        InvalidValueError
            On arrays that do not go together, a number that is not finite, or a
            negative force or duration.

        Examples
        --------
        >>> sweep = np.linspace(0.02, 0.08, 150)
        >>> StrokeSamples.of(
        ...     sweep, 0.05, direction=0.0, force=6.0, duration=0.005
        ... ).size
        150
        """
        given = (x, y, direction, force, duration)
        arrays = [np.atleast_1d(np.asarray(one, dtype=float)) for one in given]
        sizes = {one.size for one in arrays if one.size != 1}
        if len(sizes) > 1 or max(one.ndim for one in arrays) > 1:
            shapes = ", ".join(str(one.shape) for one in arrays)
            message = f"Samples are rows of one length; {shapes} were given."
            raise InvalidValueError(message)
        samples = cls(*(np.array(one) for one in np.broadcast_arrays(*arrays)))
        for field in fields(samples):
            lowest = 0.0 if field.name in ("force", "duration") else -np.inf
            _require(field.name, getattr(samples, field.name), lowest)
        return samples

    @classmethod
    def joined(cls, *parts: Self) -> Self:
        """Return the samples of several strokes as one row."""
        names = [field.name for field in fields(cls)]
        return cls(
            *(np.concatenate([getattr(one, name) for one in parts]) for name in names)
        )

    @property
    def size(self) -> int:
        """Number of samples."""
        return int(self.x.size)

    def take(self, which: slice | NDArray[np.bool_] | NDArray[np.intp]) -> Self:
        """Return some of the samples."""
        return type(self)(*(getattr(self, f.name)[which] for f in fields(self)))


@dataclass(frozen=True, slots=True)
class SampleCount:
    """What became of the samples: none goes missing without a word.

    Attributes
    ----------
    on_patch : int
        Samples on the patch.
    beside : int
        Samples off the patch that still reach into it; they count in the map.
    out_of_reach : int
        Samples too far away to touch the map.
    above_force : int
        Samples in reach with a force above the highest of a bank with several forces.
    """

    on_patch: int
    beside: int
    out_of_reach: int
    above_force: int

    @property
    def total(self) -> int:
        """All samples that were given."""
        return self.on_patch + self.beside + self.out_of_reach

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the map must know."""
        said = []
        if self.beside or self.out_of_reach:
            said.append(
                f"{self.beside + self.out_of_reach} of {self.total} samples lie off "
                f"the patch: {self.beside} reach into it and are counted in the map, "
                f"{self.out_of_reach} do not."
            )
        if self.above_force:
            said.append(
                f"{self.above_force} of {self.total} samples are firmer than any "
                "kernel of the bank; its firmest was scaled up in proportion to force."
            )
        return tuple(said)


@dataclass(frozen=True, slots=True)
class DoseMap:
    """A measure of dose over patch and depth.

    Attributes
    ----------
    patch : BodyPatch
        The piece of skin.
    depth : ndarray
        Depths below the resting skin [m].
    values : ndarray
        Depth x cells along x x cells along y [``unit``].
    unit : str
        Unit of the values, such as ``s`` for strain summed over time.
    samples : SampleCount
        What became of the samples.

    Notes
    -----
    A map says what the tissue was given, by a model. No dose-response is known that
    maps strain to healing.
    """

    patch: BodyPatch
    depth: Array
    values: Array
    unit: str
    samples: SampleCount

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the map must know."""
        too_much: tuple[str, ...] = ()
        if self.unit == "1" and self.values.size and self.values.max() >= 1.0:
            too_much = (
                f"The map goes to a strain of {self.values.max():.3g}: more than a "
                "tissue can be pressed together. The kernels were asked beyond what "
                "they hold for; see their forces.",
            )
        return (*self.samples.warnings, *too_much)


def _require(name: str, given: Array, lowest: float) -> None:
    fine = np.isfinite(given) & (given >= lowest)
    if not np.all(fine):
        allowed = "finite" if lowest == -np.inf else "finite and 0 or more"
        message = f"A sample's {name} must be {allowed}; {given[~fine][0]:g} was given."
        raise InvalidValueError(message)
