"""Registers the slice."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Scores on outcome measures over time."""

    name = "strigil_clinic.outcomes"
    label = "outcomes"
