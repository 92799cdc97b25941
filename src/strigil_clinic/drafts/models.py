"""What was typed and not yet saved, kept so that nothing is lost."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Draft(models.Model):
    """The fields of one form of one person, as last typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    form_key = models.CharField(max_length=160)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "form_key"], name="one_draft_per_form"
            ),
        )

    def __str__(self) -> str:
        return self.form_key
