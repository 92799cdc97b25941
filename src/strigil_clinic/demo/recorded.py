"""Recordings of the demo: simulated, then taken in as an upload would be."""

import tempfile
from datetime import timedelta
from pathlib import Path

from strigil_clinic.audit.models import AuditAction
from strigil_clinic.demo.science import simulate_into, words_of, worked_step
from strigil_clinic.demo.setting import Setting, demo_id, noted
from strigil_clinic.demo.story import Recorded, Story
from strigil_clinic.recordings.intake import Incoming, store
from strigil_clinic.recordings.models import Recording
from strigil_clinic.sessions.models import Session

__all__ = ["record_session"]

SEEDS = 10_000  # how many different hands there are


def record_session(
    story: Story, session: Session, recorded: Recorded, setting: Setting
) -> Recording:
    """Simulate one recording of a session, store it and read it."""
    who, number = setting.people[story.by], session.visit.number
    step = worked_step(session.plan_snapshot, scan=recorded.scan)
    what = "-scan" if recorded.scan else ""
    name = f"simulated-{story.key}-visit-{number}{what}.parquet"
    seed = setting.seed + demo_id(name).int % SEEDS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        simulate_into(path, recorded, seed)
        with path.open("rb") as file:
            incoming = Incoming(
                file=file,
                name=name,
                size=path.stat().st_size,
                episode=session.visit.episode,
                uploaded_by=who,
                edge=step["edge"],
                site=step["site"],
                session=session,
                readings=words_of(who),
                is_demo=True,
                pk=demo_id(name),
            )
            row = store(incoming)
    row.uploaded_at = (session.ended_at or setting.now) + timedelta(minutes=1)
    row.save()
    return noted(row, who, AuditAction.CREATE)
