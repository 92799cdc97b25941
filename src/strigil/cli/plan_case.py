"""``strigil plan``: a plan of care with its reasons."""

from typing import TYPE_CHECKING

import click

from strigil.cli.output import console, json_option, print_json, show_table, warn
from strigil.cli.worked import Worked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strigil.planning import PlanOfCare
    from strigil.treatment import PlanStep, Reason

__all__ = ["command"]


@click.command(
    "plan", cls=Worked, example="strigil plan examples/cases/achilles_tendinopathy.toml"
)
@click.argument("case_file", metavar="CASE")
@json_option
def command(case_file: str, *, as_json: bool) -> None:
    """Make a plan of care for a CASE: steps, schedule, stop rules, each with why."""
    from strigil.planning import plan_of_care
    from strigil.treatment import read_case

    plan = plan_of_care(read_case(case_file))
    if as_json:
        print_json(plan)
    else:
        _show(plan)
    warn(plan.warnings)


def _show(plan: "PlanOfCare") -> None:
    from strigil.cli.screen_case import DECISION_WORDS

    out = console()
    out.print(DECISION_WORDS[plan.screening.decision], style="bold")
    if plan.held:
        out.print(plan.as_text(), markup=False)
    else:
        _show_schedule(plan)
        rows = [_row(step) for step in plan.steps]
        show_table("One visit", ("", "Step", "With", "How firmly", "[min]"), rows)
    _reasons("Because", plan.reasons)
    _reasons("Stop when", plan.stop_rules)
    for other in plan.alternatives:
        out.print(f"Instead: {other.name}. {other.instead}", markup=False)
    out.print("Advice with reasons, not an order: the clinician decides.", markup=False)


def _show_schedule(plan: "PlanOfCare") -> None:
    when = plan.schedule
    console().print(
        f"{when.visits} visits in {when.weeks:g} weeks, {when.visits_per_week:g} a "
        f"week, {when.session_time_min:g} min of IASTM each; at least "
        f"{when.retreat_interval_h:g} h between sessions at one place.",
        markup=False,
    )


def _row(step: "PlanStep") -> tuple[str, ...]:
    tool = ", ".join(filter(None, (step.edge, step.stroke.replace("_", " "))))
    if step.angle_deg is not None:
        tool += f", {step.angle_deg:.0f}°"
    minutes = "" if step.duration is None else f"{step.duration / 60:g}"
    band = step.force_band.as_text() if step.force_band else ""
    return (str(step.order), step.instruction, tool, band, minutes)


def _reasons(head: str, reasons: "Sequence[Reason]") -> None:
    out = console()
    out.print(f"\n{head}", style="bold")
    for reason in reasons:
        out.print(f"  {reason}", markup=False)
