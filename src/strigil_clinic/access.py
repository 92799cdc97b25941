"""The gate: every view that shows or changes something of a patient opens here.

A stranger from another clinic gets 404, as if it did not exist. A colleague who only
reads gets 403 on what would change something. Each look through the gate is written
to the audit trail, so no view can forget it.
"""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from strigil_clinic.audit.models import AuditAction
from strigil_clinic.audit.trail import Audited, record
from strigil_clinic.episodes.models import Episode, Visit
from strigil_clinic.patients.models import Patient
from strigil_clinic.people.models import Practitioner
from strigil_clinic.recordings.models import Recording
from strigil_clinic.sessions.models import Session

__all__ = [
    "ClinicRequest",
    "episode_for",
    "episode_to_change",
    "only_managers",
    "only_writers",
    "patient_for",
    "patient_to_change",
    "recording_for",
    "session_for",
    "session_to_change",
    "visit_for",
    "visit_to_change",
]


class ClinicRequest(HttpRequest):
    """A request by a practitioner who is logged in."""

    user: Practitioner
    htmx: HtmxDetails


def only_writers(request: ClinicRequest) -> None:
    """Refuse those who only read."""
    if not request.user.may_write:
        raise PermissionDenied(_("You may read here, but not change anything."))


def only_managers(request: ClinicRequest) -> None:
    """Refuse those who do not manage the clinic."""
    if not request.user.may_manage:
        raise PermissionDenied(_("Only who manages the clinic may do this."))


def patient_for(request: ClinicRequest, pk: uuid.UUID) -> Patient:
    """Return a patient of the user's clinic, to be read."""
    patients = Patient.objects.select_related("clinic")
    patient = get_object_or_404(patients, pk=pk, clinic=request.user.clinic_id)
    _seen(request, patient)
    return patient


def patient_to_change(request: ClinicRequest, pk: uuid.UUID) -> Patient:
    """Return a patient of the user's clinic, to be changed."""
    patient = patient_for(request, pk)
    only_writers(request)
    return patient


def episode_for(request: ClinicRequest, pk: uuid.UUID) -> Episode:
    """Return an episode of a patient of the user's clinic, to be read."""
    episodes = Episode.objects.select_related("patient__clinic")
    mine = {"patient__clinic": request.user.clinic_id}
    episode = get_object_or_404(episodes, pk=pk, **mine)
    _seen(request, episode)
    return episode


def episode_to_change(request: ClinicRequest, pk: uuid.UUID) -> Episode:
    """Return an episode of a patient of the user's clinic, to be changed."""
    episode = episode_for(request, pk)
    only_writers(request)
    return episode


def visit_for(request: ClinicRequest, pk: uuid.UUID) -> Visit:
    """Return a visit of a patient of the user's clinic, to be read."""
    visits = Visit.objects.select_related("episode__patient__clinic")
    mine = {"episode__patient__clinic": request.user.clinic_id}
    visit = get_object_or_404(visits, pk=pk, **mine)
    _seen(request, visit)
    return visit


def visit_to_change(request: ClinicRequest, pk: uuid.UUID) -> Visit:
    """Return a visit of a patient of the user's clinic, to be changed."""
    visit = visit_for(request, pk)
    only_writers(request)
    return visit


def session_for(request: ClinicRequest, pk: uuid.UUID) -> Session:
    """Return a session of a patient of the user's clinic, to be read."""
    sessions = Session.objects.select_related("visit__episode__patient__clinic", "plan")
    mine = {"visit__episode__patient__clinic": request.user.clinic_id}
    session = get_object_or_404(sessions, pk=pk, **mine)
    _seen(request, session)
    return session


def session_to_change(request: ClinicRequest, pk: uuid.UUID) -> Session:
    """Return a session of a patient of the user's clinic, to be changed."""
    session = session_for(request, pk)
    only_writers(request)
    return session


def recording_for(request: ClinicRequest, pk: uuid.UUID) -> Recording:
    """Return a recording uploaded in the user's clinic, to be read."""
    recordings = Recording.objects.select_related("episode__patient", "uploaded_by")
    mine = {"uploaded_by__clinic": request.user.clinic_id}
    recording = get_object_or_404(recordings, pk=pk, **mine)
    _seen(request, recording)
    return recording


def _seen(request: ClinicRequest, thing: Audited) -> None:
    if request.method in ("GET", "HEAD"):
        record(request, AuditAction.READ, thing)
