"""Small results of every layer, made by hand, for the charts to draw."""

from types import MappingProxyType

import numpy as np
import pytest

from strigil.biology import Band, QuantityCourse, Response
from strigil.intervals import Interval
from strigil.mechanics import (
    BodyPatch,
    DepthProfile,
    EdgeContact,
    LayerStrain,
    TargetStrain,
    simulate_scan,
    stiffness_scan,
)
from strigil.signals import (
    Recording,
    RecordingAnalysis,
    analyse_recording,
    simulate_recording,
)
from strigil.treatment import (
    LayerCourse,
    LayerDose,
    LayerPoint,
    RecordedScan,
    SiteDoseMap,
    search_anomalies,
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
        discomfort=around(0.2),
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


@pytest.fixture
def dose_map() -> SiteDoseMap:
    """Six passes over one line and two over another, on 60 by 40 mm."""
    passes = np.zeros((40, 30), dtype=np.int64)
    passes[5:35, 5:13], passes[5:35, 16:24] = 6, 2
    layers = (
        LayerPoint("skin", "skin", 0.0, 0.0014, 0.0007, is_target=False),
        LayerPoint("fat", "fat", 0.0014, 0.0016, 0.0022, is_target=False),
        LayerPoint("tendon", "tendon", 0.003, 0.005, 0.0055, is_target=True),
    )
    strain = np.stack([passes * share for share in (0.03, 0.05, 0.01)])
    depth = np.array([0.0004, 0.001, 0.0018, 0.0026, 0.004, 0.007])
    return SiteDoseMap(
        site="achilles_midportion",
        edge="scanner.convex",
        angle=np.pi / 4,
        placing="measured",
        patch=BodyPatch((40, 30), cell=2e-3),
        strokes=8,
        passes=passes,
        impulse=passes * 5e3,
        most_impulse=around(3e4),
        highest_strain=strain,
        strain_time=strain * 0.5,
        target_work=strain[2] ** 2 * 0.5,
        over_share=0.7,
        layers=tuple(
            LayerDose(one, around(float(s.max())), around(float(s.max()) / 2))
            for one, s in zip(layers, strain, strict=True)
        ),
        course=LayerCourse(depth, np.array([0, 0, 1, 1, 2, 2]), np.ones(6)),
        cannot_say=("Whether it heals: an illustration, not calibrated.",),
        warnings=(),
        sources=("StrigilEstimate",),
    )


def scanned(change: float, *, strokes: int = 8) -> RecordedScan:
    made = simulate_scan(strokes, seed=3, change=change)
    scan = stiffness_scan(made.position, made.force, made.indentation)
    return RecordedScan(scan, search_anomalies(scan), scan.warnings)


@pytest.fixture
def soft_scan() -> RecordedScan:
    return scanned(-0.3)


@pytest.fixture
def even_scan() -> RecordedScan:
    return scanned(0.0)


@pytest.fixture
def short_scan() -> RecordedScan:
    return scanned(-0.3, strokes=3)


@pytest.fixture
def blind_scan() -> RecordedScan:
    made = simulate_scan(8, seed=3)
    scan = stiffness_scan(made.position, made.force)
    return RecordedScan(scan, search_anomalies(scan), scan.warnings)
