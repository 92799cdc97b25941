"""Parquet: the native form of a recording, one row a sample."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from strigil.errors import FileFormatError

__all__ = ["parquet_header", "read_parquet", "write_parquet"]

FloatArray = NDArray[np.float64]


def parquet_header(path: Path) -> list[str]:
    """Return the columns of a Parquet file.

    Raises
    ------
    FileFormatError
        When the file is broken or has no samples.
    """
    try:
        scan = pl.scan_parquet(path)
        columns = scan.collect_schema().names()
        rows = scan.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, OSError) as error:
        message = f"{path.name} is not a whole Parquet file ({_first_line(error)})."
        raise FileFormatError(message) from None
    if rows == 0:
        message = f"{path.name} has columns and no samples."
        raise FileFormatError(message)
    return columns


def read_parquet(path: Path, columns: Sequence[str]) -> dict[str, FloatArray]:
    """Read some columns as numbers; what is missing is NaN.

    Raises
    ------
    FileFormatError
        When a column holds something else than numbers.
    """
    scan = pl.scan_parquet(path).select(columns)
    for name, kind in scan.collect_schema().items():
        if not kind.is_numeric():
            message = f"{path.name}, column {name!r} holds {kind}, not numbers."
            raise FileFormatError(message)
    try:
        frame = scan.cast(pl.Float64()).collect(engine="streaming")
    except (pl.exceptions.PolarsError, OSError) as error:
        message = f"{path.name} is not a whole Parquet file ({_first_line(error)})."
        raise FileFormatError(message) from None
    return {name: frame[name].fill_null(float("nan")).to_numpy() for name in columns}


def write_parquet(path: Path, columns: Mapping[str, FloatArray]) -> None:
    """Write columns to a Parquet file."""
    pl.DataFrame(dict(columns)).write_parquet(path, compression="zstd")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:80]
