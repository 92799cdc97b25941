"""Every address × everyone: nothing opens that was not meant to.

The list is made from the URL configuration, so a new view is in it at once.
"""

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from strigil_clinic.assessments.models import Assessment, Finding
from strigil_clinic.consent.models import Consent, InformationGiven
from strigil_clinic.episodes.models import Correction, Visit
from strigil_clinic.inventory.models import Inspection, OwnedInstrument
from strigil_clinic.plans.models import PlanOfCare
from strigil_clinic.recordings.models import Recording
from strigil_clinic.sessions.models import Session

OPEN_TO_ALL = {
    "people:log_in",
    "people:locked",
    "people:log_out",
    "people:set_up",  # leads to the log-in once anyone exists
    "people:theme",
}
OF_ONESELF = {"people:password": 200, "people:stay": 204}  # a reader's answer to POST
OF_A_MANAGER = {
    "people:account",
    "people:add",
    "people:new_password",
    "people:people",
    "people:person",
}
# pages without a patient in the address: each shows a clinic only its own
OF_THE_CLINIC = {
    "people:home",
    "patients:list",
    "patients:new",
    "episodes:sides",
    "inventory:measure",
    "inventory:page",
    "episodes:sites",
    "episodes:stage",
    "load:page",
}
BY_SLICE = {
    "patients": "patient",
    "inventory": "instrument",
    "people": "practitioner",
    "recordings": "recording",
    "sessions": "session",
    "streams": "session",
}


def addresses(
    patterns: list[URLPattern | URLResolver], space: str = "", keys: tuple = ()
) -> Iterator[tuple[str, frozenset[str]]]:
    for pattern in patterns:
        found = (*keys, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from addresses(
                pattern.url_patterns, pattern.namespace or space, found
            )
        else:
            yield f"{space}:{pattern.name}", frozenset(found)


EVERY = sorted(addresses(get_resolver().url_patterns), key=lambda found: found[0])
CLOSED = [found for found in EVERY if found[0] not in OPEN_TO_ALL]
OF_A_PATIENT = [
    (name, keys) for name, keys in EVERY if any(k.endswith(("pk", "id")) for k in keys)
]


def each(found: list[tuple[str, frozenset[str]]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("name", "keys"), found, ids=[name for name, _ in found]
    )


def test_every_view_has_a_name_of_its_own():
    names = [name for name, _ in EVERY]
    assert len(names) == len(set(names)), "two views share a name"
    assert not any(name.endswith(":None") for name in names)


@pytest.fixture
def things(ana, patient, episode, tmp_path) -> dict[str, uuid.UUID]:
    visit = Visit.objects.create(episode=episode, number=1, practitioner=ana)
    plan = PlanOfCare.objects.create(episode=episode, created_by=ana)
    session = Session.objects.create(
        visit=visit, plan=plan, plan_snapshot={}, practitioner=ana, created_by=ana
    )
    recording = Recording.objects.create(
        episode=episode, file_name="a.parquet", size=1, uploaded_by=ana
    )
    assessment = Assessment.objects.create(episode=episode, created_by=ana)
    finding = Finding.objects.create(
        assessment=assessment, region="calf", side="left", texture="taut"
    )
    correction = Correction.objects.create(
        episode=episode, changes={"goal": ["run", "hop"]}, reason="x", made_by=ana
    )
    told = InformationGiven.objects.create(episode=episode, created_by=ana)
    consent = Consent.objects.create(
        episode=episode, information=told, form="written", given_by="M", created_by=ana
    )
    tool = OwnedInstrument.objects.create(
        clinic=ana.clinic, catalogue_id="scanner", added_by=ana
    )
    look = Inspection.objects.create(
        instrument=tool, found="sound", state_before="in_use", by=ana
    )
    return {
        "patient": patient.pk,
        "practitioner": ana.pk,
        "episode": episode.pk,
        "visit": visit.pk,
        "session": session.pk,
        "recording": recording.pk,
        "plan": plan.pk,
        "assessment": assessment.pk,
        "order": 1,  # of a step of the plan
        "number": 1,  # of an edit of the plan
        "finding": finding.pk,
        "consent": consent.pk,
        "instrument": tool.pk,
        "look": look.pk,
        "catalogue_key": "scanner",
        "state": "retired",
        "correction": correction.pk,
    }


def address_of(name: str, keys: frozenset[str], things: dict[str, uuid.UUID]) -> str:
    """Fill in an address: `pk` is the thing the slice is about, else the episode."""
    own = BY_SLICE.get(name.split(":")[0], "episode")
    if name in {"sessions:page", "sessions:start"}:
        own = "episode"
    values: dict[str, object] = {}
    for key in keys:
        of = own if key == "pk" else key.removesuffix("_pk").removesuffix("_id")
        values[key] = things.get(
            of, "new-patient" if key == "form_key" else uuid.uuid4()
        )
    return reverse(name, kwargs=values)


def answers(client: Client, address: str) -> list[int]:
    return [client.get(address).status_code, client.post(address).status_code]


@each(CLOSED)
def test_nobody_gets_in_without_logging_in(name, keys, things):
    client = Client()
    for answer in (
        client.get(address_of(name, keys, things)),
        client.post(address_of(name, keys, things)),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("people:log_in"))


@each(OF_A_PATIENT)
def test_another_clinic_finds_nothing(name, keys, things, as_):
    for status in answers(as_("cleo"), address_of(name, keys, things)):
        assert status in (404, 405), "a stranger must not learn that it exists"


@each(CLOSED)
def test_who_only_reads_changes_nothing(name, keys, things, as_):
    status = as_("dora").post(address_of(name, keys, things)).status_code
    if name == "people:home":
        assert status == 302  # to the list
    elif name in OF_ONESELF:
        assert status == OF_ONESELF[name]
    else:
        assert status in (403, 404, 405)


@pytest.mark.parametrize("who", ["ana", "ben"])
@each(EVERY)
def test_the_patients_clinic_gets_an_answer(name, keys, things, who, as_):
    status = as_(who).get(address_of(name, keys, things)).status_code
    if name in OF_A_MANAGER and who != "ana":
        assert status in (403, 405)
    else:
        assert status in (200, 302, 405), "no error for those whose patient it is"


def test_pages_without_a_patient_are_known():
    free = {name for name, keys in EVERY if not keys}
    unknown = free - OPEN_TO_ALL - OF_THE_CLINIC - OF_A_MANAGER - set(OF_ONESELF)
    slices_of_their_own = {
        name for name in unknown if name.split(":")[0] in ("calibrations", "recordings")
    }
    assert unknown == slices_of_their_own, "say in this test why it may be open"
