"""Registers the slice."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """The screen: answers, what followed from them, signed reasons."""

    name = "strigil_clinic.screening"
    label = "screening"
