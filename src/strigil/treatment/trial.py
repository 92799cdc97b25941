"""The design of a virtual trial: one TOML file, schema version 1."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from strigil.schema import read_as
from strigil.treatment.trial_check import check_trial
from strigil.treatment.trial_parts import (
    TrialArm,
    TrialOutcome,
    TrialPatients,
    TrialSimulation,
)
from strigil.treatment.written_file import check_version, tables_of

__all__ = ["TrialDesign", "read_trial", "trial_from_mapping"]

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class TrialDesign:
    """A randomised trial with parallel arms, as it is to be simulated.

    Attributes
    ----------
    schema : int
        Version of this form of file: 1.
    condition : str
        A word of ``strigil list conditions``.
    patients : TrialPatients
        Who is enrolled.
    outcome : TrialOutcome
        The primary outcome.
    arms : dict of str to TrialArm
        By name; each later one is set against the first.
    simulation : TrialSimulation
        How many trials are simulated.
    id : str
        Short name; the file's name without one.
    title, note : str
        In the author's words.
    """

    schema: Literal[1]
    condition: str
    patients: TrialPatients
    outcome: TrialOutcome
    arms: dict[str, TrialArm]
    simulation: TrialSimulation = field(default_factory=TrialSimulation)
    id: str = ""
    title: str = ""
    note: str = ""


def read_trial(path: str | Path) -> TrialDesign:
    """Read and check the file of a trial's design.

    Raises
    ------
    FileFormatError
        When the file is not there, or is not TOML.
    UnknownNameError, InvalidValueError
        As :func:`trial_from_mapping`.
    """
    file = Path(path)
    raw = tables_of(file, "trial")
    return trial_from_mapping({"id": file.stem, **raw}, where=file.name)


def trial_from_mapping(
    mapping: Mapping[str, object], where: str = "trial"
) -> TrialDesign:
    """Read and check a trial's design from tables.

    Raises
    ------
    UnknownNameError
        On a misspelt key or word, with the nearest there is.
    InvalidValueError
        On a value that can not be, with what is allowed.
    """
    check_version(mapping, SCHEMA, where)
    trial = read_as(TrialDesign, dict(mapping), where)
    check_trial(trial, where)
    return trial
