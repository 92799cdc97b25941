import html
import re

import pytest

HARDEST = 6.0  # school years


@pytest.fixture
def leaflet(as_, episode):
    address = f"/episodes/{episode.pk}/after-care/leaflet/"
    return lambda query="": as_("ana").get(address + query).content.decode()


def words_of(page: str) -> str:
    """Return what the patient reads, each block a sentence of its own."""
    part = page[page.index("data-reading") :]
    part = part[part.index(">") + 1 : part.index("</article>")]
    part = re.sub(r"</(p|li|h2)>", ". ", part)
    return html.unescape(re.sub(r"<[^>]+>", " ", part))


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(groups - silent, 1)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade."""
    sentences = [s for s in re.split(r"[.?!:]", text) if re.search("[A-Za-z]", s)]
    words = re.findall(r"[A-Za-z]+", text)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59


def test_it_reads_at_grade_six(leaflet, session):
    assert grade(words_of(leaflet())) <= HARDEST


def test_it_says_what_is_normal_what_is_not_and_whom_to_call(leaflet, session):
    page = leaflet()
    for said in (
        "What is normal",
        "Call us: 555 0100",
        "Call 112 at once",
        "Left Achilles",
    ):
        assert said in page


def test_before_the_first_session_it_does_not_say_that_we_treated(leaflet) -> None:
    words = words_of(leaflet())
    assert "We move a smooth tool" in words
    assert "What we did" not in words


def test_what_is_not_normal_stands_in_a_box(leaflet):
    page = leaflet()
    for said in ("A bruise that is large", "A sudden pop", "Trouble breathing"):
        box = page[: page.index(said)].rindex("<section")
        assert page[box:].startswith('<section class="box')


def test_no_forecast_is_in_it(leaflet, session):
    text = words_of(leaflet()).lower()
    for word in ("forecast", "expected", "likely", "calibrated", "newton"):
        assert word not in text


def test_large_print_is_offered(leaflet):
    assert "Large print" in leaflet()
    assert 'class="take-home large"' in leaflet("?large")


def test_dark_skin_and_unknown_skin_get_the_words_for_it(leaflet, patient):
    assert "On dark skin" in leaflet()
    patient.skin_tone = 2
    patient.save()
    assert "On dark skin" not in leaflet()


def test_a_stranger_gets_none(as_, episode):
    address = f"/episodes/{episode.pk}/after-care/leaflet/"
    assert as_("cleo").get(address).status_code == 404
    assert as_("dora").get(address).status_code == 200
