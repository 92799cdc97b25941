"""Write the code and the equations made from the definition of the response model.

``python -m strigil.biology.generate`` in a checkout; a test fails when what is
committed is older than ``data/response_model.toml``.
"""

from collections.abc import Mapping
from pathlib import Path

from strigil.biology.block_code import block_module
from strigil.biology.definition import ResponseDefinition, response_definition
from strigil.biology.lane_code import lane_module
from strigil.biology.written_equations import with_equations

__all__ = ["generated_files", "main"]

_HERE = Path(__file__).parent
_PAGE = Path("docs") / "models" / "tissue-response.md"


def generated_files(
    model: ResponseDefinition, checkout: Path | None = None
) -> Mapping[Path, str]:
    """Return what is made of a model: path to text; a page only in a checkout."""
    made = {
        _HERE / "_generated" / "lanes.py": lane_module(model),
        _HERE / "_generated" / "blocks.py": block_module(model),
    }
    if checkout is not None:
        page = checkout / _PAGE
        made[page] = with_equations(page.read_text("utf-8"), model)
    return made


def main() -> None:
    """Write every file."""
    checkout = _HERE.parents[2]
    found = checkout if (checkout / _PAGE).exists() else None
    for path, text in generated_files(response_definition(), found).items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
