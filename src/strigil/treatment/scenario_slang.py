"""What papers say for a scenario's fixed words, put into the words that it reads."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["in_our_words"]

_VERSUS = {
    "before": ("baseline", "pre", "pre_treatment", "pretreatment", "pre_intervention"),
    "healthy": ("normal", "uninjured", "intact"),
}
_DIRECTION = {
    "up": ("increase", "increased", "increases", "higher", "more", "rise", "greater"),
    "down": ("decrease", "decreased", "decreases", "lower", "less", "fall", "reduced"),
    "no change": ("no_difference", "unchanged", "same", "none", "no_change", "null"),
}
_KIND = {
    "null": ("no_difference", "no_change", "not_significant", "ns"),
    "order": ("ranking",),
    "sign": ("direction",),
}
_UNIT = {
    "%": ("percent", "percentage"),
    "deg": ("degree", "degrees", "°"),
    "degC": ("°c", "celsius", "deg_c"),
    "point": ("points", "score", "nrs", "nprs"),
    "kgf/cm2": ("kg/cm2", "kg/cm^2", "kgf/cm^2", "kg/cm²", "kgf/cm²"),
    "N/cm2": ("n/cm2", "n/cm^2", "n/cm²"),
    "kPa": ("kpa",),
    "min": ("minute", "minutes", "mins"),
    "h": ("hour", "hours", "hr", "hrs"),
    "d": ("day", "days"),
    "week": ("weeks", "wk", "wks"),
}
_WORDS = MappingProxyType(
    {"versus": _VERSUS, "direction": _DIRECTION, "kind": _KIND, "unit": _UNIT}
)


def in_our_words(mapping: Mapping[str, object]) -> dict[str, object]:
    """Return a scenario's tables with the fixed words of its readouts put into ours.

    Parameters
    ----------
    mapping : dict
        Tables as written; what is no table of readouts stays as it is, for the checks.

    Returns
    -------
    dict
        The same, with ``baseline`` as ``before`` and its like; a group's name stays.
    """
    readouts, groups = mapping.get("readouts"), mapping.get("groups")
    if not isinstance(readouts, list):
        return dict(mapping)
    names = set(groups) if isinstance(groups, Mapping) else set()
    return {**mapping, "readouts": [_readout(one, names) for one in readouts]}


def _readout(readout: object, names: set[str]) -> object:
    if not isinstance(readout, Mapping):
        return readout
    return {
        key: _word(key, said) if isinstance(said, str) and said not in names else said
        for key, said in readout.items()
    }


def _word(key: str, value: str) -> str:
    said = value.strip().lower().replace(" ", "_").replace("-", "_")
    for ours, theirs in _WORDS.get(key, {}).items():
        if said in theirs:
            return ours
    return value
