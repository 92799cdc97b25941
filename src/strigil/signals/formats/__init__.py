"""One file for each format: from a file to named columns and back."""

from strigil.signals.formats.csv_profile import (
    csv_header,
    lines_before,
    read_csv,
    write_csv,
)
from strigil.signals.formats.parquet import parquet_header, read_parquet, write_parquet
from strigil.signals.formats.profile import fitting_profile, profile_named
from strigil.signals.formats.sidecar import read_sidecar, sidecar_path, write_sidecar

__all__ = [
    "csv_header",
    "fitting_profile",
    "lines_before",
    "parquet_header",
    "profile_named",
    "read_csv",
    "read_parquet",
    "read_sidecar",
    "sidecar_path",
    "write_csv",
    "write_parquet",
    "write_sidecar",
]
