"""The names that people read for the ids that rows keep."""

from typing import Any

from strigil.catalogue import BodySite, Condition, all_of
from strigil_clinic.episodes.models import Episode
from strigil_clinic.records import Side

__all__ = ["condition_name", "episode_name", "sided", "site_name"]


def condition_name(condition_id: str) -> str:
    """Return a condition's name; an id that left the catalogue reads as itself."""
    return _name(Condition, condition_id)


def site_name(site_id: str) -> str:
    """Return a body site's name; an id that left the catalogue reads as itself."""
    return _name(BodySite, site_id)


def sided(side: str, thing: str) -> str:
    """Return a thing with its side in words.

    Examples
    --------
    >>> sided("left", "Calf")
    'Left calf'
    >>> sided("midline", "Abdomen")
    'Abdomen'
    """
    if side == Side.MIDLINE:
        return thing
    start = thing if thing.startswith("Achilles") else thing[:1].lower() + thing[1:]
    return f"{Side(side).label.capitalize()} {start}"


def episode_name(episode: Episode) -> str:
    """Return "Left Achilles tendinopathy"."""
    return sided(episode.side, condition_name(episode.condition_id))


def _name(kind: type[Any], item_id: str) -> str:
    item = all_of(kind).get(item_id)
    return item_id.replace("_", " ").capitalize() if item is None else str(item.name)
