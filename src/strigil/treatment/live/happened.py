"""What a stream decided and noticed, kept beside its recording until it is fetched.

The stream's own process writes it, so that a LIFT is not lost when no page listens and
when whoever began the stream is gone.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["forget_happened", "happened_in", "keep_happened"]


def keep_happened(base: Path, row: Mapping[str, Any]) -> None:
    """Write one thing that happened, so that it is there after a crash.

    Parameters
    ----------
    base : Path
        Where the first part of the recording lies.
    row : Mapping
        ``id``, ``what`` (``lift`` or ``alarm``), ``kind``, ``said``, ``step``, and the
        wall clock ``at`` [s].
    """
    with _list_of(base).open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
        file.flush()
        os.fsync(file.fileno())


def happened_in(base: Path) -> list[Mapping[str, Any]]:
    """Return what happened in all parts of a recording, in order.

    A line that a crash cut off is left out.
    """
    try:
        lines = _list_of(base).read_text("utf-8").splitlines()
    except OSError:
        return []
    return [json.loads(line) for line in lines if line.endswith("}")]


def forget_happened(base: Path) -> None:
    """Remove it: it is kept elsewhere."""
    _list_of(base).unlink(missing_ok=True)


def _list_of(base: Path) -> Path:
    return base.with_name(base.name + ".happened.jsonl")
