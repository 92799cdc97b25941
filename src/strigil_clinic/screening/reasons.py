"""Reasons for treating in spite of a finding: written, and signed by name."""

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from strigil_clinic.people.models import Practitioner
from strigil_clinic.screening.science import name_of

__all__ = ["Reasons", "signed_reasons", "written_reasons"]

Reasons = Mapping[str, tuple[str, str]]  # by item id: the reason, and the name typed
PREFIX = "reason-"


def written_reasons(sent: QueryDict) -> Reasons:
    """Return what was typed as a reason and as a name, by item id."""
    items = [name.removeprefix(PREFIX) for name in sent if name.startswith(PREFIX)]
    return {
        item: (_typed(sent, f"{PREFIX}{item}"), _typed(sent, f"name-{item}"))
        for item in items
    }


def signed_reasons(written: Reasons, who: Practitioner) -> tuple[Reasons, list[str]]:
    """Return the reasons that `who` signed by their own name, and what is wrong."""
    signed, wrong = {}, []
    for item, (reason, name) in written.items():
        if not reason and not name:
            continue
        if not reason:
            wrong.append(_("%(item)s: write the reason.") % {"item": name_of(item)})
        elif name.casefold() != who.name.casefold():
            said = _("%(item)s: sign the reason with your own name, %(name)s.")
            wrong.append(said % {"item": name_of(item), "name": who.name})
        else:
            signed[item] = (reason, who.name)
    return signed, wrong


def _typed(sent: QueryDict, name: str) -> str:
    return str(sent.get(name, "")).strip()
