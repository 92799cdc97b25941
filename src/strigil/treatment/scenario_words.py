"""The words of a scenario found in the catalogue, whatever way they are spelt."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from strigil.catalogue import (
    KINDS,
    InjuryKind,
    ReadoutQuantity,
    StudiedTissue,
    all_of,
)
from strigil.errors import UnknownNameError, nearest

__all__ = ["quantity_meant", "word_meant"]

T = TypeVar("T")
# A quantity that begins so is one that the model has no word for, on purpose.
_OTHER = "other:"
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "κ": "kappa", "δ": "delta", "µ": "u"}
# Spelt as in Britain, whichever way they come.
_SPELT = (
    (re.compile(r"fiber"), "fibre"),
    (re.compile(r"i[sz](?=ation|ed(?:_|$)|ing(?:_|$))"), "is"),
    (re.compile(r"(?<![a-z])hem(?=at|o)"), "haem"),
    (re.compile(r"ischem"), "ischaem"),
    (re.compile(r"edema"), "oedema"),
    (re.compile(r"ooedema"), "oedema"),
    (re.compile(r"color"), "colour"),
)
# What a word that ends in a known one may not begin with: it would turn its meaning.
_TURNS = frozenset(("acute", "no", "non", "without", "subacute", "former", "recent"))
# Words that say how or where a thing was measured, not what.
_ASIDE = frozenset(
    (
        "abduction",
        "activity",
        "angle",
        "ankle",
        "average",
        "cells",
        "cervical",
        "change",
        "concentration",
        "content",
        "count",
        "current",
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
        "left",
        "level",
        "levels",
        "lumbar",
        "maximal",
        "maximum",
        "mean",
        "morning",
        "mrna",
        "night",
        "number",
        "passive",
        "peak",
        "percentage",
        "positive",
        "protein",
        "relative",
        "right",
        "rotation",
        "score",
        "scores",
        "shoulder",
        "spine",
        "staining",
        "test",
        "the",
        "tissue",
        "total",
        "trapezius",
        "usual",
        "vas",
        "worst",
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
    names = _names(noun)
    found = _found(word, names)
    if found is None and noun in (StudiedTissue, InjuryKind):
        found = _ending(_plain(word), names)
    if found is None:
        kind = _kind(noun)
        place, look = f"word for {where}:", f"See: strigil list {kind}"
        if "other" in names:
            look = f"{look}. For what the model has no word for, write 'other'."
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
    short = plain.replace("range_of_motion", "rom")
    left = "_".join(part for part in short.split("_") if part not in _ASIDE)
    for base in (plain, short, left):
        for name in (base, f"{base}s", base.removesuffix("s")):
            if name in names:
                return names[name]
    return _run_together(names).get(plain.replace("_", ""))


def _run_together(names: Mapping[str, str]) -> dict[str, str]:
    """Return every name without its gaps, MCP-1 as MCP1, where that leaves one item."""
    together: dict[str, set[str]] = {}
    for name, key in names.items():
        together.setdefault(name.replace("_", ""), set()).add(key)
    return {name: min(keys) for name, keys in together.items() if len(keys) == 1}


def _ending(plain: str, names: Mapping[str, str]) -> str | None:
    """Return what a longer word ends in: a dorsal skin is a skin."""
    parts = plain.split("_")
    if _TURNS.intersection(parts):
        return None
    for start in range(1, len(parts)):
        rest = "_".join(parts[start:])
        for name in (rest, f"{rest}s", rest.removesuffix("s")):
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
    plain = _NOT_LETTERS.sub("_", plain).strip("_")
    for american, spelt in _SPELT:
        plain = american.sub(spelt, plain)
    return plain


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
