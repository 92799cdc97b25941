"""Sessions that are under way, in a clinic of its own with its demo."""

import json
import os
import subprocess
import sys
from pathlib import Path

_MAKE = """
import json, sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("demo", verbosity=0, stdout=sys.stderr)
from strigil_clinic.episodes.models import Episode
from strigil_clinic.plans.rows import accepted_plan
from strigil_clinic.sessions.models import Session
from strigil_clinic.sessions.start import begin
under_way = ("in-progress", "on-hold")
rows = [*Session.objects.filter(state__in=under_way, practitioner__username="ana")]
busy = {row.visit.episode_id for row in rows}
checked = {"resting_pain": 1, "sign": "a movement", "sign_pain": 3}
for episode in Episode.objects.exclude(pk__in=busy):
    plan = accepted_plan(episode)
    if len(rows) < int(sys.argv[1]) and plan is not None and plan.snapshot["steps"]:
        who = plan.signed_by
        rows += [begin(episode, plan, checked, who)] if who.username == "ana" else []
print(json.dumps([str(row.pk) for row in rows]))
"""


def treated(var: Path, count: int) -> list[str]:
    """Load the demo into a folder and return so many sessions under way."""
    settings = {
        "STRIGIL_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "strigil_clinic.settings",
    }
    made = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-c", _MAKE, str(count)],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(made.stdout.splitlines()[-1])
    if len(found) < count:
        message = (
            f"The demo has {len(found)} sessions to treat; {count} were asked for."
        )
        raise SystemExit(message)
    return [str(one) for one in found[:count]]
