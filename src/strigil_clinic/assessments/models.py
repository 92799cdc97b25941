"""The hands-on assessment: findings on the body chart, red-flag tests, pain, sign."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from strigil_clinic.records import Record, Side

PAIN = [MaxValueValidator(10)]


class Irritability(models.TextChoices):
    """How easily symptoms rise and how slowly they settle."""

    LOW = "low", _("low")
    MODERATE = "moderate", _("moderate")
    HIGH = "high", _("high")


class Assessment(Record):
    """What hands and tests found at a visit."""

    episode = models.ForeignKey(
        "episodes.Episode", on_delete=models.PROTECT, related_name="assessments"
    )
    visit = models.ForeignKey(
        "episodes.Visit", on_delete=models.PROTECT, null=True, blank=True
    )
    red_flag_answers = models.JSONField(
        default=dict, help_text=_("by test id: positive, negative or not_done")
    )
    resting_pain = models.PositiveSmallIntegerField(
        _("pain at rest, 0-10"), null=True, blank=True, validators=PAIN
    )
    worst_pain = models.PositiveSmallIntegerField(
        _("worst pain in 24 hours, 0-10"), null=True, blank=True, validators=PAIN
    )
    irritability = models.CharField(
        _("irritability"), max_length=10, choices=Irritability, blank=True
    )
    comparable_sign = models.CharField(_("comparable sign"), max_length=200, blank=True)
    comparable_sign_pain = models.PositiveSmallIntegerField(
        _("pain at the sign, 0-10"), null=True, blank=True, validators=PAIN
    )
    skin = models.CharField(_("skin over the site"), max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("created_at",)


class Texture(models.TextChoices):
    """What the hand or the edge feels; a feeling, not a diagnosis."""

    NORMAL = "normal", _("normal")
    TAUT = "taut", _("taut")
    THICK = "thick", _("thick")
    GRITTY = "gritty", _("gritty")
    NODULAR = "nodular", _("nodular")
    TETHERED = "tethered", _("does not slide")
    SOFT = "soft", _("softer than the other side")
    SWOLLEN = "swollen", _("swollen")


class Confidence(models.TextChoices):
    """How sure the practitioner is of what was felt."""

    LOW = "low", _("unsure")
    MODERATE = "moderate", _("fairly sure")
    HIGH = "high", _("sure")


class FeltWith(models.TextChoices):
    """By hand first, by instrument in the scan."""

    HANDS = "hands", _("hands")
    INSTRUMENT = "instrument", _("instrument")


class Finding(models.Model):
    """One observed fact at a coded region of the body chart."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="findings"
    )
    order = models.PositiveSmallIntegerField(default=0)
    region = models.CharField(_("region"), max_length=60)
    site_id = models.CharField(_("body site"), max_length=60, blank=True)
    side = models.CharField(_("side"), max_length=10, choices=Side)
    structure = models.CharField(_("structure"), max_length=80, blank=True)
    texture = models.CharField(_("texture"), max_length=20, choices=Texture)
    grade = models.PositiveSmallIntegerField(
        _("grade"), default=0, validators=[MaxValueValidator(3)]
    )
    tender = models.BooleanField(_("tender"), default=False)
    confidence = models.CharField(
        _("how sure"), max_length=10, choices=Confidence, default=Confidence.MODERATE
    )
    felt_with = models.CharField(
        _("felt with"), max_length=12, choices=FeltWith, default=FeltWith.HANDS
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return f"{self.structure or self.region}: {self.texture}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the finding; refused once its assessment is signed."""
        self.assessment.refuse_when_locked()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Delete the finding; refused once its assessment is signed."""
        self.assessment.refuse_when_locked()
        return super().delete(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread

    @property
    def place_name(self) -> str:
        """Where it is, with the patient's side before it."""
        # the list of places needs the models of other slices: not at import
        from strigil_clinic.assessments.places import place_at

        place = place_at(self.region, self.side)
        region = self.region.replace("_", " ").replace("-", " ")
        return (
            place.sided_name
            if place
            else f"{self.get_side_display()} {region}".capitalize()
        )

    @property
    def place_key(self) -> str:
        """The key of that place on the chart."""
        from strigil_clinic.assessments.places import place_at  # as above

        place = place_at(self.region, self.side)
        return place.key if place else ""
