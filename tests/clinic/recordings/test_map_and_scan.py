"""The dose map and the scan on a recording's page: shown, told, never overstated."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from strigil.signals import recording_of, write_recording
from strigil.treatment import simulate_scan_recording
from strigil_clinic.recordings.models import Recording


@pytest.fixture
def scanned(as_, upload, tmp_path: Path) -> Callable[..., str]:
    """`scanned(strokes, change)` uploads a scan; the page that then shows it."""

    def page(strokes: int, change: float | None, *, places: bool = True) -> str:
        made = simulate_scan_recording(strokes, seed=4, change=change)
        if not places:
            kept = {
                name: values
                for name, values in made.channels.items()
                if not name.startswith("position")
            }
            made = recording_of(made.time, kept, made.info)
        file = tmp_path / "scan.parquet"
        write_recording(made, file)
        client = as_("ana")
        upload(client, file.read_bytes(), name="scan.parquet")
        row = Recording.objects.order_by("uploaded_at").last()
        return shown(client, row)

    return page


def shown(client, row: Recording) -> str:
    answer = client.get(f"/recordings/{row.pk}/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_softer_place_is_shown_told_and_called_no_diagnosis(scanned):
    page = scanned(10, -0.25)
    assert "softer, in 10 of 10" in page
    assert "softer than around it" in page
    assert "is no diagnosis" in page
    assert "At most 5 of 100 scans" in page
    assert "Stiffness every centimetre" in page


def test_nothing_found_is_an_answer_of_its_own(scanned):
    page = scanned(10, 0.0)
    assert "nothing found</span>" in page
    assert "Nothing found in 10 strokes" in page
    assert "no proof of nothing" in page
    assert "is no diagnosis" not in page
    assert "At most 5 of 100 scans" in page


@pytest.mark.parametrize(
    ("strokes", "change", "because"),
    [
        (3, -0.3, "fewer than 4 strokes cannot show a repeat"),
        (10, None, "force alone gives no stiffness"),
    ],
)
def test_what_a_scan_cannot_say_is_told_with_its_because(
    scanned, strokes, change, because
):
    page = scanned(strokes, change)
    assert "cannot be said</span>" in page
    assert because in page
    assert "At most 5 of 100 scans" not in page


def test_the_map_names_layers_target_and_that_it_is_a_model(scanned):
    page = scanned(10, 0.0)
    for said in (
        "Where the dose went",
        "places measured",
        "model: illustration, not calibrated",
        "Passes, from above",
        "Impulse, from above",
        "Highest compression, by depth",
        "Compression over time, by depth",
        "was never touched",
        "Tendon (target)",
        "More of it is not better.",
    ):
        assert said in page, said


def test_without_positions_places_are_assumed_and_nothing_is_left_out_by_guess(
    scanned,
):
    page = scanned(10, 0.0, places=False)
    assert "places assumed" in page
    assert "What was left out cannot be said" in page
    assert "was never touched" not in page
    assert "places along the strokes need position channels" in page


def test_each_picture_has_its_rows(scanned):
    page = scanned(10, 0.0)
    for caption in ("Dose on the skin", "Dose in each layer, at the depth told"):
        assert f"<caption>{caption}</caption>" in page
    assert page.count("Never touched") == 1


def test_no_edge_or_site_means_no_map_and_the_scan_all_the_same(as_, upload, tmp_path):
    file = tmp_path / "scan.parquet"
    write_recording(simulate_scan_recording(10, seed=4, change=-0.25), file)
    upload(as_("ana"), file.read_bytes(), name="scan.parquet", edge="", site="")
    page = shown(as_("ana"), Recording.objects.get())
    assert "Where the dose went" not in page
    assert "softer, in 10 of 10" in page


def test_a_file_that_was_read_before_says_how_to_see_both(as_, upload, csv):
    upload(as_("ana"), csv)
    row = Recording.objects.get()
    row.analysis = {k: v for k, v in row.analysis.items() if k not in ("map", "scan")}
    row.save()
    page = shown(as_("ana"), row)
    assert "read before maps and scans were made" in page


def test_no_word_of_a_disease_stands_in_the_map_or_the_scan(scanned):
    page = scanned(10, -0.25)
    part = page[page.index("Where the dose went") : page.index("Quality, and what")]
    assert not re.search(r"adhesion|tendinopath|lesion|fibros", part, re.IGNORECASE)
