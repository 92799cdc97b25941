"""Readings as people type them, and a browser's form filled in."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from strigil.signals import simulate_recording
from strigil_clinic.calibrations.models import ForceCalibration

EDGE = "multi_curve_medium.concave"
LIGHT = "200, 210 220\n215 205; 212 208 203 217 211 209 214 206 213 207"
FIRM = " ".join(str(800 + 5 * k) for k in range(15))


def day(ago: int = 0) -> date:
    return timezone.localdate() - timedelta(days=ago)


@pytest.fixture
def measured() -> Callable:
    """`measured(client, firm="...")` sends the form; what is not given is usual."""

    def send(client: Client, **more):
        data = {
            "method": "kitchen_scale",
            "unit": "g",
            "statistic": "peak",
            "edge": EDGE,
            "measured_on": day().isoformat(),
            "light": LIGHT,
        }
        sent = {k: v for k, v in (data | more).items() if v is not None}
        return client.post("/calibration/measure/", sent)

    return send


@pytest.fixture
def signed(ana) -> Callable:
    """`signed("light", [2.0, ...], ago=3)` is a signed word of Ana's."""

    def make(word: str, readings: list[float], *, ago: int = 0, who=ana, **more):
        row = ForceCalibration(
            practitioner=who,
            created_by=who,
            method="kitchen_scale",
            word=word,
            edge_id=EDGE,
            readings=readings,
            measured_on=day(ago),
            **more,
        )
        row.save()
        row.sign(who)
        return row

    return make


@pytest.fixture(scope="session")
def csv() -> Callable:
    """`csv(6.0)` is a recording of eight strokes with peaks about that force."""

    def make(force: float) -> SimpleUploadedFile:
        made = simulate_recording(strokes=8, seed=3, difficulty=0.0, force=force)
        channels = made.recording.channels
        rows = np.column_stack([made.recording.time, channels["force_normal"]])
        lines = (f"{time:.4f},{force:.4f}" for time, force in rows)
        content = ("time,force_normal\n" + "\n".join(lines)).encode()
        return SimpleUploadedFile("strokes.csv", content)

    return make
