"""``strigil what-if``: a plan beside changed plans and none."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from strigil.cli.output import (
    SEED,
    console,
    json_option,
    plot_option,
    print_json,
    progress_bar,
    show_table,
    warn,
    write_text,
)
from strigil.cli.worked import Worked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strigil.planning import PlanSearch, UncertaintyShare, WhatIf

__all__ = ["command"]


@click.command(
    "what-if",
    cls=Worked,
    example="strigil what-if examples/cases/achilles_tendinopathy.toml "
    "--change word=light",
)
@click.argument("case_file", metavar="CASE")
@click.option(
    "--change",
    "changes",
    multiple=True,
    metavar="TEXT",
    help="Such as word=light time=0.5; again for another.",
)
@click.option("--search", is_flag=True, help="Try every plan that today allows.")
@click.option("--days", default=84, show_default=True, type=click.IntRange(1, 730))
@click.option(
    "--samples", default=500, show_default=True, type=click.IntRange(10, 5000)
)
@click.option("--seed", default=0, show_default=True, type=SEED, help="Of draws.")
@plot_option
@json_option
def command(  # noqa: PLR0913  # one argument for each option
    case_file: str,
    changes: tuple[str, ...],
    *,
    search: bool,
    days: int,
    samples: int,
    seed: int,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Set a CASE's plan beside changed plans and none, on the same drawn patients.

    A change names word, edge, time (1: as planned), visits_per_week or visits. Without
    --change those of one thing that today allows stand side by side.
    Nothing can be asked for that the plan's own limits forbid. An illustration, not
    calibrated: it names no plan best.
    """
    from strigil.biology import compile_beside
    from strigil.planning import (
        plan_change_of,
        plan_of_care,
        search_plans,
        single_changes,
        uncertainty_of_plan,
        what_if,
    )
    from strigil.treatment import read_case

    case = read_case(case_file)
    compile_beside()
    plan = plan_of_care(case)
    asked = [plan_change_of(text) for text in changes]
    tried = asked or ([] if plan.held else [*single_changes(case, plan)])
    with progress_bar("Trying plans") as tell:
        found = what_if(
            case, plan, tried, days=days, samples=samples, seed=seed, progress=tell
        )
    many = max(samples, 500)
    shares = uncertainty_of_plan(case, plan, days=days, samples=many, seed=seed)
    best = None
    if search:
        with progress_bar("Searching") as tell:
            best = search_plans(case, plan, days=days, seed=seed, progress=tell)
    if plot:
        from strigil.reporting import stand_alone, what_if_chart

        write_text(plot, stand_alone(what_if_chart(found)), "chart")
    if as_json:
        print_json({"what_if": found, "uncertainty": shares, "search": best})
    else:
        _show(found, shares, best)
    warn([found.note])


def _show(
    found: "WhatIf", shares: "Sequence[UncertaintyShare]", best: "PlanSearch | None"
) -> None:
    from strigil.reporting import plan_name, what_if_table

    table = what_if_table(found)
    note = (
        f"{found.note}; middle and 90 % interval, patient by patient. Without IASTM: "
        f"{found.without.value:.2g} ({found.without.low:.2g} to "
        f"{found.without.high:.2g}). {found.says}"
    )
    show_table("What if", table.columns, table.rows, note=note)
    rows = [
        (one.said, f"{one.of_difference:.0%}", f"{one.of_course:.0%}", one.narrows)
        for one in shares
    ]
    columns = ("Not known", "Of the difference", "Of the course", "What narrows it")
    said = "Shares of the variance; that the model may be wrong is in none of them."
    show_table("What the uncertainty comes from", columns, rows, note=said)
    if best is None:
        return
    least = best.least_work
    console().print(best.says, markup=False)
    console().print(
        f"Of those alike the least work: {plan_name(least).lower()}; {least.sessions} "
        f"visits of {least.contact_time / 60.0:.2g} min.",
        markup=False,
    )
