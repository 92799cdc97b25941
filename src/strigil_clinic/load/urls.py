"""Addresses of this slice."""

from django.urls import path

from strigil_clinic.load import views

app_name = "load"
urlpatterns = [path("your-load/", views.page, name="page")]
