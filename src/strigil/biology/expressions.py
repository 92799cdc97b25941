"""Formulas as graphs in which equal parts are one: read, differentiate, list by use.

Nothing here knows the model. A part is made once however often it is written, so that
what is generated computes it once; sums and products keep the order in which they were
written.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from strigil.errors import InvalidValueError, UnknownNameError

__all__ = ["FUNCTIONS", "Graph", "Node", "symbols_in"]

# What a formula may call, and with how many arguments.
FUNCTIONS: Mapping[str, int] = {"max": 2, "min": 2, "exp": 1, "log": 1, "sqrt": 1}
_OPERATORS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_HIGHEST_POWER = 16


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a formula.

    Attributes
    ----------
    op : str
        ``number``, ``symbol``, ``neg``, an operator, a function, ``step`` (1 where its
        first argument is above its second, else 0).
    args : tuple of int
        Numbers of the parts that it is made of.
    value : float
        The number [1].
    name : str
        The symbol.
    """

    op: str
    args: tuple[int, ...] = ()
    value: float = 0.0
    name: str = ""


class Graph:
    """Parts of formulas, numbered so that a part comes after what it is made of."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._known: dict[Node, int] = {}
        self._slopes: dict[tuple[int, str], int] = {}

    def number(self, value: float) -> int:
        """Return the part that is a number [1]."""
        return self._add(Node("number", value=float(value)))

    def symbol(self, name: str) -> int:
        """Return the part that is a symbol."""
        return self._add(Node("symbol", name=name))

    def read(self, formula: str, named: Mapping[str, int], where: str) -> int:
        """Read a formula; its names stand for the parts given.

        Raises
        ------
        InvalidValueError
            On what a formula can not hold.
        UnknownNameError
            On a name that stands for nothing, with the nearest that does.
        """
        return self._read(_parsed(formula, where), named, where)

    def add(self, op: str, *args: int) -> int:
        """Return the part made of others, simpler where a 0 or a 1 allows it."""
        simpler = self._simpler(op, args)
        return self._add(Node(op, args)) if simpler is None else simpler

    def slope(self, part: int, symbol: str) -> int:
        """Return the derivative of a part by a symbol."""
        key = (part, symbol)
        if key not in self._slopes:
            self._slopes[key] = self._slope(self.nodes[part], symbol, part)
        return self._slopes[key]

    def symbols(self, part: int) -> frozenset[str]:
        """Return the symbols that a part depends on."""
        return frozenset(
            self.nodes[i].name
            for i in self.needed([part])
            if self.nodes[i].op == "symbol"
        )

    def needed(self, parts: Iterable[int]) -> list[int]:
        """Return the parts that these are made of, and these, in order."""
        open_parts, found = list(parts), set[int]()
        while open_parts:
            part = open_parts.pop()
            if part not in found:
                found.add(part)
                open_parts += self.nodes[part].args
        return sorted(found)

    def is_number(self, part: int, value: float) -> bool:
        """Tell whether a part is that number [1]."""
        node = self.nodes[part]
        return node.op == "number" and node.value == value

    def _add(self, node: Node) -> int:
        if node not in self._known:
            self._known[node] = len(self.nodes)
            self.nodes.append(node)
        return self._known[node]

    def _read(self, tree: ast.expr, named: Mapping[str, int], where: str) -> int:
        if isinstance(tree, ast.Constant) and isinstance(tree.value, int | float):
            return self.number(tree.value)
        if isinstance(tree, ast.Name):
            if tree.id not in named:
                kind = f"name in {where}:"
                raise UnknownNameError(kind, tree.id, sorted(named))
            return named[tree.id]
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
            return self.add("neg", self._read(tree.operand, named, where))
        if isinstance(tree, ast.BinOp):
            return self._read_operation(tree, named, where)
        if isinstance(tree, ast.Call):
            return self._read_call(tree, named, where)
        raise InvalidValueError(_not_allowed(ast.unparse(tree), where))

    def _read_operation(
        self, tree: ast.BinOp, named: Mapping[str, int], where: str
    ) -> int:
        left = self._read(tree.left, named, where)
        if isinstance(tree.op, ast.Pow):
            return self._power(left, _whole_power(tree.right, where))
        if type(tree.op) not in _OPERATORS:
            raise InvalidValueError(_not_allowed(ast.unparse(tree), where))
        right = self._read(tree.right, named, where)
        return self.add(_OPERATORS[type(tree.op)], left, right)

    def _read_call(self, tree: ast.Call, named: Mapping[str, int], where: str) -> int:
        name = ast.unparse(tree.func)
        if name not in FUNCTIONS:
            kind = f"function in {where}:"
            raise UnknownNameError(kind, name, sorted(FUNCTIONS))
        if len(tree.args) != FUNCTIONS[name] or tree.keywords:
            raise InvalidValueError(_not_allowed(ast.unparse(tree), where))
        return self.add(name, *(self._read(arg, named, where) for arg in tree.args))

    def _power(self, base: int, power: int) -> int:
        """Multiply by squaring: x**4 is (x*x)*(x*x)."""
        if power == 1:
            return base
        half = self._power(base, power // 2)
        square = self.add("*", half, half)
        return self.add("*", square, base) if power % 2 else square

    def _simpler(self, op: str, args: tuple[int, ...]) -> int | None:
        if op not in _SIMPLER:
            return None
        zero = [self.is_number(arg, 0.0) for arg in args]
        one = [self.is_number(arg, 1.0) for arg in args]
        return _SIMPLER[op](self, args, zero, one)

    def _slope(self, node: Node, symbol: str, part: int) -> int:
        if node.op == "symbol":
            return self.number(1.0 if node.name == symbol else 0.0)
        inner = [self.slope(arg, symbol) for arg in node.args]
        if all(self.is_number(i, 0.0) for i in inner):
            return self.number(0.0)
        return _SLOPES[node.op](self, node.args, inner, part)


def symbols_in(formula: str, where: str) -> set[str]:
    """Return the names that a formula holds, functions left out."""
    tree = _parsed(formula, where)
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id not in FUNCTIONS
    }


def _parsed(formula: str, where: str) -> ast.expr:
    try:
        return ast.parse(formula, mode="eval").body
    except SyntaxError as error:
        raise InvalidValueError(_not_allowed(formula, where)) from error


def _whole_power(tree: ast.expr, where: str) -> int:
    power = tree.value if isinstance(tree, ast.Constant) else None
    if isinstance(power, int) and 1 <= power <= _HIGHEST_POWER:
        return power
    message = (
        f"{where}: a power must be a whole number from 1 to {_HIGHEST_POWER}; "
        f"{ast.unparse(tree)} was given."
    )
    raise InvalidValueError(message)


def _not_allowed(what: str, where: str) -> str:
    return (
        f"{where}: a formula holds numbers, names, + - * /, whole powers with ** and "
        f"{', '.join(FUNCTIONS)}; {what!r} was given. See the head of "
        "response_model.toml."
    )


_Args = tuple[int, ...]
_Flags = list[bool]


def _sum(graph: Graph, args: _Args, zero: _Flags, one: _Flags) -> int | None:
    return args[1] if zero[0] else args[0] if zero[1] else None


def _difference(graph: Graph, args: _Args, zero: _Flags, one: _Flags) -> int | None:
    if zero[1]:
        return args[0]
    return graph.add("neg", args[1]) if zero[0] else None


def _product(graph: Graph, args: _Args, zero: _Flags, one: _Flags) -> int | None:
    if any(zero):
        return graph.number(0.0)
    return args[1] if one[0] else args[0] if one[1] else None


def _quotient(graph: Graph, args: _Args, zero: _Flags, one: _Flags) -> int | None:
    return args[0] if zero[0] or one[1] else None


def _negative(graph: Graph, args: _Args, zero: _Flags, one: _Flags) -> int | None:
    node = graph.nodes[args[0]]
    if node.op == "number":
        return graph.number(-node.value)
    return node.args[0] if node.op == "neg" else None


_SIMPLER: Mapping[str, Callable[[Graph, _Args, _Flags, _Flags], int | None]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
    "neg": _negative,
}


def _slope_of_product(graph: Graph, args: _Args, inner: list[int], part: int) -> int:
    """(f g)' = f' g + f g'."""
    first = graph.add("*", inner[0], args[1])
    return graph.add("+", first, graph.add("*", args[0], inner[1]))


def _slope_of_quotient(graph: Graph, args: _Args, inner: list[int], part: int) -> int:
    """(f / g)' = (f' - (f / g) g') / g."""
    change = graph.add("-", inner[0], graph.add("*", part, inner[1]))
    return graph.add("/", change, args[1])


def _slope_of_choice(graph: Graph, args: _Args, inner: list[int], part: int) -> int:
    """Take the slope of whichever is taken."""
    is_max = graph.nodes[part].op == "max"
    first, second = args if is_max else args[::-1]
    above = graph.add("step", first, second)
    below = graph.add("-", graph.number(1.0), above)
    return graph.add(
        "+", graph.add("*", above, inner[0]), graph.add("*", below, inner[1])
    )


def _slope_of_root(graph: Graph, args: _Args, inner: list[int], part: int) -> int:
    return graph.add("/", inner[0], graph.add("*", graph.number(2.0), part))


_SLOPES: Mapping[str, Callable[[Graph, _Args, list[int], int], int]] = {
    "+": lambda graph, args, inner, part: graph.add("+", *inner),
    "-": lambda graph, args, inner, part: graph.add("-", *inner),
    "neg": lambda graph, args, inner, part: graph.add("neg", *inner),
    "*": _slope_of_product,
    "/": _slope_of_quotient,
    "max": _slope_of_choice,
    "min": _slope_of_choice,
    "exp": lambda graph, args, inner, part: graph.add("*", part, inner[0]),
    "log": lambda graph, args, inner, part: graph.add("/", inner[0], args[0]),
    "sqrt": _slope_of_root,
}
