"""The numbers of the analysis, from ``data/signals.toml``."""

from strigil.catalogue import sourced_tables

__all__ = ["number"]


def number(table: str, name: str) -> float:
    """Return one number of the analysis [SI].

    Examples
    --------
    >>> number("contact", "merge_gap")
    0.08
    """
    return sourced_tables("signals.toml")[table][name].value
