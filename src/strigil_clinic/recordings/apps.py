"""Registers the slice."""

from django.apps import AppConfig


class RecordingsConfig(AppConfig):
    """Uploaded recordings and what was read from them."""

    name = "strigil_clinic.recordings"
    label = "recordings"
