"""The problem of response-84d: patients, sessions, looks, and how far off one is."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from strigil.biology._generated import lanes
from strigil.biology.course import Course, course_of
from strigil.biology.model import Parameters
from strigil.biology.parameters import draw_parameters, start_of

Array = NDArray[np.float64]
Solve = Callable[[float], Array]
PATIENTS = 64  # four blocks; half of them acute, half chronic
DAYS = np.arange(85.0)
# Two a week, never at a look: programs differ in which side of a jump they show.
SESSIONS = 3.5 * np.arange(24) + 0.9  # d
DOSE = 1.0
SEED = 1
# Where a state is a hundredth of healthy, an error counts as one of that size.
FLOOR = 0.01


def course(patients: int = PATIENTS, tolerance: float = 1e-5) -> Course:
    """Return the patients: acute sprains and chronic ones in turn."""
    starts = [start_of("ligament_sprain", stage)[0] for stage in ("acute", "chronic")]
    return course_of(
        np.stack([starts[i % 2] for i in range(patients)], axis=1),
        draw_parameters("ligament_sprain", samples=patients, seed=SEED),
        sessions=[(float(day), DOSE) for day in SESSIONS],
        time_days=DAYS,
        tolerance=tolerance,
    )


def parameters_of(patient: Array) -> Parameters:
    """Return a patient's parameters by symbol."""
    return Parameters(**dict(zip(lanes.PARAMETERS, patient, strict=True)))


def worst(found: Array, truth: Array) -> float:
    """Return the largest scaled error over days, states and patients [1]."""
    return float(np.max(np.abs(found - truth) / (np.abs(truth) + FLOOR)))
