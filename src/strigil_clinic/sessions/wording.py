"""What a guided step says: one sentence to do, how, and what to mind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strigil.catalogue import BodySite, StrokeKind, all_of
from strigil_clinic.plans.shown import StepShown

__all__ = ["ACTS", "Fact", "Said", "facts_of", "said_of"]

ACTS = {
    "sweep": gettext_lazy("Sweep"),
    "fan": gettext_lazy("Fan"),
    "brush": gettext_lazy("Brush"),
    "strum": gettext_lazy("Strum"),
    "j_stroke": gettext_lazy("Draw J-strokes"),
    "scoop": gettext_lazy("Scoop"),
    "swivel": gettext_lazy("Swivel"),
    "frame": gettext_lazy("Follow the border of the bone"),
    "cross_friction": gettext_lazy("Rub"),
    "static_compression": gettext_lazy("Press and hold"),
}
WAYS = {
    "along": gettext_lazy("along the fibres, both ways,"),
    "across": gettext_lazy("across the fibres"),
    "any": gettext_lazy("in the direction that felt restricted"),
    "none": gettext_lazy("on the spot"),
}
MIND = ("Keep off", "Light only")
FOCAL = "only where something was felt"  # so the planner marks work on a finding


@dataclass(frozen=True, slots=True)
class Said:
    """What to do in one sentence, how it is done, and what to mind."""

    sentence: str
    way: str = ""
    mind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a step needs, with what belongs to it; the angle is drawn too."""

    name: str
    main: str
    more: str = ""
    angled: bool = False


def said_of(shown: StepShown, sign: str = "") -> Said:
    """Return what a step says; `sign` is the practitioner's own comparable sign."""
    if shown.phase == "sign" and sign:
        return _test(shown, sign)
    return SAYS.get(shown.phase, _stroke if shown.edge_id else _plain)(shown)


def facts_of(shown: StepShown) -> tuple[Fact, ...]:
    """Return what a step needs beside its sentence, and nothing that it does not."""
    raw = shown.raw
    where = Fact(_("Where"), shown.place, shown.structure)
    position = Fact(_("Position"), "", raw.get("position") or "")
    if shown.edge_id:
        moves = raw.get("movement") or ""
        held = " · ".join(x for x in (raw.get("grip"), shown.lubricant.lower()) if x)
        angle = f"{raw.get('angle_deg') or 0:.0f}°"
        drawn = _("Angle to the skin, direction")
        return (
            where,
            Fact(_("Edge"), shown.edge, held),
            Fact(drawn, angle, shown.direction, angled=True),
            Fact(_("Position"), "", f"{position.more} {moves}".strip()),
        )
    if shown.phase == "warm_up":
        film = Fact(_("Emollient"), shown.lubricant or _("none: the skin stays dry"))
        return (where, film, position)
    return (where, position) if shown.phase == "check" and shown.place else ()


def _stroke(shown: StepShown) -> Said:
    raw = shown.raw
    kind = all_of(StrokeKind).get(raw.get("stroke") or "")
    instrument, _cut, edge = shown.edge.rpartition(", ")
    words = {
        "act": ACTS.get(raw.get("stroke") or "", _("Work")),
        "way": WAYS.get(raw.get("direction") or "none", ""),
        "edge": edge,
        "instrument": _low(instrument),
    }
    said = _("%(act)s %(way)s with the %(edge)s of the %(instrument)s") % words
    if shown.phase == "scan":
        said = _("Scan: %(said)s") % {"said": _low(said)}
    elif FOCAL in shown.said:
        said = _("%(said)s, only where you felt something") % {"said": said}
    how = [kind.kinematics] if kind else []
    site = all_of(BodySite).get(raw.get("site") or "")
    if site and raw.get("direction") in ("along", "across"):
        how.append(_("Fibres: %(run)s") % {"run": _low(site.fibre_direction)})
    mind = tuple(one for one in _sentences(shown.said) if one.startswith(MIND))
    return Said(f"{said}.", " ".join(how), mind)


def _place(shown: StepShown) -> Said:
    site = all_of(BodySite).get(shown.raw.get("site") or "")
    if site is None:
        return _plain(shown)
    position = shown.raw.get("position") or site.position
    words = {"place": _low(shown.place), "position": _low(position)}
    return Said(
        _("Go on to the %(place)s: %(position)s") % words,
        _("Find the place: %(mark)s") % {"mark": _low(site.landmark)},
    )


def _exercise(shown: StepShown) -> Said:
    first, _cut, rest = shown.said.partition("; ")
    said = _("Advise and practise: %(what)s") % {"what": _low(first).rstrip(".")}
    return Said(f"{said}.", rest[:1].upper() + rest[1:])


def _test(shown: StepShown, sign: str) -> Said:
    return Said(_("Test again: %(sign)s.") % {"sign": _low(sign).rstrip(".")})


def _sign(shown: StepShown) -> Said:
    """Return the sign of the plan, where the practitioner named none."""
    return _test(shown, shown.said.partition(": ")[2] or shown.said)


def _plain(shown: StepShown) -> Said:
    first, *rest = _sentences(shown.said)
    return Said(f"{first}.", ". ".join(rest) + "." if rest else "")


def _sentences(said: str) -> list[str]:
    parts = (part.strip().rstrip(".") for part in said.split(". "))
    return [part for part in parts if part] or [said]


def _low(said: str) -> str:
    """Return a phrase to go inside a sentence; J-stroke and Achilles keep theirs."""
    first = said.split(" ", 1)[0]
    keeps = first[1:2] == "-" or first[1:].lower() != first[1:]
    return said if keeps or first == "Achilles" else said[:1].lower() + said[1:]


SAYS: Mapping[str, Callable[[StepShown], Said]] = {
    "check": _place,
    "load": _exercise,
    "sign": _sign,
}
