"""The words of a scenario found in the catalogue, whatever way they are spelt."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from strigil.catalogue import KINDS, ReadoutQuantity, all_of
from strigil.errors import UnknownNameError, nearest

__all__ = ["quantity_meant", "word_meant"]

T = TypeVar("T")
# A quantity that begins so is one that the model has no word for, on purpose.
_OTHER = "other:"
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "κ": "kappa", "δ": "delta", "µ": "u"}
# Words that say how or where a thing was measured, not what.
_ASIDE = frozenset(
    (
        "abduction",
        "angle",
        "ankle",
        "average",
        "cells",
        "cervical",
        "change",
        "concentration",
        "content",
        "count",
        "density",
        "elbow",
        "expression",
        "extension",
        "flexion",
        "gene",
        "hip",
        "immunohistochemistry",
        "immunostaining",
        "index",
        "joint",
        "knee",
        "level",
        "levels",
        "lumbar",
        "mean",
        "mrna",
        "number",
        "passive",
        "peak",
        "positive",
        "protein",
        "relative",
        "rotation",
        "score",
        "scores",
        "shoulder",
        "staining",
        "the",
        "tissue",
        "total",
        "vas",
        "wrist",
    )
)
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
# How alike two words must be for one to be a slip of the other.
_ALIKE = 0.8


def word_meant(noun: type[T], word: str, where: str) -> T:
    """Return the item that a word names, by id or by another name for it.

    Parameters
    ----------
    noun : type
        A noun of the catalogue.
    word : str
        As written; case, spaces and hyphens do not matter.
    where : str
        Place shown in an error.

    Raises
    ------
    UnknownNameError
        When there is none, with the nearest.
    """
    found = _found(word, _names(noun))
    if found is None:
        kind = _kind(noun)
        place, look = f"word for {where}:", f"See: strigil list {kind}"
        raise UnknownNameError(place, word, all_of(noun), look)
    return all_of(noun)[found]


def quantity_meant(word: str, where: str) -> ReadoutQuantity | None:
    """Return the quantity that a word names; None when the model has no word for it.

    Parameters
    ----------
    word : str
        As written; ``other: ...`` for what is known to be no word of the model.
    where : str
        Place shown in an error.

    Raises
    ------
    UnknownNameError
        When the word looks like a slip of one that exists.
    """
    names = _names(ReadoutQuantity)
    plain, known = _plain(word), _found(word, names)
    if known is not None:
        found = all_of(ReadoutQuantity)[known]
        return found if found.of.strip() else None
    if word.strip().lower().startswith(_OTHER):
        return None
    alike = nearest(plain, names)
    inside = [name for name in names if f"_{name}_" in f"_{plain}_" and "_" in name]
    slip = alike is not None and _likeness(plain, alike) >= _ALIKE
    if slip or inside:
        look = f"For what the model has no word for, write 'other: {word}'."
        place = f"quantity in {where}:"
        raise UnknownNameError(place, word, names, look)
    return None


def _found(word: str, names: Mapping[str, str]) -> str | None:
    """Return the id of the item that a word names, in singular or plural."""
    plain = _plain(word)
    left = "_".join(part for part in plain.split("_") if part not in _ASIDE)
    for base in (plain, left):
        for name in (base, f"{base}s", base.removesuffix("s")):
            if name in names:
                return names[name]
    return None


def _likeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio()


def _plain(word: str) -> str:
    plain = word.strip().lower()
    for letter, name in _GREEK.items():
        plain = plain.replace(letter, name)
    return _NOT_LETTERS.sub("_", plain).strip("_")


def _kind(noun: type[Any]) -> str:
    return next(kind for kind, (_, its) in KINDS.items() if its is noun)


def _names(noun: type[Any]) -> Mapping[str, str]:
    return _names_of(_kind(noun))


@cache
def _names_of(kind: str) -> Mapping[str, str]:
    """Every name, plain: id of the item."""
    names: dict[str, str] = {}
    for key, item in all_of(KINDS[kind][1]).items():
        for name in (key, item.name, *item.also):
            names.setdefault(_plain(name), key)
    return MappingProxyType(names)
