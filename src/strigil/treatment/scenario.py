"""A scenario: one TOML file that states a published experiment, schema version 1."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from strigil.schema import read_as
from strigil.treatment.scenario_check import check_scenario
from strigil.treatment.scenario_parts import Injury, ScenarioGroup, ScenarioReadout
from strigil.treatment.scenario_slang import in_our_words
from strigil.treatment.written_file import check_version, tables_of

__all__ = ["Scenario", "read_scenario", "scenario_from_mapping"]

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Scenario:
    """One published experiment in the model's words.

    Attributes
    ----------
    schema : int
        Version of this form of file: 1.
    species, tissue : str
        Words of ``strigil list species`` and ``strigil list studied-tissues``.
    groups : dict of str to ScenarioGroup
        By a short name.
    readouts : tuple of ScenarioReadout
        What was found.
    injury : Injury
        What was wrong on day zero; without a dated injury, day zero is that of the
        first session.
    id : str
        Short name; the file's name without one.
    title, source, doi : str
        Where it was published.
    trust : str
        How far the reader of the paper trusts what was read.
    """

    schema: Literal[1]
    species: str
    tissue: str
    groups: dict[str, ScenarioGroup]
    readouts: tuple[ScenarioReadout, ...]
    injury: Injury = field(default_factory=Injury)
    id: str = ""
    title: str = ""
    source: str = ""
    doi: str = ""
    trust: Literal["high", "medium", "low"] = "medium"
    note: str = ""


def read_scenario(path: str | Path) -> Scenario:
    """Read and check a scenario file.

    Raises
    ------
    FileFormatError
        When the file is not there, or is not TOML.
    UnknownNameError, InvalidValueError
        As :func:`scenario_from_mapping`.
    """
    file = Path(path)
    raw = tables_of(file, "scenario")
    return scenario_from_mapping({"id": file.stem, **raw}, where=file.name)


def scenario_from_mapping(
    mapping: Mapping[str, object], where: str = "scenario"
) -> Scenario:
    """Read and check a scenario from tables.

    Raises
    ------
    UnknownNameError
        On a misspelt key or word, with the nearest there is.
    InvalidValueError
        On a value that can not be, with what is allowed.
    """
    check_version(mapping, SCHEMA, where)
    scenario = read_as(Scenario, in_our_words(mapping), where)
    check_scenario(scenario, where)
    return scenario
