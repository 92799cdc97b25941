"""Registers the slice."""

from django.apps import AppConfig


class EpisodesConfig(AppConfig):
    """Episodes of care and their visits."""

    name = "strigil_clinic.episodes"
    label = "episodes"
