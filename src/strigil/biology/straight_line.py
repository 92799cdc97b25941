"""Parts of a graph as lines of Python, each computed once."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from strigil.biology.expressions import Graph, Node

__all__ = ["NUMPY", "SCALAR", "Lines", "constants_first", "straight_line"]

# How a function is written on arrays, and on numbers where loops are compiled: there a
# choice between two numbers keeps a loop free of calls.
NUMPY: Mapping[str, str] = {
    "max": "np.maximum({0}, {1})",
    "min": "np.minimum({0}, {1})",
    "exp": "np.exp({0})",
    "log": "np.log({0})",
    "sqrt": "np.sqrt({0})",
}
SCALAR: Mapping[str, str] = {
    "max": "({0} if {0} > {1} else {1})",
    "min": "({0} if {0} < {1} else {1})",
    "exp": "math.exp({0})",
    "log": "math.log({0})",
    "sqrt": "math.sqrt({0})",
}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3}
_ATOM = 9


class Lines:
    """Lines that name parts, and what the wanted parts are called after them.

    Attributes
    ----------
    lines : list of str
        Assignments in order.
    texts : list of str
        The wanted parts as expressions.
    operations : dict of str to int
        How many of each operation there are [1].
    """

    def __init__(self, graph: Graph, functions: Mapping[str, str]) -> None:
        self.lines: list[str] = []
        self.texts: list[str] = []
        self.operations: Counter[str] = Counter()
        self._graph, self._functions = graph, functions
        self._said: dict[int, tuple[str, int]] = {}

    def call(self, part: int, name: str) -> None:
        """Give a part a name, without a line."""
        self._said[part] = (name, _ATOM)

    def write(self, part: int, name: str | None) -> None:
        """Write a part: on a line of its own where it has a name."""
        if part in self._said:
            return
        node = self._graph.nodes[part]
        text, strength = self._text(node)
        if node.op not in ("number", "symbol"):
            self.operations[node.op] += 1
        if name is not None:
            self.lines.append(f"{name} = {text}")
            text, strength = name, _ATOM
        self._said[part] = (text, strength)

    def text(self, part: int) -> str:
        """Return how a part is written."""
        return self._said[part][0]

    def _text(self, node: Node) -> tuple[str, int]:
        if not node.args:
            text = node.name or repr(node.value)
            return text, 0 if node.value < 0 else _ATOM
        if node.op == "neg":
            return f"-{self._inside(node.args[0], 2)}", _STRENGTH["neg"]
        if node.op == "step":
            first, second = (self._inside(arg, _ATOM) for arg in node.args)
            return f"({first} > {second})", _ATOM
        if node.op in self._functions:
            inner = [self._inside(arg, _ATOM) for arg in node.args]
            return self._functions[node.op].format(*inner), _ATOM
        strength = _STRENGTH[node.op]
        left = self._inside(node.args[0], strength)
        right = self._inside(node.args[1], strength + 1)
        return f"{left} {node.op} {right}", strength

    def _inside(self, part: int, least: int) -> str:
        text, strength = self._said[part]
        return text if strength >= least else f"({text})"


def straight_line(
    graph: Graph,
    wanted: Sequence[int],
    *,
    names: Mapping[int, str],
    given: Mapping[int, str],
    functions: Mapping[str, str],
) -> Lines:
    """Write parts of a graph as lines of Python.

    Parameters
    ----------
    graph : Graph
        What they are parts of.
    wanted : sequence of int
        The parts.
    names : mapping of int to str
        What a part is called where it needs a line; else it gets a number.
    given : mapping of int to str
        Parts that are known already, by name.
    functions : mapping
        :data:`NUMPY` or :data:`SCALAR`.
    """
    written = Lines(graph, functions)
    for part, name in given.items():
        written.call(part, name)
    parts = _needed(graph, wanted, given)
    uses = Counter(arg for part in parts for arg in graph.nodes[part].args)
    uses.update(wanted)
    for part in parts:
        node = graph.nodes[part]
        shared = uses[part] > 1 and node.op not in ("number", "symbol", "neg")
        written.write(part, names.get(part, f"_{part}") if shared else None)
    written.texts = [written.text(part) for part in wanted]
    return written


def _needed(graph: Graph, wanted: Iterable[int], given: Mapping[int, str]) -> list[int]:
    open_parts = [part for part in wanted if part not in given]
    found: set[int] = set()
    while open_parts:
        part = open_parts.pop()
        if part not in found:
            found.add(part)
            args = graph.nodes[part].args
            open_parts += [arg for arg in args if arg not in given]
    return sorted(found)


def constants_first(
    graph: Graph, wanted: Sequence[int], is_constant: Callable[[str], bool]
) -> tuple[list[int], list[int]]:
    """Make what depends on constants only a thing apart, and divide by it no more.

    Returns
    -------
    constants : list of int
        Parts that depend on nothing else; the largest there are.
    wanted : list of int
        The wanted parts, a division by a constant made a product.
    """
    new = {part: part for part in range(len(graph.nodes))}
    fixed: dict[int, bool] = {}
    for part in graph.needed(wanted):
        node = graph.nodes[part]
        fixed[part] = all(is_constant(name) for name in graph.symbols(part))
        if fixed[part] or not node.args:
            continue
        args = [new[arg] for arg in node.args]
        if node.op == "/" and fixed[node.args[1]]:
            one_over = graph.add("/", graph.number(1.0), args[1])
            new[part] = graph.add("*", args[0], one_over)
        else:
            new[part] = graph.add(node.op, *args)
    changed = [new[part] for part in wanted]
    return _largest_constants(graph, changed, is_constant), changed


def _largest_constants(
    graph: Graph, wanted: Sequence[int], is_constant: Callable[[str], bool]
) -> list[int]:
    found: dict[int, None] = {}
    seen, open_parts = set[int](), list(wanted)
    while open_parts:
        part = open_parts.pop()
        if part in seen:
            continue
        seen.add(part)
        node = graph.nodes[part]
        if node.op == "number":
            continue
        if all(is_constant(name) for name in graph.symbols(part)):
            found[part] = None
        else:
            open_parts += node.args
    return sorted(found)
