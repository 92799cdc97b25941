"""Registers the slice."""

from django.apps import AppConfig


class CalibrationsConfig(AppConfig):
    """Each practitioner's own words for force, in newtons."""

    name = "strigil_clinic.calibrations"
    label = "calibrations"
