"""Loops that NumPy has no word for, compiled when they are first called and then kept.

The compiler is not imported before: a command that needs no loop does not wait for it.
What it makes is kept beside the source, or in the user's cache where that cannot be
written, and later processes load it from there.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property, update_wrapper
from pathlib import Path
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar, cast
from zlib import crc32

__all__ = ["Compiled", "compiled"]

P = ParamSpec("P")
R = TypeVar("R")

# A missing number must stay one, so there is no fastmath; what no C function calls
# needs no wrapper for C, which takes the compiler longer than many a loop.
_AS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}


class Compiled(Generic[P, R]):
    """A function of numbers and arrays that is compiled at its first call.

    It may call other compiled functions, those of other modules too: what is kept is
    kept under a name that tells the sources of all of them, and so made anew when any
    of them changes.

    Attributes
    ----------
    plain : callable
        The same function, not compiled.
    called : bool
        Whether it was called in this process, and so waits for the compiler no more.
    source : int
        What tells the source file as it was when the function was defined.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        self.plain = function
        self.called = False
        self.source = _source_of(function.__code__.co_filename)
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the compiled function; the first call compiles it or fetches it."""
        if self.called:
            return cast(R, self.dispatcher(*args, **kwargs))
        with _collector_resting():
            found = cast(R, self.dispatcher(*args, **kwargs))
        self.called = True
        return found

    @cached_property
    def dispatcher(self) -> Any:
        """What the compiler made of the function, to be called from Python."""
        import numba  # here, so that importing strigil does not import the compiler

        bound = self._bound()
        try:
            return numba.njit(bound, cache=True, **_AS)
        except RuntimeError:  # nowhere to keep it: compiled again in each process
            return numba.njit(bound, **_AS)

    @property
    def ready(self) -> bool:
        """Whether a call waits for nothing: the compiler is loaded, and this kept."""
        return "numba" in sys.modules and self.kept

    @property
    def kept(self) -> bool:
        """Whether a call waits for no compilation; to see this loads the compiler."""
        if self.dispatcher.signatures:
            return True
        where, source = self.keeps_in, Path(self.plain.__code__.co_filename)
        if where is None or not source.is_file():
            return False
        name = f"*.{self.dispatcher.py_func.__qualname__}-*.nbi"
        made = source.stat().st_mtime
        return any(kept.stat().st_mtime >= made for kept in where.glob(name))

    @property
    def keeps_in(self) -> Path | None:
        """The folder in which it is kept; None where it can be kept nowhere."""
        where = self.dispatcher.stats.cache_path
        return None if where is None else Path(where)

    @cached_property
    def part(self) -> Any:
        """The same as a part of other compiled functions, which keep it with them."""
        import numba

        as_part: dict[str, Any] = {**_AS, "no_cpython_wrapper": True}
        return numba.njit(self._bound(), **as_part)

    @cached_property
    def modules(self) -> dict[str, int]:
        """The modules of its functions, each with what tells its source."""
        found = {self.plain.__module__: self.source}
        for other in self._calls().values():
            found |= other.modules
        return found

    def _calls(self) -> dict[str, "Compiled[..., Any]"]:
        function = cast(FunctionType, self.plain)
        named = {
            name: function.__globals__.get(name) for name in function.__code__.co_names
        }
        return {name: one for name, one in named.items() if isinstance(one, Compiled)}

    def _bound(self) -> FunctionType:
        """Return the function bound to the compiled ones that it calls."""
        function = cast(FunctionType, self.plain)
        called = {name: other.part for name, other in self._calls().items()}
        bound = FunctionType(
            function.__code__,
            {**function.__globals__, **called},
            function.__name__,
            function.__defaults__,
        )
        bound.__qualname__ = function.__qualname__ + self._sources()
        bound.__module__ = function.__module__
        return bound

    def _sources(self) -> str:
        """Return what tells the sources of the other modules; nothing without any."""
        others = {
            name: source
            for name, source in sorted(self.modules.items())
            if name != self.plain.__module__
        }
        if not others:
            return ""
        return f"_{crc32(repr(others).encode()):08x}"


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Let no garbage be looked for: the compiler makes millions of things that stay.

    That saves a tenth of the time that a first call takes.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@cache
def _source_of(file: str) -> int:
    """Tell a source when its functions are defined: it may change while they run."""
    path = Path(file)
    return crc32(path.read_bytes()) if path.is_file() else 0


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
