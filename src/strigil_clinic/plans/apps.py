"""Registers the slice."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans of care as they were accepted."""

    name = "strigil_clinic.plans"
    label = "plans"
