"""Clinics and practitioners; a practitioner is who logs in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Clinic(models.Model):
    """A place of work; its patients are seen by its own practitioners only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    emergency_number = models.CharField(max_length=20, default="112")
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a practitioner may do in the clinic."""

    TREATS = "treats", _("treats")
    READS = "reads", _("reads only")
    ADMIN = "admin", _("treats and manages the clinic")


class PractitionerManager(BaseUserManager["Practitioner"]):
    """Makes practitioners with hashed passwords."""

    def create_user(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "Practitioner":
        """Make a practitioner; without a password nobody can log in as them."""
        practitioner = self.model(username=username, **fields)
        practitioner.set_password(password)
        practitioner.save(using=self._db)
        return practitioner


class Practitioner(AbstractBaseUser):
    """Someone who works in a clinic and logs in under their own name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    profession = models.CharField(max_length=80, blank=True)
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="practitioners"
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.TREATS)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PractitionerManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "clinic"]

    def __str__(self) -> str:
        return self.name

    @property
    def may_write(self) -> bool:
        """Whether this person may enter and change records."""
        return self.role in (Role.TREATS, Role.ADMIN)

    @property
    def may_manage(self) -> bool:
        """Whether this person may add colleagues and set what they may do."""
        return self.role == Role.ADMIN
