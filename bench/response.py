"""response-84d: twelve weeks of the response model, ours beside LSODA."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from paired import paired
from response_lsoda import compiled_slope, follow
from row import Row

from strigil.biology.model import Parameters, Tissue, after_session
from strigil.biology.parameters import draw_parameters, start_of
from strigil.biology.solve import solve

Array = NDArray[np.float64]
CASE = "response-84d"
PATIENTS = 200
DAYS = np.arange(85.0)
SESSIONS = 3.5 * np.arange(24) + 1.0  # d, two a week
DOSE = 1.0
REFERENCE = 1e-9
TOLERANCES = (3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5)
REPEATS = 3
SEED = 1


class Patients:
    """The same drawn patients for both, as each wants them."""

    def __init__(self, count: int) -> None:
        self.parameters = draw_parameters("ligament_sprain", samples=count, seed=SEED)
        self.start, _ = start_of("ligament_sprain", "acute")
        self.names: Sequence[str] = list(vars(self.parameters))
        values = [getattr(self.parameters, name) for name in self.names]
        self.table = np.ascontiguousarray(np.stack(values, axis=1))
        self.slope = compiled_slope(self.names)
        self.jumps = [self._jump(row) for row in self.table]

    def ours(self) -> Array:
        """Follow all of them at once; axes: time, state, patient."""
        count = len(self.table)
        everyone = np.repeat(self.start[:, None], count, axis=1)
        sessions = [(day, np.full(count, DOSE)) for day in SESSIONS]
        return solve(everyone, self.parameters, sessions=sessions, time_days=DAYS)

    def peer(self, rtol: float) -> Array:
        """Follow them one by one; axes as ours."""
        paths = [
            follow(
                self.slope,
                self.start,
                row,
                sessions=[(day, jump) for day in SESSIONS],
                time_days=DAYS,
                rtol=rtol,
            )
            for row, jump in zip(self.table, self.jumps, strict=True)
        ]
        return np.stack(paths, axis=-1)

    def _jump(self, row: Array) -> Callable[[Array], Array]:
        mine = Parameters(**dict(zip(self.names, row, strict=True)))
        return lambda y: np.array(after_session(Tissue(*y), np.float64(DOSE), mine))


def worst(found: Array, truth: Array) -> float:
    """Return the largest scaled error over days, states and patients [1]."""
    return float(np.max(np.abs(found - truth) / (np.abs(truth) + 0.01)))


def rows(count: int = PATIENTS) -> Iterator[Row]:
    """Yield the one row: time for each patient of a batch."""
    patients = Patients(count)
    truth = patients.peer(REFERENCE)
    error = worst(patients.ours(), truth)
    for rtol in TOLERANCES:
        peer_error = worst(patients.peer(rtol), truth)
        if peer_error <= error:
            break
    timed = paired(patients.ours, partial(patients.peer, rtol), repeats=REPEATS)
    yield Row(
        case=CASE,
        peer="scipy-lsoda",
        timed=timed.shared_by(count),
        repeats=REPEATS,
        accuracy={
            "measure": "largest |y - truth| / (|truth| + 0.01) over days, states and "
            f"patients; truth is LSODA at a relative tolerance of {REFERENCE:g}",
            "ours": error,
            "peer": peer_error,
            "same": peer_error <= error,
            "said": f"{error:.1e} / {peer_error:.1e}",
        },
        note=f"per patient of {count}; peer at tolerance {rtol:g}, the loosest that "
        "is no worse than ours, its rates compiled",
    )
