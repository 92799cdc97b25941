"""A case: one TOML file about one patient's one problem, schema version 1."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from strigil.errors import InvalidValueError
from strigil.schema import read_as
from strigil.treatment.case_check import check_parts
from strigil.treatment.case_parts import (
    CaseFinding,
    CaseOutcome,
    CaseSession,
    History,
    InstrumentsAtHand,
    Patient,
    Practitioner,
    Problem,
    SignedOverride,
)
from strigil.treatment.consent import Consent
from strigil.treatment.written_file import check_version, tables_of

__all__ = ["Case", "age_of", "case_from_mapping", "check_case", "days_ago", "read_case"]

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Case:
    """One patient's one problem and what was done about it so far.

    Attributes
    ----------
    schema : int
        Version of this form of file: 1.
    date : datetime.date or None
        Day to which ``days_ago`` and ``birth_year`` refer.
    red_flag_tests : dict of str to str
        Test id to ``negative``, ``positive`` or ``not_done``.
    """

    schema: Literal[1]
    problem: Problem
    title: str = ""
    date: datetime.date | None = None
    patient: Patient = field(default_factory=Patient)
    history: History = field(default_factory=History)
    findings: tuple[CaseFinding, ...] = ()
    red_flag_tests: dict[str, Literal["negative", "positive", "not_done"]] = field(
        default_factory=dict
    )
    instruments: InstrumentsAtHand = field(default_factory=InstrumentsAtHand)
    practitioner: Practitioner = field(default_factory=Practitioner)
    consent: Consent = field(default_factory=Consent)
    sessions: tuple[CaseSession, ...] = ()
    outcomes: tuple[CaseOutcome, ...] = ()
    overrides: tuple[SignedOverride, ...] = ()


def read_case(path: str | Path) -> Case:
    """Read and check a case file.

    Raises
    ------
    FileFormatError
        When the file is not there, or is not TOML.
    UnknownNameError, InvalidValueError
        As :func:`case_from_mapping`.
    """
    file = Path(path)
    raw = tables_of(file, "case")
    return case_from_mapping(raw, where=file.name)


def case_from_mapping(mapping: Mapping[str, object], where: str = "case") -> Case:
    """Read and check a case from tables, as a form or a file gives them.

    Raises
    ------
    UnknownNameError
        On a misspelt key or an id that the catalogue lacks, with the nearest there is.
    InvalidValueError
        On a value that can not be, with what is allowed.
    """
    check_version(mapping, SCHEMA, where)
    case = read_as(Case, dict(mapping), where)
    check_case(case, where)
    return case


def check_case(case: Case, where: str = "case") -> tuple[str, ...]:
    """Check ids against the catalogue and numbers against what can be.

    Returns
    -------
    tuple of str
        Warnings about what can be but is odd, such as a force that may be in grams.

    Raises
    ------
    UnknownNameError, InvalidValueError
        As :func:`case_from_mapping`.
    """
    if case.patient.birth_year is not None and case.date is None:
        message = f"{where}.patient.birth_year needs the case's date; give date or age."
        raise InvalidValueError(message)
    _check_age(case, where)
    _check_days(case, where)
    _check_hours(case, where)
    return check_parts(case, where)


def age_of(case: Case) -> float | None:
    """Return the patient's age [year], or None when the case does not say."""
    if case.patient.age_years is not None:
        return case.patient.age_years
    if case.patient.birth_year is None or case.date is None:
        return None
    return float(case.date.year - case.patient.birth_year)


def days_ago(case: Case, event: CaseSession | CaseOutcome) -> float | None:
    """Return how long ago something in the case was [d], or None when not said."""
    if event.days_ago is not None:
        return event.days_ago
    if event.day is None or case.date is None:
        return None
    return float((case.date - event.day).days)


def _check_age(case: Case, where: str) -> None:
    age, born = case.patient.age_years, case.patient.birth_year
    if born is None or case.date is None:
        return
    turns = case.date.year - born
    if turns < 0:
        message = f"{where}.patient.birth_year must not be after the case's date; "
        raise InvalidValueError(message + f"{born} was given.")
    if age is not None and not turns - 1 <= age <= turns + 1:
        message = f"{where}.patient.age_years and birth_year do not go together: "
        raise InvalidValueError(message + f"{age:g} years, born in {born}.")


def _check_hours(case: Case, where: str) -> None:
    """Refuse more hours than the days hold; less may be, as a session has an end."""
    day, clock_change = 24.0, 1.0  # h
    for i, session in enumerate(case.sessions):
        ago = days_ago(case, session)
        if ago is None or session.hours_ago is None:
            continue
        if session.hours_ago > (ago + 1.0) * day + clock_change:
            message = f"{where}.sessions[{i}].hours_ago is {session.hours_ago:g} h, "
            raise InvalidValueError(message + f"more than {ago:g} days ago can be.")


def _check_days(case: Case, where: str) -> None:
    events: list[tuple[str, CaseSession | CaseOutcome]] = [
        *((f"sessions[{i}]", session) for i, session in enumerate(case.sessions)),
        *((f"outcomes[{i}]", outcome) for i, outcome in enumerate(case.outcomes)),
    ]
    for place, event in events:
        if event.day is not None and case.date is None:
            message = f"{where}.{place}.day needs the case's date."
            raise InvalidValueError(message)
        ago = days_ago(case, event)
        if ago is None or not ago >= 0.0:
            message = f"{where}.{place} must say days_ago (0 or more) or a day"
            raise InvalidValueError(message + " that is not after the case's date.")
