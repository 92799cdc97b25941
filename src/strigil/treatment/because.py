"""Why: the rule, the number and the reference that every piece of advice carries."""

from dataclasses import dataclass

__all__ = ["Reason"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for one piece of advice.

    Attributes
    ----------
    rule : str
        The rule in plain words.
    number : str
        The number it uses, with its unit; empty when it uses none.
    reference : str
        Key in ``data/references.bib``; empty when the patient's own answer is the
        ground.

    Examples
    --------
    >>> print(Reason("keep pain in treatment low", "5 points of 10", "Recalled"))
    keep pain in treatment low (5 points of 10) [Recalled]
    """

    rule: str
    number: str = ""
    reference: str = ""

    def __str__(self) -> str:
        number = f" ({self.number})" if self.number else ""
        reference = f" [{self.reference}]" if self.reference else ""
        return f"{self.rule}{number}{reference}"

    def as_json(self) -> dict[str, str]:
        """Return ``{rule, number, reference}``."""
        return {"rule": self.rule, "number": self.number, "reference": self.reference}
