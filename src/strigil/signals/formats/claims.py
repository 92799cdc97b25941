"""What a file is by its first bytes, whatever its name says."""

import re
from pathlib import Path

from strigil.errors import FileFormatError, InvalidValueError

__all__ = [
    "HEAD_BYTES",
    "check_length",
    "check_text",
    "first_bytes",
    "is_analysed_in_parts",
    "is_long",
    "kind_of",
]

HEAD_BYTES = 65536  # enough for any heading; the rest is streamed
_MARKS = {b"PAR1": "parquet", b"XDF:": "xdf"}
# Beginning of a file that is no recording: (what it is, what to do).
_OTHERS = {
    b"PK\x03\x04": ("a spreadsheet or zip archive", "Save the sheet as CSV."),
    b"\xd0\xcf\x11\xe0": ("an old spreadsheet", "Save the sheet as CSV."),
    b"\x1f\x8b": ("a gzip archive", "Unpack it first."),
    b"%PDF": ("a PDF", "Ask the sensor's program for CSV."),
    b"\x89HDF": ("an HDF5 file", "Save the columns as CSV or Parquet."),
    b"MATLAB": ("a MATLAB file", "Save the columns as CSV or Parquet."),
    b"{\\rtf": ("a text document", "Save it as plain text."),
}
# An object or a list; a line of headings in brackets begins with a name.
_JSON = re.compile(r"\s*(\{|\[\s*[\[{\"\d-])")
_PAGES = ("<!doctype", "<html", "<?xml", "<table")
# Numbers read into memory at once: 1 GiB. One hour at 1 kHz of nine channels is a
# quarter of it; a day's recording is cut before it is read.
_MOST_NUMBERS = 2**27
# Samples analysed at once, two hours at 1 kHz: each takes about 300 bytes then, however
# few columns were recorded.
_MOST_SAMPLES = 2**23


def first_bytes(path: Path) -> bytes:
    """Return the beginning of a file."""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def kind_of(path: Path) -> str:
    """Return ``parquet``, ``xdf`` or ``text``.

    Raises
    ------
    FileFormatError
        When the file is something else, or not what its name says.
    """
    head = first_bytes(path)
    kind = _MARKS.get(head[:4], "text")
    promised = path.suffix.lower().removeprefix(".")
    if promised in _MARKS.values() and kind != promised and head:
        name = {"parquet": "a Parquet", "xdf": "an XDF"}[promised]
        message = f"{path.name} is not {name} file: it does not begin like one."
        raise FileFormatError(message)
    for mark, (what, advice) in _OTHERS.items():
        if head.startswith(mark):
            message = f"{path.name} is {what}, not a recording. {advice}"
            raise FileFormatError(message)
    return kind


def check_text(path: Path, text: str) -> None:
    """Raise a FileFormatError when a text is a page of the web, or JSON."""
    if _JSON.match(text):
        message = (
            f"{path.name} is JSON, not a table of samples. Give the Parquet or CSV "
            "file that it lies beside, or ask the sensor's program for CSV."
        )
        raise FileFormatError(message)
    if text.lstrip().lower().startswith(_PAGES):
        message = (
            f"{path.name} is a web page (HTML or XML), not a table of samples. "
            "Ask the sensor's program for CSV."
        )
        raise FileFormatError(message)


def is_long(rows: float, columns: int) -> bool:
    """Say whether that is more than is read at once [1]."""
    return rows * columns > _MOST_NUMBERS


def is_analysed_in_parts(rows: float, columns: int) -> bool:
    """Say whether that is more than is analysed at once [1]."""
    return rows > _MOST_SAMPLES or is_long(rows, columns)


def check_length(name: str, rows: float, columns: int) -> None:
    """Raise an InvalidValueError when there is more than is read at once.

    Parameters
    ----------
    name : str
        Name of the file.
    rows : float
        Samples in it, counted or estimated [1].
    columns : int
        Columns that are wanted, the time among them.
    """
    if not is_long(rows, columns):
        return
    message = (
        f"{name} has about {rows:.3g} samples of {columns} columns; at most "
        f"{_MOST_NUMBERS // columns / 1e6:.0f} million are read at once. Read a cut "
        "(--between 0 3600) or part by part: strigil.signals.recording_parts, or for "
        "its strokes strigil.signals.analyse_in_parts"
    )
    raise InvalidValueError(message)
