"""What strokes cost the hand that made them, as rows a person reads."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from strigil.reporting.table import Table
from strigil.reporting.words import clock, number, spread

if TYPE_CHECKING:
    from strigil.treatment import LoadOverTime, PractitionerLoad

__all__ = ["load_over_time_table", "practitioner_load_table"]

_PER_MINUTE_EACH_MINUTE = 3600.0  # from 1/s^2


def practitioner_load_table(load: "PractitionerLoad") -> Table:
    """Return the load of one recording as rows, what is not known among them."""
    rows = [
        ("Time in contact", clock(load.contact_time)),
        ("Longest work without a pause", clock(load.longest_burst)),
        ("Force over time", _impulse(load)),
        ("Work against friction", _work(load)),
        ("Strokes by your own words", _words(load)),
        ("Strokes a minute while working", number(_times(load.rate, 60.0), 3)),
        ("The rate", _rate_said(load)),
        ("Hand activity level, 0 to 10", spread(load.activity, 1.0, "")),
        (
            "What it is",
            "force on the skin, not of the grip; no limit is published; the activity "
            "level is made for jobs of four hours and more",
        ),
    ]
    caption = "Load on the hand that held the instrument"
    return Table(caption, ("What", "Value"), tuple(rows))


def load_over_time_table(
    loads: "Sequence[LoadOverTime]", *, heading: str = "Week from"
) -> Table:
    """Return the load of days or weeks as rows.

    Parameters
    ----------
    loads : sequence of LoadOverTime
        In order of time.
    heading : str
        What the first column is called.
    """
    columns = (
        heading,
        "Sessions",
        "Measured",
        "In contact",
        "Strokes",
        "Firm strokes",
        "Force over time",
        "Work",
        "Rate fell",
        "Without a sensor",
    )
    return Table("Load on the hand", columns, tuple(_row(one) for one in loads))


def _row(one: "LoadOverTime") -> tuple[str, ...]:
    seen = one.measured > 0
    firm = one.firm_strokes
    return (
        f"{one.begins:%d %b %Y}".lstrip("0"),
        str(one.sessions),
        f"{one.measured} of {one.sessions}",
        clock(one.contact_time) if seen else "not known",
        str(one.strokes) if seen else "not known",
        "not known" if firm is None else str(firm),
        number(one.impulse, 3, "N·s") if seen else "not known",
        number(one.work, 3, "J"),
        f"in {one.rate_fell} of {one.measured}" if seen else "not known",
        clock(one.reported_time) if one.reported_time else "–",
    )


def _impulse(load: "PractitionerLoad") -> str:
    said = number(load.impulse, 3, "N·s")
    if not load.impulse_sd:
        return said
    return f"{said}, ± {number(load.impulse_sd, 2)} by the sensor's zero"


def _work(load: "PractitionerLoad") -> str:
    if load.work is None:
        return "not known: it needs shear force and the way of the edge"
    said = number(load.work, 3, "J")
    if load.strokes_with_work == load.strokes:
        return said
    return f"{said} in {load.strokes_with_work} of {load.strokes} strokes"


def _words(load: "PractitionerLoad") -> str:
    if load.words is None:
        return "not known: the words are not calibrated"
    said = ", ".join(f"{count} {word}" for word, count in load.words.items())
    return f"{said}, {load.uncounted} cut or doubtful" if load.uncounted else said


def _rate_said(load: "PractitionerLoad") -> str:
    moved = load.rate_change
    if moved is None:
        return "too few strokes to say whether it moved"
    shown = moved.scaled(_PER_MINUTE_EACH_MINUTE)
    ends = f"{number(shown.low, 2)} to {number(shown.high, 2)}"
    by = f"{number(shown.value, 2)} ({ends}) a minute, each minute"
    if load.rate_falls:
        return f"falls: {by}; tiredness or the plan, the strokes do not say which"
    return f"rises: {by}" if moved.low > 0.0 else f"no change seen: {by}"


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
