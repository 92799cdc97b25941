"""Scores on outcome measures over time."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strigil_clinic.records import Record


class OutcomeScore(Record):
    """One score on one day; who entered it is `created_by`."""

    episode = models.ForeignKey(
        "episodes.Episode", on_delete=models.PROTECT, related_name="outcomes"
    )
    visit = models.ForeignKey(
        "episodes.Visit", on_delete=models.PROTECT, null=True, blank=True
    )
    measure_id = models.CharField(_("outcome measure"), max_length=60)
    item = models.CharField(
        _("of what"),
        max_length=120,
        blank=True,
        help_text=_("the activity or movement, where a measure needs one"),
    )
    value = models.FloatField(_("value"))
    measured_on = models.DateField(_("measured on"), default=timezone.localdate)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ("measured_on", "created_at")
