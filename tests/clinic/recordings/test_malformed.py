"""Files that are broken in every way we met, through the page that takes them in.

Each is answered by the form with one sentence, or stored with what is odd about it
said; none ends in a failure of the server, and none fills its memory.
"""

import gzip
import json
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from django.conf import settings

from strigil_clinic.calibrations.forms import MOST_SAMPLES
from strigil_clinic.recordings import intake
from strigil_clinic.recordings.models import Recording

RNG = np.random.default_rng(5)
TIME = np.arange(300) / 100
PRESS = np.maximum(0.0, 6.0 * np.sin(np.arange(300) / 20))


def text(row=None, *, head: str = "time,force_normal", rows: int = 300) -> bytes:
    row = row or (lambda i: f"{TIME[i]:.2f},{PRESS[i]:.3f}")
    return ("\n".join([head, *(row(i) for i in range(rows))]) + "\n").encode()


def parquet(**columns) -> bytes:
    file = BytesIO()
    pl.DataFrame(columns).write_parquet(file)
    return file.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def unpacking_to(samples: int) -> bytes:
    """A small Parquet file of very many samples."""
    count = pl.int_range(0, samples, eager=True)
    columns = {"time": count // 1000, "force_normal": count // 1000 % 9}
    return parquet(**{k: v.cast(pl.Float64) for k, v in columns.items()})


WHOLE = parquet(time=TIME, force_normal=PRESS)
# Name of the file: (its content, what the form says).
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty.csv": (b"", "empty.csv is empty"),
    "spaces.csv": (b" \n\t\n", "is empty"),
    "heading.csv": (b"time,force_normal\n", "headings and no samples"),
    "rows0.parquet": (parquet(time=[], force_normal=[]), "columns and no samples"),
    "half.parquet": (WHOLE[: len(WHOLE) // 2], "not a whole Parquet file"),
    "end.parquet": (WHOLE[:-8], "not a whole Parquet file"),
    "middle.parquet": (
        WHOLE[:200] + bytes(b ^ 0x55 for b in WHOLE[200:400]) + WHOLE[400:],
        "not a whole Parquet file",
    ),
    "words.parquet": (
        parquet(time=["a", "b"], force_normal=["c", "d"]), "not numbers"
    ),
    "lists.parquet": (
        parquet(time=[[0.0], [1.0]], force_normal=[[1.0], [2.0]]), "not numbers"
    ),
    "separators.csv": (text(lambda i: f"{i}{',;'[i % 2]}1"), "line 3"),
    "points-and-commas.csv": (
        text(lambda i: f"{i};{i % 9}{'.,'[i % 2]}5", head="time;force_normal"),
        "line 3, column &#x27;force_normal&#x27;: &#x27;1,5&#x27; has a decimal comma",
    ),
    "comma-twice.csv": (
        text(lambda i: f"{i // 100},{i % 100:02d},{i % 9},5"),
        "4 cells stand under 2 headings. Numbers with decimal commas",
    ),
    "thousands.csv": (text(lambda i: f'{i},"1,{i:03d}.5"'), "is not a number"),
    "volts.csv": (
        text(head="time (s),force_normal (V)"), "&#x27;force_normal (V)&#x27;"
    ),
    "back.csv": (text(lambda i: f"{300 - i},1"), "line 3: time goes backwards"),
    "still.csv": (text(lambda i: "1.0,5"), "The time never advances"),
    "no-time.csv": (text(lambda i: "nan,5"), "line 2: the time is missing"),
    "dates.csv": (
        text(lambda i: f"2026-11-24T10:00:{i / 10:06.3f},{i % 9}"),
        "&#x27;2026-11-24T10:00:00.000&#x27; is not a number",
    ),
    "formula.csv": (text(lambda i: f"=A{i}+1,=B{i}"), "&#x27;=B0&#x27;"),
    "names.csv": (text(head="foo,bar"), "No sensor profile fits names.csv"),
    "no-names.csv": (text(head=","), "a column without a name"),
    "same-names.csv": (text(head="force_normal,force_normal"), "twice; rename one"),
    "numbers-only.csv": (text().split(b"\n", 1)[1], "no headings"),
    "blanks.txt": (text().replace(b",", b" "), "parted by blanks"),
    "log.txt": (b"HX711 ready\n" + b"Force 3.2 N\n" * 200, "No sensor profile fits"),
    "ragged.csv": (text() + b"9,1,2,3\n", "line 302: 4 cells"),
    "noise.csv": (RNG.bytes(20_000), "neither text (CSV) nor Parquet"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + RNG.bytes(900), "neither text (CSV)"),
    "zeros.csv": (bytes(5000), "neither text (CSV) nor Parquet"),
    "utf-16-unmarked.csv": (text().decode().encode("utf-16-le"), "neither text (CSV)"),
    "page.csv": (b"<!DOCTYPE html><html></html>", "is a web page"),
    "rows.json": (json.dumps({"time": [0, 1]}).encode(), "is JSON"),
    "list.csv": (json.dumps([{"time": 0.0, "force": 1}] * 9).encode(), "is JSON"),
    "sidecar.json": (b'{"edge": "scanner.convex"}', "is JSON"),
    "sheet.xlsx": (zipped("xl/worksheets/sheet1.xml", b"<w/>"), "spreadsheet"),
    "bomb.csv": (zipped("s.csv", bytes(20_000_000)), "zip archive"),
    "bomb.csv.gz": (gzip.compress(b"0,1\n" * 2_000_000), "gzip archive"),
    "report.pdf": (b"%PDF-1.7\n1 0 obj", "is a PDF"),
    "lab.xdf": (b"XDF:" + b"\x08" + (2**62).to_bytes(8, "little"), "XDF file"),
}  # fmt: skip
# Name of the file: (its content, what the page of the stored recording says).
STORED: dict[str, tuple[bytes, str]] = {
    "rows1.csv": (b"time,force_normal\n0,1\n", "No dose: no stroke was found"),
    "nan.csv": (text(lambda i: f"{TIME[i]},nan"), "No value of the normal force"),
    "nan.parquet": (
        parquet(time=TIME, force_normal=np.full(300, np.nan)), "No value of the"
    ),
    "infinite.csv": (text(lambda i: f"{TIME[i]},inf"), "No value of the normal force"),
    "nothing.csv": (text(lambda i: f"{TIME[i]},0"), "never changes"),
    "twice.csv": (text(lambda i: f"{i // 2 / 50},{i % 9}"), "the time of the sample"),
    "counts.csv": (
        text(lambda i: f"{TIME[i]},{512 + int(40 * PRESS[i])}"), "counts of a converter"
    ),
    "hard.csv": (
        text(lambda i: f"{TIME[i]},{30 * PRESS[i]}"), "Were grams meant?"
    ),
    "millinewtons.csv": (
        text(lambda i: f"{TIME[i]},{1e3 * PRESS[i]:.0f}"), "No dose: A force lies"
    ),
    "pounds.csv": (text(head="time (s),force (lbf)"), "Were grams meant?"),
    "milliseconds.csv": (
        text(lambda i: f"{10_000 * i},{PRESS[i]}"), "Is the time in another unit?"
    ),
    "nanoseconds.csv": (
        text(lambda i: f"{10_000_000 * i},{PRESS[i]}"), "Is the time in another unit?"
    ),
    "beyond.csv": (text(lambda i: f"{i * 1e300},{PRESS[i]}"), "in another unit?"),
    "leap.csv": (
        text(lambda i: f"{TIME[i] + 1e6 * (i > 150)},{PRESS[i]}"), "1 gap(s)"
    ),
    "utf-16.csv": (text().decode().encode("utf-16"), "3 strokes"),
    "old-lines.csv": (text().replace(b"\n", b"\r"), "3 strokes"),
    "remarks.csv": (b"# logger 3\n# 2026-11-24\n" + text(), "3 strokes"),
    "text.parquet": (text(), "3 strokes"),
    "columns.csv": (WHOLE, "3 strokes"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_no_recording_gets_one_sentence_and_nothing_is_kept(as_, upload, name):
    content, said = REFUSED[name]
    answer = upload(as_("ana"), content, name=name)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count('class="error"') == 1
    assert said in page
    assert ".upload" not in page, "it is called by its own name"
    assert not Recording.objects.exists()
    assert [p for p in Path(settings.RECORDINGS).rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("name", list(STORED))
def test_what_is_odd_is_stored_and_the_page_says_so(as_, upload, name):
    content, said = STORED[name]
    ana = as_("ana")
    address = upload(ana, content, name=name)["Location"]
    page = ana.get(address)
    assert page.status_code == 200
    assert said in page.content.decode()


def test_a_small_file_of_too_many_samples_is_refused_unread(as_, upload):
    content = unpacking_to(intake.MOST_SAMPLES + 500_000)
    assert len(content) < intake.AT_ONCE
    page = upload(as_("ana"), content, name="packed.parquet").content.decode()
    assert "about 8.5 million samples; the most here is 8 million" in page
    assert not Recording.objects.exists()


def test_a_small_file_of_many_samples_is_read_beside_the_pages(
    as_, upload, monkeypatch
):
    content = unpacking_to(intake.SAMPLES_AT_ONCE + 1000)
    assert len(content) < intake.AT_ONCE
    monkeypatch.setattr(intake, "finished", lambda key: None)
    ana = as_("ana")
    address = upload(ana, content, name="packed.parquet")["Location"]
    assert "Being read" in ana.get(address).content.decode()


def test_a_calibration_takes_no_more_samples_than_are_read_at_once():
    assert MOST_SAMPLES <= intake.SAMPLES_AT_ONCE
