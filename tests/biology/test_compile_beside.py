"""The engine is compiled beside a first forecast, so that no later one waits for it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

_PATIENCE = 300.0  # s; it takes seven on an idle core


def _said(code: str, kept_in: Path) -> str:
    """Run a process of its own that keeps what it compiles in a folder of its own."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "NUMBA_CACHE_DIR": str(kept_in)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == ""
    return run.stdout


@pytest.mark.slow
def test_a_process_begun_once_keeps_the_engine_for_those_to_come(tmp_path: Path):
    begun = _said(
        "from strigil.biology import compile_beside as begin\nprint(begin(), begin())",
        tmp_path,
    )
    assert begun.split() == ["True", "False"]
    until = time.monotonic() + _PATIENCE
    kept = "import strigil.biology.block_kernel as b\nprint(b.follow_block.kept)"
    while _said(kept, tmp_path).strip() == "False" and time.monotonic() < until:
        time.sleep(1.0)
    again = _said(
        "import sys\nfrom strigil.biology import compile_beside as begin\n"
        "from strigil.biology.block_kernel import follow_block\n"
        "print(begin(), follow_block.ready)",
        tmp_path,
    )
    assert again.split() == ["False", "True"]


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="this system binds no process to cores"
)
def test_on_one_core_nothing_is_compiled_beside(tmp_path: Path):
    said = _said(
        "import os\nos.sched_setaffinity(0, [min(os.sched_getaffinity(0))])\n"
        "from strigil.biology import compile_beside\nprint(compile_beside())",
        tmp_path,
    )
    assert said.strip() == "False"
    assert not list(tmp_path.rglob("*.nbi"))
