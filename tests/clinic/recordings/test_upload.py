import hashlib
from pathlib import Path

import pytest
from django.conf import settings

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.recordings import forms, intake
from strigil_clinic.recordings.models import Recording

HEAD = "time,force_normal\n"


def test_a_recording_is_read_stored_under_its_own_name_and_hashed(
    as_, upload, csv, episode
):
    answer = upload(as_("ana"), csv)
    row = Recording.objects.get()
    assert answer["Location"] == f"/recordings/{row.pk}/"
    assert row.file_name == f"{row.pk}.parquet"
    assert row.sha256 == hashlib.sha256(row.path.read_bytes()).hexdigest()
    assert len(row.analysis["strokes"]) == 8
    assert row.profile == "strigil"
    assert row.episode == episode
    assert AuditEntry.objects.filter(action="create", kind="recording").exists()


def test_nothing_of_the_upload_stays_behind(as_, upload, csv):
    upload(as_("ana"), csv)
    upload(as_("ana"), b"")
    kept = [path for path in Path(settings.RECORDINGS).rglob("*") if path.is_file()]
    assert {path.suffix for path in kept} == {".parquet", ".json"}
    assert len(kept) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "strokes.csv is empty"),
        (HEAD.encode(), "no samples"),
        (
            b"time,force_normal\n0.0,1.0\n0.01,heavy\n",
            "&#x27;heavy&#x27; is not a number",
        ),
        (b"time,force_normal\n0.0,1.0\n0.02,1.0\n0.01,1.0\n", "time goes backwards"),
        (b"clock,force_normal\n0.0,1.0\n0.1,1.0\n", "time column"),
        (bytes(range(256)) * 8, "is not a recording"),
        (b"PAR1" + bytes(200), "not a whole Parquet file"),
    ],
)
def test_a_bad_file_gets_one_clear_error_and_loses_nothing(as_, upload, content, said):
    answer = upload(as_("ana"), content, site="calf")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert page.count('class="error"') == 1
    assert '<option value="scanner.convex" selected>' in page
    assert '<option value="calf" selected>' in page
    assert not Recording.objects.exists()


def test_the_name_of_the_file_is_never_trusted(as_, upload, csv):
    upload(as_("ana"), csv, name="../../../evil<script>.csv")
    row = Recording.objects.get()
    assert row.path.parent == Path(settings.RECORDINGS)
    page = as_("ana").get(f"/recordings/{row.pk}/").content.decode()
    assert "<script>.csv" not in page


def test_patient_and_side_have_to_be_confirmed(as_, upload, csv):
    page = upload(as_("ana"), csv, right_patient="").content.decode()
    assert "Mara Lindholm, born 12 May 1980: Left Achilles tendinopathy" in page
    assert "hard to find again" in page
    assert not Recording.objects.exists()


def test_a_file_that_is_too_large_is_told_how_large_it_may_be(
    as_, upload, csv, monkeypatch
):
    monkeypatch.setattr(forms, "LARGEST_MB", 0)
    page = upload(as_("ana"), csv).content.decode()
    assert "the most is 0 MB" in page
    assert not Recording.objects.exists()


def test_a_session_of_somebody_else_is_refused(as_, upload, csv, ana, patient):
    from strigil_clinic.episodes.models import Episode, Visit
    from strigil_clinic.plans.models import PlanOfCare
    from strigil_clinic.sessions.models import Session

    other = Episode.objects.create(
        patient=patient,
        condition_id="calf_strain",
        site_id="calf",
        side="right",
        stage="acute",
        goal="walk",
        opened_by=ana,
    )
    visit = Visit.objects.create(episode=other, number=1, practitioner=ana)
    plan = PlanOfCare.objects.create(episode=other, created_by=ana)
    session = Session.objects.create(
        visit=visit, plan=plan, plan_snapshot={}, practitioner=ana, created_by=ana
    )
    page = upload(as_("ana"), csv, session=str(session.pk)).content.decode()
    assert "Choose one of those that are offered" in page
    assert not Recording.objects.exists()


def test_a_sensor_without_force_is_told_honestly(as_, upload):
    names = [
        f"{what} {axis}" for what in ("Gyroscope", "Accelerometer") for axis in "XYZ"
    ]
    units = ["(deg/s)"] * 3 + ["(g)"] * 3
    heads = [f"{name} {unit}" for name, unit in zip(names, units, strict=True)]
    heads += [f"Magnetometer {axis} (uT)" for axis in "XYZ"]
    rows = [",".join([f"{i / 100}", *["0.1"] * 9]) for i in range(300)]
    content = "\n".join([",".join(["Time (s)", *heads]), *rows]).encode()
    upload(as_("ana"), content)
    row = Recording.objects.get()
    page = as_("ana").get(f"/recordings/{row.pk}/").content.decode()
    assert row.profile == "xio_fusion"
    assert "no force channel" in page
    assert "No dose" in page
    assert "data-replay" not in page


def test_a_long_recording_is_being_read_and_then_shown(as_, upload, csv, monkeypatch):
    monkeypatch.setattr(intake, "AT_ONCE", 0)
    ana = as_("ana")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(intake, "finished", lambda key: None)
        upload(ana, csv)
        address = f"/recordings/{Recording.objects.get().pk}/"
        assert "Being read" in ana.get(address).content.decode()
        part = ana.get(address, headers={"HX-Request": "true"})
        assert "<html" not in part.content.decode()
    done = ana.get(address, headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    assert "8 strokes" in ana.get(address).content.decode()


def test_a_long_bad_file_says_so_on_its_own_page(as_, upload, monkeypatch):
    monkeypatch.setattr(intake, "AT_ONCE", 0)
    upload(as_("ana"), b"time,force_normal\n0,1\n0.1,heavy\n")
    row = Recording.objects.get()
    page = as_("ana").get(f"/recordings/{row.pk}/").content.decode()
    assert "This file cannot be read" in page
    assert "is not a number" in page


def test_only_those_who_treat_upload(as_, upload, csv):
    assert upload(as_("dora"), csv).status_code == 403
    assert upload(as_("cleo"), csv).status_code == 404
    assert not Recording.objects.exists()
