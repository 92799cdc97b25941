"""No page of the demo clinic shows what only software reads.

A browser follows every link from the list of patients. What a person would see or hear
there holds no identifier with an underscore, no key of the bibliography, no "None" or
"nan" of a value that is missing, and no remark to ourselves about a source.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.test import Client

from strigil.references import all_references

START = ("/patients/", "/patients/new/", "/calibration/", "/calibration/measure/")
MANY = 3  # pages of one kind that differ only in what their address asks for
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
AWAY = re.compile(r"/(?:locked|log-out)/")  # from there nothing else can be reached
NOT_SEEN = ("script", "style", "template")
HEARD = ("aria-label", "title", "alt", "placeholder")
# a registered trial is known by its number, and "Recalled" is a word of English
KEYS = {key for key in all_references() if not key.startswith("NCT")} - {"Recalled"}
IDENTIFIER = re.compile(r"\b[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+\b(?!\.(?:csv|parquet|json))")
MISSING = re.compile(r"\b(?:None(?! of )|nan|NaN|undefined)\b")
TO_OURSELVES = re.compile(r"[Aa]uthors,? not noted|not retrieved")
NAME = re.compile(r"[A-Za-z]\w+")


class Seen(HTMLParser):
    """The texts of a page that a person sees or hears, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.links: list[str] = []
        self._within = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._within += tag in NOT_SEEN
        self.said += [text for name in HEARD if (text := given.get(name))]
        if tag == "a" and (link := given.get("href")):
            self.links.append(link)

    def handle_endtag(self, tag: str) -> None:
        self._within -= tag in NOT_SEEN

    def handle_data(self, data: str) -> None:
        if not self._within and data.strip():
            self.said.append(" ".join(data.split()))


def unreadable(text: str) -> list[str]:
    """Return what in a text no clinician should have to read."""
    found = [
        m.group() for p in (IDENTIFIER, MISSING, TO_OURSELVES) for m in p.finditer(text)
    ]
    return found + [word for word in NAME.findall(text) if word in KEYS]


def kind_of(url: str) -> str:
    return re.sub(r"=[^&]*", "=", ID.sub("*", url))


def pages(browser: Client) -> Iterator[tuple[str, Seen]]:
    """Follow every link from the start; of many that differ little, a few."""
    todo, met, kinds = [*START], set(START), {}
    while todo:
        url = todo.pop(0)
        kind = kind_of(url)
        kinds[kind] = kinds.get(kind, 0) + 1
        if "?" in url and kinds[kind] > MANY:
            continue
        answer = browser.get(url)
        if "html" not in answer.get("Content-Type", "") or answer.status_code != 200:
            answer.close()  # a download keeps its file open
            continue
        seen = Seen(answer.content.decode())
        yield url, seen
        for link in seen.links:
            to = urljoin(url, link).split("#")[0]
            if to.startswith("/") and to not in met and not AWAY.match(to):
                met.add(to)
                todo.append(to)


def not_yet(_key: str, *, within: float = 0.0) -> None:
    """Say that a piece of work is not done, without waiting for it."""


@pytest.fixture
def _drawings_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave every forecast under way, as a browser first finds it."""
    monkeypatch.setattr("strigil_clinic.workers._start", lambda *_given: Future())
    for place in ("plans.views", "outcomes.charts"):
        monkeypatch.setattr(f"strigil_clinic.{place}.finished", not_yet)


@pytest.mark.slow
@pytest.mark.usefixtures("demo", "_drawings_take_long")
def test_no_page_shows_what_only_software_reads(as_: Callable[[str], Client]) -> None:
    wrong: dict[str, str] = {}
    kinds = set()
    for url, seen in pages(as_("ana")):
        kinds.add(kind_of(url))
        for text in seen.said:
            if found := unreadable(text):
                wrong.setdefault(f"{', '.join(found)} in {text[:120]!r}", url)
    assert len(kinds) > 30, "the walk did not reach the clinic"
    assert not wrong, "\n".join(f"{said} at {url}" for said, url in wrong.items())


@pytest.mark.parametrize(
    "text",
    [
        "49 samples are missing in force_normal",
        "pain, n = 825 [Salaffi2004]",
        "Last score: None",
        "nan N",
        "Authors not noted (2021)",
    ],
)
def test_what_only_software_reads_is_found(text: str) -> None:
    assert unreadable(text)


@pytest.mark.parametrize(
    "text",
    [
        "ClinicalTrials.gov NCT05698108: excluded",
        "calf_visit_3.csv",
        "Recalled by the authors, not yet checked",
        "Salaffi et al., 2004",
        "not noted",
    ],
)
def test_plain_words_pass(text: str) -> None:
    assert unreadable(text) == []
