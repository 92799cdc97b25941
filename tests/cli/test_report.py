"""The report of a recording: a page that stands alone, and a PDF beside the plan."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
CASE = "examples/cases/achilles_tendinopathy.toml"


def test_a_report_is_one_page_that_needs_no_other_file(
    strigil: Run, tmp_path: Path
) -> None:
    strigil("simulate-recording", "--strokes", "6", "--out", "a.csv")
    result = strigil("analyse", "a.csv", "--case", CASE, "--report", "a.html")
    assert result.exit_code == 0, result.stderr
    page = (tmp_path / "a.html").read_text("utf-8")
    # Force over time, force of each stroke, and why no stiffness can be told.
    assert page.count("<svg") == 3
    assert "What could not be known" in page
    assert not any(word in page for word in ("<script", "src=", "<link"))


def test_a_report_beside_the_plan_of_a_case_is_written_as_pdf(
    strigil: Run, tmp_path: Path
) -> None:
    pytest.importorskip("weasyprint", exc_type=OSError)
    strigil("simulate-recording", "--strokes", "6", "--out", "a.csv")
    asked = ("--case", CASE, "--report", "a.pdf", "--json")
    result = strigil("analyse", "a.csv", *asked)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    beside = json.loads(result.stdout)["beside_plan"]
    assert beside["strokes"] == 6
    assert beside["planned_strokes"] > 6
    lost = strigil("analyse", "a.csv", "--report", "nowhere/a.pdf")
    assert lost.exit_code == 2
    assert "Can not write report" in lost.stderr
