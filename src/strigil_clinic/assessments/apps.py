"""Registers the slice."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """The hands-on assessment and its findings."""

    name = "strigil_clinic.assessments"
    label = "assessments"
