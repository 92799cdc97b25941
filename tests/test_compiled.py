"""Compiled loops: made when first called, kept, and told apart from stale ones."""

import subprocess
import sys

import numpy as np

from strigil.compiled import compiled


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


CALLER = """
from strigil.compiled import compiled
from called import times

@compiled
def scaled(value):
    return times(value)
"""
CALLED = """
from strigil.compiled import compiled

@compiled
def times(value):
    return {} * value
"""


def test_what_is_kept_is_made_anew_when_another_module_that_it_calls_changes(tmp_path):
    def answer(factor):
        (tmp_path / "called.py").write_text(CALLED.format(factor), "utf-8")
        code = "from caller import scaled; print(scaled(1.0))"
        run = [sys.executable, "-c", code]
        said = subprocess.run(
            run, cwd=tmp_path, check=True, capture_output=True, text=True
        )
        return float(said.stdout)

    (tmp_path / "caller.py").write_text(CALLER, "utf-8")
    assert [answer(2.0), answer(2.0), answer(3.0)] == [2.0, 2.0, 3.0]
    assert len(list(tmp_path.glob("__pycache__/caller.scaled_*.nbi"))) == 2


def test_a_loop_is_ready_once_it_was_called_and_kept():
    _known_sum(np.array([1.0]))
    assert _known_sum.kept
    assert _known_sum.ready
    assert not compiled(lambda value: value).ready
