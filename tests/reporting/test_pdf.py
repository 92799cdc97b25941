"""The report as PDF: readable by machines, with the colours of paper."""

import re
import zlib
from contextlib import suppress
from pathlib import Path

import pytest

from strigil.errors import StrigilError
from strigil.reporting import session_report, write_pdf
from strigil.signals import analyse_recording, simulate_recording

weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)


def unpacked(pdf: bytes) -> bytes:
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            parts.append(zlib.decompress(found[1].strip(b"\r\n")))
    return b"".join(parts)


def test_a_session_becomes_a_tagged_pdf_with_its_title(tmp_path: Path) -> None:
    recording = simulate_recording(strokes=4, seed=1).recording
    page = session_report(recording, analyse_recording(recording), title="Left calf")
    path = tmp_path / "session.pdf"
    write_pdf(page, path)
    assert path.read_bytes().startswith(b"%PDF-")
    written = unpacked(path.read_bytes())
    assert b"/StructTreeRoot" in written
    assert b"pdfuaid" in written
    assert b"Left calf" in written


def test_drawings_take_the_light_colours_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    class Page:
        def __init__(self, string: str, base_url: str) -> None:
            seen.append(string)

        def write_pdf(self, path: Path, **_: str) -> None:
            path.write_bytes(b"")

    monkeypatch.setattr(weasyprint, "HTML", Page)
    html = '<p style="color:var(--ink)"><svg fill="var(--olive, #000)" x="var(--q)">'
    write_pdf(html, tmp_path / "a.pdf")
    assert re.findall(r'="([^"]+)"', seen[0]) == [
        "color:#1f2421",
        "#4b6a2f",
        "var(--q)",
    ]


def test_without_the_extra_its_name_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(StrigilError, match=r"strigil\[report\]"):
        write_pdf("<p>", tmp_path / "a.pdf")
