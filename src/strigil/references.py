"""Where numbers come from: bibliography keys turned into citations."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from strigil.errors import UnknownNameError

__all__ = ["Reference", "all_references", "cite", "reference", "short_cite"]

_FEW = 2  # authors named one by one; more become the first and the rest
_WORDS = 8  # of a title that stands for authors who are not known


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
    short_title: str = ""
    of_persons: bool = True

    def as_short(self) -> str:
        """Return author and year, as a sentence names it.

        Where the authors are not known, a web page or a register speaks, the title
        or the register's number stands instead.

        Examples
        --------
        >>> reference("Davidson1997").as_short()
        'Davidson et al., 1997'
        >>> reference("Recalled").as_short()
        'recalled by the authors, not yet checked'
        """
        if self.short_title:
            return self.short_title
        return ", ".join(part for part in (self._who(), self.year) if part)

    def _who(self) -> str:
        if not self.of_persons:
            if self.venue.startswith(self.author):
                return self.venue
            unknown = "not noted" in self.author or self.venue.startswith("Web page")
            if unknown or self.author[0].islower():
                return _opening(self.title)
            return self.author
        names = [_family(name) for name in self.author.split(" and ")]
        if names[-1] == "others" or len(names) > _FEW:
            return f"{names[0]} et al."
        return " and ".join(names)

    def as_text(self) -> str:
        """Return one line a person can look up.

        Where the authors are not known the title leads, as in a library's list.

        Examples
        --------
        >>> reference("Recalled").as_text()
        'Recalled by the authors of Strigil; not yet checked against a text.'
        """
        if self.short_title:
            return f"{self.title}."
        year = f"({self.year})" if self.year else ""
        is_known = "not noted" not in self.author
        parts = [self.author, year, self.title] if is_known else [self.title, year]
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
    """Return citation lines for keys, once each, in the order first used.

    One text may hold several keys with commas between.
    """
    return [reference(key).as_text() for key in dict.fromkeys(_each(keys))]


def short_cite(keys: "str | list[str] | tuple[str, ...]") -> list[tuple[str, str]]:
    """Return author and year with the whole reference, once for each key.

    Parameters
    ----------
    keys : str or sequence of str
        Keys of the bibliography; one text may hold several with commas between.

    Returns
    -------
    list of tuple
        Short and whole; a word that is no key is both, as it was given.

    Examples
    --------
    >>> short_cite("McCormack2016, no_key")[1]
    ('no_key', 'no_key')
    """
    found = _each([keys] if isinstance(keys, str) else keys)
    entries = all_references()
    return [
        (entries[key].as_short(), entries[key].as_text())
        if key in entries
        else (key, key)
        for key in dict.fromkeys(found)
    ]


def _each(texts: "list[str] | tuple[str, ...]") -> list[str]:
    return [key.strip() for text in texts for key in text.split(",") if key.strip()]


def _family(name: str) -> str:
    """Return a family name: what stands before a comma, or before the initials."""
    if "," in name:
        return name.split(",")[0].strip()
    words = name.split()
    while len(words) > 1 and not any(letter.islower() for letter in words[-1]):
        words.pop()
    return " ".join(words)


def _opening(title: str) -> str:
    words = title.split()
    if len(words) <= _WORDS:
        return title
    return " ".join(words[:_WORDS]).rstrip(",:") + " …"


def _reference(entry: object) -> Reference:
    fields = {
        key: str(field.value).replace("{", "").replace("}", "")
        for key, field in entry.fields_dict.items()  # type: ignore[attr-defined]  # bibtexparser ships no types
    }
    group = str(entry.fields_dict["author"].value if "author" in fields else "")  # type: ignore[attr-defined]  # as above
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
        short_title=fields.get("shorttitle", ""),
        of_persons=not group.startswith("{"),
    )
