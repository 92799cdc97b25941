"""``python -m strigil_clinic COMMAND``: Django's own commands with our settings."""

import os

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strigil_clinic.settings")
execute_from_command_line()
