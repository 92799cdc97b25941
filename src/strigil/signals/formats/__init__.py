"""One file for each format: from a file to named columns and back."""

from strigil.signals.formats.bids import bids_profile, bids_table, is_bids
from strigil.signals.formats.bids_write import write_bids
from strigil.signals.formats.claims import check_length, is_analysed_in_parts, kind_of
from strigil.signals.formats.csv_profile import (
    TextTable,
    read_csv,
    text_table,
    write_csv,
)
from strigil.signals.formats.guess_column import (
    Guess,
    asked_whether_force,
    guess_column,
)
from strigil.signals.formats.guess_file import Looked, look_at
from strigil.signals.formats.guess_time import guess_time
from strigil.signals.formats.parquet import parquet_header, read_parquet, write_parquet
from strigil.signals.formats.profile import (
    check_columns,
    check_profile,
    columns_of,
    fitting_profile,
    left_out,
    profile_named,
    time_heading,
)
from strigil.signals.formats.profile_toml import profile_as_toml
from strigil.signals.formats.segments import (
    join_segments,
    remove_segments,
    segment_folder,
    segments_of,
    write_segment,
)
from strigil.signals.formats.sidecar import (
    check_info,
    read_sidecar,
    sidecar_path,
    write_info,
    write_sidecar,
)
from strigil.signals.formats.table import Table, channels_of, in_si, time_of
from strigil.signals.formats.xdf import xdf_table

__all__ = [
    "Guess",
    "Looked",
    "Table",
    "TextTable",
    "asked_whether_force",
    "bids_profile",
    "bids_table",
    "channels_of",
    "check_columns",
    "check_info",
    "check_length",
    "check_profile",
    "columns_of",
    "fitting_profile",
    "guess_column",
    "guess_time",
    "in_si",
    "is_analysed_in_parts",
    "is_bids",
    "join_segments",
    "kind_of",
    "left_out",
    "look_at",
    "parquet_header",
    "profile_as_toml",
    "profile_named",
    "read_csv",
    "read_parquet",
    "read_sidecar",
    "remove_segments",
    "segment_folder",
    "segments_of",
    "sidecar_path",
    "text_table",
    "time_heading",
    "time_of",
    "write_bids",
    "write_csv",
    "write_info",
    "write_parquet",
    "write_segment",
    "write_sidecar",
    "xdf_table",
]
