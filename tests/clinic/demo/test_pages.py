"""Every page of the demo answers, and nobody sees another clinic's."""

import re
from collections.abc import Iterator
from concurrent.futures import Future
from itertools import groupby

import pytest
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from strigil_clinic.episodes.loop import loop_of, next_part
from strigil_clinic.episodes.models import Episode
from strigil_clinic.patients.models import Patient
from strigil_clinic.recordings.models import Recording
from strigil_clinic.sessions.models import Session

ANSWERS = (200, 302, 405)  # a page, a way to another one, or only for sending
OF_AN_EPISODE = {
    "assessments",
    "consent",
    "episodes",
    "outcomes",
    "plans",
    "reactions",
    "screening",
}


def addresses(
    patterns=None, space: str = "", keys: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the name of each address and what has to be filled in."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        needs = keys | set(entry.pattern.converters)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry.url_patterns, inner, needs)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}{entry.name}", needs


def owner_of(name: str) -> type[models.Model] | None:
    """Return what the `pk` of an address stands for."""
    part = name.split(":")[0]
    if part in OF_AN_EPISODE or name in ("sessions:page", "sessions:start"):
        return Episode
    kinds = {"patients": Patient, "recordings": Recording, "sessions": Session}
    return kinds.get(part)


def all_pages() -> list[str]:
    """Return the address of every page that needs one row, for every row."""
    free = [reverse(name) for name, keys in addresses() if not keys]
    owned = [
        reverse(name, args=[row.pk])
        for name, keys in addresses()
        if keys == {"pk"} and (owner := owner_of(name)) is not None
        for row in owner.objects.all()
    ]
    return [url for url in (*free, *owned) if "log" not in url and "locked" not in url]


def ids_of(clinic: str) -> set[str]:
    """Return the ids of the rows whose pages are a clinic's own."""
    patients = Patient.objects.filter(clinic__name=clinic)
    episodes = Episode.objects.filter(patient__in=patients)
    sessions = Session.objects.filter(visit__episode__in=episodes)
    recordings = Recording.objects.filter(episode__in=episodes)
    rows = (*patients, *episodes, *sessions, *recordings)
    return {str(row.pk) for row in rows}


def of_clinic(clinic: str, pages: list[str]) -> list[str]:
    """Return the addresses that name a row of the clinic's."""
    own = ids_of(clinic)
    return [url for url in pages if own & set(url.split("/"))]


@pytest.fixture
def pages(demo) -> list[str]:
    found = all_pages()
    assert len(found) > 100
    return found


def not_yet(_key: str, *, within: float = 0.0) -> None:
    """Say that a piece of work is not done, without waiting for it."""


@pytest.fixture
def _drawings_take_long(monkeypatch):
    """Leave every forecast under way, as a browser first finds it."""
    monkeypatch.setattr("strigil_clinic.workers._start", lambda *_given: Future())
    for place in ("plans.views", "outcomes.charts"):
        monkeypatch.setattr(f"strigil_clinic.{place}.finished", not_yet)


def in_the_middle() -> set[str]:
    """Return the ids of sessions that are neither an episode's first nor its last."""
    rows = Session.objects.order_by("visit__episode", "visit__number")
    by_episode = groupby(rows, key=lambda row: row.visit.episode_id)
    return {str(row.pk) for _, course in by_episode for row in [*course][1:-1]}


@pytest.mark.slow
@pytest.mark.usefixtures("_drawings_take_long")
def test_every_page_answers_ana(pages, as_):
    browser, alike = as_("ana"), in_the_middle()
    hers = set(pages) - set(of_clinic("Hilltop Sports Clinic", pages))
    hers = {url for url in hers if not alike & set(url.split("/"))}
    assert len(hers) > 300
    wrong = {}
    for url in sorted(hers):
        answer = browser.get(url)
        answer.close()  # a download keeps its file open
        if answer.status_code not in ANSWERS:
            wrong[url] = answer.status_code
    assert wrong == {}


def mains_of(client, url: str) -> list[str]:
    """Return where the main links of a page lead."""
    page = client.get(url).content.decode()
    links = re.findall(r'<a class="button main[^"]*" href="([^"?#]*)', page)
    return list(dict.fromkeys(links))


@pytest.mark.usefixtures("_drawings_take_long", "demo")
def test_rail_overview_and_visits_lead_to_the_same_thing(as_):
    """In each state of the demo; where the way is free, to the visit itself."""
    ana, seen = as_("ana"), set()
    for episode in Episode.objects.filter(
        patient__clinic__name="Riverside Physiotherapy"
    ):
        part, treat = next_part(loop_of(episode)), f"/episodes/{episode.pk}/treat/"
        shown = ana.get(episode.get_absolute_url()).content.decode()
        (lit,) = re.findall(r'<li class="[a-z]+ now">\s*<a href="([^"]*)"', shown)
        assert lit == part.url
        seen.add(part.key)
        mains = mains_of(ana, episode.get_absolute_url()), mains_of(ana, treat)
        if part.key == "treat":
            assert mains[0][0] in (treat, *mains[1])
        elif episode.is_open:
            assert mains == ([part.url], [part.url]), (episode, part)
    assert {"consent", "screen", "after-care", "treat", "review"} <= seen


def test_cleo_finds_nothing_of_riverside(pages, as_):
    browser = as_("cleo")
    theirs = of_clinic("Riverside Physiotherapy", pages)
    assert len(theirs) > 100
    seen = {url: browser.get(url).status_code for url in theirs}
    assert {url: code for url, code in seen.items() if code not in (404, 405)} == {}


def test_cleo_sees_her_own_patient_and_no_other(demo, as_):
    page = as_("cleo").get(reverse("patients:list")).content.decode()
    assert "Petra Pinewood" in page
    riverside = Patient.objects.exclude(clinic__name="Hilltop Sports Clinic")
    assert not [patient.name for patient in riverside if patient.name in page]


def test_ana_finds_everybody_of_riverside_in_her_list(demo, as_):
    page = as_("ana").get(reverse("patients:list")).content.decode()
    riverside = Patient.objects.filter(clinic__name="Riverside Physiotherapy")
    assert not [patient.name for patient in riverside if patient.name not in page]
