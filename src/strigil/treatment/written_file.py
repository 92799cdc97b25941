"""The files that people write: tables in TOML, and the version of their schema."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from strigil.errors import FileFormatError, InvalidValueError

__all__ = ["check_version", "tables_of"]


def tables_of(file: Path, what: str) -> dict[str, object]:
    """Return the tables of a file.

    Parameters
    ----------
    file : Path
        Where it lies.
    what : str
        What it is, such as ``case``, for the error.

    Raises
    ------
    FileFormatError
        When the file is not there, or is not TOML.
    """
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        message = f"Can not read the {what} {str(file)!r}: {error.strerror}."
        raise FileFormatError(message) from error
    except UnicodeDecodeError as error:
        message = (
            f"{file.name} is not a {what} in TOML: byte {error.start + 1} is not UTF-8 "
            "text. Save it as UTF-8."
        )
        raise FileFormatError(message) from error
    except tomllib.TOMLDecodeError as error:
        message = f"{file.name} is not a {what} in TOML: {error}."
        raise FileFormatError(message) from error


def check_version(tables: Mapping[str, object], known: int, where: str) -> None:
    """Refuse tables that do not begin with the schema's version.

    Raises
    ------
    InvalidValueError
        Saying what was given.
    """
    version = tables.get("schema")
    if version != known or isinstance(version, bool):
        given = "nothing" if version is None else repr(version)
        message = f"{where} must begin with schema = {known}; {given} was given."
        raise InvalidValueError(message)
