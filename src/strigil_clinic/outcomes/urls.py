"""Addresses of this slice."""

from django.urls import path

from strigil_clinic.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("", views.page, name="page"),
    path("chart/", views.chart, name="chart"),
    path("enter/", views.enter, name="enter"),
    path(
        "scores/<uuid:score_pk>/entered-in-error/",
        views.entered_in_error,
        name="entered_in_error",
    ),
]
