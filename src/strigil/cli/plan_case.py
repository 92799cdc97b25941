"""``strigil plan``: a plan of care with its reasons."""

from typing import TYPE_CHECKING

import click

from strigil.cli.output import console, json_option, print_json, warn
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
@click.option("--for-patient", is_flag=True, help="In plain words, to take home.")
@json_option
def command(case_file: str, *, for_patient: bool, as_json: bool) -> None:
    """Make a plan of care for a CASE: steps, schedule, stop rules, each with why."""
    from strigil.planning import patient_sheet, plan_of_care
    from strigil.treatment import read_case

    case = read_case(case_file)
    plan = plan_of_care(case)
    if for_patient:
        sheet = patient_sheet(case, plan.as_json())
        if as_json:
            print_json(sheet)
        else:
            console().print(sheet.as_text(), markup=False)
        return
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
        _show_revision(plan)
        _show_schedule(plan)
        _show_steps(plan.steps)
    _reasons("Because", plan.reasons)
    if not plan.held:
        _reasons("Stop when", plan.stop_rules)
        _reasons("On the skin", plan.skin_watch)
    if plan.alternatives:
        out.print("\nOr instead", style="bold")
    for other in plan.alternatives:
        out.print(f"  {other.name}: {other.instead}", markup=False)
    out.print()
    out.print("Advice with reasons, not an order: the clinician decides.", markup=False)


def _show_revision(plan: "PlanOfCare") -> None:
    """Say what the sessions so far ask for, before any step."""
    revision = plan.revision
    if revision.decision == "start":
        return
    decided = revision.decision.replace("_", " ").capitalize()
    console().print(f"{decided}: {revision.change}", style="bold", markup=False)
    for reason in revision.because:
        console().print(f"  {reason}", markup=False)


def _show_schedule(plan: "PlanOfCare") -> None:
    when = plan.schedule
    contact = sum(step.duration or 0.0 for step in plan.steps if step.edge)
    console().print(
        f"{when.visits} visits in {when.weeks:g} weeks, {when.visits_per_week:g} a "
        f"week, at most {when.session_time_min:g} min of IASTM each (this one: "
        f"{_time(contact)} of strokes); at least {when.retreat_interval_h:g} h between "
        "sessions at one place.",
        markup=False,
    )


def _show_steps(steps: "Sequence[PlanStep]") -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2), pad_edge=True)
    grid.add_column(justify="right")
    grid.add_column()
    for step in steps:
        words, detail = Text(step.instruction), _detail(step)
        if detail:
            words.append(f"\n{detail}", style="cyan")
        grid.add_row(str(step.order), words)
    console().print("\nOne visit", style="bold")
    console().print(grid)


def _detail(step: "PlanStep") -> str:
    parts = [step.edge, step.stroke.replace("_", " "), step.grip if step.edge else ""]
    if step.angle_deg is not None:
        parts.append(f"{step.angle_deg:.0f}°")
    if step.duration is not None:
        parts.append(_time(step.duration))
    if step.strokes is not None:
        parts.append(f"{step.strokes} strokes")
    if step.force_band:
        parts.append(step.force_band.as_text())
    return " · ".join(part for part in parts if part)


def _time(seconds: float) -> str:
    """Return a time as a clock in the treatment room shows it."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [f"{minutes} min" if minutes else "", f"{rest} s" if rest else ""]
    return " ".join(part for part in parts if part) or "0 s"


def _reasons(head: str, reasons: "Sequence[Reason]") -> None:
    out = console()
    out.print(f"\n{head}", style="bold")
    for reason in reasons:
        out.print(f"  {reason}", markup=False)
