"""Addresses of logging in and out."""

from django.urls import path
from django.views.generic import RedirectView

from strigil_clinic.people import views

app_name = "people"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="patients:list"), name="home"),
    path("log-in/", views.log_in, name="log_in"),
    path("log-out/", views.log_out, name="log_out"),
    path("locked/", views.locked, name="locked"),
    path("theme/", views.theme, name="theme"),
]
