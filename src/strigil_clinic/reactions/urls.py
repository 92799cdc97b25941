"""Addresses of this slice."""

from django.urls import URLPattern

app_name = "reactions"
urlpatterns: list[URLPattern] = []
