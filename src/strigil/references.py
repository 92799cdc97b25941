"""Where numbers come from: bibliography keys turned into citations."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from strigil.errors import UnknownNameError

__all__ = ["Reference", "all_references", "cite", "reference"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of ``data/references.bib``."""

    key: str
    title: str
    author: str
    year: str
    venue: str
    doi: str
    url: str
    note: str

    def as_text(self) -> str:
        """Return one line a person can look up."""
        parts = [self.author, f"({self.year})" if self.year else "", self.title]
        text = " ".join(part for part in parts if part).rstrip(".") + "."
        if self.venue:
            text += f" {self.venue}."
        if self.doi:
            text += f" doi:{self.doi}"
        return text


@cache
def all_references() -> dict[str, Reference]:
    """Read the bibliography once: key to entry."""
    from bibtexparser.entrypoint import parse_string

    text = files("strigil").joinpath("data", "references.bib").read_text("utf-8")
    library = parse_string(text)
    return {entry.key: _reference(entry) for entry in library.entries}


def reference(key: str) -> Reference:
    """Return one entry.

    Raises
    ------
    UnknownNameError
        When the bibliography has no such key.
    """
    entries = all_references()
    if key not in entries:
        kind = "reference"
        raise UnknownNameError(kind, key, entries, "See data/references.bib.")
    return entries[key]


def cite(keys: "list[str] | tuple[str, ...]") -> list[str]:
    """Return citation lines for keys, once each, in the order first used."""
    return [reference(key).as_text() for key in dict.fromkeys(keys)]


def _reference(entry: object) -> Reference:
    fields = {
        key: str(field.value).replace("{", "").replace("}", "")
        for key, field in entry.fields_dict.items()  # type: ignore[attr-defined]  # bibtexparser ships no types
    }
    venue = fields.get("journal") or fields.get("howpublished") or ""
    return Reference(
        key=entry.key,  # type: ignore[attr-defined]  # as above
        title=fields.get("title", ""),
        author=fields.get("author", ""),
        year=fields.get("year", ""),
        venue=venue,
        doi=fields.get("doi", ""),
        url=fields.get("url", ""),
        note=fields.get("note", ""),
    )
