"""Small results of every layer, made by hand, for the charts to draw."""

from types import MappingProxyType

import numpy as np
import pytest

from strigil.biology import Band, QuantityCourse, Response
from strigil.intervals import Interval
from strigil.mechanics import DepthProfile, EdgeContact, LayerStrain, TargetStrain
from strigil.signals import (
    Recording,
    RecordingAnalysis,
    analyse_recording,
    simulate_recording,
)


def around(value: float) -> Interval:
    return Interval(value, *sorted((0.6 * value, 1.5 * value)))


def contact_by(indenter: str) -> EdgeContact:
    layers = (
        LayerStrain("skin", "skin", 0.0007, 0.0014, around(-0.18)),
        LayerStrain("fat", "fat", 0.0022, 0.0016, around(-0.14)),
        LayerStrain("tendon", "tendon", 0.0055, 0.005, around(-0.011)),
    )
    depth = np.linspace(0.0, 0.008, 20)
    line = np.full(20, -0.05)
    return EdgeContact(
        indenter=indenter,
        site="achilles_midportion",
        force=6.0,
        angle=np.pi / 4,
        line_load=around(200.0),
        contact_length=around(0.03),
        half_width=around(0.0018),
        mean_pressure=around(6e4),
        peak_pressure=around(9e4),
        indentation=around(0.0019),
        layers=layers,
        target=TargetStrain("tendon", 0.0055, around(-0.011)),
        warnings=("Outside what was measured & <checked>.",),
        sources=("StrigilEstimate",),
        profile=DepthProfile(depth, line, line * 1.5, line * 0.6),
    )


@pytest.fixture
def edge_contact() -> EdgeContact:
    return contact_by("scanner.convex")


@pytest.fixture
def thumb_contact() -> EdgeContact:
    return contact_by("thumb")


@pytest.fixture
def response() -> Response:
    days = np.linspace(0.0, 84.0, 85)
    course = 1.5 + 5.6 * np.exp(-days / 35)
    other = 1.9 + 5.3 * np.exp(-days / 45)
    pain = QuantityCourse(
        name="pain",
        unit="point",
        median=course,
        low=course - 0.5,
        high=course + 0.5,
        without=Band(other, other - 1, other + 1),
        difference=Band(course - other, course - other - 1, course - other + 1),
        label="Pain",
        evidence="other_species",
    )
    return Response(
        time_days=days,
        quantities=MappingProxyType({"pain": pain}),
        evidence=MappingProxyType({"pain": "other_species"}),
        calibrated=False,
        note="illustration, not calibrated",
        sources=(),
    )


@pytest.fixture
def recorded() -> tuple[Recording, RecordingAnalysis]:
    recording = simulate_recording(strokes=12, seed=3, difficulty=0.2).recording
    return recording, analyse_recording(recording)
