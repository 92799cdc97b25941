"""Lowering a rigid profile on a solid, step by step, each step in balance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from strigil.mechanics.edge_profile import Profile
from strigil.mechanics.hyperelastic_solid import Layered

__all__ = ["FirstTouch", "PressPath"]

Array = NDArray[np.float64]

# The profile may sink into the surface by this share of how far it has risen where the
# first contact ends, under the peak pressure there; and how gently that starts, as a
# share of the same rise. No softer than the penalty that follows [Pa/m].
_SINKS, _SOFT, _SOFTEST = 0.02, 0.005, 2e10
# Newton's method stops at this imbalance, as a share of the load.
_CLOSED, _ROUNDS, _EASY = 1e-5, 14, 6
# The first touch [m]; a move larger than this in one round is no answer [m].
_TOUCH, _WILD = 2e-5, 0.02
# Steps between two loads: as a ratio, how it grows, its most and the smallest before it
# is given up; and how many there may be.
_STEP, _GROW, _LARGEST, _SMALLEST, _STEPS = 1.6, 1.3, 3.0, 1.003, 200
# Pressure below this share of the peak is the soft edge of the contact, not contact.
_EDGE = 0.03
# Half a step to either side for the slope of a profile, as a share of the column.
_SLOPE = 1e-3
# Balance is measured against at least this load [N/m or N].
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class _Touch:
    """The profile against the surface nodes: load, and for each of them its push.

    ``stiff`` is the push by overlap, ``slope`` and ``bend`` are the profile's.
    """

    load: float
    push: Array
    stiff: Array
    slope: Array
    bend: Array


@dataclass(frozen=True, slots=True)
class FirstTouch:
    """The linear contact at the first load: half width [m] and peak pressure [Pa]."""

    half_width: float
    peak_pressure: float


class PressPath:
    """Where the profile is, and how it got there."""

    def __init__(self, solid: Layered, profile: Profile, first: FirstTouch) -> None:
        self.solid, self.profile, self.mesh = solid, profile, solid.mesh
        x, surface = self.mesh.x, self.mesh.surface
        self.share = _shares(x, is_round=self.mesh.is_round)
        self.whole = 1.0 if self.mesh.is_round else 2.0
        rise = float(profile(np.array([[first.half_width]]))[0, 0])
        self.soft = _SOFT * rise
        self.penalty = max(first.peak_pressure / (_SINKS * rise), _SOFTEST)
        self.at = 2 * surface
        self.u = np.zeros(self.mesh.size)
        self.tip, self.load = 0.0, 0.0
        self.before: tuple[Array, float, float] | None = None
        self.ratio = _STEP
        self.rounds = 0

    def reach(self, wanted: float) -> bool:
        """Raise the load to one wanted; say whether that came off."""
        if self.load == 0.0 and not self._touch(wanted):
            return False
        for _ in range(_STEPS):
            if self.load >= wanted * (1.0 - 1e-12):
                return True
            steps = np.ceil(np.log(wanted / self.load) / np.log(self.ratio))
            following = wanted if steps <= 1 else self.load * self.ratio
            if self._step(following):
                continue
            self.ratio = np.sqrt(self.ratio)
            if self.ratio < _SMALLEST:
                return False
        return False

    def _touch(self, wanted: float) -> bool:
        """Lower the tip a little, less when that is more than the first load."""
        tip = _TOUCH
        for _ in range(_ROUNDS):
            self.u[:] = 0.0
            if self._balanced(tip, None):
                load = self._touching(tip).load
                if load <= wanted:
                    self.tip, self.load = tip, load
                    return True
            tip /= 4.0
        return False

    def _step(self, wanted: float) -> bool:
        start = (self.u.copy(), self.tip, self.load)
        tip = self._guess(wanted)
        if self._balanced(tip, wanted):
            self.before, self.load = start, wanted
            if self.rounds <= _EASY:
                self.ratio = min(self.ratio**_GROW, _LARGEST)
            return True
        self.u, self.tip, self.load = start[0], start[1], start[2]
        self.before = None
        return False

    def _guess(self, wanted: float) -> float:
        """Carry the path on to a load, as a power of it."""
        if self.before is None:
            return self.tip
        u, tip, load = self.before
        part = np.log(wanted / self.load) / np.log(self.load / load)
        part *= (self.tip / tip) ** min(part, 1.0)
        self.u = self.u + part * (self.u - u)
        tip = self.tip + part * (self.tip - tip)
        return float(tip)

    def _balanced(self, tip: float, wanted: float | None) -> bool:
        """Find balance at a tip [m], or at a load wanted, and say whether it was."""
        for turn in range(_ROUNDS):
            force, band = self.solid.forces(self.u)
            touch = self._touching(tip)
            force[self.at + 1] -= touch.push
            force[self.at] -= touch.push * touch.slope
            force[self.solid.held] = 0.0
            wrong = np.linalg.norm(force)
            off = 0.0 if wanted is None else abs(touch.load - wanted)
            if turn and wrong + off < _CLOSED * max(touch.load, _LEAST):
                self.tip, self.rounds = tip, turn
                return True
            if not np.isfinite(wrong):
                return False
            moves = self._moves(force, band, touch)
            if moves is None:
                return False
            move, by_tip, pull = moves
            if wanted is not None:
                rise = self.whole * touch.stiff.sum() + pull @ by_tip
                more = float((wanted - touch.load - pull @ move) / rise)
                more = float(np.clip(more, -0.5 * tip, max(tip, _TOUCH)))
                tip += more
                move = move + more * by_tip
            if not np.all(np.isfinite(move)) or np.abs(move).max() > _WILD:
                return False
            self.u = self.u + move
        return False

    def _moves(
        self, force: Array, band: Array, touch: _Touch
    ) -> tuple[Array, Array, Array] | None:
        """Return the move of Newton's method, that by the tip, and the load's slope."""
        at, stiff, slope = self.at, touch.stiff, touch.slope
        out = np.where(self.solid.held[at], 0.0, 1.0)
        band[0, at + 1] += stiff
        band[0, at] += out * (stiff * slope**2 + touch.push * touch.bend)
        band[1, at] += out * stiff * slope
        lowered = np.zeros_like(force)
        lowered[at + 1], lowered[at] = stiff, out * stiff * slope
        right = np.stack([-force, lowered], axis=1)
        _, found, info = lapack.dpbsv(band, right, lower=1)
        if info != 0:
            return None  # not a stable state: a smaller step is tried
        return found[:, 0], found[:, 1], -self.whole * lowered

    def _touching(self, tip: float) -> _Touch:
        x = self.mesh.x + self.u[self.at]
        h = _SLOPE * float(np.diff(self.mesh.x)[0])
        low, here, high = (self.profile((x + s)[None, :])[0] for s in (-h, 0.0, h))
        t = (tip - here - self.u[self.at + 1]) / self.soft
        push = self.penalty * self.share * self.soft * np.logaddexp(0.0, t)
        return _Touch(
            load=float(self.whole * push.sum()),
            push=push,
            stiff=self.penalty * self.share * 0.5 * (1.0 + np.tanh(t / 2.0)),
            slope=(high - low) / (2.0 * h),
            bend=np.maximum((high - 2.0 * here + low) / h**2, 0.0),
        )

    def row(self) -> tuple[float, float, float, Array]:
        """Return indentation, half width, peak pressure and movement on the axis."""
        push = self._touching(self.tip).push
        x = self.mesh.x + self.u[self.at]
        pressure = push / self.share / np.gradient(x, self.mesh.x)
        peak = pressure.max()
        last = int(np.flatnonzero(pressure > _EDGE * peak)[-1])
        half = x[last]
        if 0 < last < x.size - 1:
            inner, outer = pressure[last - 1] ** 2, pressure[last] ** 2
            beyond = outer / (inner - outer) if inner > outer else 0.5
            half += min(beyond, 1.0) * (x[last] - x[last - 1])
        moved = self.u[2 * self.mesh.axis + 1].copy()
        return float(moved[0]), float(half), float(peak), moved


def _shares(x: Array, *, is_round: bool) -> Array:
    """Return the length [m] or area [m^2] of the surface that a node carries."""
    step, share = np.diff(x), np.zeros_like(x)
    inner, outer = (step / 2.0, step / 2.0)
    if is_round:
        inner = np.pi * step * (2.0 * x[:-1] + x[1:]) / 3.0
        outer = np.pi * step * (x[:-1] + 2.0 * x[1:]) / 3.0
    share[:-1] += inner
    share[1:] += outer
    return share
