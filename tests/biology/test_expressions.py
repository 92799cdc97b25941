"""Formulas as graphs: what they may hold, their slopes, their lines of Python."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.biology.expressions import Graph, symbols_in
from strigil.biology.straight_line import NUMPY, constants_first, straight_line
from strigil.errors import InvalidValueError, UnknownNameError

POSITIVE = st.floats(0.2, 3.0)
FORMULAS = [
    "x*y + 2*x",
    "x/(y + x**2)",
    "-x - (y - x)",
    "x - (y - (x - 2*y))",
    "x/(y/x)",
    "x**4/(y**4 + x**4)",
    "exp(-x*y)*log(y + 1)",
    "sqrt(x + y)/(1 + x)",
    "max(x - 1, 0)*min(x, y)**3",
    "(x + y)*(x + y) - (x + y)",
]


def read(formula: str) -> tuple[Graph, int]:
    graph = Graph()
    named = {name: graph.symbol(name) for name in ("x", "y")}
    return graph, graph.read(formula, named, "test")


def value(graph: Graph, part: int, **given: complex) -> complex:
    """Run the lines that the graph writes."""
    lines = straight_line(graph, [part], names={}, given={}, functions=NUMPY)
    known = {"np": np, **given}
    for line in lines.lines:
        exec(line, known)  # noqa: S102  # lines that we made ourselves
    return eval(lines.texts[0], known)  # noqa: S307  # as above


@pytest.mark.parametrize("formula", FORMULAS)
@given(x=POSITIVE, y=POSITIVE)
def test_what_is_written_has_the_value_of_the_formula(
    formula: str, x: float, y: float
) -> None:
    known = {"x": x, "y": y, "max": max, "min": min}
    expected = eval(formula, {**vars(math), **known})  # noqa: S307  # from the list above
    assert value(*read(formula), x=x, y=y) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("formula", [f for f in FORMULAS if "max" not in f])
@given(x=POSITIVE, y=POSITIVE)
def test_a_slope_is_that_of_a_complex_step(formula: str, x: float, y: float) -> None:
    graph, part = read(formula)
    tiny = 1e-30
    expected = value(graph, part, x=x + 1j * tiny, y=y + 0j).imag / tiny
    found = value(graph, graph.slope(part, "x"), x=x, y=y)
    assert found == pytest.approx(expected, rel=1e-10, abs=1e-12)


def test_the_slope_of_a_greatest_is_that_of_whichever_is_taken() -> None:
    graph, part = read("max(3*x, y) + min(5*x, y)")
    slope = graph.slope(part, "x")
    assert value(graph, slope, x=2.0, y=1.0) == 3.0
    assert value(graph, slope, x=0.1, y=1.0) == 5.0


def test_equal_parts_are_one() -> None:
    graph = Graph()
    named = {name: graph.symbol(name) for name in ("x", "y")}
    first = graph.read("(x + y)*x", named, "test")
    assert graph.read("(x + y)*x", named, "test") == first
    assert graph.read("(x + y)", named, "test") in graph.nodes[first].args


def test_nothing_is_added_and_nothing_multiplied_by_one() -> None:
    graph, part = read("0 + 1*x - 0*y")
    assert graph.nodes[part].name == "x"


def test_what_depends_on_constants_only_is_found_and_no_longer_divided_by() -> None:
    graph, part = read("x*x/(2*y*y) + y/(1 + x)")
    constants, (changed,) = constants_first(graph, [part], lambda name: name == "y")
    lines = straight_line(
        graph,
        [changed],
        names={},
        given={c: f"c{i}" for i, c in enumerate(constants)},
        functions=NUMPY,
    )
    assert lines.operations["/"] == 1
    assert value(graph, changed, x=2.0, y=3.0) == pytest.approx(4 / 18 + 1.0)


@pytest.mark.parametrize(
    "wrong",
    [
        "x +",
        "x if y else 1",
        "x[0]",
        "x**0.5",
        "x**y",
        "x**99",
        "'x'",
        "max(x)",
        "x % 2",
    ],
)
def test_what_a_formula_can_not_hold_is_refused_with_its_place(wrong: str) -> None:
    with pytest.raises(InvalidValueError, match="test"):
        read(wrong)


def test_a_name_or_function_that_stands_for_nothing_gets_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="sqrt"):
        read("sqr(x)")
    with pytest.raises(UnknownNameError, match="test"):
        read("x + z")


def test_the_names_of_a_formula_are_those_that_are_no_functions() -> None:
    assert symbols_in("max(a, b)*c**2", "test") == {"a", "b", "c"}
