"""The same data as rows: the alternative to every chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

__all__ = ["Table", "table_html"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words under named columns.

    Attributes
    ----------
    caption : str
        What the rows are.
    columns : tuple of str
        Their heads, with the unit.
    rows : tuple of tuple of str
        The cells, as people read them.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table_html(table: Table, *, empty: str = "Nothing to show.") -> str:
    """Return a table as HTML with a caption and scoped heads."""
    if not table.rows:
        return f"<p>{escape(table.caption)}: {escape(empty)}</p>"
    heads = "".join(f'<th scope="col">{escape(c)}</th>' for c in table.columns)
    body = "".join(f"<tr>{_row(row)}</tr>" for row in table.rows)
    return (
        f"<table><caption>{escape(table.caption)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(cells: Sequence[str]) -> str:
    first = f'<th scope="row">{escape(cells[0])}</th>'
    return first + "".join(f"<td>{escape(cell)}</td>" for cell in cells[1:])
