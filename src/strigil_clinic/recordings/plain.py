"""Results as JSON can hold them."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from strigil.reporting import Table

__all__ = ["as_json", "rows_of"]


def as_json(value: Any) -> Any:
    """Return a value that JSON can hold: a number that is not finite is None."""
    if isinstance(value, Mapping):
        return {str(key): as_json(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(inside) for inside in value]
    if isinstance(value, float | np.floating):
        return float(value) if np.isfinite(value) else None
    return int(value) if isinstance(value, np.integer) else value


def rows_of(table: Table) -> dict[str, Any]:
    """Return a table with its caption and columns."""
    return {
        "caption": table.caption,
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
    }
