"""Where the contact model may be asked, and where it is stretched."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import BodySite, Sourced, limit, sourced_table, sourced_tables
from strigil.errors import InvalidValueError
from strigil.mechanics.press import Indenter, Pressed
from strigil.mechanics.prior_samples import tissues_of

__all__ = ["asked_outside", "check_question", "stretched"]

Array = NDArray[np.float64]

# A radius this near the end of the table is still in it.
_ROUNDING = 0.02
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
            f"degrees to the skin; {degrees:.4g} was given."
        )
        raise InvalidValueError(message)
    if samples < 1:
        message = f"At least 1 sample is needed; {samples} was given."
        raise InvalidValueError(message)


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


def stretched(
    site: BodySite, indenter: Indenter, pressed: Pressed, *, diseased: bool
) -> list[str]:
    """Return warnings about a result: load, radius, stack and shape off the table."""
    notes = _table_notes(pressed)
    unlike = _unlike_table(site, diseased=diseased)
    if unlike:
        notes.append(
            "The finite-strain correction was made on skin, fat, fascia and muscle "
            f"over bone; {site.name} differs ({unlike}), so the correction is carried "
            "over untested."
        )
    return notes + _shape_notes(indenter, pressed)


def _table_notes(pressed: Pressed) -> list[str]:
    notes = []
    load = float(np.median(pressed.line_load)) * 1e-3
    ends = _range()["line_load"].shown()
    if load > ends.high:
        notes.append(
            f"The line load of {load:.2f} N/mm is beyond the reference runs (up to "
            f"{ends.high:g} N/mm): the correction is carried on, not known."
        )
    radius = float(np.median(pressed.radius)) * 1e3
    ends = _range()["radius"].shown()
    if not ends.low * (1.0 - _ROUNDING) <= radius <= ends.high * (1.0 + _ROUNDING):
        notes.append(
            f"The effective radius of {radius:.1f} mm lies outside the reference runs "
            f"({ends.low:g} to {ends.high:g} mm)."
        )
    return notes


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


def _unlike_table(site: BodySite, *, diseased: bool) -> str:
    tables, found = sourced_tables("finite_strain.toml"), []
    tissues = tissues_of(site, diseased=diseased)
    names = [f"stack_{tissue.kind}" for tissue in tissues]
    wanted = [name for name in tables if name.startswith("stack_")]
    if names != wanted:
        found.append("other layers: " + ", ".join(layer.name for layer in site.layers))
    if site.base != "rigid":
        found.append("no bone below")
    factor = _range()["unlike"].value
    for layer, tissue, name in zip(site.layers, tissues, names, strict=True):
        given = (layer.thickness.value, tissue.youngs_modulus.value)
        table = tables.get(name)
        if table is None or names != wanted:
            continue
        tabled = (table["thickness"].value, table["youngs_modulus"].value)
        words = ("thickness", "modulus")
        for word, mine, theirs in zip(words, given, tabled, strict=True):
            if not theirs / factor <= mine <= theirs * factor:
                found.append(f"{word} of the {layer.name}")
    return "; ".join(found)


def _range() -> Mapping[str, Sourced]:
    return sourced_tables("finite_strain.toml")["range"]
