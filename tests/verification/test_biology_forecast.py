"""What the uncalibrated model may and may not say, and that its page says the same."""

import re
from functools import cache
from pathlib import Path

import pytest

from strigil.biology import Response, SessionStimulus, predict_response

PAGE = Path(__file__).parents[2] / "docs" / "models" / "tissue-response.md"
TWELVE_WEEKS = 84


@cache
def typical(dose: float = 1.0) -> Response:
    """Two sessions a week for four weeks in chronic tendinopathy, pain 5 of 10."""
    plan = tuple(SessionStimulus(3.5 * i, dose) for i in range(8))
    return predict_response(
        "tendinopathy", "chronic", sessions=plan, resting_pain=5.0, seed=0
    )


@pytest.mark.slow
def test_a_typical_plan_promises_no_more_than_reviews_report() -> None:
    """Standardised differences of 0.05 to 0.60 at a usual spread of about 2 points."""
    pain = typical().quantities["pain"].difference.median
    assert -0.60 * 2.0 <= pain[TWELVE_WEEKS] <= -0.05 * 2.0


@pytest.mark.slow
def test_a_course_five_times_as_hard_is_not_foretold_to_do_better() -> None:
    hard = typical(5.0).quantities["pain"].difference.median[TWELVE_WEEKS]
    assert hard > typical().quantities["pain"].difference.median[TWELVE_WEEKS]


@pytest.mark.slow
def test_no_benefit_and_some_harm_lie_inside_the_band_at_four_weeks() -> None:
    pain = typical().quantities["pain"].difference
    assert pain.low[28] < 0.0 < pain.high[28]


@pytest.mark.slow
def test_the_page_shows_what_the_model_says_now() -> None:
    row = next(
        line
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("| tendinopathy | chronic |")
    )
    shown = [float(number) for number in re.findall(r"[-+]?\d+\.\d+", row)]
    pain = typical().quantities["pain"]
    without, difference = pain.without, pain.difference
    week_4, week_12 = 28, TWELVE_WEEKS
    said = [
        *(line[week_12] for line in (pain.median, pain.low, pain.high)),
        *(line[week_12] for line in (without.median, without.low, without.high)),
        *(d[week_4] for d in (difference.median, difference.low, difference.high)),
        *(d[week_12] for d in (difference.median, difference.low, difference.high)),
    ]
    assert said == pytest.approx(shown, abs=0.06)
