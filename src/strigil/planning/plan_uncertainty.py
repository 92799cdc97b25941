"""What most of the uncertainty of a plan's forecast comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from strigil.biology import explained_share, uncertain_inputs
from strigil.planning.plan_parts import PlanOfCare
from strigil.planning.tried_plans import TriedPlans
from strigil.treatment import Case

__all__ = ["UncertaintyShare", "uncertainty_of_plan"]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_SAID = {
    "tissue": (
        "how this patient's tissue and pain run, and answer over weeks",
        "ratings after the first visits narrow it",
    ),
    "cells": ("how cells answer a strain at once", "only research narrows it"),
    "dose": (
        "how much of the force in a hand reaches the target",
        "calibrated force words or a force sensor narrow it",
    ),
    "ratings": ("how exact the ratings are", "more ratings narrow it"),
    "stage": ("the stage of healing", "the day of onset narrows it"),
    "together": ("what only several of these explain together", ""),
}


@dataclass(frozen=True, slots=True)
class UncertaintyShare:
    """One source of the spread between drawn patients.

    Attributes
    ----------
    name, said : str
        Key, and in words.
    of_difference, of_course : float
        Share of the variance of the difference to care without IASTM, and of the
        course itself, that would go if it were known [1].
    narrows : str
        What makes it better known.
    """

    name: str
    said: str
    of_difference: float
    of_course: float
    narrows: str


def uncertainty_of_plan(  # everything but case and plan has a default
    case: Case,
    plan: PlanOfCare,
    *,
    days: float = 84.0,
    quantity: str = "pain",
    samples: int = 1000,
    seed: int = 0,
) -> tuple[UncertaintyShare, ...]:
    """Say what most of the uncertainty of a forecast comes from.

    Parameters
    ----------
    case, plan : Case and PlanOfCare
        The case and its plan.
    days : float
        When to look, from day zero [d].
    quantity : str
        Key of an observable.
    samples, seed : int
        How many patients for each stage, and which [1].

    Returns
    -------
    tuple of UncertaintyShare
        The largest share of the difference first.

    Notes
    -----
    Shares of the variance between drawn patients by the law of total variance, of
    normal scores: a few patients with a large difference would else hide all others.
    They are of what the model has priors for; that it may be wrong is in none.
    """
    draws = TriedPlans(
        case, plan, days=days, quantity=quantity, samples=samples, seed=seed
    )
    course = draws.of_plan
    inputs = [uncertain_inputs(one) for one in draws.drawn.by_stage.values()]
    difference = _shares(course[:, 0] - course[:, 1], inputs)
    whole = _shares(course[:, 0], inputs)
    names = sorted(difference, key=lambda name: -difference[name])
    return tuple(
        UncertaintyShare(name, _SAID[name][0], difference[name], whole[name], said)
        for name in names
        if (said := _SAID[name][1]) or max(difference[name], whole[name]) > 0.0
    )


def _scores(values: Array) -> Array:
    """Return the normal score of each value among all of them [1]."""
    if np.ptp(values) == 0.0:
        return np.zeros_like(values)
    scores: Array = ndtri((rankdata(values) - 0.5) / values.size)
    return scores.reshape(values.shape)


def _shares(values: Array, inputs: Sequence[dict[str, Array]]) -> dict[str, float]:
    """Return the share of each input; ``values`` has axes stage, patient."""
    values = _scores(values)
    inside = values.var(axis=1)
    total = float(inside.mean() + values.mean(axis=1).var())
    found = {} if len(values) == 1 else {"stage": float(values.mean(axis=1).var())}
    for name in inputs[0]:
        each = [
            explained_share(v, one[name]) for v, one in zip(values, inputs, strict=True)
        ]
        found[name] = float(np.mean(inside * each))
    if total == 0.0:
        return dict.fromkeys([*found, "together"], 0.0)
    shares = {name: part / total for name, part in found.items()}
    return {**shares, "together": max(0.0, 1.0 - sum(shares.values()))}
