import re

from strigil_clinic.drafts.models import Draft


def test_it_keeps_what_is_typed_and_says_when(as_):
    answer = as_("ana").post(
        "/drafts/screen/", {"a": ["1", "2"], "csrfmiddlewaretoken": "x"}
    )
    assert re.fullmatch(r"\s*saved \d\d:\d\d\s*", answer.content.decode())
    assert Draft.objects.get().data == {"a": ["1", "2"]}


def test_typing_on_replaces_the_draft(as_):
    ana = as_("ana")
    for word in ("I", "Id", "Ida"):
        ana.post("/drafts/new-patient/", {"given_name": word})
    assert Draft.objects.get().data == {"given_name": ["Ida"]}


def test_nobody_sees_anothers_draft(as_):
    as_("ana").post("/drafts/new-patient/", {"given_name": "Ida"})
    assert "Ida" not in as_("ben").get("/patients/new/").content.decode()


def test_starting_afresh_drops_the_draft_and_leads_back(as_):
    ana = as_("ana")
    ana.post("/drafts/new-patient/", {"given_name": "Ida"})
    answer = ana.post("/drafts/new-patient/forget/", {"back": "/patients/new/"})
    assert answer["Location"] == "/patients/new/"
    assert not Draft.objects.exists()


def test_nobody_is_sent_to_another_site(as_):
    answer = as_("ana").post("/drafts/x/forget/", {"back": "//example.com/"})
    assert answer["Location"] == "/"


def test_cancel_says_that_it_keeps_the_draft_and_it_does(as_):
    ana = as_("ana")
    page = ana.get("/patients/new/").content.decode()
    cancel = re.search(r'<a class="button" href="([^"]+)">Cancel</a>', page)
    assert cancel is not None
    assert "Cancel keeps it as a draft." in page
    ana.post("/drafts/new-patient/", {"given_name": "Ida"})
    ana.get(cancel[1])
    assert 'value="Ida"' in ana.get("/patients/new/").content.decode()
