"""Addresses of this slice."""

from django.urls import path

from strigil_clinic.calibrations import views

app_name = "calibrations"
urlpatterns = [
    path("", views.page, name="page"),
    path("measure/", views.measure, name="measure"),
    path("look/", views.look, name="look"),
    path("sign/", views.sign, name="sign"),
    path("discard/", views.discard, name="discard"),
    path(
        "<uuid:calibration_pk>/entered-in-error/",
        views.entered_in_error,
        name="entered_in_error",
    ),
]
