"""``demo``: a clinic to look at."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from strigil_clinic.actors import make_actors
from strigil_clinic.people.models import Clinic


class Command(BaseCommand):
    """Load the demo clinic into an empty database."""

    help = "Load the demo clinic into an empty database."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or refuse where there are clinics already."""
        if Clinic.objects.exists():
            message = "There are clinics already; demo data needs an empty database."
            raise CommandError(message)
        make_actors(demo=True)
