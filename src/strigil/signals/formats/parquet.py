"""Parquet: the native form of a recording, one row a sample."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from strigil.errors import FileFormatError

__all__ = ["parquet_header", "read_parquet", "write_parquet"]

FloatArray = NDArray[np.float64]


def parquet_header(name: str, files: Sequence[Path]) -> tuple[list[str], int]:
    """Return the columns and the rows of Parquet files that make one recording.

    Raises
    ------
    FileFormatError
        When a file is broken or there are no samples.
    """
    try:
        scan = pl.scan_parquet(list(files), glob=False)
        columns = scan.collect_schema().names()
        rows = int(scan.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        message = f"{name} is not a whole Parquet file ({_first_line(error)})."
        raise FileFormatError(message) from None
    if rows == 0:
        message = f"{name} has columns and no samples."
        raise FileFormatError(message)
    return columns, rows


def read_parquet(
    name: str,
    files: Sequence[Path],
    columns: Sequence[str],
    *,
    part: tuple[int, int] | None = None,
) -> dict[str, FloatArray]:
    """Read some columns as numbers; what is missing is NaN.

    ``part`` says the first row and how many are read; all when it is left out.

    Raises
    ------
    FileFormatError
        When a column holds something else than numbers.
    """
    scan = pl.scan_parquet(list(files), glob=False).select(columns)
    for column, kind in scan.collect_schema().items():
        if not kind.is_numeric():
            message = f"{name}, column {column!r} holds {kind}, not numbers."
            raise FileFormatError(message)
    scan = scan if part is None else scan.slice(*part)
    try:
        frame = scan.cast(pl.Float64()).collect(engine="streaming")
    except (pl.exceptions.PolarsError, OSError) as error:
        message = f"{name} is not a whole Parquet file ({_first_line(error)})."
        raise FileFormatError(message) from None
    return {
        column: frame[column].fill_null(float("nan")).to_numpy() for column in columns
    }


def write_parquet(path: Path, columns: Mapping[str, FloatArray]) -> None:
    """Write columns to a Parquet file."""
    pl.DataFrame(dict(columns)).write_parquet(path, compression="zstd")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:80]
