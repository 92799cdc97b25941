"""Registers the slice."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who saw and changed what: append-only and chained."""

    name = "strigil_clinic.audit"
    label = "audit"
