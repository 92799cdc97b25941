"""What the patient said to being treated, as the library's consent."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext as _

from strigil.planning import is_refused
from strigil.treatment import Consent, RefusedRegion
from strigil_clinic.consent.models import Consent as ConsentRow
from strigil_clinic.consent.models import RegionRefusal, VerbalConsent
from strigil_clinic.episodes.models import Episode

__all__ = ["consent_holds", "consent_of", "why_not_there"]


def consent_holds(episode: Episode) -> bool:
    """Whether a signed consent to treatment is there and not withdrawn."""
    consents = ConsentRow.objects.filter(episode=episode, scope="treatment")
    return any(consent.holds for consent in consents.select_related("withdrawal"))


def consent_of(episode: Episode) -> Consent:
    """Return the consent that holds now; a no at the visit under way goes before."""
    rows = ConsentRow.objects.filter(episode=episode).select_related("withdrawal")
    holding = [row for row in rows if row.holds]
    treatment = [row for row in holding if row.scope == "treatment"]
    refused = VerbalConsent.objects.filter(visit=episode.current_visit(), given=False)
    if treatment and refused.exists():
        said = "refused"
    elif treatment:
        said = "given"
    else:
        said = (
            "withdrawn" if any(hasattr(r, "withdrawal") for r in rows) else "not asked"
        )
    by_guardian = any(row.given_as == "representative" for row in treatment)
    return Consent(
        treatment=cast(Any, said),
        informed=bool(treatment),
        by="guardian" if by_guardian else "patient",
        recording=any(row.scope == "recording" for row in holding),
        refused=_refused(episode),
    )


def why_not_there(episode: Episode, step: Mapping[str, Any]) -> str:
    """Return the no that stands against a step of a session; nothing when none does."""
    if not consent_holds(episode):
        return _("The patient has taken consent back: lift, and finish the session.")
    if not step.get("edge"):
        return ""
    said = _(
        "The patient says no to this part of the body (%(where)s): skip this step."
    )
    for no in _refused(episode):
        if is_refused(step["site"], step["side"], no):
            return said % {"where": no}
    return ""


def _refused(episode: Episode) -> tuple[RefusedRegion, ...]:
    rows = RegionRefusal.objects.filter(episode=episode, allowed_at=None)
    return tuple(RefusedRegion(r.region, cast(Any, r.side or None)) for r in rows)
