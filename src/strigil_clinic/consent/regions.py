"""Parts of the body that a patient does not want treated: asked, kept, taken back."""

from collections.abc import Iterable, Sequence

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strigil.catalogue import body_regions
from strigil_clinic.access import ClinicRequest
from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import record
from strigil_clinic.consent.models import RegionRefusal
from strigil_clinic.episodes.models import Episode
from strigil_clinic.own_words import InOwnWords
from strigil_clinic.records import Side

__all__ = ["RefusalForm", "allow", "choices_of_regions", "refuse", "standing"]

BOTH = ""  # no side is the whole part, both sides
SIDES = ((BOTH, _("all of it")), *((s.value, s.label) for s in (Side.LEFT, Side.RIGHT)))


def choices_of_regions() -> list[tuple[str, str]]:
    """Return each part of the body, whole and by side: `region:side` and its words."""
    return [
        (f"{region}:{side}", f"{region.capitalize()}, {said}")
        for region in body_regions()
        for side, said in SIDES
    ]


class RefusalForm(InOwnWords, forms.Form):
    """One part of the body with a no, and what was said."""

    region = forms.ChoiceField(
        label=_("part of the body"),
        choices=lambda: [("", "-"), *((r, r.capitalize()) for r in body_regions())],
    )
    side = forms.ChoiceField(
        label=_("side"), choices=SIDES, widget=forms.RadioSelect, required=False
    )
    said = forms.CharField(
        label=_("what the patient said, if anything"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


def standing(episode: Episode) -> list[RegionRefusal]:
    """Return the refusals that stand, oldest first."""
    rows = RegionRefusal.objects.filter(episode=episode, allowed_at=None)
    return list(rows.select_related("recorded_by"))


def refuse(
    request: ClinicRequest, episode: Episode, places: Iterable[str], said: str = ""
) -> Sequence[RegionRefusal]:
    """Keep a no to each `region:side` that has none yet."""
    known = {f"{row.region}:{row.side}" for row in standing(episode)}
    made = []
    for place in dict.fromkeys(places):
        region, _sep, side = place.partition(":")
        if place not in known:
            row = RegionRefusal.objects.create(
                episode=episode,
                region=region,
                side=side,
                said=said,
                recorded_by=request.user,
            )
            record(request, AuditAction.CREATE, row, region=region, side=side)
            made.append(row)
    return made


def allow(request: ClinicRequest, row: RegionRefusal) -> None:
    """Keep that the patient says yes to it now; the no before stays in the record."""
    row.allowed_at, row.allowed_by = timezone.now(), request.user
    row.save(update_fields=["allowed_at", "allowed_by"])
    record(
        request, AuditAction.CHANGE, row, region=row.region, side=row.side, allowed=True
    )
