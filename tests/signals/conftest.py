"""Real recordings where they lie, turned into CSV at test time; nothing is kept.

``STRIGIL_DATA`` names the folder; without it, ``../shared/data`` beside the project.
The MATLAB files hold, per recording, ``X`` = 13 rows (position m, quaternion ijkw,
force N, torque N.m) and ``dt`` s, or ``Tool_FT`` = 6 rows (force N, torque N.m) at
100 Hz. :func:`_unwrapped` opens MATLAB's cells and structures, :func:`_write` lays
the rows out as columns under the headings of the built-in profile ``lasa``.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat

from strigil.signals.recording import recording_of

POSE = ["pos_x", "pos_y", "pos_z", "q_i", "q_j", "q_k", "q_w"]
FORCE = ["f_x", "f_y", "f_z", "tau_x", "tau_y", "tau_z"]
SCOOPING_STEP = 0.01  # s, from the source's README


def data_folder() -> Path:
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return Path(os.environ.get("STRIGIL_DATA", beside))


@pytest.fixture(scope="session")
def data_file() -> Callable[[str], Path]:
    def find(name: str) -> Path:
        path = data_folder() / name
        if not path.exists():
            pytest.skip(f"real data {name} is not here; set STRIGIL_DATA to its folder")
        return path

    return find


@pytest.fixture(scope="session")
def wiping(data_file, tmp_path_factory) -> list[tuple[Path, np.ndarray]]:
    """The four labelled wiping recordings as CSV, with True where the label is 2."""
    name = "lasa_wiping_peeling/circular_wiping_dataset.mat"
    table = loadmat(data_file(name))
    folder = tmp_path_factory.mktemp("wiping")
    labelled = zip(
        table["proc_data"].ravel(), table["True_states"].ravel(), strict=True
    )
    found = []
    for i, (one, states) in enumerate(labelled):
        rows, step = _unwrapped(one["X"]), float(_unwrapped(one["dt"]).ravel()[0])
        path = _write(folder / f"wiping{i + 1}.csv", rows, POSE + FORCE, step)
        found.append((path, states.ravel() == 2))
    return found


@pytest.fixture(scope="session")
def scooping(data_file, tmp_path_factory) -> list[Path]:
    """All trials of the two people who scooped with an instrumented tool, as CSV."""
    folder = tmp_path_factory.mktemp("scooping")
    return list(_scooping(data_file, folder))


@pytest.fixture(scope="session")
def broad(data_file) -> Callable[[str], tuple]:
    """A recording of hand motion with its truth: quaternion, moving, position [m]."""
    import h5py

    def read(name: str) -> tuple:
        with h5py.File(data_file(f"broad_imu/{name}.hdf5")) as file:
            table = {key: file[key][()] for key in file}
            rate = float(file.attrs["sampling_rate"])
        time = np.arange(len(table["imu_acc"])) / rate
        channels = {
            f"{quantity}_{axis}": table[key][:, i]
            for quantity, key in (
                ("angular_velocity", "imu_gyr"),
                ("acceleration", "imu_acc"),
            )
            for i, axis in enumerate("xyz")
        }
        moving = table["movement"].astype(bool).ravel()
        recording = recording_of(time, channels)
        return recording, table["opt_quat"], moving, table["opt_pos"]

    return read


def _scooping(data_file, folder: Path) -> Iterator[Path]:
    for person in ("S09", "S14"):
        name = f"lasa_fruit_scooping/{person}_rawdata_FT.mat"
        for i, trial in enumerate(loadmat(data_file(name))["rawdata_FT"].ravel()):
            rows = _unwrapped(trial["Tool_FT"])
            yield _write(folder / f"{person}_{i + 1}.csv", rows, FORCE, SCOOPING_STEP)


def _unwrapped(cell: np.ndarray) -> np.ndarray:
    while cell.dtype == object:
        cell = cell.ravel()[0]
    return cell


def _write(path: Path, rows: np.ndarray, names: list[str], step: float) -> Path:
    time = np.arange(rows.shape[1]) * step
    table = np.column_stack([time, *rows])
    header = ",".join(["time", *names])
    np.savetxt(path, table, delimiter=",", header=header, comments="", fmt="%.17g")
    return path
