"""Addresses of the screen."""

from django.urls import path

from strigil_clinic.screening import views

app_name = "screening"
urlpatterns = [
    path("", views.page, name="page"),
    path("findings/", views.findings, name="findings"),
    path("others/", views.others, name="others"),
    path("others/undo/", views.undo_others, name="undo_others"),
]
