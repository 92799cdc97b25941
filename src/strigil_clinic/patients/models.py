"""Patients."""

import uuid
from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    """Administrative gender, in FHIR's words."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("not stated")


class Patient(models.Model):
    """A person in the care of one clinic."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(
        "people.Clinic", on_delete=models.PROTECT, related_name="patients"
    )
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    birth_date = models.DateField(_("date of birth"))
    gender = models.CharField(
        _("gender"), max_length=10, choices=Gender, default=Gender.UNKNOWN
    )
    reference = models.CharField(_("clinic's number"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)
    skin_tone = models.PositiveSmallIntegerField(
        _("skin tone"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("Monk scale, 1 lightest to 10 darkest; redness is read against it"),
    )
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("family_name", "given_name", "birth_date")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the patient's page."""
        return reverse("patients:detail", args=[self.pk])

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def age(self) -> int:
        """Age today [years]."""
        return self.age_on(timezone.localdate())

    def age_on(self, day: date) -> int:
        """Return the age on a day [years]."""
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def figure(self) -> str:
        """Which body figure the chart draws: `female` or `male`."""
        return "female" if self.gender == Gender.FEMALE else "male"
