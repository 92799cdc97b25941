"""Runs as rows of features and answers, for learning and for judging."""

import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import polars as pl
from design import POISSON, Run
from edge_of_run import edge_of
from numpy.typing import NDArray

from strigil.mechanics import LayerStack, line_contact
from strigil.mechanics.finite_strain import squeezed, unsqueezed
from strigil.mechanics.pressed_stack import (
    contact_features,
    strain_features,
    two_contacts,
)
from strigil.mechanics.wave_grid import operator_of

Array = NDArray[np.float64]

TABLES = [Path(__file__).parent / name for name in ("runs.parquet", "own_runs.parquet")]
# Places in each layer at which strain is learnt; and how deep a target lies in a thick
# layer [mm].
PLACES, REACH = (0.1, 0.3, 0.5, 0.7, 0.9), 5.0
MIDDLE = 0.5
# Which of indentation, half width and peak pressure the networks say.
OUTPUTS = {"contact": slice(0, 1), "width": slice(1, 3)}
# Strain is compared with at least this; no layer starts drawn out further [1].
FLOOR, DRAWN_OUT = 2e-3, -0.9
# The layer that treatment means to reach, in each kind of stack.
TARGET = {"usual": 3, "band_on_bone": 2, "fat_on_bone": 1, "fat_under_band": 2}


@dataclass(frozen=True)
class Taught:
    """One run: a row for each load.

    ``contact`` and ``strain`` are features; ``answer`` is the log of indentation, half
    width and peak pressure over the second contact's; ``true`` and ``start`` are strain
    and the second contact's compression at ``points``.
    """

    number: int
    load: Array
    contact: Array
    answer: Array
    strain: Array
    true: Array
    start: Array
    points: list[tuple[int, float]]
    target: int


def taught(parts: list[str], jobs: int = 2) -> list[Taught]:
    """Return the runs of some parts."""
    tables = [pl.read_parquet(path) for path in TABLES if path.exists()]
    rows = [
        row
        for table in tables
        for row in table.filter(pl.col("part").is_in(parts)).iter_rows(named=True)
        if len(row["load"])
    ]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(_taught, enumerate(rows), chunksize=16))


def _taught(numbered: tuple[int, dict[str, object]]) -> Taught:
    number, row = numbered
    load, run = np.array(row["load"]), _run(row)
    h = np.array(run.thickness)
    stack = LayerStack.of(
        np.tile(h * 1e-3, (load.size, 1)),
        np.tile(np.array(run.modulus) * 1e3, (load.size, 1)),
        np.tile(run.poisson, (load.size, 1)),
    )
    profile = edge_of(run)
    operator = operator_of(stack)
    contact = line_contact(operator, load * 1e3, profile)
    both = two_contacts(operator, contact, profile, np.array(run.b))
    layer = TARGET[run.kind]
    points = [(i, place) for i in range(h.size) for place in PLACES]
    points.append((layer, min(0.5, REACH / h[layer])))
    common = contact_features(both, profile)
    features, start, _ = strain_features(both, common, points)
    after = both.pressed
    truth = (
        np.array(row["indentation"]) * 1e-3 / after.indentation,
        np.array(row["half_width"]) * 1e-3 / after.half_width,
        np.array(row["peak_pressure"]) * 1e6 / after.peak_pressure,
    )
    return Taught(
        number=number,
        load=load,
        contact=common,
        answer=np.log(np.stack(truth, axis=1)),
        strain=features,
        true=_strain(row, h, points),
        start=start,
        points=points,
        target=len(points) - 1,
    )


def _run(row: dict[str, object]) -> Run:
    """Return the run of a row; the first ones do not say what they all shared."""
    kept = json.loads(str(row["run"]))
    return Run(
        **{"poisson": [POISSON] * len(kept["thickness"]), "nose": "parabola"} | kept
    )


def _strain(row: dict[str, object], h: Array, points: list[tuple[int, float]]) -> Array:
    """Return compression at the points, from the movement of the nodes."""
    z, moved = np.array(row["axis"]), np.array(row["moved"])
    strain = -np.diff(moved, axis=1) / np.diff(z)
    middle, top = (z[1:] + z[:-1]) / 2.0, np.concatenate([[0.0], np.cumsum(h)])
    found = []
    for layer, place in points:
        rows = np.flatnonzero((middle > top[layer]) & (middle < top[layer + 1]))
        wanted = top[layer] + place * h[layer]
        left = int(np.clip(np.searchsorted(middle[rows], wanted) - 1, 0, rows.size - 2))
        i = rows[left]
        share = (wanted - middle[i]) / (middle[i + 1] - middle[i])
        found.append((1.0 - share) * strain[:, i] + share * strain[:, i + 1])
    return np.stack(found, axis=1)


@dataclass(frozen=True)
class Rows:
    """Features ``x``, what is to be said ``y``, and where each comes from.

    ``is_named`` marks indentation, or strain at the target and in the middles of
    layers; ``true`` and ``start`` are there for strain.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    run: NDArray[np.int_]
    is_named: NDArray[np.bool_]
    is_target: NDArray[np.bool_]
    true: Array | None = None
    start: Array | None = None

    def take(self, chosen: NDArray[np.bool_]) -> "Rows":
        """Return some of the rows."""
        return Rows(
            *(
                None if (v := getattr(self, field.name)) is None else v[chosen]
                for field in fields(self)
            )
        )

    def errors(self, said: Array) -> Array:
        """Return the relative errors, rows x outputs: of the contact, or of strain."""
        if self.true is None or self.start is None:
            return np.asarray(np.abs(np.expm1(said - self.y)))
        told = -np.expm1(-unsqueezed(said[:, 0] + _begin(self.start)))
        size = np.abs(told - self.true) / np.maximum(np.abs(self.true), FLOOR)
        return np.asarray(size[:, None])


def rows_of(runs: list[Taught], name: str) -> Rows:
    """Return the rows of ``contact``, of ``width`` or of ``strain``."""
    count = [
        len(run.load) * (len(run.points) if name == "strain" else 1) for run in runs
    ]
    run = np.repeat(np.arange(len(runs)), count)
    if name != "strain":
        every = np.ones(run.size, dtype=bool)
        x = np.concatenate([one.contact for one in runs])
        y = np.concatenate([one.answer for one in runs])[:, OUTPUTS[name]]
        return Rows(x.astype(np.float32), y.astype(np.float32), run, every, every)
    x = np.concatenate([one.strain.reshape(-1, one.strain.shape[2]) for one in runs])
    true, start = (
        np.concatenate([getattr(one, key).ravel() for one in runs])
        for key in ("true", "start")
    )
    y = squeezed(-np.log1p(-true)) - _begin(start)
    target, named = (
        np.concatenate([np.tile(marks(one), len(one.load)) for one in runs])
        for marks in (_targets, _named)
    )
    return Rows(
        x.astype(np.float32),
        y.astype(np.float32)[:, None],
        run,
        named,
        target,
        true,
        start,
    )


def _begin(start: Array) -> Array:
    return np.asarray(squeezed(np.log1p(np.maximum(start, DRAWN_OUT))))


def _targets(run: Taught) -> NDArray[np.bool_]:
    return np.arange(len(run.points)) == run.target


def _named(run: Taught) -> NDArray[np.bool_]:
    middle = np.array([place == MIDDLE for _, place in run.points])
    return middle | _targets(run)
