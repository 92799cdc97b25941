"""Calibrate the response model on the scenarios of this folder; stop and go on.

    python bench/validation/calibrate.py var/all.npz --write
    python bench/validation/calibrate.py var/fold0.npz --fold 0 --of 3

Tempered sequential Monte Carlo (``strigil.biology.tempered``): its file is written
after each step, and the same command goes on from it. With ``--fold`` the records of
that fold are left out and then foretold. ``--write`` puts the particles where
predictions take them from.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from strigil.biology import People
from strigil.biology.drawn_people import acute_parameters, acute_table, settled_people
from strigil.biology.model import Array
from strigil.biology.parameters import parameter_table, parameters_of
from strigil.biology.tempered import Cloud, Stage, begin_cloud, settle, temper_once
from strigil.catalogue import ConditionClass
from strigil.treatment import Outcome, Scenario, agreement_of, read_scenario
from strigil.treatment.scenario_fit import log_likelihood_of
from strigil.treatment.scenario_predict import predict_setting
from strigil.treatment.scenario_setting import setting_with

HERE = Path(__file__).parent
POSTERIOR = HERE.parents[1] / "src" / "strigil" / "data" / "response_posterior.npz"
KEPT = 2000  # draws that are shipped at most
# Kinds that share the medians of all parameters; one run serves them all.
ALIKE: tuple[ConditionClass, ...] = (
    "tendinopathy",
    "scar",
    "fascial",
    "ligament_sprain",
)
WEEKS, SOON = tuple(parameter_table()), tuple(acute_table())
SHARED = len(WEEKS) + len(SOON)


def people_of(shared: Array) -> dict[ConditionClass, People]:
    """Return the subjects of particles, shape (particles, shared coordinates)."""
    weeks, soon = shared[:, : len(WEEKS)].T, shared[:, len(WEEKS) :].T
    zero = np.zeros(len(shared))
    at_once = acute_parameters(soon)
    other, muscle = (
        settled_people(parameters_of(kind, weeks), at_once, pressure=zero, strain=zero)
        for kind in ("tendinopathy", "muscle_strain")
    )
    return {**dict.fromkeys(ALIKE, other), "muscle_strain": muscle}


def with_offsets(
    people: Mapping[ConditionClass, People], offsets: Array
) -> dict[ConditionClass, People]:
    """Return the subjects of one experiment, its pressure and strain off by some."""
    pressure, strain = offsets.T
    return {k: replace(p, pressure=pressure, strain=strain) for k, p in people.items()}


def log_likelihood(particles: Array, scenarios: Sequence[Scenario]) -> Array:
    """Return the log-likelihood of all records for each particle."""
    people = people_of(particles[:, :SHARED])
    total = np.zeros(len(particles))
    for i, scenario in enumerate(scenarios):
        mine = particles[:, SHARED + 2 * i : SHARED + 2 * i + 2]
        total += log_likelihood_of(scenario, with_offsets(people, mine))
    return np.where(np.isfinite(total), total, -1e6)


def kept_cloud(path: Path) -> Cloud:
    """Read a cloud that was written down."""
    with np.load(path) as file:
        stages = tuple(Stage(*row) for row in file["stages"])
        power, step = (float(one) for one in file["at"])
        return Cloud(
            file["particles"].astype(float), file["log_likelihood"], power, step, stages
        )


def keep(cloud: Cloud, path: Path) -> None:
    """Write a cloud down."""
    stages = np.array([tuple(asdict(one).values()) for one in cloud.stages])
    np.savez_compressed(
        path,
        particles=cloud.particles,
        log_likelihood=cloud.log_likelihood,
        stages=stages.reshape(len(cloud.stages), -1),
        at=[cloud.power, cloud.step],
    )


def foretold(shared: Array, scenarios: Sequence[Scenario], seed: int) -> list[Outcome]:
    """Foretell records with particles that may not have seen them."""
    people = people_of(shared)
    rng = np.random.default_rng(seed)
    outcomes: list[Outcome] = []
    for scenario in scenarios:
        off = rng.standard_normal((len(shared), 2))
        outcomes += predict_setting(
            setting_with(scenario, with_offsets(people, off), seed)
        )
    return outcomes


def run(args: argparse.Namespace) -> None:
    """Calibrate, say how it went, foretell what was left out."""
    everything = [read_scenario(path) for path in sorted(HERE.glob("*.toml"))]
    out = [s for i, s in enumerate(everything) if i % args.of == args.fold]
    used = (
        [s for s in everything if s not in out] if args.fold is not None else everything
    )

    def likely(particles: Array) -> Array:
        return log_likelihood(particles, used)

    if args.file.exists():
        cloud = kept_cloud(args.file)
    else:
        size = SHARED + 2 * len(used)
        cloud = begin_cloud(
            likely, particles=args.particles, parameters=size, seed=args.seed
        )
    began = time.process_time()
    while cloud.power < 1.0 or len(cloud.stages) < at_power(cloud) + args.settle:
        step = temper_once if cloud.power < 1.0 else settle
        cloud = step(cloud, likely, moves=args.moves, seed=args.seed)
        keep(cloud, args.file)
        one = cloud.stages[-1]
        spent = time.process_time() - began
        print(
            f"power {one.power:.3f}  effective {one.effective:.2f}  kept {one.kept:.2f}"
            f"  taken {one.taken:.2f}  step {cloud.step:.2f}  mean {one.mean:.1f}"
            f"  {spent:.0f} s",
            flush=True,
        )
    say_what_narrowed(cloud)
    shared = cloud.particles[:, :SHARED]
    told = foretold(shared, out if args.fold is not None else used, args.seed)
    print(
        "held out:" if args.fold is not None else "fitted:",
        agreement_of(told).as_text(),
    )
    lines = [one.as_json() for one in told]
    args.file.with_suffix(".json").write_text(json.dumps(lines, default=str), "utf-8")
    if args.write:
        write_posterior(shared)


def at_power(cloud: Cloud) -> int:
    """Return after how many steps the power was whole."""
    return sum(one.power < 1.0 for one in cloud.stages) + 1


def say_what_narrowed(cloud: Cloud) -> None:
    """Print the parameters that the records tell something about."""
    shared = cloud.particles[:, :SHARED]
    for name, column in zip((*WEEKS, *SOON), shared.T, strict=True):
        if column.std() < 0.8 or abs(column.mean()) > 0.6:
            print(
                f"  {name}: mean {column.mean():+.2f}, sd {column.std():.2f} of prior's"
            )


def write_posterior(shared: Array) -> None:
    """Put particles where predictions take them from."""
    np.savez_compressed(
        POSTERIOR,
        weeks=shared[:KEPT, : len(WEEKS)].astype(np.float32),
        soon=shared[:KEPT, len(WEEKS) :].astype(np.float32),
        weeks_symbols=np.array(WEEKS),
        soon_symbols=np.array(SOON),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--particles", type=int, default=400)
    parser.add_argument("--moves", type=int, default=4)
    parser.add_argument("--settle", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--of", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    run(parser.parse_args())
