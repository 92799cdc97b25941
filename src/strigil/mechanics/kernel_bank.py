"""A bank of kernels: what one touch does at depth, by direction and by force.

A kernel is a small map over depth and footprint. The bank holds one for each of some
directions round the circle and each of some forces; between them it blends.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError
from strigil.mechanics.dose_map import BodyPatch, SampleCount, StrokeSamples

__all__ = ["Blend", "Kernel", "KernelBank"]

Array = NDArray[np.float64]
Places = NDArray[np.intp]
Kernel = Callable[[float, float], Array]
"""Direction [rad] and normal force [N] to depth x footprint along x x along y."""


@dataclass(frozen=True, slots=True)
class Blend:
    """Two neighbours of each sample, and what each of them is given.

    Attributes
    ----------
    place : tuple of ndarray
        Index of the one and of the other neighbour.
    share : tuple of ndarray
        Share of the one and of the other [1].
    """

    place: tuple[Places, Places]
    share: tuple[Array, Array]

    @property
    def pairs(self) -> tuple[tuple[Places, Array], tuple[Places, Array]]:
        """Index and share of the one and of the other neighbour."""
        return (self.place[0], self.share[0]), (self.place[1], self.share[1])


@dataclass(frozen=True, slots=True)
class KernelBank:
    """Kernels by direction and force.

    Attributes
    ----------
    values : ndarray
        Directions x forces x depths x footprint along x x along y [``unit``]: what a
        touch of that force does. The touch itself is at the index ``size // 2``.
    force : ndarray
        Normal forces of the kernels [N], rising. With one force the bank is linear.
    depth : ndarray
        Depths below the resting skin [m].
    cell : float
        Side of a cell of the footprint [m], that of the patch.
    turn : float
        Angle over which the directions are spread evenly [rad]: 2 pi, or pi when a
        stroke does the same forth and back.
    unit : str
        Unit of the kernels' values, ``1`` for strain; ``dataclasses.replace`` gives
        another.

    Notes
    -----
    Between two directions and between two forces a kernel is the weighted mean of the
    neighbours; below the lowest force it goes in proportion to force, to nothing at
    0 N. Above the highest force of several it is scaled up likewise, and the map
    says so.
    """

    values: Array
    force: Array
    depth: Array
    cell: float
    turn: float = 2.0 * np.pi
    unit: str = "1"

    @classmethod
    def of(
        cls,
        kernel: Kernel,
        *,
        directions: int,
        force: ArrayLike,
        depth: ArrayLike,
        cell: float,
        half_turn: bool = False,
    ) -> Self:
        """Build a bank from a function.

        Parameters
        ----------
        kernel : callable
            ``kernel(direction, force)`` gives depth x footprint along x x along y,
            for a direction [rad] and a force [N], always of one shape.
        directions : int
            Number of directions, 1 or more.
        force : array_like
            Normal forces [N], positive and rising; one makes a linear bank.
        depth : array_like
            Depths of the kernel's rows [m].
        cell : float
            Side of a cell of the footprint [m].
        half_turn : bool
            Whether a stroke does the same forth and back, so that half the circle is
            enough.

        Raises
        ------
        InvalidValueError
            On forces that do not rise from above 0, no direction, a cell that is not
            positive, or kernels that are not finite or not of one shape.

        Examples
        --------
        >>> bank = KernelBank.of(
        ...     lambda direction, force: np.full((1, 3, 3), force / 9.0),
        ...     directions=8, force=[1.0], depth=[5e-3], cell=1e-3,
        ... )
        >>> bank.values.shape
        (8, 1, 1, 3, 3)
        """
        forces = np.atleast_1d(np.asarray(force, dtype=float))
        depths = np.atleast_1d(np.asarray(depth, dtype=float))
        _check(directions, forces, cell)
        turn = np.pi if half_turn else 2.0 * np.pi
        angles = turn * np.arange(directions) / directions
        kernels = [
            [np.asarray(kernel(float(angle), float(f)), dtype=float) for f in forces]
            for angle in angles
        ]
        shapes = {one.shape for row in kernels for one in row}
        shape = shapes.pop()
        if shapes or len(shape) != 3 or shape[0] != depths.size or min(shape) < 1:
            message = (
                f"A kernel is depth x along x x along y with {depths.size} depths, one "
                f"shape for all; {shape} was given."
            )
            raise InvalidValueError(message)
        values = np.array(kernels)
        if not np.all(np.isfinite(values)):
            message = "A kernel must be finite everywhere; inf or nan was given."
            raise InvalidValueError(message)
        return cls(values, forces, depths, cell, turn)

    @property
    def directions(self) -> int:
        """Number of directions."""
        return int(self.values.shape[0])

    @property
    def unit_over_time(self) -> str:
        """Unit of a sum over time of the kernels' values."""
        return "s" if self.unit == "1" else f"{self.unit} s"

    @property
    def footprint(self) -> tuple[int, int]:
        """Cells of the footprint along x and along y."""
        return int(self.values.shape[3]), int(self.values.shape[4])

    def before(self) -> tuple[int, int]:
        """Return how many cells before the patch a touch still reaches into it."""
        return tuple(size - 1 - size // 2 for size in self.footprint)  # type: ignore[return-value]  # two sizes

    def by_direction(self, direction: Array) -> Blend:
        """Share directions [rad] between the kernels beside them; shares sum to 1."""
        place = direction * (self.directions / self.turn)
        left = np.floor(place)
        part = place - left
        left -= self.directions * np.floor(left / self.directions)
        one = left.astype(np.intp)
        # The kernel after the last is the first.
        two = one + 1
        two *= two < self.directions
        return Blend((one, two), (1.0 - part, part))

    def by_force(self, force: Array) -> Blend:
        """Share forces [N] between the kernels beside them.

        Shares sum to 1 from the lowest force to the highest; below and above they go
        in proportion to force.
        """
        nodes = self.force
        if nodes.size == 1:
            none = np.zeros(force.shape, dtype=np.intp)
            return Blend((none, none), (force / nodes[0], np.zeros_like(force)))
        place = np.interp(force, nodes, np.arange(nodes.size, dtype=float))
        one = np.minimum(place.astype(np.intp), nodes.size - 2)
        part = place - one
        scale = force / np.clip(force, nodes[0], nodes[-1])
        return Blend((one, one + 1), ((1.0 - part) * scale, part * scale))

    def reach(
        self, samples: StrokeSamples, patch: BodyPatch
    ) -> tuple[Places, SampleCount]:
        """Return which samples can touch the map of a patch, and count all of them."""
        off, far = self._away(samples, patch)
        firm = 0
        if (
            self.force.size > 1
            and samples.size
            and samples.force.max() > self.force[-1]
        ):
            firm = int(np.count_nonzero((samples.force > self.force[-1]) & ~far))
        beside, out = int(np.count_nonzero(off & ~far)), int(np.count_nonzero(far))
        count = SampleCount(samples.size - beside - out, beside, out, firm)
        return np.flatnonzero(~far), count

    def fits(self, patch: BodyPatch) -> None:
        """Refuse a patch whose cells are not the footprint's."""
        if not np.isclose(patch.cell, self.cell, rtol=1e-9, atol=0.0):
            message = (
                f"Patch and bank need cells of one size; {patch.cell:g} and "
                f"{self.cell:g} [m] were given."
            )
            raise InvalidValueError(message)

    def _away(
        self, samples: StrokeSamples, patch: BodyPatch
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell which samples are off the patch, and which are out of reach."""
        off = np.zeros(samples.size, dtype=bool)
        far = off.copy()
        if not samples.size:
            return off, far
        lowest = patch.in_cells(samples.x.min(), samples.y.min())
        highest = patch.in_cells(samples.x.max(), samples.y.max())
        sides = zip(patch.cells, self.footprint, self.before(), strict=True)
        for side, (cells, size, before) in enumerate(sides):
            if lowest[side] >= -0.5 and highest[side] <= cells - 0.5:
                continue
            place = patch.in_cells(samples.x, samples.y)[side]
            off |= (place < -0.5) | (place > cells - 0.5)
            far |= (place <= -before - 1) | (place >= cells + size // 2)
        return off, far


def _check(directions: int, force: Array, cell: float) -> None:
    if directions < 1:
        message = f"A bank has 1 direction or more; {directions} were given."
        raise InvalidValueError(message)
    rising = force.ndim == 1 and force.size and force[0] > 0 and np.isfinite(force[-1])
    if not (rising and np.all(np.diff(force) > 0)):
        message = f"Forces of a bank are positive and rise [N]; {force} was given."
        raise InvalidValueError(message)
    if not (cell > 0.0 and np.isfinite(cell)):
        message = f"A cell's side must be positive; {cell:g} [m] was given."
        raise InvalidValueError(message)
