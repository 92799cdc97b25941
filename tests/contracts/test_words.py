"""The words: the glossary knows every noun, and some words never reach a person."""

import importlib
import inspect
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOORS = ("catalogue", "mechanics", "biology", "signals", "treatment", "planning")
# What the product must not say, with why.
BANNED = {
    r"press(ing)? harder": "force bands never push force up",
    r"more force\b(?! is| because|\.)": "poor response is no reason to raise force",
    r"optimal force": "no force is known to be best",
    r"guarantee": "forecasts are not promises",
    r"percentage match": "waveforms are not matched",
}


def shown_to_people() -> list[Path]:
    pages = list((ROOT / "src" / "strigil_clinic").rglob("*.html"))
    return pages + list((ROOT / "src" / "strigil" / "data").rglob("*.toml"))


@pytest.mark.parametrize("banned", sorted(BANNED))
def test_a_banned_wording_reaches_nobody(banned: str) -> None:
    pattern = re.compile(banned, re.IGNORECASE)
    found = [p.name for p in shown_to_people() if pattern.search(p.read_text("utf-8"))]
    assert found == [], BANNED[banned]


def test_pages_do_not_exclaim() -> None:
    tag = re.compile(r"<!--.*?-->|<[^>]*>|{%.*?%}|{#.*?#}|{{.*?}}", re.DOTALL)
    found = []
    for path in (ROOT / "src" / "strigil_clinic").rglob("*.html"):
        text = path.read_text("utf-8")
        text = re.sub(r"<script.*?</script>|<style.*?</style>", "", text, flags=re.S)
        if "!" in tag.sub("", text):
            found.append(path.name)
    assert found == []


@pytest.mark.parametrize("door", DOORS)
def test_every_public_noun_is_in_the_glossary(door: str) -> None:
    module = importlib.import_module(f"strigil.{door}")
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    nouns = [
        name for name in module.__all__ if inspect.isclass(getattr(module, name, None))
    ]
    assert [noun for noun in nouns if f"`{noun}`" not in glossary] == []


def test_no_path_of_a_machine_is_named() -> None:
    pattern = re.compile(r"(?<![\w.])/(work|root|farm)/|/tmp/[a-z]")
    kinds = {".py", ".md", ".toml", ".html", ".js", ".css", ".sh", ".yml", ""}
    found = []
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT).parts
        if inside[0] in {".git", ".venv", ".cache", "var", "site"}:
            continue
        if not path.is_file() or path.suffix not in kinds or path.name == "uv.lock":
            continue
        if path == Path(__file__) or any(part.startswith("__py") for part in inside):
            continue
        if any(part.endswith("_cache") or part == ".hypothesis" for part in inside):
            continue
        if pattern.search(path.read_text("utf-8", errors="ignore")):
            found.append(str(path.relative_to(ROOT)))
    assert found == []
