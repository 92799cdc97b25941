"""The response model as it is written in ``data/response_model.toml``, checked.

From it come the code of the engines, the Jacobian, SBML and the equations of the docs;
see :mod:`strigil.biology.generate`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from keyword import iskeyword
from typing import Any, Literal

from strigil.biology.expressions import FUNCTIONS, symbols_in
from strigil.catalogue import Evidence, sourced_table, written_tables
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.schema import read_as

__all__ = [
    "InputDefinition",
    "ObservableDefinition",
    "ResponseDefinition",
    "RuleDefinition",
    "StateDefinition",
    "read_definition",
    "response_definition",
]

_FILE = "response_model.toml"
# What generated code calls its own.
_TAKEN = ("np", "math", "lane", "states", "parameters", "inputs", "constants", "out")


@dataclass(frozen=True, slots=True)
class InputDefinition:
    """One number that a session brings to the tissue.

    Attributes
    ----------
    name : str
        What it is.
    unit : str
        As written.
    none : float
        Its value where there is no session [unit].
    """

    name: str
    unit: str
    none: float = 0.0


@dataclass(frozen=True, slots=True)
class StateDefinition:
    """A quantity that goes on by itself between sessions.

    Attributes
    ----------
    name : str
        What it is.
    unit : str
        As written.
    rate : str
        Formula of its change in a day.
    session : str
        Formula of its value just after a session; empty where it stays.
    low, high : float, optional
        What it never leaves, given a start within [unit].
    solve : str
        ``apart`` for what is gone within minutes and acts on no other state.
    """

    name: str
    unit: str
    rate: str
    session: str = ""
    low: float | None = None
    high: float | None = None
    solve: Literal["together", "apart"] = "together"


@dataclass(frozen=True, slots=True)
class RuleDefinition:
    """What follows at once.

    Attributes
    ----------
    name : str
        What it is.
    formula : str
        Of states, parameters and other rules.
    unit : str
        As written.
    """

    name: str
    formula: str
    unit: str = "1"


@dataclass(frozen=True, slots=True)
class ObservableDefinition:
    """What can be seen, felt or measured.

    Attributes
    ----------
    label : str
        Name for people.
    formula : str
        Of states, parameters and rules.
    evidence : Evidence
        How well it is known that IASTM or massage moves it at all.
    source : str
        Key in ``data/references.bib``.
    note : str
        What a reader should know about it.
    unit : str
        ``point`` or ``1``.
    """

    label: str
    formula: str
    evidence: Evidence
    source: str
    note: str = ""
    unit: str = "1"


@dataclass(frozen=True, slots=True)
class ResponseDefinition:
    """The whole model; its tables are by symbol, observables by key.

    Attributes
    ----------
    inputs : dict of str to InputDefinition
        What a session brings.
    states : dict of str to StateDefinition
        In the order of the state vector.
    rules : dict of str to RuleDefinition
        Each after those that it needs.
    session : dict of str to RuleDefinition
        What only a session defines, each after those that it needs.
    observables : dict of str to ObservableDefinition
        In the order in which they are shown.
    parameters : tuple of str
        The symbols of ``response_parameters.toml``.
    """

    inputs: dict[str, InputDefinition]
    states: dict[str, StateDefinition]
    rules: dict[str, RuleDefinition]
    observables: dict[str, ObservableDefinition]
    session: dict[str, RuleDefinition] = field(default_factory=dict)
    parameters: tuple[str, ...] = ()


@cache
def response_definition() -> ResponseDefinition:
    """Return the model of ``data/response_model.toml``, checked."""
    parameters = tuple(sourced_table("response_parameters.toml"))
    return read_definition(written_tables(_FILE), parameters)


def read_definition(
    written: Mapping[str, Any], parameters: tuple[str, ...]
) -> ResponseDefinition:
    """Read a model from its tables and check that it hangs together.

    Parameters
    ----------
    written : mapping
        The tables ``inputs``, ``states``, ``rules``, ``session``, ``observables``.
    parameters : tuple of str
        Symbols of the parameters.

    Raises
    ------
    UnknownNameError
        On a name that stands for nothing, with the nearest that does.
    InvalidValueError
        On a name used twice, rules in a circle, a parameter that nothing uses.
    """
    raw = {**written, "parameters": parameters}
    read = read_as(ResponseDefinition, raw, _FILE)
    _check_names_once(read)
    model = ResponseDefinition(
        inputs=read.inputs,
        states=read.states,
        rules=_in_order(read.rules, "rules"),
        session=_in_order(read.session, "session"),
        observables=read.observables,
        parameters=parameters,
    )
    _check_symbols(model)
    return model


def _check_names_once(model: ResponseDefinition) -> None:
    seen: dict[str, str] = dict.fromkeys((*FUNCTIONS, *_TAKEN), "the code")
    groups = {
        "parameters": model.parameters,
        "inputs": model.inputs,
        "states": model.states,
        "rules": model.rules,
        "session": model.session,
        "observables": model.observables,
    }
    for group, names in groups.items():
        for name in names:
            if not name.isidentifier() or iskeyword(name) or name.startswith("_"):
                message = (
                    f"{_FILE}: {group} hold {name!r}, which code can not be called."
                )
                raise InvalidValueError(message)
            if name in seen:
                message = (
                    f"{_FILE}: {group} and {seen[name]} both hold {name!r}; "
                    "a name stands for one thing. Rename one of them."
                )
                raise InvalidValueError(message)
            seen[name] = group


def _in_order(
    rules: dict[str, RuleDefinition], group: str
) -> dict[str, RuleDefinition]:
    """Return the rules so that each comes after those that it needs."""
    needs = {k: symbols_in(r.formula, k) & rules.keys() for k, r in rules.items()}
    ordered: dict[str, RuleDefinition] = {}
    while len(ordered) < len(rules):
        left = [name for name in rules if name not in ordered]
        ready = [name for name in left if needs[name] <= ordered.keys()]
        if not ready:
            message = (
                f"{_FILE}: {group} {', '.join(left)} need one another in a circle. "
                "What needs time to follow is a state."
            )
            raise InvalidValueError(message)
        ordered[ready[0]] = rules[ready[0]]
    return ordered


def _check_symbols(model: ResponseDefinition) -> None:
    always = {*model.parameters, *model.states, *model.rules}
    in_session = always | {*model.inputs, *model.session}
    used: set[str] = set()
    for where, formula, allowed in [
        *((f"rules.{k}", r.formula, always) for k, r in model.rules.items()),
        *((f"states.{k}.rate", s.rate, always) for k, s in model.states.items()),
        *(
            (f"observables.{k}", o.formula, always)
            for k, o in model.observables.items()
        ),
        *((f"session.{k}", r.formula, in_session) for k, r in model.session.items()),
        *(
            (f"states.{k}.session", s.session, in_session)
            for k, s in model.states.items()
            if s.session
        ),
    ]:
        names = symbols_in(formula, f"{_FILE}: {where}")
        for name in sorted(names - allowed):
            kind = f"name in {_FILE}: {where}:"
            raise UnknownNameError(kind, name, sorted(allowed))
        used |= names
    unused = sorted({*model.parameters, *model.inputs, *model.rules} - used)
    if unused:
        message = f"{_FILE}: nothing uses {', '.join(unused)}. Remove what is not used."
        raise InvalidValueError(message)
