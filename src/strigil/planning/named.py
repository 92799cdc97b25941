"""Names in place of ids, where a plan speaks of questions and places."""

from strigil.catalogue import BodySite, RedFlagTest, ScreeningItem, all_of

__all__ = ["asked_name", "place_name"]


def asked_name(item: str) -> str:
    """Return what a question, a hands-on test or a state of the case is called.

    Examples
    --------
    >>> asked_name("open_wound")
    'open wound or broken skin'
    >>> asked_name("healing_stage")
    'healing stage'
    """
    known = all_of(ScreeningItem).get(item) or all_of(RedFlagTest).get(item)
    if known is None:
        return item.replace("_", " ")
    return known.name[:1].lower() + known.name[1:]


def place_name(place: str) -> str:
    """Return a place, written as ``site side``, in words.

    Examples
    --------
    >>> place_name("calf left")
    'Calf, gastrocnemius and soleus, left'
    """
    site, _, side = place.partition(" ")
    known = all_of(BodySite).get(site)
    if known is None:
        return place
    return f"{known.name}, {side}" if side and known.sided else known.name
