"""Files as people upload them: a simulated recording, and bad ones."""

from collections.abc import Callable

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from strigil.signals import simulate_recording

HEAD = "time,force_normal\n"


@pytest.fixture(scope="session")
def csv() -> bytes:
    made = simulate_recording(strokes=8, seed=3, difficulty=0.0).recording
    rows = np.column_stack([made.time, made.channels["force_normal"]])
    lines = (f"{time:.4f},{force:.4f}" for time, force in rows)
    return (HEAD + "\n".join(lines)).encode()


@pytest.fixture
def upload(episode) -> Callable:
    """`upload(client, bytes)` sends a file with everything else filled in."""

    def send(client: Client, content: bytes, name: str = "strokes.csv", **more):
        data = {
            "file": SimpleUploadedFile(name, content),
            "edge": "scanner.convex",
            "site": "achilles_midportion",
            "right_patient": "on",
        }
        address = f"/recordings/episode/{episode.pk}/upload/"
        return client.post(address, {**data, **more})

    return send
