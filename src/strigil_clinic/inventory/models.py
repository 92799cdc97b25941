"""What a clinic has in its drawer: of the catalogue, or measured by itself."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class InstrumentState(models.TextChoices):
    """Whether an instrument may be chosen."""

    IN_USE = "in_use", _("in use")
    DAMAGED = "damaged", _("damaged: out of use")
    RETIRED = "retired", _("retired")


class EdgeShape(models.TextChoices):
    """How an edge runs, seen from the flat side."""

    CONVEX = "convex", _("convex: bulges out")
    CONCAVE = "concave", _("concave: hollow")
    STRAIGHT = "straight", _("straight")
    KNOB = "knob", _("knob or tip")


class Bevel(models.TextChoices):
    """From how many sides an edge is ground."""

    NONE = "none", _("not ground: round")
    SINGLE = "single", _("from one side")
    DOUBLE = "double", _("from both sides")


class Grip(models.TextChoices):
    """Hands that an instrument is held with."""

    ONE = "one", _("one hand")
    TWO = "two", _("two hands")
    EITHER = "either", _("one or two")


class FoundState(models.TextChoices):
    """What a look along the edges found."""

    SOUND = "sound", _("smooth: no nick, no burr")
    NICK = "nick", _("a nick")
    BURR = "burr", _("a burr")
    CRACK = "crack", _("a crack or another damage")


class OwnedInstrument(models.Model):
    """One instrument of one clinic.

    Of the catalogue when `catalogue_id` is set; else measured, with edges of its own.
    What was measured never changes: a new measurement is a new row, so that a plan or
    a dose keeps the numbers that it was made with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(
        "people.Clinic", on_delete=models.PROTECT, related_name="instruments"
    )
    catalogue_id = models.CharField(max_length=60, blank=True, editable=False)
    key = models.CharField(
        max_length=80, unique=True, null=True, blank=True, editable=False
    )
    name = models.CharField(_("name"), max_length=60, blank=True)
    material_id = models.CharField(_("material"), max_length=60, blank=True)
    mass_g = models.FloatField(_("mass"), null=True, blank=True)
    grip = models.CharField(_("held with"), max_length=10, choices=Grip, blank=True)
    label = models.CharField(
        _("label"),
        max_length=40,
        blank=True,
        help_text=_("what is written or engraved on it, such as A-03"),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=InstrumentState,
        default=InstrumentState.IN_USE,
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("added_at",)

    def __str__(self) -> str:
        return self.label or self.name or self.catalogue_id

    @property
    def is_measured(self) -> bool:
        """Whether its numbers are the clinic's own."""
        return not self.catalogue_id

    @property
    def last_look(self) -> "Inspection | None":
        """The latest inspection that counts."""
        looks = [look for look in self.inspections.all() if not look.withdrawn]
        return max(looks, key=lambda look: (look.day, look.at), default=None)


class OwnedEdge(models.Model):
    """One measured edge, in the units it was measured in."""

    instrument = models.ForeignKey(
        OwnedInstrument, on_delete=models.PROTECT, related_name="edges"
    )
    key = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=60)
    form = models.CharField(max_length=10, choices=EdgeShape)
    radius_mm = models.FloatField()
    length_mm = models.FloatField()
    plan_radius_mm = models.FloatField(null=True, blank=True)
    bevel = models.CharField(max_length=10, choices=Bevel, default=Bevel.NONE)
    bevel_angle_deg = models.FloatField(null=True, blank=True)
    suits = models.JSONField(default=list)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(
                fields=["instrument", "key"], name="one_edge_of_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Inspection(models.Model):
    """One look along the edges of an instrument; a wrong one is withdrawn, not lost."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(
        OwnedInstrument, on_delete=models.PROTECT, related_name="inspections"
    )
    day = models.DateField(_("looked on"), default=timezone.localdate)
    found = models.CharField(_("found"), max_length=10, choices=FoundState)
    note = models.CharField(_("note"), max_length=200, blank=True)
    state_before = models.CharField(
        max_length=10, choices=InstrumentState, editable=False
    )
    withdrawn = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-day", "-at")

    def __str__(self) -> str:
        return f"{self.day}: {self.get_found_display()}"
