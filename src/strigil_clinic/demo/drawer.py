"""What lies in the drawer of the demo clinic: six of the catalogue, one measured."""

from strigil_clinic.demo.setting import Setting, demo_id, keep
from strigil_clinic.inventory.models import Inspection, OwnedEdge, OwnedInstrument

__all__ = ["fill_drawer"]

# Catalogue id, what is engraved on it, and how many days ago it was looked over.
LISTED = (
    ("long_handlebar", "A-01", 12),
    ("scanner", "A-02", 12),
    ("multi_curve_large", "A-03", 12),
    ("multi_curve_medium", "A-04", 5),
    ("multi_curve_small", "A-05", 41),
    ("polymer_set", "P-01", 5),
)
BOUGHT_DAYS_AGO, MEASURED_DAYS_AGO = 160, 150
MEASURED = {
    "key": "own_workshop_strigil",
    "name": "Workshop strigil",
    "material_id": "titanium",
    "mass_g": 118.0,
    "grip": "one",
    "label": "W-01",
}
EDGES = (
    {
        "key": "edge1",
        "order": 1,
        "name": "Hollow edge",
        "form": "concave",
        "radius_mm": 1.75,
        "length_mm": 92.0,
        "plan_radius_mm": 64.5,
        "bevel": "double",
        "bevel_angle_deg": 55.0,
        "suits": ["broad", "scan"],
    },
    {
        "key": "edge2",
        "order": 2,
        "name": "Rounded tip",
        "form": "knob",
        "radius_mm": 4.5,
        "length_mm": 9.0,
        "suits": ["focal"],
    },
)


def fill_drawer(setting: Setting) -> None:
    """List the instruments of Ana's clinic; one of them is due to be looked over."""
    who = setting.people["ana"]
    for place, (catalogue_id, label, looked) in enumerate(LISTED):
        row = OwnedInstrument(
            id=demo_id("instrument", label),
            clinic=who.clinic,
            catalogue_id=catalogue_id,
            label=label,
            added_at=setting.moment(BOUGHT_DAYS_AGO, place),
            added_by=who,
        )
        _look(keep(row, who), setting, looked)
    own = OwnedInstrument(
        id=demo_id("instrument", MEASURED["label"]),
        clinic=who.clinic,
        added_at=setting.moment(MEASURED_DAYS_AGO, 0),
        added_by=who,
        **MEASURED,
    )
    keep(own, who)
    for edge in EDGES:
        OwnedEdge.objects.create(instrument=own, **edge)
    _look(own, setting, 5)


def _look(row: OwnedInstrument, setting: Setting, days_ago: int) -> None:
    who = setting.people["ben"]
    look = Inspection(
        id=demo_id("look", row.label, days_ago),
        instrument=row,
        day=setting.day(days_ago),
        found="sound",
        state_before="in_use",
        at=setting.moment(days_ago, 0),
        by=who,
    )
    keep(look, who)
