"""Addresses of this slice."""

from django.urls import URLPattern

app_name = "screening"
urlpatterns: list[URLPattern] = []
