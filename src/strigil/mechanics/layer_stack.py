"""Layers under the skin, their moduli, and what joins each to the next.

Many stacks are held at once: the first axis of every array is the sample.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.errors import InvalidValueError, nearest
from strigil.mechanics.argument_checks import numbers_given, refuse_noun

__all__ = ["Base", "Interface", "LayerStack", "loads_of", "require"]

Array = NDArray[np.float64]
Base = Literal["rigid", "smooth", "half_space"]

# What people call an interface, and the call that makes it.
_JOINS = {
    "bonded": "Interface()",
    "slip": "Interface.free_slip()",
    "free_slip": "Interface.free_slip()",
    "spring": "Interface.spring(shear_stiffness=..., normal_stiffness=...)",
}


@dataclass(frozen=True, slots=True)
class Interface:
    """What joins a layer to the one below.

    Attributes
    ----------
    sliding : float
        How far one layer slides on the other for unit shear stress [m/Pa]: 0 is
        bonded, infinite is free slip.
    opening : float
        How far they come apart for unit pull, and into each other for unit pressure
        [m/Pa]: 0 for layers that stay on each other.

    Examples
    --------
    >>> Interface.free_slip().sliding
    inf
    """

    sliding: float = 0.0
    opening: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (("sliding", self.sliding), ("opening", self.opening)):
            if not value >= 0.0:
                message = (
                    f"An interface's {name} compliance is 0 or more [m/Pa]; "
                    f"{value:g} was given."
                )
                raise InvalidValueError(message)
        if np.isinf(self.opening):
            message = "Layers that come apart without force are no stack: opening inf."
            raise InvalidValueError(message)

    @classmethod
    def free_slip(cls) -> Self:
        """Return layers that slide on each other without friction."""
        return cls(sliding=float("inf"))

    @classmethod
    def spring(cls, *, shear_stiffness: float, normal_stiffness: float) -> Self:
        """Return layers held by springs.

        Parameters
        ----------
        shear_stiffness, normal_stiffness : float
            Stress for unit sliding and for unit opening [Pa/m], both positive.
        """
        if not (shear_stiffness > 0.0 and normal_stiffness > 0.0):
            message = (
                "Spring stiffnesses are positive [Pa/m]; "
                f"{shear_stiffness:g} and {normal_stiffness:g} were given."
            )
            raise InvalidValueError(message)
        return cls(1.0 / shear_stiffness, 1.0 / normal_stiffness)


@dataclass(frozen=True, slots=True)
class LayerStack:
    """Layers on a base, the surface first, one row for each sample.

    Attributes
    ----------
    thickness : ndarray
        Thickness of each layer [m].
    youngs_modulus : ndarray
        Young's modulus of each layer [Pa].
    poisson_ratio : ndarray
        Poisson's ratio of each layer [1], above -1 and up to 0.5.
    base : str
        ``rigid``: the last layer is bonded to bone; ``smooth``: it slides on bone
        without friction. ``half_space``: the last layer goes on downwards without end;
        its thickness only places points in it.
    interfaces : tuple of Interface
        What joins each layer to the next; empty when all are bonded.
    """

    thickness: Array
    youngs_modulus: Array
    poisson_ratio: Array
    base: Base = "rigid"
    interfaces: tuple[Interface, ...] = field(default=())

    @classmethod
    def of(
        cls,
        thickness: ArrayLike,
        youngs_modulus: ArrayLike,
        poisson_ratio: ArrayLike,
        *,
        base: Base = "rigid",
        interfaces: Sequence[Interface] = (),
    ) -> Self:
        """Build a stack, or many, from numbers that can be.

        Parameters
        ----------
        thickness, youngs_modulus, poisson_ratio : array_like
            One value for each layer [m], [Pa], [1]; or a row of them for each sample.
            A single number without brackets, and a single Poisson's ratio, stand for
            all layers; one row stands for all samples.
        base : str
            ``rigid``, ``smooth`` or ``half_space``.
        interfaces : sequence of Interface
            One fewer than layers; left out, all layers are bonded.

        Raises
        ------
        InvalidValueError
            On a thickness or modulus that is not positive, a Poisson's ratio outside
            (-1, 0.5], another number of moduli than of layers, an unknown base, or
            interfaces of a wrong number or that are none.

        Examples
        --------
        >>> LayerStack.of([1.5e-3, 0.03], [1e5, 1.5e4], [0.495, 0.495]).layers
        2
        """
        h, E, nu = _rows(thickness, youngs_modulus, poisson_ratio)
        require("thickness", "m", h, (h > 0) & np.isfinite(h), "positive")
        require("Young's modulus", "Pa", E, (E > 0) & np.isfinite(E), "positive")
        fine = (nu > -1) & (nu <= 0.5)
        require("Poisson's ratio", "1", nu, fine, "above -1 and at most 0.5")
        if base not in ("rigid", "smooth", "half_space"):
            message = f"A base is 'rigid', 'smooth' or 'half_space'; not {base!r}."
            raise InvalidValueError(message)
        joins = _joins(interfaces, h.shape[1])
        return cls(h, E, nu, base, joins)

    @property
    def shear_modulus(self) -> Array:
        """Shear modulus of each layer [Pa]."""
        return self.youngs_modulus / (2.0 * (1.0 + self.poisson_ratio))

    @property
    def samples(self) -> int:
        """Number of stacks."""
        return int(self.thickness.shape[0])

    @property
    def layers(self) -> int:
        """Number of layers in each stack."""
        return int(self.thickness.shape[1])

    @property
    def joins(self) -> tuple[Interface, ...]:
        """What joins each layer to the next, written out."""
        return self.interfaces or (Interface(),) * (self.layers - 1)

    @property
    def is_bonded(self) -> bool:
        """Whether every layer is bonded to the next."""
        return all(one == Interface() for one in self.interfaces)

    def take(self, rows: NDArray[np.intp]) -> "LayerStack":
        """Return some of the samples."""
        return LayerStack(
            self.thickness[rows],
            self.youngs_modulus[rows],
            self.poisson_ratio[rows],
            self.base,
            self.interfaces,
        )


def _rows(
    thickness: ArrayLike, youngs_modulus: ArrayLike, poisson_ratio: ArrayLike
) -> tuple[Array, Array, Array]:
    """Return samples x layers of each, one layer for each number."""
    h = numbers_given("thickness", "m", thickness)
    E = numbers_given("Young's modulus", "Pa", youngs_modulus)
    nu = numbers_given("Poisson's ratio", "1", poisson_ratio)
    given = {"thickness": h, "Young's modulus": E, "Poisson's ratio": nu}
    _check_counts(given)
    h, E, nu = (np.array(one, dtype=float, ndmin=2) for one in given.values())
    samples = {one.shape[0] for one in (h, E, nu)} - {1}
    if len(samples) > 1:
        message = (
            "Thicknesses, moduli and Poisson's ratios have one row for all samples, or "
            f"one for each; {h.shape[0]}, {E.shape[0]} and {nu.shape[0]} were given."
        )
        raise InvalidValueError(message)
    if not h.shape == E.shape == nu.shape:
        h, E, nu = np.broadcast_arrays(h, E, nu)
    return h, E, nu


def _check_counts(given: dict[str, Array]) -> None:
    """Refuse no layer, and a number that is not for one layer or for all."""
    layers = max(one.shape[-1] if one.ndim else 1 for one in given.values())
    if any(one.size == 0 for one in given.values()):
        message = (
            "A stack has one layer or more, each with a thickness [m], a Young's "
            "modulus [Pa] and a Poisson's ratio [1]; none was given."
        )
        raise InvalidValueError(message)
    for name, one in given.items():
        stands_for_all = one.ndim == 0 or (name == "Poisson's ratio" and one.size == 1)
        if one.ndim > 2 or not (stands_for_all or one.shape[-1] == layers):
            message = (
                f"{layers} layers need as many numbers of each kind; {one.tolist()} "
                f"was given as {name}. A single number without brackets stands for all."
            )
            raise InvalidValueError(message)


def _joins(given: Sequence[Interface], layers: int) -> tuple[Interface, ...]:
    """Return what joins the layers; all bonded when nothing is given."""
    if isinstance(given, str | Interface):
        given = (given,)
    for one in given:
        if not isinstance(one, Interface):
            word = nearest(one, _JOINS) if isinstance(one, str) else None
            calls = [_JOINS[word]] if word else sorted(set(_JOINS.values()))
            what = "an Interface for each place where two layers meet"
            raise refuse_noun(what, one, " or ".join(calls))
    joins = tuple(given) or (Interface(),) * (layers - 1)
    if len(joins) != layers - 1:
        message = (
            f"{layers} layers have {layers - 1} interfaces between them; {len(joins)} "
            "were given."
        )
        raise InvalidValueError(message)
    return joins


def loads_of(name: str, unit: str, given: ArrayLike, stack: LayerStack) -> Array:
    """Return one load for each sample, or several for a stack of one sample.

    Parameters
    ----------
    name, unit : str
        What it is called and its unit, for the error.
    given : array_like
        One load, one for each sample, or any number for one sample [``unit``].
    stack : LayerStack
        What is loaded.

    Returns
    -------
    ndarray
        Loads [``unit``].

    Raises
    ------
    InvalidValueError
        On a load that is not above zero, or another number of them.
    """
    load = np.array(numbers_given(name, unit, given), ndmin=1)
    if load.ndim != 1 or (load.size != 1 and stack.samples not in {1, load.size}):
        message = (
            f"A {name} is given once, or once for each of {stack.samples} stacks; "
            f"an array of {' x '.join(map(str, load.shape))} was given."
        )
        raise InvalidValueError(message)
    if not load.size or not np.all((load > 0.0) & np.isfinite(load)):
        message = f"A {name} must be positive [{unit}]; {load.tolist()} was given."
        raise InvalidValueError(message)
    return np.full(stack.samples, load) if load.size == 1 else load


def require(
    name: str, unit: str, given: Array, fine: NDArray[np.bool_], allowed: str
) -> None:
    """Refuse numbers that can not be, naming the first of them."""
    if not fine.all():
        worst = float(given[~fine].flat[0])
        message = f"A {name} must be {allowed}; {worst:g} [{unit}] was given."
        raise InvalidValueError(message)
