"""Whether a name that was typed is the patient's, however it is written."""

import re
import unicodedata
from collections.abc import Iterator

from strigil_clinic.patients.models import Patient

__all__ = ["is_name_of"]

# Letters that have no accent to drop, and the two ways to write those that have one.
WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def is_name_of(typed: str, patient: Patient) -> bool:
    """Say whether a given and a family name of the patient are both in it.

    Case, accents, order, and middle names that only one of the two has, do not matter.
    """
    words = _both(typed)
    return all(words & _both(n) for n in (patient.given_name, patient.family_name))


def _both(name: str) -> set[str]:
    """Return the words of a name, with ä as a and as ae."""
    return {*_words(name), *_words(name, spelt=True)}


def _words(name: str, *, spelt: bool = False) -> Iterator[str]:
    lower = unicodedata.normalize("NFC", name).casefold().replace("’", "'")
    if spelt:
        lower = lower.translate(SPELT)
    parted = unicodedata.normalize("NFKD", lower.translate(WHOLE))
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign))
    yield from re.findall(r"\w+", plain.replace("'", ""))
