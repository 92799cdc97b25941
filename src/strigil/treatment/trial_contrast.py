"""From the rows of simulated trials to a contrast: difference, power, sizes, words."""

import math

import numpy as np
from numpy.typing import NDArray

from strigil.intervals import Interval, interval_of
from strigil.treatment.trial_compare import (
    Share,
    chance_to_find,
    patients_needed,
)
from strigil.treatment.trial_prepared import PreparedArm, PreparedTrial, trial_rule
from strigil.treatment.trial_result import ContrastResult, SampleSize
from strigil.treatment.trial_simulated import ROW

__all__ = ["contrast_of", "row"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
# Standard errors of simulation within which a share agrees with what it should be.
_AGREES = 3.0


def row(rows: Array, arm: int, name: str) -> Array:
    """Return one column of the rows of an arm, one value for each trial."""
    found: Array = rows[:, arm, ROW.index(name)]
    return found


def contrast_of(trial: PreparedTrial, rows: Array, number: int) -> ContrastResult:
    """Summarise an arm against the first.

    Parameters
    ----------
    trial : PreparedTrial
        What was simulated.
    rows : array, axes trial, arm, ``ROW``
        What came of it.
    number : int
        Of the arm [1].
    """
    arm, reference = trial.arms[number], trial.arms[0]
    estimate, p = row(rows, number, "estimate"), row(rows, number, "p")
    truths, sd_parameters = _truths(trial, rows, number)
    benefit = trial.rating.better * truths
    sd = _left_sd(rows, number, reference, arm)
    middle = np.median(benefit, keepdims=True), np.median(sd, keepdims=True)
    both = (float(reference.complete), float(arm.complete))
    found = p < trial.level
    better = trial.rating.better * estimate > 0.0
    power = _share(found & better)
    known = chance_to_find(*middle, patients=both, level=trial.level)
    true_difference = interval_of(truths)
    type_one, holds = _type_one(trial, row(rows, number, "null_p"))
    helped = row(rows, number, "helped").sum() / (len(rows) * trial.patients)
    spread = row(rows, number, "truth_squares").sum()
    return ContrastResult(
        arm=arm.name,
        versus=reference.name,
        difference=interval_of(estimate),
        true_difference=true_difference,
        sd_parameters=sd_parameters,
        sd_chance=float(np.sqrt(np.mean(row(rows, number, "error") ** 2))),
        sd_patients=math.sqrt(spread / (len(rows) * (trial.patients - 1))),
        power=power,
        power_if_known=float(known[0]),
        harm=_share(found & ~better),
        type_one=type_one,
        type_one_holds=holds,
        most_power=float(np.mean(benefit > 0.0)),
        sample_sizes=_sizes(trial, benefit, sd, middle, number),
        helped=None if math.isnan(helped) else float(helped),
        says=_says(trial, true_difference, power),
    )


def _truths(trial: PreparedTrial, rows: Array, number: int) -> tuple[Array, float]:
    """Return the truth of each trial without what its own patients leave to chance.

    The mean of a trial's patients scatters about the truth of people at large with a
    known variance; the truths are drawn together until their spread is without it.
    """
    seen = row(rows, number, "truth")
    n = trial.patients
    chance = float(np.mean(row(rows, number, "truth_squares"))) / (n * (n - 1))
    spread = float(np.var(seen, ddof=1))
    left = max(spread - chance, 0.0)
    narrowed = math.sqrt(left / spread) if spread > 0.0 else 0.0
    middle = float(seen.mean())
    truths: Array = middle + narrowed * (seen - middle)
    return truths, math.sqrt(left)


def _left_sd(
    rows: Array, number: int, reference: PreparedArm, arm: PreparedArm
) -> Array:
    """Return the spread between patients that the test of each trial was left with."""
    lever = 1.0 / reference.complete + 1.0 / arm.complete
    sd: Array = row(rows, number, "error") / math.sqrt(lever)
    return sd


def _sizes(
    trial: PreparedTrial,
    benefit: Array,
    sd: Array,
    middle: tuple[Array, Array],
    number: int,
) -> tuple[SampleSize, ...]:
    most = round(trial_rule("largest_arm").value)
    arms = (trial.arms[0], trial.arms[number])
    stay = min(arm.complete / arm.patients for arm in arms)

    def enrolled(benefit: Array, sd: Array, power: float) -> int | None:
        needed = patients_needed(
            benefit, sd, power=power, level=trial.level, most=round(most * stay)
        )
        return None if needed is None else math.ceil(needed / stay)

    powers = [trial_rule(f"{name}_power").value for name in ("lower", "higher")]
    return tuple(
        SampleSize(power, enrolled(benefit, sd, power), enrolled(*middle, power))
        for power in powers
    )


def _type_one(trial: PreparedTrial, p: Array) -> tuple[Share, bool]:
    share = _share(p < trial.level)
    error = math.sqrt(trial.level * (1.0 - trial.level) / p.size)
    return share, abs(share.value - trial.level) <= _AGREES * error


def _share(found: NDArray[np.bool_]) -> Share:
    return Share.of(int(np.count_nonzero(found)), found.size)


def _says(trial: PreparedTrial, truth: Interval, power: Share) -> str:
    least = trial.rating.important_change
    finds = (
        f"{power.value:.0%} of such trials find it better (error of simulation: "
        f"{power.low:.0%} to {power.high:.0%})."
    )
    if truth.low == truth.high == 0.0:
        return f"No difference is foretold; {finds}"
    if truth.low <= 0.0 <= truth.high:
        sign = "Better, worse and no difference are all foretold"
    elif trial.rating.better * truth.value > 0.0:
        sign = "A benefit is foretold"
    else:
        sign = "Harm is foretold"
    if least is None:
        return f"{sign}; {finds}"
    size = max(abs(truth.low), abs(truth.high))
    matters = (
        "smaller than the change that matters to patients"
        if size < least
        else "and whether it reaches the change that matters to patients is not known"
        if min(abs(truth.low), abs(truth.high)) < least or truth.low < 0.0 < truth.high
        else "as large as the change that matters to patients, by the model's own word"
    )
    return f"{sign}, {matters}; {finds}"
