"""A virtual trial from its design to its result."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from strigil.biology import in_order
from strigil.errors import InvalidValueError
from strigil.intervals import interval_of
from strigil.treatment.trial import TrialDesign
from strigil.treatment.trial_contrast import contrast_of, row
from strigil.treatment.trial_doses import dose_verdicts, said_of_doses
from strigil.treatment.trial_prepared import PreparedTrial, prepared_trial
from strigil.treatment.trial_result import ArmResult, TrialResult
from strigil.treatment.trial_simulated import ROW, simulate, trial_tasks

__all__ = ["SimulatedTrials", "simulate_trial"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_NOT_CORRECTED = 2  # contrasts from which on it is said that levels are each test's own


@dataclass(frozen=True, slots=True)
class SimulatedTrials:
    """The result, and one row for each simulated trial and arm.

    Attributes
    ----------
    result : TrialResult
        What they found.
    rows : array, axes trial, arm, ``ROW``
        What came of each [unit of the outcome or 1].
    """

    result: TrialResult
    rows: Array

    def columns(self) -> dict[str, Sequence[object]]:
        """Return a table of the trials by column [unit of the outcome or 1]."""
        trials, arms, _ = self.rows.shape
        table: dict[str, Sequence[object]] = {
            "trial": [number for number in range(trials) for _ in range(arms)],
            "arm": [*(arm.name for arm in self.result.arms)] * trials,
        }
        for place, name in enumerate(ROW):
            values = self.rows[:, :, place].ravel()
            table[name] = [None if math.isnan(v) else float(v) for v in values]
        return table


def simulate_trial(  # noqa: PLR0913  # one door; everything but the design has a default
    trial: TrialDesign,
    *,
    trials: int | None = None,
    patients: int | None = None,
    seed: int = 0,
    workers: int = 1,
    scheduler: str = "threads",
    progress: Callable[[float], None] | None = None,
) -> SimulatedTrials:
    """Simulate a trial many times and say what its test finds.

    Parameters
    ----------
    trial : TrialDesign
        The design.
    trials : int, optional
        How many to simulate, in place of the design's [1].
    patients : int, optional
        Enrolled in each arm, in place of the design's [1].
    seed : int
        The same seed gives the same trials to the last bit [1].
    workers : int
        Threads [1].
    scheduler : str
        ``threads``, or the address of a Dask scheduler; the result is the same.
    progress : callable, optional
        Told the share of the trials that is done [1].

    Returns
    -------
    SimulatedTrials
        Illustration, not calibrated.

    Raises
    ------
    InvalidValueError
        When a number is not possible, or no cluster is at the address.
    MissingExtraError
        When a cluster is asked for and Dask is not installed.

    Notes
    -----
    Each simulated trial draws one truth from the priors: what nobody knows of people at
    large. Its patients differ about that truth. So the share of trials that find the
    arm better is the power averaged over what is not known, the assurance. Every
    patient is followed through every arm; the test sees only the arm that was given.
    """
    prepared = prepared_trial(trial, patients)
    count = trial.simulation.trials if trials is None else trials
    if count < 2 or prepared.arms[0].patients < 4:
        message = (
            "A virtual trial needs 2 trials and 4 patients in an arm at least; "
            f"{count} and {prepared.arms[0].patients} were given."
        )
        raise InvalidValueError(message)
    tasks = trial_tasks(prepared, trials=count, seed=seed)
    parts: list[Array] = []
    many = in_order(simulate, tasks, workers=workers, scheduler=scheduler)
    for task, part in zip(tasks, many, strict=True):
        parts.append(part)
        if progress is not None:
            progress((task.first + task.count) / count)
    rows = np.concatenate(parts)
    return SimulatedTrials(_result(prepared, rows, seed), rows)


def _result(trial: PreparedTrial, rows: Array, seed: int) -> TrialResult:
    rating = trial.rating
    later = range(1, len(trial.arms))
    doses = dose_verdicts(trial, rows)
    return TrialResult(
        trial=trial.id,
        outcome_id=rating.id,
        outcome=rating.name,
        unit=rating.unit,
        said_unit=rating.said_unit,
        lower_is_better=rating.better < 0.0,
        days=trial.days,
        standard_error=rating.standard_error,
        important_change=rating.important_change,
        trials=len(rows),
        seed=seed,
        unknown_share=trial.unknown_share,
        level=trial.level,
        arms=tuple(_arm(trial, rows, i) for i in range(len(trial.arms))),
        contrasts=tuple(contrast_of(trial, rows, number) for number in later),
        doses=doses,
        dose_says=said_of_doses(doses, rating.said_unit),
        evidence=rating.evidence,
        sources=tuple(dict.fromkeys((*rating.sources, "Tang2025", "IastmReview2022"))),
        warnings=(*trial.warnings, *_honest(trial)),
    )


def _arm(trial: PreparedTrial, rows: Array, number: int) -> ArmResult:
    arm = trial.arms[number]
    last = row(rows, number, "last")
    squares = float(row(rows, number, "squares").mean())
    improved = float(row(rows, number, "improved").mean()) / arm.complete
    return ArmResult(
        name=arm.name,
        n=arm.patients,
        complete=arm.complete,
        sessions=len(arm.sessions),
        dose=arm.dose,
        total_dose=arm.total_dose,
        first=float(row(rows, number, "first").mean()),
        last=float(last.mean()),
        sd=math.sqrt(squares / (arm.complete - 1)),
        mean=interval_of(last),
        improved=None if math.isnan(improved) else improved,
        local=arm.local,
    )


def _honest(trial: PreparedTrial) -> list[str]:
    told = []
    if trial.rating.quantity == "pain":
        told.append("Whether IASTM lessens pain: trials and their reviews conflict.")
    told += [
        "Expectation and attention are in no arm: a trial that is not blinded, or has "
        "no sham, finds them on top.",
        "What was not known was drawn from priors, most of them our estimates: the "
        "shares are shares of what we hold possible, not of real trials.",
        f"That {trial.unknown_share:.0%} of each prior is not knowing people at large, "
        "and the rest how they differ, is assumed.",
    ]
    if trial.misfit * trial.rating.misfit > 0.0:
        told.append(
            "How far the truth of a trial is from the model's is drawn too, as for "
            "published experiments."
        )
    if len(trial.arms) > _NOT_CORRECTED:
        told.append(
            "Each contrast is tested at the level by itself; nothing is corrected for "
            "their number."
        )
    return told
