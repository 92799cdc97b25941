"""Addresses of this slice."""

from django.urls import path

from strigil_clinic.reactions import views

app_name = "reactions"
urlpatterns = [
    path("", views.page, name="page"),
    path("answer/", views.answer, name="answer"),
    path("leaflet/", views.leaflet, name="leaflet"),
    path(
        "answers/<uuid:reaction_pk>/entered-in-error/",
        views.entered_in_error,
        name="entered_in_error",
    ),
    path("answers/<uuid:reaction_pk>/gone/", views.gone, name="gone"),
    path("answers/<uuid:reaction_pk>/not-gone/", views.not_gone, name="not_gone"),
]
