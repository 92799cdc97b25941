"""What a patient reads can be read by a child of eleven or twelve."""

import re

import pytest

from strigil.catalogue import AftercareAdvice, ConsentPoint, ScreeningItem, all_of

AFTERCARE = [advice.text for advice in all_of(AftercareAdvice).values()]
CONSENT = [point.text for point in all_of(ConsentPoint).values()]
QUESTIONS = [item.question for item in all_of(ScreeningItem).values()]


def syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith("le") and groups > 1
    return max(groups - silent, 1)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade: school years needed to read it."""
    sentences = [part for part in re.split(r"[.?:;]", text) if part.strip()]
    words = re.findall(r"[A-Za-z]+", text)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59


def test_the_measure_tells_plain_from_hard_words() -> None:
    assert grade("The cat sat on the mat.") < 2
    assert grade("Instrumented mobilisation facilitates fibroblast activity.") > 12


@pytest.mark.parametrize(
    "texts", [AFTERCARE, CONSENT, QUESTIONS], ids=["after-care", "consent", "screen"]
)
def test_a_text_as_a_whole_reads_at_grade_six(texts: list[str]) -> None:
    assert grade(" ".join(texts)) <= 6


@pytest.mark.parametrize("text", AFTERCARE + CONSENT)
def test_no_sentence_of_a_leaflet_is_hard_reading(text: str) -> None:
    assert grade(text) <= 9
