"""A forecast that learnt from one patient shows from what, and what it was before."""

import pytest

from strigil.biology import OutcomeSeries, Response, predict_response
from strigil.reporting import forecast_chart, forecast_table


def predict(*told: float) -> Response:
    days = tuple(7.0 * week for week in range(len(told)))
    series = OutcomeSeries(
        "NPRS", "pain", days, told, error=0.64, low=0.0, high=10.0, direct=True
    )
    return predict_response(
        "muscle_strain", "acute", samples=20, duration_days=28.0, outcomes=[series]
    )


@pytest.fixture(scope="module")
def learnt() -> Response:
    return predict(6.0, 4.0)


def test_the_chart_says_from_how_many_outcomes_and_draws_the_band_before(
    learnt: Response,
) -> None:
    drawn = forecast_chart(learnt, "pain")
    assert "from 1 outcome of this patient" in drawn
    assert drawn.count('stroke-dasharray="4 4"') == 2


def test_every_quantity_can_be_drawn_before_and_after(learnt: Response) -> None:
    assert learnt.person is not None
    assert set(learnt.person.before) == set(learnt.quantities)
    assert "dashed: before" in forecast_chart(learnt, "bruise")


def test_the_table_says_so_too(learnt: Response) -> None:
    assert "from 1 outcome of this patient" in forecast_table(learnt, "pain").caption


def test_a_forecast_that_learnt_nothing_says_nothing_of_it() -> None:
    drawn = forecast_chart(predict(6.0), "pain")
    assert "outcome" not in drawn
    assert 'stroke-dasharray="4 4"' not in drawn
