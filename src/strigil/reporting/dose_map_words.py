"""A dose map in words and rows: what was treated most, what was left out."""

from typing import TYPE_CHECKING

from strigil.intervals import Interval
from strigil.reporting.table import Table
from strigil.reporting.words import number, plain, spread

if TYPE_CHECKING:
    from strigil.treatment import LayerDose, SiteDoseMap

__all__ = ["PER_CM2", "dose_map_said", "dose_map_tables", "place_said"]

PER_CM2 = 1e-4  # from a square metre to a square centimetre [1]


def dose_map_said(found: "SiteDoseMap") -> tuple[str, ...]:
    """Return what a dose map shows, as sentences."""
    target = found.layers[found.target]
    most = spread(found.most_impulse, PER_CM2, "N·s per cm²")
    first = f"Most went to a place {place_said(found)}: {most}."
    if found.placing == "assumed":
        first = f"If all strokes lay on one line, its middle got {most}."
    deep = number(target.layer.depth * 1e3, 2, "mm")
    below = (
        f"The {target.layer.name}, which is the target, was compressed by up to "
        f"{spread(target.highest_strain, 100.0, '%')} at {deep} deep, where treatment "
        "means to reach it, by the model. Elsewhere in a layer it may be more or less."
    )
    return first, _left_out(found), below


def dose_map_tables(found: "SiteDoseMap") -> tuple[Table, Table]:
    """Return a dose map as rows: on the skin, and layer by layer."""
    long, wide = (plain(side * 1e3) for side in found.field_size)
    untouched, light = found.untouched_share, found.light_share
    skin = (
        ("Strokes on the map", str(found.strokes)),
        ("Where they went", f"{found.placing}, {long} by {wide} mm"),
        ("Passes over one place, middle", plain(found.middle_passes)),
        ("Passes over one place, most", str(int(found.passes.max()))),
        ("Impulse where it is most", spread(found.most_impulse, PER_CM2, "N·s/cm²")),
        ("The place that got most", place_said(found)),
        ("Never touched", _share(untouched)),
        ("Less than half the middle passes", _share(light)),
    )
    layers = tuple(
        (
            _named(one),
            number(one.layer.depth * 1e3, 2, "mm"),
            _percent(one.highest_strain),
            _percent(one.strain_time, "% · s"),
        )
        for one in found.layers
    )
    heads = ("Layer", "Depth", "Compressed by, at most", "Compression over time")
    return (
        Table("Dose on the skin", ("Quantity", "Value"), skin),
        Table("Dose in each layer, at the depth told", heads, layers),
    )


def place_said(found: "SiteDoseMap") -> str:
    """Return where the skin was given most, counted from the corner of the field."""
    along, across = (number(side * 1e3, 2) for side in found.most_treated)
    if found.placing == "assumed":
        return "that is not known"
    return f"{along} mm along and {across} mm across the treated rectangle"


def _left_out(found: "SiteDoseMap") -> str:
    untouched, light = found.untouched_share, found.light_share
    if untouched is None or light is None:
        return "What was left out cannot be said: no position was recorded."
    long, wide = (plain(side * 1e3) for side in found.field_size)
    return (
        f"Of the rectangle of {long} by {wide} mm round all strokes "
        f"{_share(untouched)} was never touched; {_share(light)} of the rest had less "
        f"than half of the {plain(found.middle_passes)} passes that are its middle."
    )


def _share(share: float | None) -> str:
    return "cannot be said" if share is None else number(100.0 * share, 2, "%")


def _named(one: "LayerDose") -> str:
    name = one.layer.name[:1].upper() + one.layer.name[1:]
    return f"{name} (target)" if one.layer.is_target else name


def _percent(interval: Interval, unit: str = "%") -> str:
    return spread(interval, 100.0, unit)
