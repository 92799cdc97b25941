"""Information given, consent, its withdrawal, and verbal consent at a visit."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strigil_clinic.patients.names import is_name_of
from strigil_clinic.records import Record, Side


def sided_region(region: str, side: str) -> str:
    """Return a part of the body with its side; none means both.

    Examples
    --------
    >>> sided_region("neck", "left")
    'left neck'
    """
    return f"{Side(side).label} {region}" if side else region


class ToldBy(models.TextChoices):
    """How the patient was told."""

    ALOUD = "aloud", _("read aloud and talked through")
    PRINTED = "printed", _("leaflet handed over and talked through")


class InformationGiven(Record):
    """What the patient was told before being asked."""

    episode = models.ForeignKey(
        "episodes.Episode", on_delete=models.PROTECT, related_name="information"
    )
    given_at = models.DateTimeField(default=timezone.now)
    leaflet_version = models.CharField(max_length=40)
    language = models.CharField(max_length=10, default="en")
    told_by = models.CharField(
        _("how the patient was told"), max_length=10, choices=ToldBy, blank=True
    )
    points = models.JSONField(default=list, help_text=_("ids of what was discussed"))
    questions = models.TextField(_("questions the patient had"), blank=True)


class ConsentScope(models.TextChoices):
    """What is consented to."""

    TREATMENT = "treatment", _("treatment with instruments")
    RECORDING = "recording", _("recording of force and movement")


class ConsentForm(models.TextChoices):
    """How consent was given."""

    WRITTEN = "written", _("in writing")
    VERBAL = "verbal", _("by word of mouth")


class GivenAs(models.TextChoices):
    """Who gave it."""

    PATIENT = "patient", _("the patient")
    REPRESENTATIVE = "representative", _("a parent, guardian or legal representative")


class Consent(Record):
    """A patient's consent, on the information that was given; it can be withdrawn."""

    episode = models.ForeignKey(
        "episodes.Episode", on_delete=models.PROTECT, related_name="consents"
    )
    information = models.ForeignKey(
        InformationGiven, on_delete=models.PROTECT, related_name="consents"
    )
    scope = models.CharField(
        max_length=20, choices=ConsentScope, default=ConsentScope.TREATMENT
    )
    form = models.CharField(_("given"), max_length=10, choices=ConsentForm)
    given_by = models.CharField(_("name of who consents"), max_length=120)
    given_as = models.CharField(
        _("who consents"), max_length=20, choices=GivenAs, default=GivenAs.PATIENT
    )
    given_at = models.DateTimeField(default=timezone.now)

    @property
    def holds(self) -> bool:
        """Whether it is signed and not withdrawn."""
        signed = self.signed_at is not None and self.status == "final"
        return signed and not hasattr(self, "withdrawal")

    @property
    def is_under_another_name(self) -> bool:
        """Whether the patient signed with a name that the record does not have."""
        is_patient = self.given_as == GivenAs.PATIENT
        return is_patient and not is_name_of(self.given_by, self.episode.patient)


class ConsentWithdrawal(models.Model):
    """The patient said no; from then on nothing may start."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.OneToOneField(
        Consent, on_delete=models.PROTECT, related_name="withdrawal"
    )
    withdrawn_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("what the patient said"), blank=True)

    def __str__(self) -> str:
        return f"withdrawn {self.withdrawn_at:%Y-%m-%d}"


class RegionRefusal(models.Model):
    """A part of the body where the patient says no, until they say yes to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.ForeignKey(
        "episodes.Episode", on_delete=models.PROTECT, related_name="region_refusals"
    )
    region = models.CharField(_("part of the body"), max_length=60)
    side = models.CharField(_("side"), max_length=10, choices=Side, blank=True)
    said = models.TextField(_("what the patient said"), blank=True)
    refused_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    allowed_at = models.DateTimeField(null=True, blank=True)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ("refused_at",)

    def __str__(self) -> str:
        return sided_region(self.region, self.side)

    @property
    def stands(self) -> bool:
        """Whether the patient has not said yes to it since."""
        return self.allowed_at is None


class VerbalConsent(models.Model):
    """The question asked again at each visit, and its answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.OneToOneField(
        "episodes.Visit", on_delete=models.PROTECT, related_name="verbal_consent"
    )
    given = models.BooleanField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return "given" if self.given else "refused"
