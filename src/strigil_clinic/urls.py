"""Every address of the clinic; each slice brings its own."""

from django.urls import include, path

handler403 = "strigil_clinic.page.forbidden"
handler404 = "strigil_clinic.page.not_found"
handler500 = "strigil_clinic.page.server_error"

urlpatterns = [
    path("", include("strigil_clinic.people.urls")),
    path("patients/", include("strigil_clinic.patients.urls")),
    path("episodes/", include("strigil_clinic.episodes.urls")),
    path("episodes/<uuid:pk>/consent/", include("strigil_clinic.consent.urls")),
    path("episodes/<uuid:pk>/screen/", include("strigil_clinic.screening.urls")),
    path("episodes/<uuid:pk>/assess/", include("strigil_clinic.assessments.urls")),
    path("episodes/<uuid:pk>/plan/", include("strigil_clinic.plans.urls")),
    path("episodes/<uuid:pk>/after-care/", include("strigil_clinic.reactions.urls")),
    path("episodes/<uuid:pk>/review/", include("strigil_clinic.outcomes.urls")),
    path("", include("strigil_clinic.sessions.urls")),
    path("", include("strigil_clinic.load.urls")),
    path("sessions/<uuid:pk>/stream/", include("strigil_clinic.streams.urls")),
    path("recordings/", include("strigil_clinic.recordings.urls")),
    path("calibration/", include("strigil_clinic.calibrations.urls")),
    path("instruments/", include("strigil_clinic.inventory.urls")),
    path("drafts/", include("strigil_clinic.drafts.urls")),
]
