"""Student's t without scipy, held against scipy."""

import math
import subprocess
import sys

import pytest
from scipy.special import stdtrit

from strigil.treatment.student import student_quantile


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 29, 30, 1001])
@pytest.mark.parametrize("share", [0.6, 0.95, 0.999])
def test_quantiles_are_those_of_scipy(degrees: int, share: float) -> None:
    known = float(stdtrit(degrees, share))
    assert student_quantile(degrees, share) == pytest.approx(known, rel=1e-11)


def test_one_and_two_degrees_have_closed_forms() -> None:
    p = 0.9
    cauchy = math.tan(math.pi * (p - 0.5))
    assert student_quantile(1, p) == pytest.approx(cauchy, rel=1e-13)
    two = (2 * p - 1) * math.sqrt(2.0 / (1.0 - (2 * p - 1) ** 2))
    assert student_quantile(2, p) == pytest.approx(two, rel=1e-13)


def test_half_lies_below_zero() -> None:
    assert student_quantile(7, 0.5) == pytest.approx(0.0, abs=1e-12)


def test_a_plan_and_a_contact_do_not_wait_for_scipy_special() -> None:
    code = (
        "import sys, strigil.planning.forecast, strigil.mechanics.edge_contact; "
        "sys.exit('scipy.special' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
