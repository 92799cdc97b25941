"""Reactions: what the tissue showed on the days after a session."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from strigil_clinic.records import Record


class ReactionDay(models.IntegerChoices):
    """When the patient is asked."""

    SAME_DAY = 0, _("same day")
    NEXT_DAY = 1, _("day 1")
    SECOND_DAY = 2, _("day 2")
    AFTER_A_WEEK = 7, _("day 7")


class Redness(models.TextChoices):
    """Redness as seen; poorly seen on dark skin, so warmth is asked for too."""

    NONE = "none", _("none")
    MILD = "mild", _("mild")
    MARKED = "marked", _("marked")
    NOT_VISIBLE = "not_visible", _("cannot be seen on this skin")


class Bruise(models.TextChoices):
    """Bleeding under the skin, smallest first."""

    NONE = "none", _("none")
    PETECHIAE = "petechiae", _("small red dots")
    BRUISE = "bruise", _("bruise")
    LARGE = "large", _("bruise larger than the treated area")


class Function(models.TextChoices):
    """How the patient gets on with everyday things."""

    BETTER = "better", _("better")
    SAME = "same", _("same")
    WORSE = "worse", _("worse")


class Reaction(Record):
    """One answer after one session."""

    episode = models.ForeignKey(
        "episodes.Episode", on_delete=models.PROTECT, related_name="reactions"
    )
    session = models.ForeignKey(
        "treat.Session",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reactions",
    )
    day = models.PositiveSmallIntegerField(_("day"), choices=ReactionDay)
    redness = models.CharField(_("redness"), max_length=15, choices=Redness)
    warmth = models.BooleanField(_("warm to the hand"), default=False)
    bruise = models.CharField(_("bruise"), max_length=15, choices=Bruise)
    soreness = models.PositiveSmallIntegerField(
        _("soreness, 0-10"), validators=[MaxValueValidator(10)]
    )
    function = models.CharField(_("everyday things"), max_length=10, choices=Function)
    skin_tone = models.PositiveSmallIntegerField(
        _("skin tone"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    warning_signs = models.JSONField(
        default=list, help_text=_("ids of what was ticked")
    )
    resolved_on = models.DateField(_("gone on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ("created_at",)
