"""The generated module that runs the model compiled, sixteen patients at a time."""

from collections.abc import Mapping, Sequence

from strigil.biology.definition import ResponseDefinition
from strigil.biology.expressions import Graph
from strigil.biology.hot_path import symbols_of
from strigil.biology.lane_code import HEAD, unpacked
from strigil.biology.lowered import lower
from strigil.biology.straight_line import (
    NUMPY,
    SCALAR,
    Lines,
    constants_first,
    straight_line,
)

__all__ = ["LANES", "block_module"]

# Patients that one instruction serves together: two registers of eight numbers.
LANES = 16
_IMPORTS = """
import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from strigil.compiled import compiled

Array = NDArray[np.float64]
"""


def block_module(model: ResponseDefinition) -> str:
    """Return the module's text.

    Notes
    -----
    A block holds a row for each state, those solved apart last, and a column for each
    patient, all in one line of memory: state ``i`` of patient ``j`` stands at
    ``i * LANES + j``. Constants and inputs stand alike.
    """
    low = lower(model)
    graph = low.graph
    order = [*low.together, *low.apart]
    slopes = [
        low.apart[name].source if name in low.apart else low.rates[name]
        for name in order
    ]
    decays = [low.apart[name].decay for name in low.apart]
    after = [low.sessions.get(name, graph.symbol(name)) for name in order]
    wanted = [*slopes, *decays, *after]
    constants, changed = constants_first(graph, wanted, model.parameters.__contains__)
    given = {
        part: graph.nodes[part].name or f"_c{i}" for i, part in enumerate(constants)
    }
    kept = list(given.values())
    first, second = len(slopes), len(slopes) + len(decays)
    decayed = [kept.index(given[part]) for part in changed[first:second]]
    names = list(model.states)
    groups = {"_y": order, "_c": kept, "_u": list(model.inputs)}
    return "\n".join(
        [
            HEAD + _IMPORTS,
            f"LANES = {LANES}",
            f"ORDER: tuple[int, ...] = {tuple(names.index(name) for name in order)}",
            f"TOGETHER = {len(low.together)}",
            f"DECAYS: tuple[int, ...] = {tuple(decayed)}\n",
            _constants(model, graph, constants),
            _loop("fill_slopes", graph, changed[:first], given, groups),
            _loop("give_session", graph, changed[second:], given, groups),
        ]
    )


def _constants(
    model: ResponseDefinition, graph: Graph, constants: Sequence[int]
) -> str:
    lines = straight_line(graph, constants, names={}, given={}, functions=NUMPY)
    used = symbols_of(graph, list(constants), {})
    taken = unpacked([name if name in used else "_" for name in model.parameters])
    body = [f"{taken} = parameters", *lines.lines, "return ("]
    body += [*(f"    {text}," for text in lines.texts), ")"]
    head = "\ndef constants_of(parameters: Iterable[Array]) -> tuple[Array, ...]:\n"
    doc = '    """Return what a patient\'s parameters decide."""\n'
    return head + doc + "".join(f"    {line}\n" for line in body)


def _loop(
    name: str,
    graph: Graph,
    wanted: Sequence[int],
    given: Mapping[int, str],
    groups: Mapping[str, Sequence[str]],
) -> str:
    """Write a compiled function that does the same for every patient of a block."""
    lines: Lines = straight_line(graph, wanted, names={}, given=given, functions=SCALAR)
    used = symbols_of(graph, list(wanted), given)
    taken = [
        f"{symbol} = {array}[{row * LANES} + lane]"
        for array, rows in groups.items()
        for row, symbol in enumerate(rows)
        if symbol in used
    ]
    filled = [
        f"_out[{row * LANES} + lane] = {text}" for row, text in enumerate(lines.texts)
    ]
    body = "".join(f"        {line}\n" for line in [*taken, *lines.lines, *filled])
    arguments = "_y: Array, _c: Array, _u: Array, _out: Array"
    if not any(symbol in used for symbol in groups["_u"]):
        arguments = "_y: Array, _c: Array, _out: Array"
    return (
        f"\n@compiled\ndef {name}({arguments}) -> None:\n"
        f"    for lane in range(LANES):\n{body}"
    )
