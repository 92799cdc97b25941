"""What stops a session, and how to look at this patient's skin."""

from strigil.catalogue import Limit, one_of, sourced_table
from strigil.treatment import STOP_WORDS, Case, Reason

__all__ = ["hides_redness", "skin_watch_of", "stop_rules"]


def stop_rules() -> tuple[Reason, ...]:
    """Return when to lift the edge, in words, with each number and its source."""
    rise, ceiling = one_of(Limit, "pain_rise_ceiling"), one_of(Limit, "pain_ceiling")
    stale = one_of(Limit, "stale_pain_answer")
    said = "; ".join(STOP_WORDS.values())
    return (
        Reason(
            "lift when pain reaches",
            f"{ceiling.value.value:g} of 10",
            ceiling.value.source,
        ),
        Reason(
            "lift when pain rises above pain at rest by",
            f"{rise.value.value:g} points",
            rise.value.source,
        ),
        Reason(f"lift at once for: {said}", "", "Recalled"),
        Reason(
            "ask for pain again when the last answer is older than",
            f"{stale.value.value:g} s",
            stale.value.source,
        ),
        Reason(
            "afterwards, send on for: calf swelling or heat, night pain with weight "
            "loss, fever, loss of pulse, saddle numbness, a bruise that spreads, "
            "a sudden pop",
            "",
            "Recalled",
        ),
    )


def hides_redness(skin_tone: int | None) -> bool:
    """Say whether colour may not show on a skin; a tone that is not known counts."""
    dark = sourced_table("planning_rules.toml")["dark_skin_tone"].value
    return skin_tone is None or skin_tone >= dark


def skin_watch_of(case: Case) -> tuple[Reason, ...]:
    """Return how to look for redness and bruises on this skin, and what is not normal.

    No probability is given, for none is published.
    """
    tone = case.patient.skin_tone
    dark = sourced_table("planning_rules.toml")["dark_skin_tone"]
    bruise = Reason(
        "some redness or bruising may follow; it is no goal and no sign of success. "
        "How often it happens is not published. Colour does not date a bruise",
        "",
        "Langlois1991",
    )
    if not hides_redness(tone):
        look = Reason(
            "look in good light before and after: pink to red, small red spots, blue",
            f"Monk tone {tone}",
            "StrigilPolicy",
        )
        return (look, bruise)
    number = "skin tone not recorded" if tone is None else f"Monk tone {tone}"
    touch = Reason(
        "redness and bruises are easily missed on dark skin and redness scales "
        "under-detect: feel for warmth, swelling and soreness, compare sides, take a "
        "photograph beside a tone reference",
        number,
        dark.source,
    )
    return (touch, bruise)
