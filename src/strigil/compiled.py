"""Loops that NumPy has no word for, compiled when they are first called and then kept.

The compiler is not imported before: a command that needs no loop does not wait for it.
What it makes is kept beside the source, or in the user's cache where that cannot be
written, and later processes load it from there.
"""

from collections.abc import Callable
from functools import cached_property, update_wrapper
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar, cast

from strigil.errors import StrigilError

__all__ = ["Compiled", "compiled"]

P = ParamSpec("P")
R = TypeVar("R")


class Compiled(Generic[P, R]):
    """A function of numbers and arrays that is compiled at its first call.

    It may call other compiled functions of its own module. Those of other modules are
    refused: what is kept is made anew only when the function's own file changes.

    Attributes
    ----------
    plain : callable
        The same function, not compiled.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        self.plain = function
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the compiled function; the first call compiles it or fetches it."""
        return cast(R, self.dispatcher(*args, **kwargs))

    @cached_property
    def dispatcher(self) -> Any:
        """What the compiler made of the function."""
        import numba  # here, so that importing strigil does not import the compiler

        function = cast(FunctionType, self.plain)
        called = {
            name: self._called(name, function.__globals__[name])
            for name in function.__code__.co_names
            if isinstance(function.__globals__.get(name), Compiled)
        }
        bound = FunctionType(
            function.__code__,
            {**function.__globals__, **called},
            function.__name__,
            function.__defaults__,
        )
        bound.__qualname__ = function.__qualname__
        bound.__module__ = function.__module__
        try:
            return numba.njit(bound, cache=True, nogil=True, error_model="numpy")
        except RuntimeError:  # nowhere to keep it: compiled again in each process
            return numba.njit(bound, nogil=True, error_model="numpy")

    def _called(self, name: str, other: "Compiled[..., Any]") -> Any:
        if other.plain.__module__ != self.plain.__module__:
            message = (
                f"The compiled {self.plain.__name__} calls {name}, which another "
                "module compiles. Move it into the same module: what is kept of the "
                "one would not be made anew when the other changes."
            )
            raise StrigilError(message)
        return other.dispatcher


def compiled(function: Callable[P, R]) -> Compiled[P, R]:
    """Have a function of numbers and arrays compiled at its first call.

    Parameters
    ----------
    function : callable
        Only what the compiler knows: numbers, arrays, tuples and loops. Missing numbers
        stay NaN: no shortcuts with floating point are taken.

    Returns
    -------
    Compiled
        Called like the function itself.

    Examples
    --------
    >>> @compiled
    ... def total(values):
    ...     out = 0.0
    ...     for value in values:
    ...         out += value
    ...     return out
    >>> total.plain([1.0, 2.0])
    3.0
    """
    return Compiled(function)
