"""Episodes of care and their visits."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strigil_clinic.records import Side


class Stage(models.TextChoices):
    """Stage of healing."""

    ACUTE = "acute", _("acute")
    SUBACUTE = "subacute", _("subacute")
    CHRONIC = "chronic", _("chronic")


class EpisodeStatus(models.TextChoices):
    """Where an episode of care stands, in FHIR's words."""

    ACTIVE = "active", _("active")
    ON_HOLD = "onhold", _("on hold")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("cancelled")
    ENTERED_IN_ERROR = "entered-in-error", _("entered in error")


class Episode(models.Model):
    """Unbroken care for one problem: a condition at a site on a side."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(
        "patients.Patient", on_delete=models.PROTECT, related_name="episodes"
    )
    condition_id = models.CharField(_("condition"), max_length=60)
    site_id = models.CharField(_("body site"), max_length=60)
    side = models.CharField(_("side"), max_length=10, choices=Side)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    onset_date = models.DateField(_("began on"), null=True, blank=True)
    goal = models.CharField(_("what the patient wants to do again"), max_length=200)
    status = models.CharField(
        max_length=20, choices=EpisodeStatus, default=EpisodeStatus.ACTIVE
    )
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.TextField(blank=True)

    class Meta:
        ordering = ("-opened_at",)

    def __str__(self) -> str:
        return f"{self.condition_id}, {self.get_side_display()}"

    def get_absolute_url(self) -> str:
        """Return the address of the episode's overview."""
        return reverse("episodes:overview", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether care goes on."""
        return self.status in (EpisodeStatus.ACTIVE, EpisodeStatus.ON_HOLD)

    def current_visit(self) -> "Visit | None":
        """Return the visit that is under way."""
        return self.visits.filter(status=VisitStatus.IN_PROGRESS).last()


class VisitStatus(models.TextChoices):
    """Where a visit stands, in FHIR's words."""

    PLANNED = "planned", _("planned")
    IN_PROGRESS = "in-progress", _("under way")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("cancelled")


class Visit(models.Model):
    """One attendance within an episode."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.ForeignKey(
        Episode, on_delete=models.PROTECT, related_name="visits"
    )
    number = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=20, choices=VisitStatus, default=VisitStatus.IN_PROGRESS
    )
    practitioner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["episode", "number"], name="one_visit_per_number"
            ),
        )

    def __str__(self) -> str:
        return _("visit %(number)d") % {"number": self.number}


class Correction(models.Model):
    """What was set right in an opened episode, and why; the database keeps each one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.ForeignKey(
        Episode, on_delete=models.PROTECT, related_name="corrections"
    )
    changes = models.JSONField(help_text=_("by field: what it was, what it is now"))
    reason = models.CharField(_("why"), max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    takes_back = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_back_by",
    )

    class Meta:
        ordering = ("made_at",)

    def __str__(self) -> str:
        return ", ".join(self.changes)
