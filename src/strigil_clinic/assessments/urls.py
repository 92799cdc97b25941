"""Addresses of the assessment."""

from django.urls import path

from strigil_clinic.assessments import views

app_name = "assessments"
urlpatterns = [
    path("", views.page, name="page"),
    path("again/", views.again, name="again"),
    path("again/undo/", views.take_up_again, name="take_up"),
    path("findings/", views.add, name="add"),
    path("findings/<uuid:finding_pk>/remove/", views.remove, name="remove"),
    path("findings/<uuid:finding_pk>/restore/", views.restore, name="restore"),
]
