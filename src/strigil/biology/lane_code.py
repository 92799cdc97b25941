"""The generated module that runs the model on arrays, one number per patient."""

from collections.abc import Iterable, Mapping, Sequence

from strigil.biology.definition import ResponseDefinition
from strigil.biology.elimination import Elimination, eliminate
from strigil.biology.expressions import Graph
from strigil.biology.hot_path import HotPath, hot_path, symbols_of
from strigil.biology.lowered import Lowered, lower
from strigil.biology.straight_line import NUMPY, straight_line

__all__ = ["HEAD", "lane_module", "unpacked"]

HEAD = '''"""Made from data/response_model.toml: change that, then run
`python -m strigil.biology.generate`.
"""
'''
_IMPORTS = """
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""
_Groups = Mapping[str, Iterable[str]]


def lane_module(model: ResponseDefinition) -> str:
    """Return the module's text."""
    low = lower(model)
    hot = hot_path(model, low)
    parts = [
        HEAD + _IMPORTS,
        *_facts(model, low),
        *_nouns(model),
        *_plain_functions(model, low),
        *_hot_functions(model, low, hot),
    ]
    return "\n".join(parts)


def _facts(model: ResponseDefinition, low: Lowered) -> Iterable[str]:
    yield _names("INPUTS", model.inputs)
    none = " ".join(f"{given.none!r}," for given in model.inputs.values())
    yield f"NONE: tuple[float, ...] = ({none})\n"
    yield _names("PARAMETERS", model.parameters)
    yield _names("OBSERVABLES", model.observables)
    yield _names("APART", low.apart)
    for what, bounds in (
        ("LOW", [state.low for state in model.states.values()]),
        ("HIGH", [state.high for state in model.states.values()]),
    ):
        none = "-np.inf" if what == "LOW" else "np.inf"
        column = "".join(f"    [{none if b is None else b}],\n" for b in bounds)
        yield f"{what}: Array = np.array([\n{column}])\n"


def _nouns(model: ResponseDefinition) -> Iterable[str]:
    states = {k: f"{s.name} [{s.unit}]" for k, s in model.states.items()}
    yield _noun("Tissue", "The states, each one number per patient.", states)
    rules = {k: f"{r.name} [{r.unit}]" for k, r in model.rules.items()}
    yield _noun("Algebra", "What follows at once from the states.", rules)


def _plain_functions(model: ResponseDefinition, low: Lowered) -> Iterable[str]:
    """Write what the definition says, as it says it."""
    groups: _Groups = {"states": model.states, "parameters": model.parameters}
    names = {part: rule for rule, part in low.rules.items()}
    after = [low.sessions.get(k, low.graph.symbol(k)) for k in model.states]
    for name, doc, wanted, more in (
        ("algebra", "Return the rules, in order.", low.rules.values(), {}),
        ("rates", "Return the rate of each state [1/d].", low.rates.values(), {}),
        ("after_session", "Return the states.", after, {"inputs": model.inputs}),
        ("observe", "Return the observables.", low.observables.values(), {}),
    ):
        yield _function(
            name, doc, low.graph, list(wanted), groups={**groups, **more}, names=names
        )


def _hot_functions(
    model: ResponseDefinition, low: Lowered, hot: HotPath
) -> Iterable[str]:
    """Write what engines call, with the constants of a patient made beforehand."""
    given = hot.names()
    names = {part: rule for rule, part in low.rules.items() if part not in given}
    groups: _Groups = {"states": model.states, "constants": given.values()}
    order = list(model.states)
    at = [(order.index(row), order.index(column)) for row, column in hot.jacobian]
    yield _function(
        "constants_of",
        "Return what a patient's parameters decide.",
        hot.graph,
        list(hot.constants),
        groups={"parameters": model.parameters},
    )
    yield _function(
        "decays",
        "Return how fast the states that are solved apart fade [1/d].",
        hot.graph,
        list(hot.decays.values()),
        groups={"constants": given.values()},
        given=given,
    )
    for name, doc, wanted in (
        (
            "slopes",
            "Return rates, of a state solved apart its source [1/d].",
            hot.slopes,
        ),
        ("jacobian", "Return the slopes of all rates, as in JACOBIAN.", hot.jacobian),
    ):
        yield _function(
            name,
            doc,
            hot.graph,
            list(wanted.values()),
            groups=groups,
            names=names,
            given=given,
        )
    yield f"JACOBIAN: tuple[tuple[int, int], ...] = (\n{_pairs(at)})\n"
    yield from _elimination(eliminate(len(order), at), at, len(order))


def _elimination(
    solved: Elimination, at: Sequence[tuple[int, int]], size: int
) -> Iterable[str]:
    present = [f"_m_{i}_{j}" for i, j in at]
    begin = [f"m_{i}_{j} = -_m_{i}_{j}" for i, j in at if i != j]
    begin += [
        f"m_{i}_{i} = shift - _m_{i}_{i}" if (i, i) in at else f"m_{i}_{i} = shift"
        for i in range(size)
    ]
    kept = [f"m_{i}_{j}" for i, j in solved.entries]
    yield _written(
        "factor",
        "jacobian: Iterable[Array], shift: Array",
        '"""Factor shift - jacobian; the diagonal is kept as one over it."""',
        [f"{unpacked(present)} = jacobian", *begin, *solved.factor],
        kept,
    )
    right = [f"b_{i}" for i in range(size)]
    yield _written(
        "back",
        "factors: Iterable[Array], right: Iterable[Array]",
        '"""Solve with the factors."""',
        [f"{unpacked(kept)} = factors", f"{unpacked(right)} = right", *solved.back],
        right,
    )


def _function(  # noqa: PLR0913  # the graph, what is wanted, and four ways to name
    name: str,
    doc: str,
    graph: Graph,
    wanted: Sequence[int],
    *,
    groups: _Groups,
    names: Mapping[int, str] | None = None,
    given: Mapping[int, str] | None = None,
) -> str:
    given = given or {}
    lines = straight_line(
        graph, wanted, names=names or {}, given=given, functions=NUMPY
    )
    used = symbols_of(graph, list(wanted), given)
    taken = [
        f"{unpacked([k if k in used else '_' for k in group])} = {what}"
        for what, group in groups.items()
    ]
    arguments = ", ".join(f"{what}: Iterable[Array]" for what in groups)
    body = [*taken, *lines.lines]
    return _written(name, arguments, f'"""{doc}"""', body, lines.texts)


def _written(
    name: str, arguments: str, doc: str, body: Sequence[str], returned: Sequence[str]
) -> str:
    lines = [doc, *body, "return (", *(f"    {text}," for text in returned), ")"]
    text = "".join(f"    {line}\n" for line in lines)
    return f"\ndef {name}({arguments}) -> tuple[Array, ...]:\n{text}"


def unpacked(names: Sequence[str]) -> str:
    """Return the left side that takes a sequence apart."""
    return f"({', '.join(names)},)"


def _names(what: str, names: Iterable[str]) -> str:
    body = "".join(f'    "{name}",\n' for name in names)
    return f"{what}: tuple[str, ...] = (\n{body})\n"


def _pairs(pairs: Sequence[tuple[int, int]]) -> str:
    return "".join(f"    ({i}, {j}),\n" for i, j in pairs)


def _noun(name: str, doc: str, fields: Mapping[str, str]) -> str:
    body = "".join(
        f"    {field}: Array  # {about}\n" for field, about in fields.items()
    )
    return f'\nclass {name}(NamedTuple):\n    """{doc}"""\n\n{body}'
