"""Compiled loops: made when first called, kept, and told apart from stale ones."""

import subprocess
import sys
from types import FunctionType

import numpy as np
import pytest

from strigil.compiled import compiled
from strigil.errors import StrigilError


@compiled
def _doubled(value):
    return 2.0 * value


@compiled
def _known_sum(values):
    total = 0.0
    for value in values:
        if value == value:
            total += _doubled(value)
    return total


def test_a_compiled_function_gives_what_the_plain_one_gives():
    values = np.array([1.0, 0.25, -3.5])
    assert _known_sum(values) == _known_sum.plain(values) == -4.5


def test_a_missing_number_is_still_told_from_a_known_one():
    assert _known_sum(np.array([1.0, np.nan, 2.0])) == 6.0


def test_importing_the_library_does_not_import_the_compiler():
    code = (
        "import sys, strigil.signals, strigil.mechanics, strigil.planning, "
        "strigil.treatment; sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_call_into_another_module_is_refused_as_it_could_go_stale():
    other = FunctionType(_doubled.plain.__code__, {}, "other")
    other.__module__ = "another"
    code = compile("other(1.0)", "here", "eval")
    caller = compiled(FunctionType(code, {"other": compiled(other)}, "caller"))
    with pytest.raises(StrigilError, match="another module"):
        caller()
