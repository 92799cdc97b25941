"""``strigil trial``: a trial simulated many times before it is run."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from strigil.errors import InvalidValueError

if TYPE_CHECKING:
    from strigil.intervals import Interval
    from strigil.treatment import (
        ContrastResult,
        SampleSize,
        SimulatedTrials,
        TrialResult,
    )

__all__ = ["command"]

_TABLE = (".parquet", ".csv")


@click.command(
    "trial",
    cls=Worked,
    example="strigil trial examples/trials/achilles_iastm_or_not.toml --trials 40",
)
@click.argument("trial_file", metavar="TRIAL")
@click.option("--trials", type=click.IntRange(20, 100_000), help="Simulate so many.")
@click.option("--patients", type=click.IntRange(4, 20_000), help="In each arm.")
@click.option("--seed", default=0, show_default=True, type=SEED, help="Of draws.")
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 256),
    help="Threads here.",
)  # fmt: skip
@click.option(
    "--scheduler", default="threads", show_default=True, metavar="ADDRESS",
    help="A Dask scheduler such as tcp://host:8786.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="F.parquet",
    help="Save each simulated trial.",
)  # fmt: skip
@plot_option
@json_option
def command(
    trial_file: str,
    *,
    out: Path | None,
    plot: Path | None,
    as_json: bool,
    **how: Any,
) -> None:
    """Simulate a TRIAL many times: difference, power, sample size, doses.

    An illustration, not calibrated. docs/guides/trial.md says how to write one.
    """
    from strigil.treatment import read_trial, simulate_trial

    if out is not None and out.suffix.lower() not in _TABLE:
        message = (
            f"A table is written as {' or '.join(_TABLE)}; {out.name!r} was given."
        )
        raise InvalidValueError(message)
    design = read_trial(trial_file)
    with progress_bar("Simulating trials") as tell:
        simulated = simulate_trial(design, progress=tell, **how)
    if plot:
        from strigil.reporting import stand_alone, trial_chart

        write_text(plot, stand_alone(trial_chart(simulated.result)), "chart")
    if out:
        _write_table(simulated, out)
    if as_json:
        print_json(simulated.result)
    else:
        _show(simulated.result)
    warn([*simulated.result.warnings, simulated.result.note])


def _write_table(simulated: "SimulatedTrials", path: Path) -> None:
    import polars as pl

    table = pl.DataFrame(simulated.columns())
    write = table.write_csv if path.suffix.lower() == ".csv" else table.write_parquet
    try:
        write(path)
    except OSError as error:
        message = f"Can not write table to {str(path)!r}: {error.strerror}."
        raise InvalidValueError(message) from error
    click.echo(f"Table written to {path}", err=True)


def _show(result: "TrialResult") -> None:
    from strigil.reporting import number

    def digits(value: float) -> str:
        return number(float(value), 2)

    arms = [
        (
            arm.name,
            str(arm.n),
            digits(arm.total_dose),
            digits(arm.first),
            digits(arm.last),
            digits(arm.sd),
            "–" if arm.improved is None else f"{arm.improved:.0%}",
        )
        for arm in result.arms
    ]
    columns = ("Arm", "Enrolled", "Dose", "First", f"Day {result.days:.0f}", "SD")
    show_table(
        f"{result.outcome}, {result.trials} simulated trials",
        (*columns, "Improved"),
        arms,
        note="Dose: all sessions, 1 is one reference session. SD: between patients. "
        "Improved: by the smallest change that matters.",
    )
    _show_felt(result)
    show_table(
        "Against the first arm",
        ("Arm", "Trials find", "Truth", "Found better", "If known", "Found worse"),
        [_contrast(one) for one in result.contrasts],
        note=f"Differences in {result.said_unit}, 90 % of trials inside. Found better: "
        "power averaged over what is not known. If known: were the parameters those of "
        "the middle.",
    )
    show_table(
        "Patients to enrol",
        ("Arm", "Power", "Each arm", "If known"),
        [_size(one.arm, size) for one in result.contrasts for size in one.sample_sizes],
    )
    for one in result.contrasts:
        click.echo(f"{one.arm} against {one.versus}: {one.says} {_checked(one)}")
    if result.dose_says:
        click.echo(result.dose_says)


def _show_felt(result: "TrialResult") -> None:
    """Show what the tissue feels of a session, where an arm says what is done."""
    from strigil.reporting import spread

    rows = [
        (
            arm.name,
            f"{arm.local.target} at {arm.local.site}",
            spread(arm.local.compression, 100.0, "%"),
            spread(arm.local.shear, 1e-3, "kPa"),
            spread(arm.local.contact_time, 1.0, "s"),
        )
        for arm in result.arms
        if arm.local is not None
    ]
    if rows:
        columns = ("Arm", "Target", "Compression", "Shear on skin", "In contact")
        note = (
            "90 % of the drawn patients lie inside. Arms act by these, not by a dose."
        )
        show_table("What the tissue feels of a session", columns, rows, note=note)


def _contrast(one: "ContrastResult") -> tuple[str, ...]:
    return (
        one.arm,
        _span(one.difference),
        _span(one.true_difference),
        f"{one.power.value:.0%}",
        f"{one.power_if_known:.0%}",
        f"{one.harm.value:.0%}",
    )


def _size(arm: str, size: "SampleSize") -> tuple[str, ...]:
    def said(patients: int | None) -> str:
        return "not reached" if patients is None else str(patients)

    return (arm, f"{size.power:.0%}", said(size.each_arm), said(size.each_arm_if_known))


def _checked(one: "ContrastResult") -> str:
    share = one.type_one
    agrees = "agrees with" if one.type_one_holds else "does not agree with"
    return (
        f"No number of patients exceeds a power of {one.most_power:.0%}. With both "
        f"arms alike {share.value:.1%} found a difference ({share.low:.1%} to "
        f"{share.high:.1%}), which {agrees} the level of the test."
    )


def _span(interval: "Interval") -> str:
    from strigil.reporting import number

    value, low, high = (
        number(float(end), 2) for end in (interval.value, interval.low, interval.high)
    )
    return f"{value} ({low} to {high})"
