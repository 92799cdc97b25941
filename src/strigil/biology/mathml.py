"""Formulas as MathML, the way SBML wants them."""

import ast
from collections.abc import Mapping

__all__ = ["mathml", "with_names"]

_OPERATORS: Mapping[type[ast.operator], str] = {
    ast.Add: "plus",
    ast.Sub: "minus",
    ast.Mult: "times",
    ast.Div: "divide",
    ast.Pow: "power",
}
_SPACE = 'xmlns="http://www.w3.org/1998/Math/MathML"'
_FUNCTIONS = {"exp": "exp", "log": "ln", "sqrt": "root"}
_CHOICES = {"max": "geq", "min": "leq"}


def mathml(formula: ast.expr) -> str:
    """Return a formula as a MathML element.

    Examples
    --------
    >>> mathml(ast.parse("-k*x", mode="eval").body)[49:]
    '<apply><times/><apply><minus/><ci>k</ci></apply><ci>x</ci></apply></math>'
    """
    return f"<math {_SPACE}>{_element(formula)}</math>"


def with_names(formula: ast.expr, named: Mapping[str, ast.expr]) -> ast.expr:
    """Return a formula with names replaced by other formulas."""

    class Replace(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return named.get(node.id, node)

    copied = ast.parse(ast.unparse(formula), mode="eval").body
    replaced: ast.expr = Replace().visit(copied)
    return replaced


def _element(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return f"<ci>{node.id}</ci>"
    if isinstance(node, ast.UnaryOp):
        return f"<apply><minus/>{_element(node.operand)}</apply>"
    if isinstance(node, ast.BinOp):
        sign = _OPERATORS[type(node.op)]
        return f"<apply><{sign}/>{_element(node.left)}{_element(node.right)}</apply>"
    if isinstance(node, ast.Call):
        return _call(ast.unparse(node.func), [_element(arg) for arg in node.args])
    return _number(float(ast.literal_eval(node)))


def _call(name: str, inner: list[str]) -> str:
    if name in _FUNCTIONS:
        return f"<apply><{_FUNCTIONS[name]}/>{inner[0]}</apply>"
    first, second = inner
    holds = f"<apply><{_CHOICES[name]}/>{first}{second}</apply>"
    return (
        f"<piecewise><piece>{first}{holds}</piece>"
        f"<otherwise>{second}</otherwise></piecewise>"
    )


def _number(value: float) -> str:
    mantissa, _, exponent = repr(value).partition("e")
    if not exponent:
        return f"<cn>{mantissa}</cn>"
    return f'<cn type="e-notation">{mantissa}<sep/>{int(exponent)}</cn>'
