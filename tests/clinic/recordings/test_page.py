import pytest

from strigil_clinic.audit.models import AuditEntry
from strigil_clinic.episodes.models import Visit
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.recordings.models import Recording
from strigil_clinic.sessions.models import Session


@pytest.fixture
def recording(as_, upload, csv) -> Recording:
    upload(as_("ana"), csv)
    return Recording.objects.get()


@pytest.fixture
def session(ana, episode) -> Session:
    visit = Visit.objects.create(episode=episode, number=1, practitioner=ana)
    plan = PlanOfCare.objects.create(episode=episode, created_by=ana)
    return Session.objects.create(
        visit=visit, plan=plan, plan_snapshot={}, practitioner=ana, created_by=ana
    )


def test_it_shows_strokes_dose_and_what_could_not_be_known(as_, recording):
    page = as_("ana").get(f"/recordings/{recording.pk}/").content.decode()
    assert "Force over time" in page
    assert page.count('<th scope="row">') > 8
    assert "measured" in page
    assert "Computed: from force, edge and site" in page
    assert "no position channels" in page
    assert recording.sha256 in page


def test_a_colleague_sees_it_a_stranger_does_not(as_, recording):
    for part in ("", "trace/", "file/", "attach/"):
        address = f"/recordings/{recording.pk}/{part}"
        answer = as_("ben").get(address)
        answer.close()
        assert answer.status_code == 200
        assert as_("cleo").get(address).status_code == 404


def test_the_replay_gets_force_over_time(as_, recording):
    trace = as_("ana").get(f"/recordings/{recording.pk}/trace/").json()
    assert len(trace["time"]) == len(trace["force"]) > 100
    assert trace["time"][0] == 0.0
    assert len(trace["strokes"]) == 8
    peak = recording.analysis["summary"]["peak_force"]
    assert max(f for f in trace["force"] if f is not None) >= 0.99 * peak


def test_the_file_comes_out_as_it_was_stored(as_, recording):
    answer = as_("ana").get(f"/recordings/{recording.pk}/file/")
    assert b"".join(answer.streaming_content) == recording.path.read_bytes()
    assert "attachment" in answer["Content-Disposition"]
    assert AuditEntry.objects.filter(detail__part="file").exists()


def test_a_changed_file_is_not_handed_out(as_, recording):
    recording.path.write_bytes(recording.path.read_bytes() + b"x")
    answer = as_("ana").get(f"/recordings/{recording.pk}/file/")
    assert answer.status_code == 409
    assert "was changed" in answer.content.decode()


def test_a_lost_file_leaves_what_was_read(as_, recording):
    recording.path.unlink()
    answer = as_("ana").get(f"/recordings/{recording.pk}/file/", follow=True)
    page = answer.content.decode()
    assert "not there any more" in page
    assert "Force over time" in page


def test_it_is_attached_only_after_name_and_side_are_confirmed(as_, recording, session):
    address = f"/recordings/{recording.pk}/attach/"
    data = {"session": str(session.pk)}
    page = as_("ana").post(address, data).content.decode()
    assert "Read name and side" in page
    recording.refresh_from_db()
    assert recording.session is None
    as_("ana").post(address, data | {"right_patient": "on"})
    recording.refresh_from_db()
    assert recording.session == session


def test_it_can_be_taken_off_again(as_, recording, session):
    recording.session = session
    recording.save()
    as_("ana").post(f"/recordings/{recording.pk}/detach/")
    recording.refresh_from_db()
    assert recording.session is None


def test_who_only_reads_changes_nothing(as_, recording, session):
    dora = as_("dora")
    assert dora.get(f"/recordings/{recording.pk}/").status_code == 200
    data = {"session": str(session.pk), "right_patient": "on"}
    for part in ("attach", "detach"):
        answer = dora.post(f"/recordings/{recording.pk}/{part}/", data)
        assert answer.status_code == 403


def test_the_list_of_an_episode_names_each_and_teaches_when_empty(
    as_, episode, upload, csv
):
    address = f"/recordings/episode/{episode.pk}/"
    assert "No recording yet" in as_("ana").get(address).content.decode()
    upload(as_("ana"), csv)
    page = as_("ana").get(address).content.decode()
    assert "strokes.csv" in page
    assert "not attached" in page


def test_the_overview_leads_to_the_recordings(as_, episode):
    page = as_("ana").get(episode.get_absolute_url()).content.decode()
    assert f"/recordings/episode/{episode.pk}/" in page
