import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "src/strigil_clinic/static/vendor"
FILES = tomllib.loads((VENDOR / "manifest.toml").read_text())["file"]


@pytest.mark.parametrize("file", FILES, ids=[f["path"] for f in FILES])
def test_a_vendored_file_is_what_the_manifest_says(file):
    content = (ROOT / file["path"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == file["sha256"]
    plain = file["package"].removeprefix("@").replace("/", "-")
    licence = (ROOT / file["path"]).parent / f"LICENSE-{plain}.txt"
    assert licence.stat().st_size > 100
    assert file["version"]


def test_nothing_is_vendored_outside_the_manifest():
    known = {Path(file["path"]).name for file in FILES}
    present = {p.name for p in VENDOR.iterdir() if not p.name.startswith("LICENSE")}
    assert present - {"manifest.toml"} <= known
