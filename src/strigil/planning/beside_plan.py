"""What was planned for an edge, beside what a recording says was done with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from strigil.signals import StrokeMeasure
from strigil.treatment import ForceBand, PlanStep

__all__ = ["BandCount", "PlannedBesideDone", "planned_beside_done"]


@dataclass(frozen=True, slots=True)
class BandCount:
    """One force word of the plan, and the strokes that lay in it.

    Attributes
    ----------
    band : ForceBand
        The word with its newtons.
    planned : int
        Strokes planned at it.
    inside : int
        Recorded strokes whose force lay in it.
    """

    band: ForceBand
    planned: int
    inside: int


@dataclass(frozen=True, slots=True)
class PlannedBesideDone:
    """The steps of a plan that use one edge on one site, beside a recording.

    Attributes
    ----------
    steps : tuple of int
        Places of those steps in the plan.
    planned_strokes, strokes : int
        Strokes planned and recorded.
    planned_time, contact_time : float
        Time of those steps, and time in contact [s].
    bands : tuple of BandCount
        Force words of those steps, from light to firm; without those in words only.
    above : int or None
        Strokes above the highest band of those steps; None without newtons.
    said : tuple of str
        What a reader must know to compare the two.
    """

    steps: tuple[int, ...]
    planned_strokes: int
    strokes: int
    planned_time: float
    contact_time: float
    bands: tuple[BandCount, ...]
    above: int | None
    said: tuple[str, ...]


def planned_beside_done(
    steps: Sequence[PlanStep],
    strokes: Sequence[StrokeMeasure],
    *,
    edge: str | None,
    site: str | None,
) -> PlannedBesideDone:
    """Set the steps of a plan beside the strokes of a recording.

    Parameters
    ----------
    steps : sequence of PlanStep
        The plan.
    strokes : sequence of StrokeMeasure
        The recorded strokes.
    edge, site : str or None
        What was recorded: only steps with this edge on this site are set beside it;
        None takes the steps of every edge, or of every site.

    Returns
    -------
    PlannedBesideDone
        Both, and what can not be compared.

    Notes
    -----
    A recording does not know which step a stroke belonged to, so that only sums are
    compared. A force band is a ceiling; strokes below it are nothing to make up for.
    """
    worked = [step for step in steps if step.stroke]
    meant = [
        step
        for step in worked
        if edge in (None, step.edge) and site in (None, step.site)
    ]
    bands, above = _by_band(meant, strokes)
    return PlannedBesideDone(
        steps=tuple(step.order for step in meant),
        planned_strokes=sum(step.strokes or 0 for step in meant),
        strokes=len(strokes),
        planned_time=sum(step.duration or 0.0 for step in meant),
        contact_time=sum(stroke.end - stroke.start for stroke in strokes),
        bands=bands,
        above=above,
        said=_said(worked, meant, bands, edge=edge, site=site),
    )


def _by_band(
    meant: Sequence[PlanStep], strokes: Sequence[StrokeMeasure]
) -> tuple[tuple[BandCount, ...], int | None]:
    planned: dict[ForceBand, int] = {}
    for step in meant:
        if step.force_band and step.force_band.high is not None:
            band = step.force_band
            planned[band] = planned.get(band, 0) + (step.strokes or 0)
    counts = tuple(
        BandCount(band, count, sum(_is_in(stroke, band) for stroke in strokes))
        for band, count in sorted(planned.items(), key=lambda one: one[0].high or 0.0)
    )
    if not counts:
        return (), None
    top = counts[-1].band
    ceiling = top.high or 0.0
    return counts, sum(_force_of(stroke, top) > ceiling for stroke in strokes)


def _is_in(stroke: StrokeMeasure, band: ForceBand) -> bool:
    low, high = band.low or 0.0, band.high or 0.0
    return low <= _force_of(stroke, band) <= high


def _force_of(stroke: StrokeMeasure, band: ForceBand) -> float:
    is_peak = band.statistic.startswith("peak")
    return stroke.peak_force if is_peak else stroke.mean_force


def _said(
    worked: Sequence[PlanStep],
    meant: Sequence[PlanStep],
    bands: Sequence[BandCount],
    *,
    edge: str | None,
    site: str | None,
) -> tuple[str, ...]:
    if not worked:
        return ("The plan has no step with an edge.",)
    if not meant:
        used = sorted({f"{step.edge} on {step.site}" for step in worked})
        return (
            f"No step of the plan uses {edge or 'an edge'} on {site or 'a site'}; it "
            f"uses {', '.join(used)}.",
        )
    told = [
        "A recording does not know its steps: sums are compared, of all strokes with "
        "all steps that use this edge here."
    ]
    if not bands:
        told.append("The plan names force in words only: no stroke can be set to it.")
    return tuple(told)
