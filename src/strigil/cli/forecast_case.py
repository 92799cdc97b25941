"""``strigil forecast``: how tissue may answer, with and without IASTM."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from strigil.cli.forecast_recorded import (
    RecordedAsked,
    recorded_session,
    show_recorded,
)
from strigil.cli.output import (
    SEED,
    json_option,
    plot_option,
    print_json,
    progress_bar,
    show_table,
    warn,
    write_text,
)
from strigil.cli.worked import Worked
from strigil.errors import UnknownNameError

if TYPE_CHECKING:
    from strigil.biology import PersonFit, QuantityCourse, Response
    from strigil.cli.forecast_recorded import RecordedSession
    from strigil.planning import PlanOfCare
    from strigil.treatment import Case

__all__ = ["command"]

_SHOWN = ("pain", "strength", "stiffness", "restriction", "erythema", "bruise")


@click.command(
    "forecast",
    cls=Worked,
    example="strigil forecast examples/cases/achilles_tendinopathy.toml --days 84",
)
@click.argument("case_file", metavar="CASE")
@click.option("--days", default=84, show_default=True, type=click.IntRange(1, 730))
@click.option(
    "--samples", default=200, show_default=True, type=click.IntRange(10, 5000)
)
@click.option("--seed", default=0, show_default=True, type=SEED, help="Of draws.")
@click.option("--recording", metavar="FILE", help="What a session delivered.")
@click.option("--session", type=click.IntRange(min=1), metavar="N", help="Which one.")
@click.option("--profile", metavar="P", help="Columns of the recording.")
@click.option("--edge", metavar="E", help="Edge of the recording, instrument.edge.")
@click.option("--site", metavar="S", help="Body site of the recording.")
@click.option("--length-mm", type=float, metavar="L", help="Of a stroke, if unknown.")
@click.option("--quantity", default="pain", show_default=True, help="For the chart.")
@plot_option
@json_option
def command(
    case_file: str,
    days: int,
    *,
    quantity: str,
    plot: Path | None,
    as_json: bool,
    **more: Any,
) -> None:
    """Forecast a CASE under its plan, beside the same care without IASTM.

    The outcomes that the case holds narrow the forecast to patients who fit them. Where
    the screen or the course holds the plan, that is said first, and no further session
    is forecast. With --recording a session is what was delivered, place by place: the
    last so far, else the first planned one, or that of --session. An illustration, not
    calibrated: no advice for a patient rests on it.
    """
    from strigil.biology import compile_beside
    from strigil.planning import forecast_plan, plan_of_care
    from strigil.treatment import read_case

    given = {name: more.pop(name) for name in RecordedAsked.__slots__}
    case = read_case(case_file)
    compile_beside()  # for the next forecast; this one does without
    plan = plan_of_care(case)
    recorded = recorded_session(RecordedAsked(**given), case, plan, days=days)
    with progress_bar("Forecasting") as tell:
        found = _Found(
            forecast_plan(
                case,
                plan,
                duration_days=days,
                delivered=recorded.at if recorded else None,
                progress=tell,
                **more,
            ),
            forecast_plan(case, plan, duration_days=days, **more) if recorded else None,
            recorded,
        )
    if quantity not in found.response.quantities:
        kind = "quantity"
        raise UnknownNameError(kind, quantity, found.response.quantities)
    if plot:
        write_text(plot, _chart(case, plan, found, quantity), "chart")
    _tell(case, plan, found, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Found:
    """The forecast; from a recording also the one that was planned."""

    response: "Response"
    planned: "Response | None"
    recorded: "RecordedSession | None"


def _tell(case: "Case", plan: "PlanOfCare", found: _Found, *, as_json: bool) -> None:
    from strigil.planning import said_of_held

    response, held = found.response, said_of_held(case, plan)
    said = found.recorded.said if found.recorded else ()
    if as_json:
        print_json(_as_json(found, plan))
        warn([*response.warnings, *said, response.note])
        return
    for why in (*held, *plan.instead):
        click.echo(why)
    if found.recorded and found.planned:
        show_recorded(found.recorded, found.planned, response)
    _show(response, held=bool(plan.held))
    others = [one for one in response.warnings if one not in held]
    warn([*others, *said, response.note])


def _chart(case: "Case", plan: "PlanOfCare", found: _Found, name: str) -> str:
    from strigil.planning import course_doses
    from strigil.reporting import (
        MeasuredPoint,
        SessionMark,
        TodayMark,
        forecast_chart,
        stand_alone,
    )
    from strigil.treatment import days_ago, outcomes_told

    response = found.response
    days = float(response.time_days[-1])
    doses = dict(course_doses(case, plan, duration_days=days))
    if found.recorded:
        doses[found.recorded.time_days] = found.recorded.delivered.dose
    today = max((days_ago(case, s) or 0.0 for s in case.sessions), default=0.0)
    rated = outcomes_told(case).rated_pain if name == "pain" else ()
    return stand_alone(
        forecast_chart(
            response,
            name,
            measured=[MeasuredPoint(*pair) for pair in rated],
            sessions=[SessionMark(d, dose.work.value) for d, dose in doses.items()],
            events=[TodayMark(today)] if today > 0.0 else [],
            held=plan.held,
        )
    )


def _as_json(found: _Found, plan: "PlanOfCare") -> dict[str, object]:
    response, recording = found.response, None
    if found.recorded and found.planned:
        recording = found.recorded.as_json(found.planned)
    return {
        "recording": recording,
        "held": plan.held,
        "instead": list(plan.instead),
        "time_days": response.time_days,
        "quantities": {n: _course(q) for n, q in response.quantities.items()},
        "evidence": response.evidence,
        "calibrated": response.calibrated,
        "note": response.note,
        "sources": list(response.sources),
        "warnings": list(response.warnings),
        "person": None if response.person is None else response.person.as_json(),
    }


def _course(course: "QuantityCourse") -> dict[str, object]:
    return {
        "label": course.label,
        "unit": course.unit,
        "median": course.median,
        "low": course.low,
        "high": course.high,
        "without": course.without,
        "difference": course.difference,
    }


def _span(low: float, high: float) -> str:
    from strigil.reporting import number

    return f"{number(float(low), 2)} to {number(float(high), 2)}"


def _apart(course: "QuantityCourse") -> str:
    from strigil.reporting import number

    apart = course.difference
    said = _span(apart.low[-1], apart.high[-1])
    return f"{number(float(apart.median[-1]), 2)} ({said})"


def _show(response: "Response", *, held: bool) -> None:
    from strigil.reporting import number

    rows = []
    for name in _SHOWN:
        course = response.quantities.get(name)
        if course is None:
            continue
        start, last = course.median[0], course.median[-1]
        rows.append(
            (
                course.label,
                number(float(start), 2),
                number(float(last), 2),
                number(float(course.without.median[-1]), 2),
                _apart(course),
                response.evidence[name].replace("_", " "),
            )
        )
    days = response.time_days[-1]
    columns = (
        "Quantity",
        "Start",
        f"Day {days:.0f}",
        "Without",
        "Difference",
        "Evidence",
    )
    person = f"{response.person.said}; " if response.person else ""
    note = (
        f"{response.note}; {person}difference: with minus without, middle "
        "and 90 % interval. Evidence: that IASTM has an effect at all, not its "
        "size; on pain, trials conflict."
    )
    title = "Forecast, with IASTM and without"
    if held:
        title = "Forecast without further IASTM, beside none at all"
    show_table(title, columns, rows, note=note)
    if response.person is not None:
        _show_person(response, response.person)


def _show_person(response: "Response", person: "PersonFit") -> None:
    """Show what was learnt: each outcome, and pain before and after it."""
    from strigil.reporting import number

    told = [
        (
            one.measure,
            f"{one.time_days:.0f}",
            number(one.value, 2),
            _span(one.low, one.high),
        )
        for one in person.outcomes
    ]
    before, after = person.before["pain"], response.quantities["pain"]
    note = (
        "Foretold: 90 % interval without these outcomes. Pain at the end was "
        f"{_span(before.low[-1], before.high[-1])} before them and is "
        f"{_span(after.low[-1], after.high[-1])} with them."
    )
    columns = ("Outcome", "Day", "Told", "Foretold")
    said = person.said[0].upper() + person.said[1:]
    show_table(said, columns, told, note=note)
