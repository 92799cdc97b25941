"""Recordings: a file under a name of its own, its hash, and what was read from it."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Recording(models.Model):
    """Sampled force, angle or position of a session; the file is never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.ForeignKey(
        "episodes.Episode",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recordings",
    )
    session = models.ForeignKey(
        "treat.Session",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recordings",
    )
    file_name = models.CharField(max_length=60, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text=_("bytes"))
    original_name = models.CharField(_("file"), max_length=200)
    profile = models.CharField(_("column profile"), max_length=80, blank=True)
    edge_id = models.CharField(_("treatment edge"), max_length=80, blank=True)
    site_id = models.CharField(_("body site"), max_length=60, blank=True)
    analysis = models.JSONField(default=dict, help_text=_("as computed, frozen"))
    library_version = models.CharField(max_length=20, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("uploaded_at",)

    def __str__(self) -> str:
        return self.original_name

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(settings.RECORDINGS) / self.file_name
