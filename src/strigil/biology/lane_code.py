"""The generated module that runs the model on arrays, one number per patient."""

from collections.abc import Mapping, Sequence

from strigil.biology.definition import ResponseDefinition
from strigil.biology.lowered import Lowered, lower
from strigil.biology.straight_line import NUMPY, straight_line

__all__ = ["HEAD", "lane_module"]

HEAD = '''"""Made from data/response_model.toml: change that, then run
`python -m strigil.biology.generate`.
"""
'''
_IMPORTS = """
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""


def lane_module(model: ResponseDefinition) -> str:
    """Return the module's text."""
    low = lower(model)
    return "\n".join(
        [
            HEAD + _IMPORTS,
            _names("INPUTS", model.inputs),
            f"NONE: tuple[float, ...] = ({_row(model)})\n",
            _names("PARAMETERS", model.parameters),
            _names("OBSERVABLES", model.observables),
            _noun(
                "Tissue",
                "The states, each one number per patient.",
                {k: f"{s.name} [{s.unit}]" for k, s in model.states.items()},
            ),
            _noun(
                "Algebra",
                "What follows at once from the states.",
                {k: f"{r.name} [{r.unit}]" for k, r in model.rules.items()},
            ),
            _function(
                "algebra",
                "Return the rules, in order.",
                model,
                low,
                list(low.rules.values()),
            ),
            _function(
                "rates",
                "Return the rate of each state [1/d].",
                model,
                low,
                list(low.rates.values()),
            ),
            _function(
                "after_session",
                "Return each state just after a session.",
                model,
                low,
                [
                    low.sessions.get(name, low.graph.symbol(name))
                    for name in model.states
                ],
                inputs=True,
            ),
            _function(
                "observe",
                "Return the observables, in order.",
                model,
                low,
                list(low.observables.values()),
            ),
        ]
    )


def _names(what: str, names: Sequence[str] | Mapping[str, object]) -> str:
    body = "".join(f'    "{name}",\n' for name in names)
    return f"{what}: tuple[str, ...] = (\n{body})\n"


def _row(model: ResponseDefinition) -> str:
    return " ".join(f"{given.none!r}," for given in model.inputs.values())


def _noun(name: str, doc: str, fields: Mapping[str, str]) -> str:
    body = "".join(
        f"    {field}: Array  # {about}\n" for field, about in fields.items()
    )
    return f'\nclass {name}(NamedTuple):\n    """{doc}"""\n\n{body}'


def _function(
    name: str,
    doc: str,
    model: ResponseDefinition,
    low: Lowered,
    wanted: Sequence[int],
    *,
    inputs: bool = False,
) -> str:
    graph = low.graph
    names = {part: rule for rule, part in low.rules.items()}
    lines = straight_line(graph, wanted, names=names, given={}, functions=NUMPY)
    used = {
        graph.nodes[part].name
        for part in graph.needed(wanted)
        if graph.nodes[part].op == "symbol"
    }
    taken = [_taken("states", model.states, used)]
    taken.append(_taken("parameters", model.parameters, used))
    arguments = "states: Sequence[Array], parameters: Sequence[Array]"
    if inputs:
        taken.append(_taken("inputs", model.inputs, used))
        arguments += ", inputs: Sequence[Array]"
    body = [f'"""{doc}"""', *taken, *lines.lines, "return ("]
    body += [f"    {text}," for text in lines.texts]
    text = "".join(f"    {line}\n" for line in [*body, ")"])
    return f"\ndef {name}(\n    {arguments},\n) -> tuple[Array, ...]:\n{text}"


def _taken(
    what: str, names: Sequence[str] | Mapping[str, object], used: set[str]
) -> str:
    left = ", ".join(name if name in used else "_" for name in names)
    return f"{left}, = {what}" if len(names) == 1 else f"{left} = {what}"
