"""Parts of ``strigil contact``: one contact as JSON and as tables, with its stress."""

import math
from typing import TYPE_CHECKING

from strigil.cli.output import show_table

if TYPE_CHECKING:
    from strigil.intervals import Interval
    from strigil.mechanics import EdgeContact, LayerStress, SiteStress

__all__ = ["contact_json", "show_contact"]

_QUANTITIES = (
    ("line_load", "Line load", 1.0, "N/m"),
    ("contact_length", "Contact length", 1e3, "mm"),
    ("half_width", "Contact half-width", 1e3, "mm"),
    ("mean_pressure", "Mean pressure", 1e-3, "kPa"),
    ("peak_pressure", "Peak pressure", 1e-3, "kPa"),
    ("indentation", "Indentation", 1e3, "mm"),
    ("discomfort", "Pressure, of where pain begins", 100.0, "%"),
)
_STRESS = (
    "Below the middle of the contact; compression negative; largest shear stress of "
    "each layer. Beside the middle, fat and muscle between stiff layers may be sheared "
    "up to twice as much."
)


def contact_json(contact: "EdgeContact") -> dict[str, object]:
    """Return a contact in plain parts."""
    from strigil.reporting import all_warnings

    target = contact.target
    return {
        "indenter": contact.indenter,
        "site": contact.site,
        "force": contact.force,
        "diseased": contact.is_diseased,
        "angle_deg": math.degrees(contact.angle),
        **{name: getattr(contact, name).value for name, *_ in _QUANTITIES},
        "layers": [
            {
                "name": layer.name,
                "tissue": layer.tissue,
                "depth": layer.depth,
                "thickness": layer.thickness,
                **_spread(layer.strain),
            }
            for layer in contact.layers
        ],
        "target": {
            "structure": target.structure,
            "depth": target.depth,
            **_spread(target.strain),
        },
        "intervals": {name: getattr(contact, name) for name, *_ in _QUANTITIES},
        "stress": contact.stress,
        "rubbing": contact.rubbing,
        "warnings": list(dict.fromkeys(all_warnings(contact))),
        "sources": list(contact.sources),
    }


def _spread(strain: "Interval") -> dict[str, float]:
    return {"strain": strain.value, "low": strain.low, "high": strain.high}


def show_contact(found: "EdgeContact", hand: "EdgeContact | None") -> None:
    """Write a contact, or one beside a hand's, as tables."""
    from strigil.reporting import contact_table, spread

    both = [found, hand] if hand else [found]
    rows = [
        (name, *(spread(getattr(c, key), factor, unit) for c in both))
        for key, name, factor, unit in _QUANTITIES
    ]
    if found.rubbing:
        rub = found.rubbing
        pull, shear = spread(rub.pull, 1.0, "N"), spread(rub.shear, 1e-3, "kPa")
        rows += [("Pull while stroking", pull), ("Mean shear", shear)]
    table = contact_table(found, hand)
    show_table(table.caption, ("Quantity", *(c.indenter for c in both)), rows)
    show_table(
        "Strain, compression negative",
        table.columns,
        table.rows,
        note=f"90 % intervals. Rests on: {', '.join(found.sources)}",
    )
    for one in both:
        if one.stress:
            _show_stress(one.stress, one.indenter)


def _show_stress(stress: "SiteStress", indenter: str) -> None:
    rows = [_stress_row(layer, layer.name) for layer in stress.layers]
    rows.append(_stress_row(stress.target, f"Target: {stress.target.name}"))
    note = _STRESS
    if stress.shear_share is not None:
        share = 100.0 * stress.shear_share
        note += f" It is largest in {stress.shear_layer} in {share:.0f} % of the draws."
    show_table(
        f"Stress, {indenter}",
        ("Layer", "Depth [mm]", "Across [kPa]", "Shear [kPa]"),
        rows,
        note=note,
    )


def _stress_row(layer: "LayerStress", name: str) -> tuple[str, ...]:
    from strigil.reporting import number, spread

    across, shear = (
        "not known" if one is None else spread(one, 1e-3, "")
        for one in (layer.across, layer.shear)
    )
    return name, number(layer.depth * 1e3, 2), across, shear
