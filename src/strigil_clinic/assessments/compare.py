"""Left against right: the same place on both sides in one row."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from strigil_clinic.assessments.models import Finding
from strigil_clinic.assessments.places import place_at
from strigil_clinic.records import Side

__all__ = ["Compared", "side_by_side"]


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found at one place, by side."""

    name: str
    left: list[Finding] = field(default_factory=list)
    right: list[Finding] = field(default_factory=list)


def side_by_side(findings: Iterable[Finding]) -> list[Compared]:
    """Return the places that have two sides, each with what either side showed."""
    rows: dict[str, Compared] = {}
    for finding in findings:
        if finding.side == Side.MIDLINE:
            continue
        place = place_at(finding.region, finding.side)
        name = place.name if place else finding.region
        row = rows.setdefault(name, Compared(name))
        (row.left if finding.side == Side.LEFT else row.right).append(finding)
    return list(rows.values())
