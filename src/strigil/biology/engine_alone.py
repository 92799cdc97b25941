"""``python -m strigil.biology.engine_alone``: compile the engine, silently, and end.

Begun by :func:`strigil.biology.engine.compile_beside` beside a first forecast.
"""

import os

from strigil.biology.engine import compile_engine

__all__: list[str] = []


def _apart() -> None:
    """Say nothing, give way to others, and go on when who began this ends."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    if hasattr(os, "setsid"):
        os.setsid()
        os.nice(10)


if __name__ == "__main__":
    _apart()
    compile_engine()
