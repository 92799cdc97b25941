"""The places that can be felt: our coded sites, and the figure's regions around them.

A place is a region on the patient's own side. Where a region of the figure is one of
our sites, it stands for that site, so that nothing is listed twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _

from strigil.catalogue import BodySite, KeepOff, Zone, all_of
from strigil_clinic.records import Side
from strigil_clinic.words import sided

__all__ = [
    "GROUPS",
    "REGION_OF_SITE",
    "Place",
    "keep_off",
    "place_at",
    "places",
    "structures_of",
]

REGION_OF_SITE = {
    "calves": "calf",
    "quadriceps": "quadriceps",
    "hamstring": "hamstring",
    "lower-back": "low_back",
    "trapezius": "upper_trapezius",
    "deltoids": "rotator_cuff",
}
LOWER_LEG, THIGH = _("Foot, ankle, lower leg"), _("Knee, thigh, hip")
TRUNK, ARM = _("Trunk and neck"), _("Shoulder, arm, hand")
GROUPS = (LOWER_LEG, THIGH, TRUNK, ARM)
REGIONS = {
    "tibialis": (_("Shin"), LOWER_LEG),
    "ankles": (_("Ankle"), LOWER_LEG),
    "feet": (_("Foot"), LOWER_LEG),
    "knees": (_("Knee"), THIGH),
    "adductors": (_("Inner thigh"), THIGH),
    "gluteal": (_("Buttock"), THIGH),
    "upper-back": (_("Upper back"), TRUNK),
    "neck": (_("Neck, side and front"), TRUNK),
    "chest": (_("Chest"), TRUNK),
    "abs": (_("Belly"), TRUNK),
    "obliques": (_("Side of the trunk"), TRUNK),
    "biceps": (_("Upper arm, front"), ARM),
    "triceps": (_("Upper arm, back"), ARM),
    "forearm": (_("Forearm"), ARM),
    "hands": (_("Hand"), ARM),
}
GROUP_OF_SITE = {
    "lower leg and ankle": LOWER_LEG,
    "foot": LOWER_LEG,
    "knee": THIGH,
    "thigh": THIGH,
    "low back": TRUNK,
    "abdomen": TRUNK,
    "neck": TRUNK,
    "shoulder": ARM,
    "elbow and forearm": ARM,
}
SOFT_PARTS = ("skin", "fascia", "muscle", "tendon", "ligament")


@dataclass(frozen=True, slots=True)
class Place:
    """A region on one side; `site_id` is empty where it is none of our sites."""

    region: str
    side: str
    name: str
    group: str
    site_id: str = ""

    @property
    def key(self) -> str:
        """How the place is named in an address."""
        return f"{self.region}:{self.side}"

    @property
    def sided_name(self) -> str:
        """The name with the patient's side before it."""
        return sided(self.side, self.name)


@cache
def places() -> dict[str, Place]:
    """Return every place by its key, sites first within each group."""
    order = [str(group) for group in GROUPS]
    found = sorted(_places(), key=lambda place: order.index(place.group))
    return {place.key: place for place in found}


def place_at(region: str, side: str) -> Place | None:
    """Return the place that a region of the figure stands for."""
    return places().get(f"{REGION_OF_SITE.get(region, region)}:{side}")


def structures_of(place: Place) -> list[str]:
    """Return what lies there, from the skin down."""
    site = all_of(BodySite).get(place.site_id)
    return [layer.name for layer in site.layers] if site else list(SOFT_PARTS)


def keep_off(place: Place) -> dict[str, list[Zone | KeepOff]]:
    """Return what to stay off at a place, by rule: `no_go`, then `light_only`."""
    site = all_of(BodySite).get(place.site_id)
    near: list[Zone | KeepOff] = list(site.zones) if site else []
    if site is None:
        near = [off for off in all_of(KeepOff).values() if place.region in off.regions]
    rules = ("no_go", "light_only")
    return {rule: [zone for zone in near if zone.rule == rule] for rule in rules}


def _places() -> Iterator[Place]:
    for site in all_of(BodySite).values():
        group = GROUP_OF_SITE.get(site.region, TRUNK)
        for side in (Side.LEFT, Side.RIGHT) if site.sided else (Side.MIDLINE,):
            yield Place(site.id, side.value, site.name, str(group), site.id)
    for region, (name, group) in REGIONS.items():
        for side in (Side.LEFT, Side.RIGHT):
            yield Place(region, side.value, str(name), str(group))
