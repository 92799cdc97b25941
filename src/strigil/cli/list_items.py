"""``strigil list``: what the catalogue holds."""

from typing import Any

import click

from strigil.catalogue import KINDS, Sourced, kind_named
from strigil.cli.items import items_of, name_of
from strigil.cli.output import console, json_option, print_json, show_table
from strigil.cli.worked import Worked

__all__ = ["command"]

# Kind: what is shown beside id and name.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "instruments": ("material", "mass", "grip"),
    "edges": ("instrument", "form", "radius", "length"),
    "materials": ("youngs_modulus", "porous"),
    "sites": ("region", "target", "base"),
    "keep-off": ("rule", "because"),
    "tissues": ("kind", "state", "youngs_modulus"),
    "conditions": ("kind", "plain_name"),
    "strokes": ("angle", "direction", "depth"),
    "outcome-measures": ("minimum", "maximum", "unit", "better"),
    "screening": ("decision", "scope", "consequence", "override"),
    "red-flag-tests": ("suggests", "action"),
    "hygiene": ("item_class", "level"),
    "emollients": ("friction", "allergens"),
    "limits": ("value", "because"),
    "aftercare": ("part", "text"),
    "consent": ("part", "text"),
    "sensor-profiles": ("note",),
    "species": ("healing_pace", "cover_modulus", "also"),
    "studied-tissues": ("kind", "also"),
    "injuries": ("course", "also"),
    "modalities": ("acts", "also"),
    "measurements": ("between", "within", "misfit"),
    "quantities": ("of", "measured", "also"),
}
# Least width of a name and of each column after it; what does not fit is left to
# `strigil show` [character].
_NAME, _COLUMN = 24, 15


@click.command("list", cls=Worked, example="strigil list edges")
@click.argument("kind", required=False)
@json_option
def command(kind: str | None, *, as_json: bool) -> None:
    """List what the catalogue holds of one KIND; without it, the kinds.

    A KIND is, for instance, instruments, edges, sites, conditions, strokes,
    outcome-measures or screening; singular or plural.
    """
    if kind is None:
        _list_kinds(as_json=as_json)
        return
    kind = kind_named(kind)
    columns = _COLUMNS.get(kind, ())
    items = items_of(kind)
    if as_json:
        print_json(
            {"kind": kind, "items": [_entry(i, columns) for i in items.values()]}
        )
        return
    longest = max((len(key) for key in items), default=0)
    columns = columns[: max(0, (console().width - longest - _NAME) // _COLUMN)]
    rows = [
        (item.id, name_of(item), *(_text(getattr(item, name)) for name in columns))
        for item in items.values()
    ]
    heads = ("Id", "Name", *(name.replace("_", " ").capitalize() for name in columns))
    title = f"{len(rows)} {kind.replace('-', ' ')}"
    show_table(title, heads, rows, note=f"One of them: strigil show {kind} ID")


def _list_kinds(*, as_json: bool) -> None:
    counts = {kind: len(items_of(kind)) for kind in KINDS}
    if as_json:
        kinds = [{"id": k, "name": k, "count": n} for k, n in counts.items()]
        print_json({"kind": "kinds", "items": kinds})
        return
    rows = [(kind, str(count)) for kind, count in counts.items()]
    show_table("The catalogue", ("Kind", "[items]"), rows, note="strigil list KIND")


def _entry(item: Any, columns: tuple[str, ...]) -> dict[str, object]:
    return {
        "id": item.id,
        "name": name_of(item),
        **{column: getattr(item, column) for column in columns},
    }


def _text(value: object) -> str:
    if isinstance(value, Sourced):
        return value.as_text()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value) or "–"
    return f"{value:g}" if isinstance(value, float) else str(value).replace("_", " ")
