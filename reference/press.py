"""Lower a rigid profile on soft layers, step by step."""

from dataclasses import dataclass

import numpy as np
from body import Body, Mesh
from indentation import Indentation, Push
from numpy.typing import NDArray
from profiles import Profile
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import splu

Array = NDArray[np.float64]

# Newton stops when what is out of balance is this share of the load.
CLOSED = 1e-6
# Rounds after which it gives up; so few that the next step may be larger, so many that
# it must be smaller.
ROUNDS, EASY, HARD = 14, 6, 9
PUSH = Push()
# A move larger than this in one round is no answer [mm].
FAR = 20.0
# A load at which balance is measured before there is any [N/mm or N]; and how much
# worse than at first it may get before a step is given up.
LEAST, LOST = 1e-6, 1e2


@dataclass(frozen=True)
class Limits:
    """Where to stop, and how to step."""

    load: float
    share: float = 0.75
    first: float = 0.05
    smallest: float = 2e-4
    most_steps: int = 150


@dataclass(frozen=True)
class Curve:
    """One row for each converged step.

    ``load`` N/mm (N when axisymmetric), ``indentation`` mm of the surface in the
    middle, ``half_width`` mm of the contact in space, ``axis`` depths of the nodes on
    the axis mm, ``moved`` downward displacement at them.
    """

    load: Array
    indentation: Array
    half_width: Array
    peak_pressure: Array
    axis: Array
    moved: Array
    finished: bool


def press(
    body: Body,
    profile: Profile,
    limits: Limits,
    mesh: Mesh,
    *,
    is_round: bool = False,
    push: Push = PUSH,
) -> Curve:
    """Lower the profile step by step until the load or the depth is reached."""
    problem = Indentation(body, profile, mesh, is_round=is_round, push=push)
    path = _Path(problem, limits)
    for _ in range(limits.most_steps):
        if path.is_over or path.step < limits.smallest:
            break
        path.advance()
    load, d, a, p, w = (np.asarray(v) for v in zip(*path.rows, strict=True))
    return Curve(load, d, a, p, problem.down[problem.axis], w, path.is_over)


class _Path:
    """How far the profile has come, and how large the next step is."""

    def __init__(self, problem: Indentation, limits: Limits) -> None:
        self.problem, self.limits = problem, limits
        self.tip, self.step = 0.0, limits.first
        self.rows: list[tuple[float, float, float, float, Array]] = []
        self.rate = np.zeros_like(problem.u)

    @property
    def is_over(self) -> bool:
        """Whether the load or the depth has been reached."""
        deep = self.limits.share * self.problem.down.max()
        return bool(self.rows) and (
            self.rows[-1][0] >= self.limits.load or self.tip >= deep
        )

    def advance(self) -> None:
        """Take a step; halve it when there is no balance at its end."""
        before = self.problem.u.copy()
        tip = self.tip + self.step
        rounds = _balance(self.problem, tip, self.rate * self.step)
        if rounds is None and self.rows:
            self.problem.u = before.copy()
            rounds = _balance(self.problem, tip, 0.0)
        if rounds is None:
            self.problem.u = before
            self.step /= 2.0
            return
        self.rate = (self.problem.u - before) / self.step
        self.tip = tip
        half, peak = self.problem.width_and_peak(tip)
        moved = self.problem.u[self.problem.axis, 0].copy()
        self.rows.append((self.problem.load(tip), float(moved[0]), half, peak, moved))
        if rounds <= EASY:
            self.step *= 1.35
        elif rounds > HARD:
            self.step *= 0.8


def _balance(problem: Indentation, tip: float, guess: Array | float) -> int | None:
    """Newton's method; return its rounds, None when it does not close in."""
    problem.u += guess
    free, first = problem.free, np.inf
    for turn in range(1, ROUNDS + 1):
        force, matrix = problem.system(tip)
        wrong = force[free]
        size = np.linalg.norm(wrong)
        if not np.isfinite(size):
            return None
        if turn > 1 and size < CLOSED * max(problem.load(tip), LEAST):
            return turn
        first = min(first, size) if turn == 1 else first
        if turn > EASY and size > LOST * first:
            return None
        move = splu(
            csc_matrix(matrix[free][:, free]),
            permc_spec="MMD_AT_PLUS_A",
            diag_pivot_thresh=0.0,
            options={"SymmetricMode": True},
        ).solve(-wrong)
        if not np.all(np.isfinite(move)) or np.abs(move).max() > FAR:
            return None
        problem.u.reshape(-1)[free] += move
    return None
