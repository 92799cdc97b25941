"""What the engines compute again and again, with all else taken out of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from strigil.biology.definition import ResponseDefinition
from strigil.biology.expressions import Graph
from strigil.biology.lowered import Lowered
from strigil.biology.straight_line import constants_first

__all__ = ["HotPath", "hot_path", "symbols_of"]


@dataclass(frozen=True, slots=True)
class HotPath:
    """Rates without what a patient's parameters alone decide.

    Attributes
    ----------
    graph : Graph
        Of everything.
    constants : tuple of int
        Parts of parameters only, computed once for a patient.
    slopes : dict of str to int
        By state: its rate, or the source of one that is solved apart.
    decays : dict of str to int
        By state that is solved apart, parts of parameters only.
    jacobian : dict of (str, str) to int
        Slope of each rate by each state where it is not zero, of all states.
    """

    graph: Graph
    constants: tuple[int, ...]
    slopes: Mapping[str, int]
    decays: Mapping[str, int]
    jacobian: Mapping[tuple[str, str], int]

    def names(self) -> dict[int, str]:
        """Return what each constant is called: its own name if it has one."""
        return {
            part: self.graph.nodes[part].name or f"_c{i}"
            for i, part in enumerate(self.constants)
        }


def hot_path(model: ResponseDefinition, low: Lowered) -> HotPath:
    """Take out of the rates and their slopes what a patient's parameters decide."""
    graph, states = low.graph, list(model.states)
    slopes = [
        low.apart[name].source if name in low.apart else low.rates[name]
        for name in states
    ]
    decays = [apart.decay for apart in low.apart.values()]
    jacobian = {
        (row, column): graph.slope(low.rates[row], column)
        for row in states
        for column in states
    }
    jacobian = {
        at: part for at, part in jacobian.items() if not graph.is_number(part, 0.0)
    }
    wanted = [*slopes, *decays, *jacobian.values()]
    parameters = set(model.parameters)
    constants, changed = constants_first(graph, wanted, parameters.__contains__)
    after = len(slopes) + len(decays)
    return HotPath(
        graph=graph,
        constants=tuple(constants),
        slopes=dict(zip(states, changed, strict=False)),
        decays=dict(zip(low.apart, changed[len(slopes) :], strict=False)),
        jacobian=dict(zip(jacobian, changed[after:], strict=True)),
    )


def symbols_of(graph: Graph, parts: list[int], given: Mapping[int, str]) -> set[str]:
    """Return the symbols and given names that lines for these parts need."""
    open_parts, seen, found = list(parts), set[int](), set[str]()
    while open_parts:
        part = open_parts.pop()
        if part in seen:
            continue
        seen.add(part)
        if part in given:
            found.add(given[part])
        elif graph.nodes[part].op == "symbol":
            found.add(graph.nodes[part].name)
        else:
            open_parts += graph.nodes[part].args
    return found
