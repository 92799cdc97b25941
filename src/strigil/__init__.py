"""Strigil: instrument-assisted soft tissue mobilization, measured and explained.

Each sub-package is a door: ``strigil.catalogue`` holds what the therapy names,
``strigil.mechanics`` what an edge does at depth, ``strigil.signals`` what was done,
``strigil.biology`` how tissue may answer, ``strigil.treatment`` joins them,
``strigil.planning`` advises with reasons and ``strigil.reporting`` draws.

Not a medical device: for research and demonstration. It advises; the clinician decides.
"""

from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

_DOORS = (
    "biology",
    "catalogue",
    "mechanics",
    "planning",
    "reporting",
    "signals",
    "treatment",
)

__all__ = [
    "__version__",
    "biology",
    "catalogue",
    "mechanics",
    "planning",
    "reporting",
    "signals",
    "treatment",
]


def __getattr__(name: str) -> ModuleType:
    """Open a sub-package when it is first asked for, so that the import stays fast."""
    if name in _DOORS:
        return import_module(f"strigil.{name}")
    message = f"module 'strigil' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
