"""Recordings of the demo: simulated, stored and read like any other."""

import hashlib
from datetime import timedelta
from pathlib import Path

from django.conf import settings

import strigil
from strigil_clinic.demo.science import simulate_into, worked_step
from strigil_clinic.demo.setting import Setting, demo_id, keep
from strigil_clinic.demo.story import Recorded, Story
from strigil_clinic.recordings.models import Recording
from strigil_clinic.sessions.models import Session

__all__ = ["record_session"]


def record_session(
    story: Story, session: Session, recorded: Recorded, setting: Setting, order: int
) -> Recording:
    """Simulate, store and read one recording of a session."""
    who, number = setting.people[story.by], session.visit.number
    pk = demo_id(story.key, "recording", number, order)
    path = Path(settings.RECORDINGS) / f"{pk}.parquet"
    step = worked_step(session.plan_snapshot)
    simulate_into(path, recorded, setting.seed + pk.int % 10_000)
    row = Recording(
        id=pk,
        episode=session.visit.episode,
        session=session,
        file_name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        size=path.stat().st_size,
        original_name=f"{story.key}-visit-{number}.parquet",
        profile="strigil",
        edge_id=step["edge"],
        site_id=step["site"],
        library_version=strigil.__version__,
        is_demo=True,
        uploaded_at=(session.ended_at or setting.now) + timedelta(minutes=1),
        uploaded_by=who,
    )
    return keep(row, who)
