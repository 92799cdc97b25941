"""Registers the slice."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Clinics and the people who work in them."""

    name = "strigil_clinic.people"
    label = "people"
