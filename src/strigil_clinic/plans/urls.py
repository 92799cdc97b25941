"""Addresses of the plan of care."""

from django.urls import path

from strigil_clinic.plans import beside, sheet, views

app_name = "plans"
urlpatterns = [
    path("", views.page, name="page"),
    path("accept/", views.accept, name="accept"),
    path("contact/", views.drawing, {"what": "contact"}, name="contact"),
    path("forecast/", views.drawing, {"what": "forecast"}, name="forecast"),
    path("beside/", beside.beside, name="beside"),
    path("for-patient/", sheet.for_patient, name="for_patient"),
    path("steps/<int:order>/", views.edit, name="edit"),
    path("edits/<int:number>/undo/", views.undo, name="undo"),
]
