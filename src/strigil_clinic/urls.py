"""Every address of the clinic; each slice brings its own."""

from django.urls import include, path

handler403 = "strigil_clinic.page.forbidden"
handler404 = "strigil_clinic.page.not_found"
handler500 = "strigil_clinic.page.server_error"

urlpatterns = [
    path("", include("strigil_clinic.people.urls")),
    path("patients/", include("strigil_clinic.patients.urls")),
    path("episodes/", include("strigil_clinic.episodes.urls")),
    path("drafts/", include("strigil_clinic.drafts.urls")),
]
