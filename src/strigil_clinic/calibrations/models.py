"""A practitioner's own light, moderate and firm, measured."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strigil_clinic.records import Record


class CalibrationMethod(models.TextChoices):
    """What the words were measured on."""

    KITCHEN_SCALE = "kitchen_scale", _("kitchen scale")
    RECORDING = "recording", _("recording of an instrumented tool")


class ForceWord(models.TextChoices):
    """The three words; each practitioner's own, no newton is published for them."""

    LIGHT = "light", _("light")
    MODERATE = "moderate", _("moderate")
    FIRM = "firm", _("firm")


class ForceStatistic(models.TextChoices):
    """What of a stroke was read."""

    MEAN = "mean", _("mean per stroke")
    PEAK = "peak", _("peak per stroke")


class ForceCalibration(Record):
    """Readings of one word on one day: fifteen strokes, each in newtons."""

    practitioner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calibrations"
    )
    method = models.CharField(
        _("measured on"), max_length=20, choices=CalibrationMethod
    )
    word = models.CharField(_("word"), max_length=10, choices=ForceWord)
    statistic = models.CharField(
        _("statistic"),
        max_length=10,
        choices=ForceStatistic,
        default=ForceStatistic.PEAK,
    )
    edge_id = models.CharField(_("treatment edge"), max_length=80, blank=True)
    readings = models.JSONField(_("readings"), default=list, help_text=_("newtons"))
    measured_on = models.DateField(_("measured on"), default=timezone.localdate)
    recording = models.ForeignKey(
        "recordings.Recording", on_delete=models.PROTECT, null=True, blank=True
    )
    series = models.UUIDField(
        null=True, blank=True, help_text=_("the days that are compared and pooled")
    )

    class Meta:
        ordering = ("measured_on", "created_at")
