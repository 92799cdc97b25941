"""Registers the slice."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """The instruments that a clinic has."""

    name = "strigil_clinic.inventory"
    label = "inventory"
