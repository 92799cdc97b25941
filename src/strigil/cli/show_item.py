"""``strigil show``: one item, each number with unit, spread, source and evidence."""

import click

from strigil.catalogue import KINDS, kind_named, one_of
from strigil.cli.items import name_of, numbers_in, sources_in, words_in
from strigil.cli.output import console, json_option, print_json, show_table
from strigil.cli.worked import Worked
from strigil.references import cite

__all__ = ["command"]


@click.command("show", cls=Worked, example="strigil show site achilles_midportion")
@click.argument("kind")
@click.argument("item_id", metavar="ID")
@json_option
def command(kind: str, item_id: str, *, as_json: bool) -> None:
    """Show one item of a KIND by its ID, with the source of each number."""
    kind = kind_named(kind)
    item = one_of(KINDS[kind][1], item_id)
    numbers, words = numbers_in(item), words_in(item)
    keys = sources_in(item)
    if as_json:
        print_json(
            {
                "kind": kind,
                "id": item.id,
                "name": name_of(item),
                "values": numbers,
                "words": words,
                "sources": list(keys),
            }
        )
        return
    rows = [
        (name.replace("_", " "), d.as_text(), d.evidence.replace("_", " "), d.source)
        for name, d in numbers.items()
    ]
    title = f"{name_of(item)} ({item.id})"
    if rows:
        show_table(title, ("Number", "Value", "Evidence", "Source"), rows)
    else:
        console().print(f"{title}\n", style="bold", markup=False)
    _show_words(words)
    for line in cite(keys):
        console().print(f"  {line}", markup=False)


def _show_words(words: dict[str, str]) -> None:
    out = console()
    for name, text in words.items():
        out.print(f"{name.replace('_', ' ').capitalize()}: {text}", markup=False)
    out.print()
