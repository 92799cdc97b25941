"""Addresses of this slice."""

from django.urls import URLPattern

app_name = "outcomes"
urlpatterns: list[URLPattern] = []
