"""What of an upload does not fit the visit or the patient, said and never refused."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from strigil_clinic.episodes.science import case_of
from strigil_clinic.inventory.science import edge_found, edge_name, held_against
from strigil_clinic.recordings.models import Recording
from strigil_clinic.recordings.science import RECOVERED
from strigil_clinic.sessions.models import Session
from strigil_clinic.words import site_name

__all__ = ["chosen_of", "doubts_in_session", "doubts_of"]


def chosen_of(session: Session) -> dict[str, str]:
    """Return the edge and the place that a session worked longest, for a form."""
    steps = _worked(session)
    if not steps:
        return {}
    spent: dict[tuple[str, str], float] = {}
    for step in steps:
        key = (step["edge"], step.get("site") or session.visit.episode.site_id)
        spent[key] = spent.get(key, 0.0) + float(step.get("duration") or 0.0)
    edge, site = max(spent, key=lambda key: spent[key])
    return {"edge": edge, "site": site}


def doubts_of(row: Recording) -> list[str]:
    """Return what of a recording does not fit its visit or its patient."""
    return [*_of_crash(row), *_of_visit(row), *_of_patient(row)]


def doubts_in_session(session: Session) -> list[str]:
    """Return the same for every recording of a session, each sentence once."""
    said = (said for row in session.recordings.all() for said in doubts_of(row))
    return list(dict.fromkeys(said))


def _of_crash(row: Recording) -> Iterator[str]:
    if any(str(n).startswith(RECOVERED) for n in row.analysis.get("notes", [])):
        yield _(
            "The server ended before the session was finished. This recording was "
            "recovered: its last second may be missing, and what came later is."
        )


def _of_visit(row: Recording) -> Iterator[str]:
    steps = _worked(row.session) if row.session is not None else []
    if not steps:
        return
    edges = dict.fromkeys(step["edge"] for step in steps)
    sites = dict.fromkeys(step["site"] for step in steps if step.get("site"))
    if row.edge_id and row.edge_id not in edges:
        said = _("%(edge)s is not an edge of this visit, which used: %(used)s.")
        used = "; ".join(edge_name(edge) for edge in edges)
        yield said % {"edge": edge_name(row.edge_id), "used": used}
    if row.site_id and sites and row.site_id not in sites:
        said = _("%(site)s is not a place of this visit, which worked at: %(worked)s.")
        worked = "; ".join(site_name(site) for site in sites)
        yield said % {"site": site_name(row.site_id), "worked": worked}


def _of_patient(row: Recording) -> Iterator[str]:
    found = edge_found(row.edge_id) if row.edge_id else None
    if found is None or row.episode is None:
        return
    for held in held_against(found[0], case_of(row.episode)):
        said = _("%(tool)s holds %(held)s; the patient is allergic to it.")
        yield said % {"tool": found[0].name, "held": held}


def _worked(session: Session) -> list[dict[str, Any]]:
    """Return the steps with an edge that were begun; of an older session, all planned.

    A step counts as begun when the guided session says so.
    """
    planned = session.plan_snapshot.get("steps", [])
    planned = [s for s in planned if s.get("edge") and not s.get("skipped")]
    kinds = ("step_started", "step_done")
    begun = {one.step for one in session.events.all() if one.kind in kinds}
    done = [step for step in planned if step.get("order") in begun]
    return done or planned
