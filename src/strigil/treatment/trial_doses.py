"""Doses beside each other: do they differ by what matters; none is named best."""

from itertools import combinations

import numpy as np

from strigil.intervals import interval_of
from strigil.treatment.meaningful import meaningful
from strigil.treatment.trial_contrast import row
from strigil.treatment.trial_prepared import PreparedTrial
from strigil.treatment.trial_result import DoseVerdict

__all__ = ["dose_verdicts", "said_of_doses"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_ALIKE, _NOT_JUDGED = "no meaningful difference", "not judged"
_NONE_BEST = (
    "No dose is named best; no trial of patients that we read compared doses of IASTM."
)


def dose_verdicts(trial: PreparedTrial, rows: Array) -> tuple[DoseVerdict, ...]:
    """Return each pair of arms with IASTM, the lower total dose first.

    Parameters
    ----------
    trial : PreparedTrial
        What was simulated.
    rows : array, axes trial, arm, ``ROW``
        What came of it.
    """
    given = [i for i, arm in enumerate(trial.arms) if arm.total_dose > 0.0]
    given.sort(key=lambda i: trial.arms[i].total_dose)
    return tuple(_pair(trial, rows, low, high) for low, high in combinations(given, 2))


def said_of_doses(verdicts: tuple[DoseVerdict, ...], unit: str) -> str:
    """Return what the pairs say together, in words; never which dose is best."""
    if not verdicts:
        return ""
    words = {one.verdict for one in verdicts}
    widest = max(
        max(abs(one.true_difference.low), abs(one.true_difference.high))
        for one in verdicts
    )
    if words == {_ALIKE}:
        return (
            "No meaningful difference between the doses is foretold: with 90 % each "
            f"pair differs by less than {widest:.2g} {unit}, below what matters to "
            f"patients. {_NONE_BEST}"
        )
    if words == {_NOT_JUDGED}:
        return (
            "What difference between doses would matter is not known: not judged. "
            f"{_NONE_BEST}"
        )
    return (
        "The model does not carry a choice between these doses: differences that "
        f"matter are not ruled out (up to {widest:.2g} {unit}), and how the response "
        f"rises with dose is assumed. {_NONE_BEST}"
    )


def _pair(trial: PreparedTrial, rows: Array, low: int, high: int) -> DoseVerdict:
    apart = interval_of(_truth(rows, high) - _truth(rows, low))
    return DoseVerdict(
        arm=trial.arms[high].name,
        versus=trial.arms[low].name,
        true_difference=apart,
        verdict=meaningful(apart, trial.rating.important_change),
    )


def _truth(rows: Array, arm: int) -> Array:
    """Return an arm's truth against the first; that of the first is none."""
    truth = row(rows, arm, "truth")
    return truth if arm else np.zeros_like(truth)
