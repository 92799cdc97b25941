"""Addresses of this slice."""

from django.urls import URLPattern

app_name = "calibrations"
urlpatterns: list[URLPattern] = []
