"""``strigil cite``: the sources of what was used."""

from pathlib import Path

import click

from strigil.cli.items import find_item, sources_in
from strigil.cli.output import console, json_option, print_json
from strigil.cli.worked import Worked
from strigil.references import all_references, reference

__all__ = ["command"]


@click.command(
    "cite", cls=Worked, example="strigil cite scanner.convex achilles_midportion"
)
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@json_option
def command(items: tuple[str, ...], *, as_json: bool) -> None:
    """Cite the sources of each ITEM: a catalogue id, a source's key or a case file.

    Without an ITEM, every source that Strigil knows.
    """
    used = _used_by(items) if items else {key: [] for key in all_references()}
    if as_json:
        print_json({"sources": [_entry(key, by) for key, by in used.items()]})
        return
    out = console()
    for key, by in used.items():
        about = f"  for {', '.join(by)}" if by else ""
        out.print(f"{key}{about}", style="bold", markup=False)
        out.print(f"  {reference(key).as_text()}", markup=False)


def _used_by(items: tuple[str, ...]) -> dict[str, list[str]]:
    used: dict[str, list[str]] = {}
    for item in items:
        for key in _keys_of(item):
            used.setdefault(key, []).append(item)
    return used


def _keys_of(item: str) -> tuple[str, ...]:
    if item in all_references():
        return (item,)
    if item.endswith(".toml") or Path(item).is_file():
        from strigil.cli.case_sources import sources_of_case

        return sources_of_case(item)
    return sources_in(find_item(item)[1])


def _entry(key: str, by: list[str]) -> dict[str, object]:
    found = reference(key)
    return {
        "key": key,
        "text": found.as_text(),
        "title": found.title,
        "author": found.author,
        "year": found.year,
        "doi": found.doi,
        "url": found.url,
        "note": found.note,
        "used_by": by,
    }
