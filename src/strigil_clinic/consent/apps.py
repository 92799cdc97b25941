"""Registers the slice."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Information given, consent, its withdrawal, and verbal consent at a visit."""

    name = "strigil_clinic.consent"
    label = "consent"
