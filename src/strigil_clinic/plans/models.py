"""Plans of care, frozen as they were accepted."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from strigil_clinic.people.models import Practitioner
from strigil_clinic.records import Record


class PlanOfCare(Record):
    """What the planner proposed, what the practitioner changed, and who accepted it."""

    episode = models.ForeignKey(
        "episodes.Episode", on_delete=models.PROTECT, related_name="plans"
    )
    screening = models.ForeignKey(
        "screening.ScreeningRecord", on_delete=models.PROTECT, null=True, blank=True
    )
    assessment = models.ForeignKey(
        "assessments.Assessment", on_delete=models.PROTECT, null=True, blank=True
    )
    snapshot = models.JSONField(default=dict, help_text=_("the plan as it stands"))
    edits = models.JSONField(
        default=list, help_text=_("step, field, was, now, reason, by, at")
    )
    library_version = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("created_at",)

    @property
    def accepted_by(self) -> Practitioner | None:
        """Who accepted the plan: accepting is signing."""
        return self.signed_by

    @property
    def accepted_at(self) -> datetime | None:
        """When the plan was accepted."""
        return self.signed_at
