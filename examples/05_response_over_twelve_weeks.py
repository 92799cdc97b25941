"""How tissue may answer to twelve sessions: an illustration, not calibrated."""

from pathlib import Path

import numpy as np

from strigil.biology import SessionStimulus, predict_response
from strigil.reporting import SessionMark, forecast_chart, number, stand_alone

DAYS = [3.5 * visit for visit in range(12)]
QUANTITIES = ("pain", "strength", "stiffness", "restriction", "bruise")


def main(chart: Path | None = None) -> dict[str, float]:
    sessions = [SessionStimulus(time_days=day, dose=1.0) for day in DAYS]
    response = predict_response(
        "tendinopathy", "chronic", sessions=sessions, duration_days=84, samples=60
    )
    print(f"{response.note}; day {response.time_days[-1]:.0f}")
    for name in QUANTITIES:
        course = response.quantities[name]
        low, high = course.difference.low[-1], course.difference.high[-1]
        print(
            f"  {course.label:26} {number(float(course.median[-1]), 2):>6}"
            f"  without {number(float(course.without.median[-1]), 2):>6}"
            f"  difference {number(float(low), 2)} to {number(float(high), 2)}"
        )
    if chart:
        marks = [SessionMark(day, 1.0) for day in DAYS]
        svg = forecast_chart(response, "pain", sessions=marks)
        chart.write_text(stand_alone(svg), "utf-8")
    pain = response.quantities["pain"]
    none = predict_response("tendinopathy", "chronic", sessions=[], samples=20)
    same = none.quantities["pain"].difference
    return {
        "weeks": float(response.time_days[-1]) / 7,
        "difference_without_sessions": float(np.abs(same.median).max()),
        "band": float((pain.high - pain.low).max()),
    }


if __name__ == "__main__":
    main(Path("pain.svg"))
