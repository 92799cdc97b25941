"""What a cell of a text says: a number, nothing, or why it is none."""

__all__ = ["MISSING", "is_number", "why_no_number"]

MISSING = ["", "NaN", "nan", "NAN", "NA", "N/A", "n/a", "null", "None", "-"]


def is_number(cell: str) -> bool:
    """Say whether a cell is a number, with a point or a comma."""
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True


def why_no_number(cell: str, *, decimal_comma: bool) -> str:
    """Say why a cell is no number as its file writes them; nothing where it is.

    Parameters
    ----------
    cell : str
        What stands in it, without blanks around it.
    decimal_comma : bool
        Whether the file writes numbers like ``0,5``.

    Examples
    --------
    >>> why_no_number("0.5", decimal_comma=False)
    ''
    >>> why_no_number("0,5", decimal_comma=False)
    'has a decimal comma, and other numbers of the file a point'
    """
    if cell in MISSING:
        return ""
    if not is_number(cell):
        return "is not a number"
    if "," in cell and not decimal_comma:
        return "has a decimal comma, and other numbers of the file a point"
    if "." in cell and decimal_comma:
        return "has a decimal point, and other numbers of the file a comma"
    return ""
