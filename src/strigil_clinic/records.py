"""What every clinical record shares: an id, a status, and a lock once it is signed.

Statuses are FHIR's. A preliminary record may change. Signing makes it final, and from
then on only its status may move: a correction is a new row that `amends` the old one.
"""

import uuid
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["Record", "RecordLockedError", "RecordQuerySet", "RecordStatus", "Side"]

LOCKED = "This record is signed. Amend it: a new row keeps the old one."


class RecordLockedError(Exception):
    """A signed record was about to be changed or deleted."""


class RecordStatus(models.TextChoices):
    """Where a record stands, in FHIR's words."""

    PRELIMINARY = "preliminary", _("draft")
    FINAL = "final", _("signed")
    AMENDED = "amended", _("amended")
    ENTERED_IN_ERROR = "entered-in-error", _("entered in error")


class Side(models.TextChoices):
    """The patient's own side, always written out.

    There is no "both": dose and reaction belong to one side, so a problem on both
    sides is two episodes.
    """

    LEFT = "left", _("left")
    RIGHT = "right", _("right")
    MIDLINE = "midline", _("midline")


R = TypeVar("R", bound="Record")


class RecordQuerySet(models.QuerySet[R]):
    """Rows that can be narrowed to those that count."""

    def current(self) -> Self:
        """Return what is valid now: neither amended nor entered in error."""
        gone = [RecordStatus.AMENDED, RecordStatus.ENTERED_IN_ERROR]
        return self.exclude(status__in=gone)

    def signed(self) -> Self:
        """Return what is signed and still valid."""
        return self.filter(status=RecordStatus.FINAL)

    def update(self, **changes: Any) -> int:
        """Change rows in bulk; refused when one of them is signed."""
        if self.exclude(status=RecordStatus.PRELIMINARY).exists():
            raise RecordLockedError(LOCKED)
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows; refused when one of them is signed."""
        if self.exclude(status=RecordStatus.PRELIMINARY).exists():
            raise RecordLockedError(LOCKED)
        return super().delete()


class Record(models.Model):
    """A clinical record that is locked once it is signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    status = models.CharField(
        max_length=20, choices=RecordStatus, default=RecordStatus.PRELIMINARY
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    amends = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_by",
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the record; refused once it is signed."""
        if not self._state.adding:
            self.refuse_when_locked()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the record; refused once it is signed."""
        self.refuse_when_locked()
        return super().delete(*args, **kwargs)

    @property
    def is_locked(self) -> bool:
        """Whether the row as it is stored may no longer change."""
        stored = type(self)._default_manager.filter(pk=self.pk)
        return stored.exclude(status=RecordStatus.PRELIMINARY).exists()

    def refuse_when_locked(self) -> None:
        """Raise `RecordLockedError` when the stored row is signed."""
        if self.is_locked:
            raise RecordLockedError(LOCKED)

    @transaction.atomic
    def sign(self, practitioner: Any) -> None:
        """Sign and lock the record; what it amends becomes `amended`."""
        self.status = RecordStatus.FINAL
        self.signed_by, self.signed_at = practitioner, timezone.now()
        self.save()
        if self.amends is not None:
            self._move(self.amends.pk, RecordStatus.AMENDED)

    def mark_entered_in_error(self) -> None:
        """Keep the record, and say that it never held."""
        self._move(self.pk, RecordStatus.ENTERED_IN_ERROR)
        self.status = RecordStatus.ENTERED_IN_ERROR

    def _move(self, pk: uuid.UUID, status: RecordStatus) -> None:
        rows = type(self)._default_manager.filter(pk=pk)
        models.QuerySet.update(rows, status=status)
