"""The pages made from the data are as new as the data."""

import importlib.util
from pathlib import Path
from types import ModuleType

DOCS = Path(__file__).parents[2] / "docs"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_every_number_is_up_to_date() -> None:
    written = (DOCS / "evidence.md").read_text("utf-8")
    assert written == generator().evidence_page(), "run: make docs"
