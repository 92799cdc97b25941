"""A course where the stage of healing is not known: as wide as all stages together."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from typing import get_args

import numpy as np

from strigil.biology import Band, QuantityCourse, Response
from strigil.catalogue import Stage

__all__ = ["STAGE_NOT_KNOWN", "predict_any_stage"]

STAGE_NOT_KNOWN = (
    "The stage of healing is not known (problem.stage or problem.onset_days): each "
    "interval spans what the acute, the subacute and the chronic stage would give, and "
    "the line is the middle one of the three."
)
_OUTCOMES = (
    "The outcomes narrow the course of each stage; which stage explains them is not "
    "judged."
)
Progress = Callable[[float], None] | None


def predict_any_stage(
    predict: Callable[[Stage, Progress], Response], progress: Progress = None
) -> Response:
    """Predict a course in every stage and span them.

    Parameters
    ----------
    predict : callable
        Gives the course of a stage.
    progress : callable or None
        Told the share done [1].

    Returns
    -------
    Response
        Each low end the lowest, each high end the highest, each median the middle one
        of the stages, with a warning that says so.
    """
    stages: tuple[Stage, ...] = get_args(Stage)
    found = [
        predict(stage, _part(progress, number, len(stages)))
        for number, stage in enumerate(stages)
    ]
    names = found[0].quantities
    courses = {n: _spanned([one.quantities[n] for one in found]) for n in names}
    told = [warning for one in found for warning in one.warnings]
    learnt = [_OUTCOMES] if any(one.person for one in found) else []
    return replace(
        found[0],
        quantities=courses,
        person=None,
        warnings=tuple(dict.fromkeys([STAGE_NOT_KNOWN, *learnt, *told])),
    )


def _part(progress: Progress, number: int, parts: int) -> Progress:
    if progress is None:
        return None
    return lambda share: progress((number + share) / parts)


def _spanned(courses: Sequence[QuantityCourse]) -> QuantityCourse:
    band = _span([Band(one.median, one.low, one.high) for one in courses])
    return replace(
        courses[0],
        median=band.median,
        low=band.low,
        high=band.high,
        without=_span([one.without for one in courses]),
        difference=_span([one.difference for one in courses]),
    )


def _span(bands: Sequence[Band]) -> Band:
    return Band(
        np.median([one.median for one in bands], axis=0),
        reduce(np.minimum, [one.low for one in bands]),
        reduce(np.maximum, [one.high for one in bands]),
    )
