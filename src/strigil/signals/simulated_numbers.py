"""The numbers of the simulator, from ``data/simulation.toml``."""

from strigil.catalogue import sourced_tables

__all__ = ["constant"]


def constant(table: str, name: str) -> float:
    """Return one number of the simulator [SI].

    Examples
    --------
    >>> constant("hand", "stroke_length")
    0.1
    """
    return sourced_tables("simulation.toml")[table][name].value
