"""What hands and edges found, as the library's findings."""

from collections.abc import Iterator
from typing import Any, cast

from strigil.catalogue import BodySite, all_of
from strigil.treatment import CaseFinding
from strigil_clinic.assessments.models import Assessment

__all__ = ["findings_of"]

# What a hand or an edge felt, in the library's words; the rest it has no word for.
TEXTURE = {
    "taut": "band",
    "thick": "thickened",
    "gritty": "grain",
    "nodular": "nodule",
    "tethered": "bound",
}


def findings_of(assessment: Assessment | None) -> Iterator[CaseFinding]:
    """Yield what was felt at a coded body site; other regions have no layers known."""
    for row in assessment.findings.all() if assessment else ():
        if row.site_id in all_of(BodySite):
            yield CaseFinding(
                site=row.site_id,
                side=cast(Any, row.side),
                structure=row.structure,
                texture=cast(Any, TEXTURE.get(row.texture, "")),
                grade=row.grade,
                tender=row.tender,
                confidence=cast(Any, row.confidence),
                note=row.note,
            )
