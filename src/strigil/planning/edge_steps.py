"""The part of a session in which an edge touches the patient, at one place."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from strigil.catalogue import (
    BodySite,
    Condition,
    Instrument,
    StrokeKind,
    limit,
    one_of,
    sourced_table,
)
from strigil.planning.choose import EdgeChoice, Purpose, target_kind
from strigil.planning.places import Place
from strigil.planning.sentence import EdgeUse, edge_sentence
from strigil.treatment import Direction, ForceBand, Phase, PlanStep, Reason

__all__ = ["PlaceWork", "edge_steps", "grip_of", "grip_reason", "longest_contact"]

# Along the fibres first, then across; superficial first, then deep (taught). How an
# edge is drawn across depends on the tissue that is meant.
_ALONG = "sweep"
_ACROSS = {
    "tendon": "cross_friction",
    "ligament": "cross_friction",
    "skin": "cross_friction",
    "scar": "cross_friction",
    "fascia": "strum",
    "muscle": "strum",
    "fat": "strum",
}
_ON_A_FINDING = {
    "grain": "sweep",
    "ridge": "strum",
    "band": "strum",
    "nodule": "swivel",
    "thickened": "j_stroke",
    "bound": "j_stroke",
    "": "j_stroke",
}
_TAUGHT = "CourseLowerQuarter"


@dataclass(frozen=True, slots=True)
class PlaceWork:
    """What the steps at one place are made from.

    Attributes
    ----------
    bands : tuple of ForceBand
        Allowed force words, lightest first.
    edges : dict of str to EdgeChoice
        The edge for each purpose: scan, broad, focal.
    budget : float
        Longest contact time at this place [s].
    """

    place: Place
    condition: Condition
    bands: tuple[ForceBand, ...]
    edges: dict[Purpose, EdgeChoice]
    lubricant: str
    budget: float

    @property
    def site(self) -> BodySite:
        """The body site."""
        return one_of(BodySite, self.place.site)

    @property
    def structure(self) -> str:
        """What is worked on, in words."""
        named = [found.structure for found in self.place.findings if found.structure]
        return named[0] if named else self.site.target


def edge_steps(work: PlaceWork) -> tuple[PlanStep, ...]:
    """Return the steps at one place: scan, then each allowed word, along then across.

    Orders count from 1; the session numbers them again.
    """
    steps = [*_scan(work)]
    for band in work.bands:
        steps += _word(work, band)
    first, *others = _within(steps, work.budget)
    why = (*first.because, _count_reason(first, work.budget))
    return (replace(first, because=why), *others)


def _scan(work: PlaceWork) -> Iterator[PlanStep]:
    why = Reason("scan before treating, light, to find what to treat", "", _TAUGHT)
    light = work.bands[0]
    yield _step(work, _Pass("scan", "scan", _ALONG, "along", light, (why,)))


def _word(work: PlaceWork, band: ForceBand) -> Iterator[PlanStep]:
    across = _ACROSS[target_kind(work.site)]
    if band.word == "firm":
        yield from _focal(work, band)
        return
    order = Reason("along the fibres first, then across", "", _TAUGHT)
    progress = Reason(f"{band.word}: from less to more pressure", "", _TAUGHT)
    stroke = "brush" if band.word == "light" and _is_sore(work) else _ALONG
    why = (progress, order)
    yield _step(work, _Pass(band.word, "broad", stroke, "along", band, why))
    stroke = _ALONG if band.word == "light" else across
    yield _step(work, _Pass(band.word, "broad", stroke, "across", band, (order,)))
    if band == work.bands[-1] and band.word != "light":
        yield from _focal(work, band)  # where only light is allowed, nothing deep is


def _focal(work: PlaceWork, band: ForceBand) -> Iterator[PlanStep]:
    textures = [found.texture for found in work.place.findings] or [""]
    for texture in dict.fromkeys(textures):
        found = next((f for f in work.place.findings if f.texture == texture), None)
        what = found.structure if found and found.structure else work.structure
        grade = f"grade {found.grade}, {found.confidence} confidence" if found else ""
        rule = f"on the restriction felt: {texture or 'no texture named'}"
        why = (
            Reason(rule, grade, "Rathbone2017")
            if found
            else Reason(
                "focal work on what the scan found; leave it out when nothing was felt",
                "",
                _TAUGHT,
            )
        )
        stroke = _ON_A_FINDING[texture]
        direction = one_of(StrokeKind, stroke).direction
        this = _Pass(band.word, "focal", stroke, direction, band, (why,))
        yield replace(_step(work, this), structure=what)


def _is_sore(work: PlaceWork) -> bool:
    return any(found.tender and found.grade > 1 for found in work.place.findings)


@dataclass(frozen=True, slots=True)
class _Pass:
    """One way of drawing one edge."""

    phase: Phase
    purpose: Purpose
    stroke: str
    direction: Direction
    band: ForceBand
    because: tuple[Reason, ...]


def _step(work: PlaceWork, this: _Pass) -> PlanStep:
    choice, stroke = work.edges[this.purpose], one_of(StrokeKind, this.stroke)
    instrument = choice.instrument
    strokes, duration = _amount(this.direction)
    moving, angle = this.phase in ("moderate", "firm"), _angle_deg(stroke)
    use = EdgeUse(
        edge=choice.edge,
        stroke=stroke,
        direction=this.direction,
        angle_deg=angle,
        word=this.band.word,
        purpose=this.purpose,
    )
    return PlanStep(
        order=0,
        phase=this.phase,
        instruction=edge_sentence(work.site, use),
        site=work.site.id,
        structure=work.structure,
        side=work.place.side,
        position=work.site.position,
        movement=work.site.movement if moving else "At rest.",
        grip=grip_of(instrument),
        lubricant=work.lubricant,
        instrument=instrument.id,
        edge=choice.edge.id,
        stroke=stroke.id,
        direction=this.direction,
        angle_deg=angle,
        force_band=this.band,
        duration=duration,
        strokes=strokes,
        because=(*this.because, *choice.because[:2], grip_reason(instrument)),
    )


def _angle_deg(stroke: StrokeKind) -> float:
    return float(round(math.degrees(stroke.angle.value)))


def _amount(direction: Direction) -> tuple[int, float]:
    """Return strokes and their time [s]; along the fibres means both ways."""
    rules = sourced_table("planning_rules.toml")
    each = int(rules["strokes_each_way"].value)
    strokes = 2 * each if direction == "along" else each
    return strokes, strokes / rules["stroke_rate"].value


def grip_of(instrument: Instrument) -> str:
    """Return how many hands an instrument is made for."""
    return "two hands" if instrument.grip == "two" else "one hand"


def grip_reason(instrument: Instrument) -> Reason:
    """Return why the hands hold an instrument as they do."""
    rule = "one hand is the gentler grip; grip outweighs the instrument"
    if instrument.grip == "two":
        rule = "made for two hands, which raise force over one: watch it"
    return Reason(rule, "", "Martonick2023")


def _within(steps: Sequence[PlanStep], budget: float) -> Iterator[PlanStep]:
    """Shorten the steps alike when together they pass the longest contact time."""
    total = sum(step.duration or 0.0 for step in steps)
    share = min(1.0, budget / total) if total else 1.0
    for step in steps:
        ways = 2 if step.direction == "along" else 1
        each = max(1, math.floor((step.strokes or 0) * share / ways))
        time = math.floor((step.duration or 0.0) * share)
        yield replace(step, strokes=ways * each, duration=float(time))


def _count_reason(scan: PlanStep, budget: float) -> Reason:
    """Return how many strokes go each way in a scan, and why not more."""
    studied = sourced_table("planning_rules.toml")["strokes_each_way"]
    each = (scan.strokes or 0) // 2
    if each >= studied.value:
        rule = f"{each} strokes in each direction, as in the study"
        return Reason(rule, "", studied.source)
    rule = (
        f"{each} strokes in each direction, so that the edges stay short at one place"
    )
    number = f"at most {budget / 60:.2g} min; {studied.value:g} each way in the study"
    return Reason(rule, number, studied.source)


def longest_contact(*, short: bool, places: int, session_time: float) -> float:
    """Return the longest contact time at one place [s].

    Parameters
    ----------
    short : bool
        True where only light, short work is allowed.
    places : int
        Number of places treated in the session.
    session_time : float
        Usual IASTM time of a visit for the condition [s].

    Returns
    -------
    float
        Time [s].

    Examples
    --------
    >>> longest_contact(short=False, places=1, session_time=3600.0)
    300.0
    """
    most = limit("usual_time_per_area" if short else "max_time_per_area")
    return min(most, session_time / max(1, places))
