"""An instrument as its owner measured it: readings in, a noun with its errors out."""

import math
from dataclasses import dataclass
from typing import Literal

from strigil.catalogue.instrument import EdgeForm, Instrument, Material, TreatmentEdge
from strigil.catalogue.read import one_of, sourced_table
from strigil.catalogue.sourced import Sourced
from strigil.errors import InvalidValueError
from strigil.units import to_si

__all__ = [
    "MeasuredEdge",
    "MeasuredInstrument",
    "allowed_reading",
    "measured_instrument",
    "radius_of_arc",
]

TABLE = "own_instruments.toml"
SOURCE = "OwnMeasurement"
_NAMES = {
    "nose_radius": "nose radius",
    "length": "length",
    "plan_radius": "radius of the curve",
    "bevel_angle": "bevel angle",
    "mass": "mass",
}


@dataclass(frozen=True, slots=True)
class MeasuredEdge:
    """Readings of one edge.

    Attributes
    ----------
    key : str
        Name within the instrument's ids, such as ``convex``.
    radius, length : float
        Of the rounded nose, and that can touch the skin [m].
    plan_radius : float or None
        Of the curve in plan [m]; None when straight.
    bevel_angle : float or None
        Included angle of the wedge behind the nose [rad].
    """

    key: str
    name: str
    form: EdgeForm
    radius: float
    length: float
    plan_radius: float | None = None
    bevel: Literal["single", "double", "none"] = "none"
    bevel_angle: float | None = None
    suits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasuredInstrument:
    """Readings of an instrument.

    Attributes
    ----------
    id : str
        Its own, not one of the catalogue.
    material : str
        Id of its material.
    mass : float
        On a scale [kg].
    """

    id: str
    name: str
    material: str
    mass: float
    grip: Literal["one", "two", "either"]
    edges: tuple[MeasuredEdge, ...]
    note: str = ""


def measured_instrument(readings: MeasuredInstrument) -> Instrument:
    """Return an instrument with the error that each reading has.

    Parameters
    ----------
    readings : MeasuredInstrument
        What was read with gauge, ruler, protractor and scale.

    Returns
    -------
    Instrument
        As one of the catalogue, each number ``measured`` by its owner.

    Raises
    ------
    InvalidValueError
        On a reading that can not be, with what is allowed.
    UnknownNameError
        On a material that does not exist.

    Examples
    --------
    >>> edge = MeasuredEdge("flat", "Flat edge", "straight", 0.002, 0.05)
    >>> own = MeasuredInstrument("own_bar", "Bar", "titanium", 0.12, "one", (edge,))
    >>> measured_instrument(own).edges[0].radius.as_text()
    '2 mm (1.6 to 2.4)'
    """
    if not readings.edges:
        message = f"{readings.name} has no edge; measure one or more."
        raise InvalidValueError(message)
    one_of(Material, readings.material)
    return Instrument(
        id=readings.id,
        name=readings.name,
        material=readings.material,
        mass=_reading("mass", readings.mass),
        grip=readings.grip,
        edges=tuple(_edge(readings.id, edge) for edge in readings.edges),
        description="An instrument of your own, measured.",
        note=readings.note,
    )


def allowed_reading(what: str) -> Sourced:
    """Return what a reading may be: ``low`` to ``high`` [SI], shown in its unit.

    Parameters
    ----------
    what : str
        ``nose_radius``, ``length``, ``plan_radius``, ``bevel_angle`` or ``mass``.
    """
    return sourced_table(TABLE)[what]


def radius_of_arc(chord: float, height: float) -> float:
    r"""Return the radius of an arc from its chord and its height over it.

    Parameters
    ----------
    chord : float
        Straight between the ends [m].
    height : float
        Of the middle over the chord [m].

    Returns
    -------
    float
        :math:`c^2 / 8h + h / 2` [m].

    Raises
    ------
    InvalidValueError
        When either is not above zero.

    Examples
    --------
    >>> round(radius_of_arc(0.070, 0.008), 4)
    0.0806
    """
    if not (chord > 0.0 and height > 0.0):
        message = f"An arc needs a chord and a height above 0; {chord:g}, {height:g}."
        raise InvalidValueError(message)
    return chord * chord / (8.0 * height) + height / 2.0


def _edge(instrument: str, edge: MeasuredEdge) -> TreatmentEdge:
    curved = edge.form in ("convex", "concave")
    _together(edge, "radius of the curve", edge.plan_radius, needed=curved)
    _together(edge, "bevel angle", edge.bevel_angle, needed=edge.bevel != "none")
    plan = edge.plan_radius
    found = TreatmentEdge(
        id=f"{instrument}.{edge.key}",
        name=edge.name,
        instrument=instrument,
        form=edge.form,
        radius=_reading("nose_radius", edge.radius),
        length=_reading("length", edge.length),
        plan_radius=None if plan is None else _reading("plan_radius", plan),
        bevel=edge.bevel,
        bevel_angle=None
        if edge.bevel_angle is None
        else _reading("bevel_angle", edge.bevel_angle),
        suits=edge.suits,
    )
    _fits_its_curve(edge)
    return found


def _fits_its_curve(edge: MeasuredEdge) -> None:
    plan, one = edge.plan_radius, to_si(1.0, "mm")
    if plan is not None and edge.length > math.pi * plan:
        message = (
            f"{edge.name}: a curve of this radius is at most half a circle long, "
            f"{math.pi * plan / one:.0f} mm; {edge.length / one:g} mm was given."
        )
        raise InvalidValueError(message)


def _together(
    edge: MeasuredEdge, what: str, value: float | None, *, needed: bool
) -> None:
    if needed and value is None:
        message = f"{edge.name}: its {what} is missing."
        raise InvalidValueError(message)
    if not needed and value is not None:
        shape = f"{edge.form} edge" if what != "bevel angle" else "edge without a bevel"
        message = f"{edge.name}: a {shape} has no {what}."
        raise InvalidValueError(message)


def _reading(what: str, value: float) -> Sourced:
    allowed, error = sourced_table(TABLE)[what], sourced_table(TABLE)[f"{what}_error"]
    if not allowed.low <= value <= allowed.high:
        shown, one = allowed.shown(), to_si(1.0, allowed.unit)
        message = (
            f"A {_NAMES[what]} must be {shown.low:g} to {shown.high:g} {allowed.unit}; "
            f"{value / one:g} was given."
        )
        raise InvalidValueError(message)
    off = value * error.value if error.unit == "%" else error.value
    return Sourced(
        value, value - off, value + off, allowed.unit, SOURCE, "measured", error.note
    )
