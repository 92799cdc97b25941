"""Registers the slice."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    """Patients of a clinic."""

    name = "strigil_clinic.patients"
    label = "patients"
