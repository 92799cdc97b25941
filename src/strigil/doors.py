"""Doors: packages that import what they offer when it is first asked for.

A command then loads what it needs and nothing else. What a door offers stands in its
``__init__`` as plain imports under ``if TYPE_CHECKING``, where editors and type
checkers read it too.
"""

import ast
import sys
from functools import cached_property
from importlib import import_module
from importlib.abc import SourceLoader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, cast

__all__ = ["lazy_door"]


class _Door(ModuleType):
    """A package whose names are imported one by one, each when it is needed."""

    @cached_property
    def _modules(self) -> dict[str, str]:
        """The module of each name, read from the imports for type checkers."""
        loader = cast(SourceLoader, cast(ModuleSpec, self.__spec__).loader)
        return {
            alias.asname or alias.name: str(node.module)
            for block in ast.parse(loader.get_source(self.__name__) or "").body
            if isinstance(block, ast.If)
            for node in block.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in self._modules:
            message = f"module {self.__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        value = getattr(import_module(self._modules[name]), name)
        self.__dict__[name] = value
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        # A module named like what it offers would stand in its place once imported.
        if not (isinstance(value, ModuleType) and name in self._modules):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*self.__dict__, *self._modules})


def lazy_door(name: str) -> None:
    """Make a package import what it offers when it is first asked for.

    Parameters
    ----------
    name : str
        Name of the package, whose ``__init__`` calls this at its end.
    """
    sys.modules[name].__class__ = _Door
