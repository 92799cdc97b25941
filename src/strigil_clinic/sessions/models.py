"""A guided session, and every event in it as it happened."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strigil_clinic.records import Record


class SessionState(models.TextChoices):
    """Where a session stands, in FHIR's words for a procedure."""

    PREPARATION = "preparation", _("getting ready")
    IN_PROGRESS = "in-progress", _("under way")
    ON_HOLD = "on-hold", _("paused")
    STOPPED = "stopped", _("stopped")
    COMPLETED = "completed", _("completed")


class Session(Record):
    """The IASTM part of a visit: the plan it followed and when it ran."""

    visit = models.ForeignKey(
        "episodes.Visit", on_delete=models.PROTECT, related_name="sessions"
    )
    plan = models.ForeignKey("plans.PlanOfCare", on_delete=models.PROTECT)
    plan_snapshot = models.JSONField(help_text=_("the plan as it was followed"))
    practitioner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=20, choices=SessionState, default=SessionState.PREPARATION
    )
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    dose = models.JSONField(
        default=dict, help_text=_("what was delivered, as computed when signed")
    )

    class Meta:
        ordering = ("created_at",)


class EventKind(models.TextChoices):
    """What can happen in a session."""

    STEP_STARTED = "step_started", _("step started")
    STEP_DONE = "step_done", _("step done")
    STEP_SKIPPED = "step_skipped", _("step skipped")
    PAIN = "pain", _("pain")
    STOP = "stop", _("stop")
    STOP_REASON = "stop_reason", _("why it stopped")
    PAUSE = "pause", _("pause")
    RESUME = "resume", _("resume")
    NOTE = "note", _("note")
    SIGN = "sign", _("comparable sign")
    SKIN = "skin", _("skin check")
    CLEANED = "cleaned", _("instrument cleaned")
    SENSOR = "sensor", _("sensor")


class StopWhy(models.TextChoices):
    """Why a session was stopped, one tap each."""

    SHARP = "sharp", _("sharp or radiating pain")
    RISING = "rising", _("pain that keeps rising")
    TINGLING = "tingling", _("tingling or numbness")
    WEAKNESS = "weakness", _("weakness")
    POP = "pop", _("a sudden pop")
    FAINT = "faint", _("faint or unwell")
    SKIN = "skin", _("skin: broken, swelling, red spots or a bruise")
    ASKED = "asked", _("the patient asked")
    PAIN_LIMIT = "pain_limit", _("pain reached the limit")
    FORCE = "force", _("force above what was set")


class SessionEvent(models.Model):
    """One event; never changed, never deleted (the database refuses).

    Attributes
    ----------
    client_id
        Made by the page, so that an event sent twice is stored once.
    monotonic
        Time since the session started by the page's steady clock [s].
    happened_at
        Wall clock of the page; for reading only, durations come from `monotonic`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="events"
    )
    client_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=EventKind)
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    pain = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    why = models.CharField(max_length=20, choices=StopWhy, blank=True)
    note = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    monotonic = models.FloatField()
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("monotonic", "received_at")
        constraints = (
            models.UniqueConstraint(
                fields=["session", "client_id"], name="an_event_is_stored_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} at {self.monotonic:.1f} s"
