"""Registers the slice."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """What was typed and not yet saved."""

    name = "strigil_clinic.drafts"
    label = "drafts"
