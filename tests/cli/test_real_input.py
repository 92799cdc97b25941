"""Files as sensors write them, read where they lie; nothing of them is kept."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"
DATA = Path(os.environ.get("STRIGIL_DATA", BESIDE))


def test_a_sensor_without_force_is_no_error_and_says_what_is_missing(
    strigil: Run,
) -> None:
    file = DATA / "xio_fusion_sample" / "sensor_data.csv"
    if not file.exists():
        pytest.skip("real data is not here; set STRIGIL_DATA to its folder")
    result = strigil("analyse", str(file), "--report", "x.html", "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["strokes"] == []
    assert "strokes" in {gap["what"] for gap in found["not_computable"]}
    assert "holds no force" in Path("x.html").read_text("utf-8")
