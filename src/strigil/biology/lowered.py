"""The definition as a graph: rates, jumps, observables, and the slopes of rates."""

from collections.abc import Mapping
from dataclasses import dataclass

from strigil.biology.definition import ResponseDefinition, RuleDefinition
from strigil.biology.expressions import Graph
from strigil.errors import InvalidValueError

__all__ = ["Apart", "Lowered", "lower"]


@dataclass(frozen=True, slots=True)
class Apart:
    """A state that is gone within minutes: x' = source - decay x.

    Attributes
    ----------
    source : int
        Part of the graph [unit/d].
    decay : int
        Part of the graph, of parameters only [1/d].
    """

    source: int
    decay: int


@dataclass(frozen=True, slots=True)
class Lowered:
    """The parts of the graph that are of interest, by name.

    Attributes
    ----------
    graph : Graph
        Of everything.
    rules, rates, sessions, observables : dict of str to int
        Parts by symbol; ``sessions`` holds the states that a session changes.
    together : tuple of str
        States that are solved together, in order.
    apart : dict of str to Apart
        States that are solved apart.
    jacobian : dict of (int, int) to int
        Slope of each rate by each state, both of those solved together, where it is
        not zero [1/d].
    """

    graph: Graph
    rules: Mapping[str, int]
    rates: Mapping[str, int]
    sessions: Mapping[str, int]
    observables: Mapping[str, int]
    together: tuple[str, ...]
    apart: Mapping[str, Apart]
    jacobian: Mapping[tuple[int, int], int]


def lower(model: ResponseDefinition) -> Lowered:
    """Make the graph of a model.

    Raises
    ------
    InvalidValueError
        On a state to be solved apart that acts on others, or whose rate is not
        (something) - (parameters) x itself.
    """
    graph = Graph()
    symbols = (*model.parameters, *model.states)
    named = {name: graph.symbol(name) for name in symbols}
    rules = _read_rules(graph, model.rules, named)
    in_session = named | {name: graph.symbol(name) for name in model.inputs}
    in_session |= _read_rules(graph, model.session, in_session)
    rates = {
        name: graph.read(state.rate, named, name)
        for name, state in model.states.items()
    }
    together = tuple(k for k, s in model.states.items() if s.solve == "together")
    return Lowered(
        graph=graph,
        rules=rules,
        rates=rates,
        sessions={
            name: graph.read(state.session, in_session, name)
            for name, state in model.states.items()
            if state.session
        },
        observables={
            name: graph.read(seen.formula, named, name)
            for name, seen in model.observables.items()
        },
        together=together,
        apart={
            name: _apart(graph, model, rates, name)
            for name in model.states
            if name not in together
        },
        jacobian=_jacobian(graph, rates, together),
    )


def _read_rules(
    graph: Graph, rules: Mapping[str, RuleDefinition], named: dict[str, int]
) -> dict[str, int]:
    """Read rules in order; each is known to those after it."""
    found = {}
    for name, rule in rules.items():
        found[name] = graph.read(rule.formula, named, name)
        named[name] = found[name]
    return found


def _jacobian(
    graph: Graph, rates: Mapping[str, int], together: tuple[str, ...]
) -> dict[tuple[int, int], int]:
    slopes = {
        (i, j): graph.slope(rates[row], column)
        for i, row in enumerate(together)
        for j, column in enumerate(together)
    }
    return {at: part for at, part in slopes.items() if not graph.is_number(part, 0.0)}


def _apart(
    graph: Graph, model: ResponseDefinition, rates: Mapping[str, int], name: str
) -> Apart:
    decay = graph.add("neg", graph.slope(rates[name], name))
    if not graph.symbols(decay) <= set(model.parameters):
        message = (
            f"The state {name} can not be solved apart: its rate must be (something) - "
            f"(parameters) x {name}. Write it so, or let it be solved with the others."
        )
        raise InvalidValueError(message)
    for other in model.states:
        if other != name and name in graph.symbols(rates[other]):
            message = (
                f"The state {name} can not be solved apart: the rate of {other} needs "
                "it. Let it be solved with the others."
            )
            raise InvalidValueError(message)
    return Apart(source=_without(graph, rates[name], name), decay=decay)


def _without(graph: Graph, part: int, name: str) -> int:
    """Return a part with a symbol at zero."""
    node = graph.nodes[part]
    if node.op == "symbol":
        return graph.number(0.0) if node.name == name else part
    if not node.args:
        return part
    return graph.add(node.op, *(_without(graph, arg, name) for arg in node.args))
