"""The audit trail: who saw and changed what, each entry sealed to the one before."""

import hashlib
import json
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditAction(models.TextChoices):
    """What was done."""

    LOG_IN = "log_in", _("logged in")
    LOG_IN_FAILED = "log_in_failed", _("failed to log in")
    LOG_OUT = "log_out", _("logged out")
    UNLOCK = "unlock", _("unlocked")
    READ = "read", _("read")
    CREATE = "create", _("created")
    CHANGE = "change", _("changed")
    SIGN = "sign", _("signed")
    REFUSED = "refused", _("was refused")


class AuditEntry(models.Model):
    """One thing somebody did; names are copied so that the entry stands by itself."""

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    actor_id = models.CharField(max_length=36, blank=True)
    actor_name = models.CharField(max_length=120, blank=True)
    clinic_id = models.CharField(max_length=36, blank=True)
    action = models.CharField(max_length=20, choices=AuditAction)
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=36, blank=True)
    patient_id = models.CharField(max_length=36, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=["patient_id", "number"]),)

    def __str__(self) -> str:
        return f"{self.number}: {self.actor_name} {self.action} {self.kind}"

    def computed_seal(self) -> str:
        """Return the SHA-256 of what the entry says and of the seal before it."""
        said = {
            field.attname: _text(getattr(self, field.attname))
            for field in self._meta.concrete_fields
            if field.attname not in ("seal", "number")
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
