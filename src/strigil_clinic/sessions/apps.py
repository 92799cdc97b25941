"""Registers the slice."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """Guided sessions and every event in them."""

    name = "strigil_clinic.sessions"
    label = "treat"  # django.contrib.sessions has taken `sessions`
