"""The response model by libRoadRunner: our SBML, sessions as its own events."""

import numpy as np
import roadrunner
from response_problem import DOSE, SESSIONS, Array, parameters_of

from strigil.biology._generated import lanes
from strigil.biology.course import Course
from strigil.biology.model import STATES
from strigil.biology.sbml import sbml_of


class Loaded:
    """The model, compiled once; patients are set in it one after the other."""

    def __init__(self, course: Course) -> None:
        text = sbml_of(
            course.start[:, 0],
            parameters_of(course.parameters[:, 0]),
            sessions=[(float(day), DOSE) for day in SESSIONS],
        )
        self.runner = roadrunner.RoadRunner(text)
        self.runner.timeCourseSelections = list(STATES)
        self.runner.integrator.setValue("maximum_num_steps", 1_000_000)

    def solve(self, course: Course, rtol: float) -> Array:
        """Follow everybody, one by one; axes: look, state, patient."""
        runner = self.runner
        runner.integrator.relative_tolerance = rtol
        runner.integrator.absolute_tolerance = rtol * 1e-2
        seen = np.empty((len(course.look_days), len(STATES), course.start.shape[1]))
        names = [*lanes.PARAMETERS, *STATES]
        for patient in range(course.start.shape[1]):
            runner.resetToOrigin()
            values = [*course.parameters[:, patient], *course.start[:, patient]]
            for name, value in zip(names, values, strict=True):
                runner[name] = value
            days = float(course.look_days[-1])
            seen[:, :, patient] = runner.simulate(0.0, days, len(course.look_days))
        return seen
