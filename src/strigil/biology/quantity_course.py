"""One quantity through the weeks, with IASTM and with the same care without it."""

from dataclasses import dataclass

from strigil.biology.model import Array
from strigil.catalogue import Evidence

__all__ = ["Band", "QuantityCourse"]


@dataclass(frozen=True, slots=True)
class Band:
    """Median and 5th to 95th percentile over the patients drawn.

    Attributes
    ----------
    median, low, high : ndarray
        One value for each time [unit of the quantity].
    """

    median: Array
    low: Array
    high: Array

    def as_json(self) -> dict[str, object]:
        """Return the band for machines [unit of the quantity]."""
        return {
            "median": self.median.tolist(),
            "low": self.low.tolist(),
            "high": self.high.tolist(),
        }


@dataclass(frozen=True, slots=True)
class QuantityCourse:
    """One quantity through the weeks.

    Attributes
    ----------
    name : str
        Its key, such as ``pain``.
    unit : str
        ``point`` for pain, else ``1``: relative to healthy, or a fraction.
    median, low, high : ndarray
        With IASTM: median, 5th and 95th percentile [unit].
    without : Band
        The same care without IASTM [unit].
    difference : Band
        With minus without, patient by patient [unit].
    label : str
        Name for people.
    evidence : Evidence
        How well it is known that IASTM or massage moves this quantity at all.
    note : str
        What a reader should know about it.
    """

    name: str
    unit: str
    median: Array
    low: Array
    high: Array
    without: Band
    difference: Band
    label: str
    evidence: Evidence
    note: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the course for machines [its unit]."""
        with_iastm = Band(self.median, self.low, self.high)
        return {
            "label": self.label,
            "unit": self.unit,
            "evidence": self.evidence,
            "note": self.note,
            "with": with_iastm.as_json(),
            "without": self.without.as_json(),
            "difference": self.difference.as_json(),
        }
