"""Addresses of patients."""

from django.urls import path

from strigil_clinic.episodes.views import new as new_episode
from strigil_clinic.patients import views

app_name = "patients"
urlpatterns = [
    path("", views.patient_list, name="list"),
    path("new/", views.new, name="new"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/edit/", views.edit, name="edit"),
    path("<uuid:pk>/new-episode/", new_episode, name="new_episode"),
]
