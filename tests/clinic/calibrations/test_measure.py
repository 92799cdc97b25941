from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.calibrations.models import ForceCalibration
from strigil_clinic.drafts.models import Draft
from strigil_clinic.recordings.models import Recording

TODAY = timezone.localdate()
EDGE = "multi_curve_medium.concave"
FIRM = " ".join(str(800 + 5 * k) for k in range(15))
MEASURE = "/calibration/measure/"


def test_typed_grams_become_newtons_that_are_shown_before_signing(as_, measured, ana):
    assert measured(as_("ana"), firm=FIRM)["Location"] == "/calibration/"
    rows = ForceCalibration.objects.all()
    assert [row.word for row in rows] == ["light", "firm"]
    assert all(row.status == "preliminary" and len(row.readings) == 15 for row in rows)
    assert rows[0].readings[0] == pytest.approx(0.2 * 9.80665)
    assert {(row.practitioner, row.edge_id) for row in rows} == {(ana, EDGE)}
    page = as_("ana").get("/calibration/").content.decode()
    assert "Look, then sign" in page
    assert "2.1 N" in page
    assert "In your plans now" not in page
    assert AuditEntry.objects.filter(kind="forcecalibration").count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"light": "200 two 210"}, "Reading 2, “two”, is not a number"),
        ({"light": "200 210 0"}, "Reading 3 is 0 g"),
        ({"light": "-20"}, "Reading 1 is -20 g"),
        ({"light": "200 nan"}, "Reading 2, “nan”"),
        ({"light": "200 30000"}, "that is 294 N"),
        ({"light": "250", "unit": "N"}, "Look at the unit"),
        ({"light": "2 " * 201}, "at most 200"),
        ({"edge": "scanner.nothing"}, "Choose one of those that are offered"),
        ({"measured_on": "2999-01-01"}, "still to come"),
        ({"measured_on": "yesterday"}, "Write the day like this"),
        ({"method": "guess"}, "Choose one of those that are offered"),
        ({"unit": "stone"}, "Choose one of those that are offered"),
    ],
)
def test_what_cannot_be_names_the_reading_and_loses_nothing(as_, measured, typed, said):
    answer = measured(as_("ana"), **({"moderate": "400 410 420"} | typed))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert "400 410 420" in page
    assert not ForceCalibration.objects.exists()


def test_without_any_reading_it_says_so(as_, measured):
    page = measured(as_("ana"), light=" ").content.decode()
    assert "Enter the readings of at least one word" in page


def test_a_recording_gives_the_mean_force_of_its_strokes(as_, measured, csv):
    more = {"method": "recording", "statistic": "mean", "light": None}
    answer = measured(as_("ana"), light_file=csv(3.0), firm_file=csv(8.0), **more)
    assert answer.status_code == 302
    light, firm = ForceCalibration.objects.order_by("-word")
    assert len(light.readings) == len(firm.readings) == 8
    assert max(light.readings) < 3.0 < max(firm.readings)
    assert light.recording.episode is None
    strokes = light.recording.analysis["strokes"]
    assert light.readings == pytest.approx([s["mean_force"] for s in strokes])


def test_its_peaks_are_higher_than_its_means(as_, measured, csv):
    more = {"method": "recording", "light": None}
    measured(as_("ana"), statistic="mean", light_file=csv(3.0), **more)
    means = ForceCalibration.objects.get().readings
    measured(as_("ana"), statistic="peak", **more)
    peaks = ForceCalibration.objects.get().readings
    assert all(peak > mean for peak, mean in zip(peaks, means, strict=True))


def test_a_bad_recording_is_told_and_the_good_one_is_kept(as_, measured, csv):
    bad = SimpleUploadedFile("bad.csv", b"\x00\xff\x13 nothing")
    more = {"method": "recording", "light": None, "firm_file": bad}
    answer = measured(as_("ana"), light_file=csv(3.0), **more)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="id_firm_file_error"' in page
    assert "strokes.csv is kept" in page
    assert [row.word for row in ForceCalibration.objects.all()] == ["light"]
    assert Recording.objects.count() == 1


def test_a_recording_without_force_has_no_readings(as_, measured):
    rows = "\n".join(f"{k / 100},0.1" for k in range(400))
    file = SimpleUploadedFile("still.csv", f"time,position_x\n{rows}".encode())
    more = {"method": "recording", "light": None, "light_file": file}
    assert "No whole stroke" in measured(as_("ana"), **more).content.decode()
    assert not ForceCalibration.objects.exists()


def test_it_asks_for_a_recording_when_none_was_chosen(as_, measured):
    page = measured(as_("ana"), method="recording").content.decode()
    assert "Choose a recording" in page


def test_too_large_a_recording_is_refused_before_it_is_read(as_, measured, monkeypatch):
    monkeypatch.setattr("strigil_clinic.calibrations.forms.LARGEST_MB", 0)
    file = SimpleUploadedFile("long.csv", b"time,force_normal\n0,1\n")
    answer = measured(as_("ana"), method="recording", light_file=file)
    assert "the most here is" in answer.content.decode()
    assert not Recording.objects.exists()


def test_measuring_again_before_signing_takes_the_place_of_the_first(as_, measured):
    measured(as_("ana"), firm=FIRM)
    measured(as_("ana"), light="300 310 320 330 340")
    row = ForceCalibration.objects.get()
    assert row.word == "light"
    assert len(row.readings) == 5


def test_change_brings_back_what_was_typed(as_, measured):
    day = (TODAY - timedelta(days=4)).isoformat()
    measured(as_("ana"), light="213.5 220", measured_on=day)
    page = as_("ana").get(MEASURE).content.decode()
    assert "213.5 220" in page
    assert day in page


def test_the_draft_is_back_and_is_dropped_once_looked_at(as_, measured, ana):
    ana_browser = as_("ana")
    ana_browser.post("/drafts/force-words/", {"light": "199 201", "edge": EDGE})
    assert Draft.objects.filter(owner=ana).exists()
    assert "199 201" in ana_browser.get(MEASURE).content.decode()
    measured(ana_browser)
    assert not Draft.objects.filter(owner=ana).exists()


def test_typing_is_answered_in_newtons_and_nothing_else(as_):
    data = {"method": "kitchen_scale", "unit": "g", "light": "200 3000", "firm": "x"}
    answer = as_("ana").post("/calibration/look/", data, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert "1.96" in page
    assert "<mark>29.42</mark>" in page
    assert "were grams meant" in page
    assert "Reading 1, “x”" in page
    assert not ForceCalibration.objects.exists()


def test_who_only_reads_has_no_words(as_, measured):
    assert measured(as_("dora")).status_code == 403
    assert as_("dora").get(MEASURE).status_code == 403
    assert as_("dora").post("/calibration/look/").status_code == 403


def test_it_is_not_for_other_methods(as_):
    assert as_("ana").put(MEASURE).status_code == 405
    assert as_("ana").get("/calibration/look/").status_code == 405
