"""The response model for other programs: SBML, and SED-ML that says how to run it.

A patient is a set of parameters and a start; sessions are events. Written from the
definition without any library of SBML.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

import numpy as np

from strigil.biology._generated import lanes
from strigil.biology.course import course_of
from strigil.biology.definition import ResponseDefinition, response_definition
from strigil.biology.mathml import mathml, with_names
from strigil.biology.model import STATES, Array, Inputs, Parameters
from strigil.errors import InvalidValueError

__all__ = ["MODEL_ID", "sbml_of", "sed_ml_of"]

MODEL_ID = "strigil_response"
_SECONDS_PER_DAY = 86400
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
<model id="{model}" name="tissue response, an illustration" timeUnits="day">
<listOfUnitDefinitions>
<unitDefinition id="day"><listOfUnits>
<unit kind="second" exponent="1" scale="0" multiplier="{day}"/>
</listOfUnits></unitDefinition>
</listOfUnitDefinitions>
"""


def sbml_of(
    start: Array,
    parameters: Parameters,
    *,
    sessions: Sequence[tuple[float, Inputs]] = (),
) -> str:
    """Return one patient and the sessions as SBML, level 3 version 2.

    Parameters
    ----------
    start : array, shape (states,)
        The states at day zero [1].
    parameters : Parameters
        One number for each symbol.
    sessions : sequence of (time, session)
        When [d] and what they bring [1].

    Returns
    -------
    str
        An XML document. States, parameters and rules keep their symbols, observables
        their keys; time is in days.

    Raises
    ------
    InvalidValueError
        On more than one patient.
    """
    if np.asarray(start).shape != (len(STATES),):
        message = f"SBML holds one patient: a start of {len(STATES)} states."
        raise InvalidValueError(message)
    last = max((time for time, _ in sessions), default=0.0)
    course = course_of(
        np.asarray(start, dtype=float)[:, None],
        parameters,
        sessions=sessions,
        time_days=np.array([last]),
        tolerance=1.0,
    )
    model = response_definition()
    return "\n".join(
        [
            _HEAD.format(model=MODEL_ID, day=_SECONDS_PER_DAY),
            "<listOfParameters>",
            *_values(model, course.start[:, 0], course.parameters[:, 0]),
            "</listOfParameters>",
            "<listOfRules>",
            *_rules(model),
            "</listOfRules>",
            *_events(model, course.session_days, course.inputs[:, :, 0]),
            "</model>",
            "</sbml>\n",
        ]
    )


def sed_ml_of(
    source: str, *, duration_days: float, steps: int, seen: Sequence[str]
) -> str:
    """Return how to run an SBML file, as SED-ML, level 1 version 4.

    Parameters
    ----------
    source : str
        Name of the SBML file.
    duration_days : float
        How far [d].
    steps : int
        Looks after the one at day zero [1].
    seen : sequence of str
        Symbols or keys to be reported.
    """
    path = "/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter"
    made, sets = [], []
    for name in ("time", *seen):
        target = (
            'symbol="urn:sedml:symbol:time"'
            if name == "time"
            else f"target=\"{path}[@id='{name}']\""
        )
        made.append(
            f'<dataGenerator id="d_{name}" name="{name}"><listOfVariables>'
            f'<variable id="v_{name}" taskReference="task" {target}/></listOfVariables>'
            f"{mathml(ast.parse(f'v_{name}', mode='eval').body)}</dataGenerator>"
        )
        sets.append(f'<dataSet id="s_{name}" label="{name}" dataReference="d_{name}"/>')
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<sedML xmlns="http://sed-ml.org/sed-ml/level1/version4" level="1" version="4"
 xmlns:sbml="http://www.sbml.org/sbml/level3/version2/core">
<listOfModels>
<model id="model" language="urn:sedml:language:sbml" source={quoteattr(source)}/>
</listOfModels>
<listOfSimulations>
<uniformTimeCourse id="course" initialTime="0" outputStartTime="0"
 outputEndTime="{float(duration_days)!r}" numberOfSteps="{steps}">
<algorithm kisaoID="KISAO:0000019"/>
</uniformTimeCourse>
</listOfSimulations>
<listOfTasks>
<task id="task" modelReference="model" simulationReference="course"/>
</listOfTasks>
<listOfDataGenerators>
{chr(10).join(made)}
</listOfDataGenerators>
<listOfOutputs>
<report id="report"><listOfDataSets>
{chr(10).join(sets)}
</listOfDataSets></report>
</listOfOutputs>
</sedML>
"""


def _values(
    model: ResponseDefinition, start: Array, parameters: Array
) -> Iterator[str]:
    for name, value in zip(model.parameters, parameters, strict=True):
        yield _parameter(name, "", value, constant=True)
    for (name, state), value in zip(model.states.items(), start, strict=True):
        yield _parameter(name, state.name, value, constant=False)
    for name, rule in model.rules.items():
        yield _parameter(name, rule.name, None, constant=False)
    for name, seen in model.observables.items():
        yield _parameter(name, seen.label, None, constant=False)


def _parameter(name: str, said: str, value: float | None, *, constant: bool) -> str:
    named = f" name={quoteattr(said)}" if said else ""
    set_to = "" if value is None else f' value="{float(value)!r}"'
    word = str(constant).lower()
    return f'<parameter id="{name}"{named}{set_to} constant="{word}"/>'


def _rules(model: ResponseDefinition) -> Iterator[str]:
    for name, rule in model.rules.items():
        yield _rule("assignmentRule", name, rule.formula)
    for name, state in model.states.items():
        yield _rule("rateRule", name, state.rate)
    for name, seen in model.observables.items():
        yield _rule("assignmentRule", name, seen.formula)


def _rule(kind: str, name: str, formula: str) -> str:
    return f'<{kind} variable="{name}">{mathml(_tree(formula))}</{kind}>'


def _events(model: ResponseDefinition, days: Array, inputs: Array) -> Iterator[str]:
    """Write each session that brings something as an event."""
    treated = (inputs != np.array(lanes.NONE)).any(axis=1)
    if not treated.any():
        return
    yield "<listOfEvents>"
    for number in np.flatnonzero(treated):
        given = dict(zip(model.inputs, inputs[number], strict=True))
        named: dict[str, ast.expr] = {
            name: ast.Constant(float(value)) for name, value in given.items()
        }
        for name, rule in model.session.items():
            named[name] = with_names(_tree(rule.formula), named)
        yield from _event(model, int(number), float(days[number]), named)
    yield "</listOfEvents>"


def _event(
    model: ResponseDefinition, number: int, day: float, named: Mapping[str, ast.expr]
) -> Iterator[str]:
    clock = (
        '<csymbol encoding="text" '
        'definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>'
    )
    when = mathml(_tree("moment")).replace(
        "<ci>moment</ci>", f"<apply><geq/>{clock}<cn>{day!r}</cn></apply>"
    )
    yield f'<event id="session_{number}" useValuesFromTriggerTime="true">'
    yield f'<trigger initialValue="false" persistent="true">{when}</trigger>'
    yield "<listOfEventAssignments>"
    for name, state in model.states.items():
        if state.session:
            after = mathml(with_names(_tree(state.session), named))
            yield f'<eventAssignment variable="{name}">{after}</eventAssignment>'
    yield "</listOfEventAssignments></event>"


def _tree(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body
