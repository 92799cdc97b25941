"""What a plan is foretold to do lies within what the reviews of trials found."""

from pathlib import Path

import numpy as np
import pytest

from strigil.planning import forecast_plan, plan_of_care
from strigil.treatment import read_case

# Standardised differences of pain, benefit positive: the lower end of IastmReview2022
# and the upper end of Tang2025. A standard deviation of pain is above one point in
# every trial that was read, so that a benefit in points within them is within them.
WORST, BEST = -0.43, 0.80
CASES = sorted(Path("examples/cases").glob("*.toml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_middle_of_the_difference_stays_within_the_reviews(path):
    case = read_case(path)
    plan = plan_of_care(case)
    if plan.held:
        assert plan.steps == ()
        return
    found = forecast_plan(case, plan, samples=100)
    difference = found.quantities["pain"].difference
    assert found.time_days[-1] == pytest.approx(84.0)
    benefit = -np.asarray(difference.median)
    assert benefit.min() >= WORST
    assert benefit.max() <= BEST
    assert (np.asarray(difference.low) <= np.asarray(difference.high)).all()


def test_more_than_half_of_the_examples_treat():
    treated = [not plan_of_care(read_case(path)).held for path in CASES]
    assert sum(treated) > len(CASES) / 2
