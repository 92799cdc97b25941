"""What relaxing layers do to a contact: slow, fast, held, slid over.

Each layer eases in its own way, so that a layered site has no relaxation function of
its own. By the correspondence principle the layers are solved with their moduli at a
rate: what gives way then, over what gives way at once, is the factor by which the site
is softer. Those factors come from layers as they are once pressed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.layered import solve_layers
from strigil.mechanics.layered_solution import LayeredSolution
from strigil.mechanics.relaxation import PronySeries
from strigil.mechanics.spread_load import SpreadLoad
from strigil.mechanics.subsurface import load_spectrum
from strigil.mechanics.tissue_relaxation import SampledRelaxation
from strigil.mechanics.wave_grid import StackOperator

__all__ = ["SiteMemory", "Slid", "Softer", "crept"]

Array = NDArray[np.float64]

# Waves are sampled evenly in their logarithm, panel by panel: ratios need few.
_PANELS, _POINTS, _LONGEST, _SHORTEST = 5, 8, 0.03, 12.0
# Times that the course of a site is made of [s], each three times the one before.
_TIMES = 0.02 * 3.0 ** np.arange(12)
# A share smaller than this is none.
_FAINT = 1e-9


@dataclass(frozen=True, slots=True)
class Softer:
    """Factors over the answer at once, one for each sample [1].

    Attributes
    ----------
    indentation, strain, stress : ndarray
        Of the indentation, of strain and of stress across at the target.
    """

    indentation: Array
    strain: Array
    stress: Array


@dataclass(frozen=True, slots=True)
class Slid:
    """What sliding at a speed does.

    Attributes
    ----------
    softer : Softer
        Factors in the middle of the contact.
    friction : ndarray
        Horizontal over normal force, by lost work alone [1].
    """

    softer: Softer
    friction: Array


@dataclass(frozen=True, slots=True)
class SiteMemory:
    """Layers once pressed, the load on them, and how they ease.

    Attributes
    ----------
    stack : LayerStack
        The layers as they are once pressed, one row for each sample.
    load : SpreadLoad
        The load on them.
    relaxing : SampledRelaxation
        How each layer eases.
    target : tuple of int and float
        Layer, and place in it, of the target.
    """

    stack: LayerStack
    load: SpreadLoad
    relaxing: SampledRelaxation
    target: tuple[int, float]

    def softer(self, rate: float) -> Softer:
        """Return the factors at a Laplace rate [1/s]: 0 is for ever, inf at once."""
        return self._factors([rate])[0]

    def course(self) -> tuple[list[PronySeries], Array, Array]:
        """Return how the site eases with time.

        Returns
        -------
        tuple
            The series of the indentation's stiffness for each sample, and for strain
            and stress at the target the shares of their creep, samples x times [1].

        Notes
        -----
        Factors at rates spread over all times are met by sums over fixed times
        (collocation); the stiffness, which can only fall, by shares that are not
        negative.
        """
        rates = [0.0, *(1.0 / _TIMES)]
        found = self._factors(rates)
        stiff = 1.0 / np.stack([one.indentation for one in found], axis=1)
        basis = 1.0 / (1.0 + np.asarray(rates)[:, None] * _TIMES)
        series = [_series(basis, row) for row in stiff]
        inverse = np.linalg.pinv(basis)
        strain, stress = (
            (np.stack(parts, axis=1) - 1.0) @ inverse.T
            for parts in zip(*((o.strain, o.stress) for o in found), strict=True)
        )
        return series, strain, stress

    def slid(self, speed: float) -> Slid:
        """Return what sliding at a speed [m/s] does.

        Notes
        -----
        Each wave k swings at k v and the layers answer with their complex moduli
        there; the waves of a finite edge are taken to swing so whichever way they run.
        The pressure is that of the contact at rest, for the lost work wider by
        the root of the factor, as of a nose on softer ground;
        F_x / P = -1 / (pi P) integral of k p(k)^2 Im C(k, kv) dk.
        """
        k, weight = self._waves()
        E = self.stack.youngs_modulus[:, None, :]
        moving = self.relaxing.complex_share(speed * k) * E
        solved = solve_layers(self.stack, k, youngs_modulus=moving)
        at_once = solve_layers(self.stack, k)
        part = self._spectrum(at_once, weight)
        now, once = (self._answers(one, part) for one in (solved, at_once))
        softer = Softer(
            *(np.asarray(a.real / b) for a, b in zip(now, once, strict=True))
        )
        wider = self.load.widened(np.sqrt(softer.indentation)).as_contact().waves(k)
        gives = np.imag(solved.displacement(0, 0.0))
        lost = -np.sum(k * wider**2 * gives * weight, axis=1) / np.pi
        return Slid(softer, np.asarray(lost / self.load.line_load))

    def _factors(self, rates: list[float]) -> list[Softer]:
        k, weight = self._waves()
        at_once = solve_layers(self.stack, k)
        part = self._spectrum(at_once, weight)
        once = self._answers(at_once, part)
        found = []
        for rate in rates:
            E = self.stack.youngs_modulus * self.relaxing.transformed(rate)
            now = self._answers(solve_layers(_with_moduli(self.stack, E), k), part)
            found.append(Softer(*(a / b for a, b in zip(now, once, strict=True))))
        return found

    def _answers(self, solved: LayeredSolution, part: Array) -> tuple[Array, ...]:
        """Return indentation, strain and stress at the target for shares of a load."""
        gives = solved.displacement(0, 0.0)
        if self.stack.base == "half_space":
            gives = gives - solved.displacement(self.stack.layers - 1, 1.0)
        answers = (
            gives,
            solved.strain(*self.target),
            solved.normal_stress(*self.target),
        )
        return tuple(np.sum(one * part, axis=1) for one in answers)

    def _spectrum(self, solved: LayeredSolution, weight: Array) -> Array:
        contact = self.load.as_contact()
        gives = solved.displacement(0, 0.0)
        none = np.zeros(self.stack.samples)
        operator = StackOperator(solved, weight, gives, none, none)
        return load_spectrum(operator, contact, self.load.length).finite

    def _waves(self) -> tuple[Array, Array]:
        depth, first = self.stack.thickness.sum(axis=1), self.stack.thickness[:, 0]
        node, weight = np.polynomial.legendre.leggauss(_POINTS)
        place = (np.arange(_PANELS)[:, None] + (node + 1.0) / 2.0).ravel() / _PANELS
        start, end = np.log(_LONGEST / depth), np.log(_SHORTEST / first)
        reach = (end - start)[:, None]
        k = np.exp(start[:, None] + reach * place)
        return k, k * reach * np.tile(weight, _PANELS) / (2.0 * _PANELS)


def crept(shares: Array, time: Array, force: Array) -> Array:
    """Return what creep makes of a force that is straight between moments.

    Parameters
    ----------
    shares : ndarray
        Shares of the creep, samples x times, from :meth:`SiteMemory.course` [1].
    time : ndarray
        Moments [s].
    force : ndarray
        Force at them [N].

    Returns
    -------
    ndarray
        The force that would do the same at once, samples x moments [N]: the integral
        of J(t - s) dF(s) with J(t) = 1 + sum share (1 - exp(-t / time)).
    """
    since = time[:, None] - time[None, :]
    rate = np.diff(force) / np.diff(time)
    t = np.maximum(since, 0.0)[:, :, None]
    summed = t + _TIMES * np.expm1(-t / _TIMES)
    span = summed[:, :-1] - summed[:, 1:]
    eased = np.einsum("nmj,m->nj", span, rate)
    return np.asarray(force + shares @ eased.T)


def _series(basis: Array, stiff: Array) -> PronySeries:
    """Return the series whose transform meets a stiffness that falls from 1."""
    share, _ = nnls(basis, 1.0 - stiff)
    total = share.sum()
    share = share / max(total, 1.0)
    kept = share > _FAINT
    if not kept.any():
        return PronySeries.of([0.0], [1.0])
    return PronySeries.of(share[kept], _TIMES[kept])


def _with_moduli(stack: LayerStack, youngs_modulus: Array) -> LayerStack:
    return LayerStack(
        stack.thickness,
        youngs_modulus,
        stack.poisson_ratio,
        stack.base,
        stack.interfaces,
    )
