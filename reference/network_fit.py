"""Networks of two hidden layers, taught by Adam."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

Array = NDArray[np.float32]

# Width of both hidden layers; rows taken at once; highest rate, decay, share of the
# steps in which the rate rises.
WIDTH, BATCH, RATE, DECAY, WARM = 96, 512, 3e-3, 1e-2, 0.1
# Errors beyond this share of the spread count by their size, not its square.
BEND = 0.2
# Features further out than so many spreads are taken back to there.
FAR = 6.0


def fit(
    x: Array, y: Array, *, rounds: int, members: int, above: float = 0.5, jobs: int = 2
) -> dict[str, Array]:
    """Teach members; return their weights and what the features were like.

    ``above`` is the share of the answers that is to lie below what is said: 0.5 for the
    middle.
    """
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    offset, scale = y.mean(axis=0), y.std(axis=0)
    t, goal = np.clip((x - middle) / spread, -FAR, FAR), (y - offset) / scale
    with ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(partial(_member, t, goal, rounds, above), range(members)))
    kept = {
        "middle": middle,
        "spread": spread,
        "low": x.min(axis=0),
        "high": x.max(axis=0),
        "scale": scale,
        "offset": offset,
    }
    for i in range(3):
        kept[f"weight{i}"] = np.stack([member[2 * i] for member in found])
        kept[f"bias{i}"] = np.stack([member[2 * i + 1][None] for member in found])
    return {key: value.astype(np.float32) for key, value in kept.items()}


def _member(x: Array, y: Array, rounds: int, above: float, seed: int) -> list[Array]:
    """Adam with decoupled decay, a rate that rises and falls, and bounded errors."""
    random = np.random.default_rng(seed)
    sizes = [x.shape[1], WIDTH, WIDTH, y.shape[1]]
    theta: list[Array] = []
    for a, b in pairwise(sizes):
        theta.append(random.uniform(-1, 1, (a, b)).astype(np.float32) / np.sqrt(a))
        theta.append(np.zeros(b, dtype=np.float32))
    first, second = ([np.zeros_like(v) for v in theta] for _ in range(2))
    batches = int(np.ceil(len(x) / BATCH))
    steps, step = rounds * batches, 0
    for _ in track(range(rounds), description=f"member {seed}"):
        for batch in np.array_split(random.permutation(len(x)), batches):
            step += 1
            rate = RATE * _rise_and_fall(step / steps)
            for i, slope in enumerate(_slopes(theta, x[batch], y[batch], above)):
                first[i] += 0.1 * (slope - first[i])
                second[i] += 0.001 * (slope**2 - second[i])
                up = first[i] / (1 - 0.9**step)
                down = np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8
                theta[i] *= 1.0 - rate * DECAY
                theta[i] -= rate * up / down
    return theta


def _rise_and_fall(share: float) -> float:
    if share < WARM:
        return share / WARM
    return float(0.5 * (1.0 + np.cos(np.pi * (share - WARM) / (1.0 - WARM))))


def _slopes(theta: list[Array], x: Array, y: Array, above: float) -> list[Array]:
    W1, b1, W2, b2, W3, b3 = theta
    a1 = x @ W1 + b1
    s1 = 1.0 / (1.0 + np.exp(-a1))
    h1 = a1 * s1
    a2 = h1 @ W2 + b2
    s2 = 1.0 / (1.0 + np.exp(-a2))
    h2 = a2 * s2
    wrong = h2 @ W3 + b3 - y
    # Below the answer counts more than above it when much is to lie below what is said.
    side = np.where(wrong < 0, 2.0 * above, 2.0 * (1.0 - above)).astype(np.float32)
    g3 = side * np.clip(wrong / BEND, -1.0, 1.0) / wrong.size
    g2 = (g3 @ W3.T) * (s2 * (1.0 + a2 * (1.0 - s2)))
    g1 = (g2 @ W2.T) * (s1 * (1.0 + a1 * (1.0 - s1)))
    return [x.T @ g1, g1.sum(0), h1.T @ g2, g2.sum(0), h2.T @ g3, g3.sum(0)]
