"""Addresses of autosave."""

from django.urls import path

from strigil_clinic.drafts import views

app_name = "drafts"
urlpatterns = [
    path("<slug:form_key>/", views.save, name="save"),
    path("<slug:form_key>/forget/", views.forget, name="forget"),
]
