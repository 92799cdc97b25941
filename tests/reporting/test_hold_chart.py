"""A hold, drawn."""

from xml.etree import ElementTree as ET

import numpy as np

from strigil.intervals import Interval
from strigil.mechanics import HeldContact, RateCourse, RateState
from strigil.reporting import hold_chart


def course(values: np.ndarray) -> RateCourse:
    return RateCourse(values, 0.7 * values, 1.4 * values)


def held() -> HeldContact:
    time = np.linspace(0.0, 10.0, 41)
    force = np.interp(time, [0, 1, 7, 8, 10], [0, 4, 4, 0, 0])
    one = Interval(0.006, 0.004, 0.009)
    state = RateState(one, one, Interval(2e4, 1e4, 3e4), one, one)
    shape = force / 4.0 * (1.0 + 0.02 * time)
    return HeldContact(
        indenter="scanner.convex",
        site="calf",
        target="muscle",
        time=time,
        force=force,
        indentation=course(6e-3 * shape),
        target_strain=course(-0.2 * shape),
        target_stress=course(-8e3 * shape),
        pressed=state,
        held=state,
        creep=Interval(0.15, 0.1, 0.3),
        strain_creep=Interval(0.2, 0.1, 0.4),
        left=Interval(2e-3, 1e-3, 4e-3),
        lost_work=Interval(0.01, 0.005, 0.02),
        warnings=(),
        sources=("MouseSkin2015",),
    )


def test_a_hold_is_well_formed_and_says_what_it_shows() -> None:
    drawn = hold_chart(held())
    ET.fromstring(drawn.replace("@uid@", ""))  # noqa: S314  # our own drawing
    for words in ("held", "comes back", "Compression of the muscle", "not calibrated"):
        assert words in drawn
    assert "15 % (10 to 30)" in drawn


def test_compression_is_drawn_upwards_and_its_band_is_the_right_way_round() -> None:
    drawn = hold_chart(held())
    assert "−" not in drawn.split("Compression of the muscle")[1].split("</svg>")[0]
    assert "nan" not in drawn
