"""Which reasons of a step still hold once a clinician changed a part of it."""

from collections.abc import Iterable, Mapping

__all__ = ["reasons_kept"]

# Beginnings or parts of what the planner says, by the part of a step that it is about.
_ABOUT = {
    "word": ("from less to more pressure",),
    "direction": ("along the fibres first, then across",),
    "duration": ("strokes in each direction", "warm up first"),
    "instruction": (
        "the sign that was found at the assessment",
        "the programme “",
        "one programme, not two",
    ),
}


def reasons_kept(
    because: Iterable[Mapping[str, str]], changed: str
) -> list[Mapping[str, str]]:
    """Return the reasons that do not speak of the part that was changed.

    Parameters
    ----------
    because : iterable of mapping
        Reasons of a step as a plan says them, each with its ``rule``.
    changed : str
        ``word``, ``direction``, ``duration`` or ``instruction``; of any other part
        every reason is kept.

    Examples
    --------
    >>> said = [{"rule": "moderate: from less to more pressure"}, {"rule": "two hands"}]
    >>> reasons_kept(said, "word")
    [{'rule': 'two hands'}]
    """
    gone = _ABOUT.get(changed, ())
    return [r for r in because if not any(part in r["rule"] for part in gone)]
