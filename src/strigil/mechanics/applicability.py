"""Where the contact model may be asked, and where it is stretched."""

import math

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import (
    BodySite,
    Sourced,
    TreatmentEdge,
    allowed_reading,
    limit,
    sourced_table,
    sourced_tables,
)
from strigil.errors import InvalidValueError
from strigil.mechanics.argument_checks import number_given, refuse_noun
from strigil.mechanics.indenter import Indenter
from strigil.mechanics.press import Pressed

__all__ = ["asked_outside", "check_edge", "check_question", "check_site", "stretched"]

Array = NDArray[np.float64]

# A nose this much wider than its own radius is wide because a flank touches.
_FLANK_TOUCHES = 1.3
# A contact shorter than this many half widths is a spot rather than a line.
_SPOT = 4.0


def check_question(*, force: float, angle: float, samples: int) -> None:
    """Refuse a force, an angle or a number of samples that can not be.

    Parameters
    ----------
    force : float
        Normal force [N].
    angle : float
        Treatment angle [rad].
    samples : int
        Number of samples.

    Raises
    ------
    InvalidValueError
        Saying what is allowed.
    """
    force, angle = (
        number_given("force", "N", force),
        number_given("treatment angle", "rad", angle),
    )
    most = limit("max_plausible_force")
    if not 0.0 < force <= most:
        message = (
            f"A force lies above 0 and up to {most:g} N; {force:g} N was given. "
            "See: strigil show limits max_plausible_force"
        )
        raise InvalidValueError(message)
    allowed = sourced_table("edge_shape.toml")["angle"].shown()
    degrees = math.degrees(angle)
    if not allowed.low - 1e-9 <= degrees <= allowed.high + 1e-9:
        message = (
            f"A treatment angle lies between {allowed.low:g} and {allowed.high:g} "
            f"degrees to the skin; {degrees:.4g} was given." + _angle_hint(angle)
        )
        raise InvalidValueError(message)
    if samples < 1:
        message = f"At least 1 sample is needed; {samples} was given."
        raise InvalidValueError(message)


def check_edge(edge: object) -> None:
    """Refuse what is no treatment edge, or has a size that can not be.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge; its numbers in SI.

    Raises
    ------
    InvalidValueError
        Saying what an edge may be, and how one is made.
    """
    if not isinstance(edge, TreatmentEdge):
        named = edge if isinstance(edge, str) else "scanner.convex"
        what = "a treatment edge"
        raise refuse_noun(what, edge, f'one_of(TreatmentEdge, "{named}")')
    sizes = (
        ("radius", "nose_radius", edge.radius),
        ("length", "length", edge.length),
        ("plan radius", "plan_radius", edge.plan_radius),
    )
    for name, reading, given in sizes:
        if given is not None:
            _check_size(f"{name} of the edge", given, allowed_reading(reading).high)


def check_site(site: object) -> None:
    """Refuse what is no body site, or has a layer that can not be.

    Parameters
    ----------
    site : BodySite
        The site; its numbers in SI.

    Raises
    ------
    InvalidValueError
        Saying what a layer may be, and how a site is had.
    """
    if not isinstance(site, BodySite):
        named = site if isinstance(site, str) else "calf"
        what = "a body site"
        raise refuse_noun(what, site, f'one_of(BodySite, "{named}")')
    most = sourced_table("linear_theory.toml")["thickest_layer"].value
    for layer in site.layers:
        _check_size(f"thickness of the layer {layer.name!r}", layer.thickness, most)


def _check_size(name: str, given: Sourced, most: float) -> None:
    """Refuse a length [m] that is none, or asks for another unit."""
    value = number_given(name, "m", given.value)
    if not 0.0 < value <= most:
        hint = ""
        if value > most:
            hint = (
                f" Were millimetres meant? {value:g} mm is {value * 1e-3:g} m. A "
                "Sourced holds SI, whatever unit it is shown in: "
                f'Sourced.written({value:g}, "mm", ...) turns it.'
            )
        message = (
            f"The {name} lies above 0 and up to {most:g} m; {value:g} m was given."
            f"{hint}"
        )
        raise InvalidValueError(message)


def _angle_hint(angle: float) -> str:
    """Ask whether degrees were meant, where radians can not be."""
    said = " The argument is in radians"
    if 2.0 < angle <= 90.0:
        return f"{said}; {angle:g} looks like degrees: math.radians({angle:g})."
    return f"{said}: math.radians(45) is 45 degrees."


def asked_outside(*, force: float, angle: float) -> list[str]:
    """Return warnings about the question: force [N] and treatment angle [rad]."""
    notes = []
    question = limit("grams_question_force")
    if force > question:
        notes.append(
            f"{force:g} N is more than any clinician measured used on a stroke "
            f"(asked above {question:g} N). Were grams meant? {force:g} g is "
            f"{force * 9.80665e-3:.2g} N."
        )
    practised = sourced_table("edge_shape.toml")["practised_angle"].shown()
    if math.degrees(angle) < practised.low - 1e-9:
        notes.append(
            f"Treatment angles are taught from {practised.low:g} to {practised.high:g} "
            f"degrees; {math.degrees(angle):.3g} is flatter."
        )
    return notes


def stretched(site: BodySite, indenter: Indenter, pressed: Pressed) -> list[str]:
    """Return warnings about a result: what lies beyond what was learnt, and shape."""
    notes = _unknown_notes(pressed) + _rough_notes(site, pressed)
    if site.base != "rigid":
        notes.append(
            "The finite-strain correction was learnt over bone; there is none below "
            f"{site.name}, so the correction is carried over untested."
        )
    if indenter.pad is not None:
        notes.append(
            "The finite-strain correction was learnt with rigid edges; it is carried "
            "over to a hand untested."
        )
    return notes + _shape_notes(indenter, pressed)


def _unknown_notes(pressed: Pressed) -> list[str]:
    unknown = float(np.mean(~pressed.is_known))
    ends = sourced_tables("finite_strain.toml")["range"]
    load = ends["line_load"].shown()
    given = float(np.median(pressed.line_load)) * 1e-3
    notes = []
    if unknown > ends["unknown_share"].value:
        notes.append(
            f"In {100 * unknown:.0f} % of the draws the finite-strain correction is "
            "not sure: indentation or target strain is likely to be off by more than a "
            "tenth, or it was not learnt there."
        )
    if given > load.high:
        notes.append(
            f"The finite-strain correction is not sure at a line load of {given:.2f} "
            f"N/mm: it was learnt up to {load.high:g}."
        )
    return notes


def _rough_notes(site: BodySite, pressed: Pressed) -> list[str]:
    """Name what else is shown and is likely to be off in many of the draws."""
    allowed = sourced_tables("finite_strain.toml")["range"]["unknown_share"].value
    layers = pressed.strain_is_known[:, 1 : 1 + len(site.layers)].T
    known = {
        "peak pressure": pressed.peak_is_known,
        "contact width": pressed.width_is_known,
        **{
            f"strain of the {layer.name}": each
            for layer, each in zip(site.layers, layers, strict=False)
        },
    }
    unsure = {what: float(np.mean(~each)) for what, each in known.items()}
    rough = [
        f"{what} ({100 * share:.0f} %)"
        for what, share in unsure.items()
        if share > allowed
    ]
    if not rough:
        return []
    return [
        "Rough, likely to be off by more than a tenth in so many of the draws: "
        f"{', '.join(rough)}."
    ]


def _shape_notes(indenter: Indenter, pressed: Pressed) -> list[str]:
    notes = []
    if indenter.clearance.lies_flat:
        notes.append("At this angle the flank of the edge lies flat on the skin.")
    elif np.median(pressed.radius / indenter.radius) > _FLANK_TOUCHES:
        notes.append(
            "At this angle the flank of the edge touches the skin and widens the "
            "contact."
        )
    if np.median(pressed.contact_length / pressed.half_width) < _SPOT:
        notes.append(
            "The contact is a spot rather than a line; the model takes it for a short "
            "line, which is rough."
        )
    sag = np.median(-indenter.curvature * pressed.contact_length**2 / 8.0)
    if sag > np.median(pressed.indentation):
        notes.append(
            "The edge is hollower than the limb: its ends carry more than its middle."
        )
    return notes
