"""``strigil validate``: the response model against published experiments."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

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

if TYPE_CHECKING:
    from strigil.treatment import Outcome

__all__ = ["command"]

_NOTE = (
    "Interval: where 90 % of such studies would find it, study error and what so few "
    "subjects leave to chance included. A null is foretold where the chance of a "
    "significant result is below one half."
)


@click.command(
    "validate",
    cls=Worked,
    example="strigil validate examples/scenarios/ankle_sprain.toml",
)
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
@click.option(
    "--samples", default=200, show_default=True, type=click.IntRange(10, 5000)
)
@click.option("--seed", default=0, show_default=True, type=SEED, help="Of draws.")
@plot_option
@json_option
def command(
    scenarios: tuple[str, ...],
    *,
    samples: int,
    seed: int,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Set the response model against published experiments, each a SCENARIO file.

    docs/guides/scenario-file.md says how to write one.
    """
    from strigil.treatment import agreement_of, predict_scenario, read_scenario

    read = [read_scenario(path) for path in scenarios]
    outcomes: list[Outcome] = []
    with progress_bar("Foretelling") as tell:
        for i, scenario in enumerate(read):
            outcomes += predict_scenario(scenario, samples=samples, seed=seed)
            tell((i + 1) / len(read))
    agreement = agreement_of(outcomes)
    if plot:
        from strigil.reporting import stand_alone, validation_chart

        write_text(plot, stand_alone(validation_chart(outcomes)), "chart")
    if as_json:
        print_json({"outcomes": outcomes, "summary": agreement, "note": _NOTE})
        return
    _show(outcomes, agreement.as_text())
    warn([one.note for one in outcomes if one.note])


def _show(outcomes: "Sequence[Outcome]", summary: str) -> None:
    columns = (
        "Outcome",
        "Foretold",
        "90 % interval",
        "Published",
        "Unit",
        "Verdict",
    )
    for scenario, those in groupby(outcomes, lambda one: one.scenario):
        show_table(scenario, columns, [_row(one) for one in those])
    click.echo(f"{_NOTE}\n{summary}")


def _row(one: "Outcome") -> tuple[str, ...]:
    from strigil.catalogue import ReadoutQuantity, all_of
    from strigil.reporting import number

    def digits(value: float | None) -> str:
        return "–" if value is None else number(float(value), 3)

    known = all_of(ReadoutQuantity).get(one.quantity)
    name = one.quantity if known is None else known.name
    versus = f" against {one.versus}" if one.versus else ""
    return (
        f"{name}: {one.group}{versus}",
        digits(one.predicted),
        f"{digits(one.low)} to {digits(one.high)}" if one.low is not None else "–",
        one.observed_words(),
        one.unit,
        one.verdict,
    )
