"""Registers the slice."""

from django.apps import AppConfig


class ReactionsConfig(AppConfig):
    """What the tissue showed after a session."""

    name = "strigil_clinic.reactions"
    label = "reactions"
