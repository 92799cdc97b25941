"""The Python of the guides, and of the models that take one's own data, runs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = [
    path
    for path in sorted((ROOT / "docs/guides").glob("*.md"))
    if path.name
    in ("case-file.md", "scenario-file.md", "solve-a-contact.md", "trial.md")
] + [ROOT / "docs/models" / name for name in ("dose-map.md", "stiffness-scan.md")]


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_the_blocks_of_a_guide_run_one_after_another(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    assert blocks
    scope: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, path.name, "exec"), scope)  # noqa: S102  # our own guide
