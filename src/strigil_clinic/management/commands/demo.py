"""``demo``: a clinic to look at."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from strigil_clinic.demo import load_demo
from strigil_clinic.people.models import Clinic

WIDTH = 24  # letters of the bar


class Command(BaseCommand):
    """Load the demo clinic into an empty database."""

    help = "Load the demo clinic into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or refuse where there are clinics already."""
        if Clinic.objects.exists():
            message = "There are clinics already; demo data needs an empty database."
            raise CommandError(message)
        self._tell(0.0)
        count = load_demo(tell=self._tell)
        self.stderr.write(f"  {count} invented episodes, all marked as demo data.")

    def _tell(self, done: float) -> None:
        """Draw the bar anew in its line, where somebody can see it."""
        if not self.stderr.isatty():
            return
        full = round(done * WIDTH)
        bar = "█" * full + "·" * (WIDTH - full)
        self.stderr.write(f"\r  {bar} {done:4.0%}", ending="" if done < 1 else "\n")
        self.stderr.flush()
