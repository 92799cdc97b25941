"""One row of the results, and the machine it was taken on."""

import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from paired import Paired

PACKAGES = (
    "numpy",
    "scipy",
    "polars",
    "pandas",
    "scikit-fem",
    "felupe",
    "ngsolve",
    "sfepy",
    "numba",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A case, a peer, the times, and how right both were."""

    case: str
    peer: str
    timed: Paired
    repeats: int
    accuracy: Mapping[str, object]
    note: str

    def as_json(self) -> dict[str, object]:
        """Return the row as it stands in ``results.json``."""
        return {
            "case": self.case,
            "peer": self.peer,
            "ours_s": _rounded(self.timed.ours_s),
            "peer_s": _rounded(self.timed.peer_s),
            "ratio": _rounded(self.timed.ratio),
            "accuracy": dict(self.accuracy),
            "repeats": self.repeats,
            "note": self.note,
            "machine": machine(),
        }


def machine() -> dict[str, object]:
    """Describe the machine by what matters for time; never by name or path."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": dict(_versions()),
    }


def _versions() -> Iterator[tuple[str, str]]:
    for name in PACKAGES:
        with suppress(PackageNotFoundError):  # a case needs only its own peers
            yield name, version(name)


def percent(share: float) -> str:
    """Return a share [1] as a percentage for people."""
    return f"{100 * share:.2g} %"


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")
