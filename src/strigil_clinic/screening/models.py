"""The screen as it was answered, what followed, and who signed a reason."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strigil_clinic.records import Record


class ScreeningMoment(models.TextChoices):
    """Which of the two screens of the loop, or the short one of a later visit."""

    FIRST = "first", _("before the assessment")
    AFTER_ASSESSMENT = "after_assessment", _("after the assessment")


class ScreeningDecision(models.TextChoices):
    """What the screen says; the words are the planner's."""

    CLEAR = "clear", _("clear")
    CAUTION = "caution", _("caution")
    CAP = "cap", _("light only")
    SIGNED_REASON_NEEDED = "signed_reason_needed", _("needs a signed reason")
    REFER = "refer", _("refer")
    BLOCKED = "blocked", _("blocked")


class ScreeningRecord(Record):
    """Answers by item id, with a snapshot of the findings that followed from them."""

    episode = models.ForeignKey(
        "episodes.Episode", on_delete=models.PROTECT, related_name="screenings"
    )
    visit = models.ForeignKey(
        "episodes.Visit", on_delete=models.PROTECT, null=True, blank=True
    )
    moment = models.CharField(max_length=20, choices=ScreeningMoment)
    answers = models.JSONField(default=dict, help_text=_("answer by item id"))
    findings = models.JSONField(default=list, help_text=_("as computed, frozen"))
    decision = models.CharField(max_length=30, choices=ScreeningDecision)
    cap = models.CharField(max_length=80, blank=True)
    missing = models.JSONField(default=list, help_text=_("ids not answered"))
    library_version = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("created_at",)


class ScreeningOverride(models.Model):
    """A reason, signed by name, for treating in spite of a finding."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    screening = models.ForeignKey(
        ScreeningRecord, on_delete=models.PROTECT, related_name="overrides"
    )
    item_id = models.CharField(max_length=80)
    reason = models.TextField(_("reason"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["screening", "item_id"], name="one_reason_per_finding"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id}: {self.reason}"
