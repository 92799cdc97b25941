"""``strigil contact``: pressure, indentation and strain under an edge."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from strigil.catalogue import (
    BodySite,
    Emollient,
    Instrument,
    TreatmentEdge,
    edges,
    limit,
    one_of,
)
from strigil.cli.contact_compared import comparison_json, rank, show_comparison
from strigil.cli.contact_rated import Rates, rate_options
from strigil.cli.contact_shown import contact_json, show_contact
from strigil.cli.output import (
    SEED,
    json_option,
    plot_option,
    print_json,
    warn,
    write_text,
)
from strigil.cli.worked import Worked
from strigil.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from strigil.mechanics import ContactComparison, EdgeContact

__all__ = ["check_force", "command", "edge_named"]


@click.command(
    "contact",
    cls=Worked,
    example="strigil contact --instrument scanner --edge convex \\\n"
    "  --site achilles_midportion --force 6 --against thumb",
)
@click.option("--instrument", "instrument", metavar="I", help="Instrument id.")
@click.option("--edge", "edge", metavar="E", help="Edge, short or as instrument.edge.")
@click.option("--site", "site", metavar="S", required=True, help="Body site id.")
@click.option("--force", type=float, metavar="N", required=True, help="Force [N].")
@click.option("--angle-deg", default=45.0, show_default=True, help="To the skin [deg].")
@click.option("--against", type=click.Choice(["thumb", "knuckle"]), help="Beside it.")
@click.option("--rank", is_flag=True, help="Rank all edges, or those of --instrument.")
@rate_options
@click.option("--emollient", metavar="ID", help="On the skin: pull while stroking.")
@click.option("--diseased", is_flag=True, help="With the site's diseased layers.")
@click.option(
    "--samples", default=200, show_default=True, type=click.IntRange(20, 5000)
)
@click.option("--seed", default=0, show_default=True, type=SEED, help="Of draws.")
@plot_option
@json_option
def command(**given: Any) -> None:
    """Press an edge on a body site: pressure, indentation, strain in each layer."""
    _press(_Asked(**given))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was asked, as its options say."""

    instrument: str | None
    edge: str | None
    site: str
    force: float
    angle_deg: float
    against: Literal["thumb", "knuckle"] | None
    rank: bool
    speed: float | None
    rise: float | None
    hold: float | None
    release: float | None
    emollient: str | None
    diseased: bool
    samples: int
    seed: int
    plot: Path | None
    as_json: bool

    @property
    def rates(self) -> dict[str, float | None]:
        """Speed and times."""
        named = ("speed", "rise", "hold", "release")
        return {name: getattr(self, name) for name in named}

    @property
    def question(self) -> dict[str, Any]:
        """What every contact is asked."""
        return {
            "force": self.force,
            "diseased": self.diseased,
            "samples": self.samples,
            "seed": self.seed,
        }


def _press(asked: _Asked) -> None:
    if asked.rank:
        _rank(asked)
        return
    rates = _rates(asked)
    found, hand = _contacts(asked)
    compared = _compared(asked)
    if asked.plot and not rates.plot(asked.plot):
        from strigil.reporting import contact_chart, stand_alone

        write_text(asked.plot, stand_alone(contact_chart(found, hand)), "chart")
    if asked.as_json:
        beside = {"compared": comparison_json(compared)}
        extra = {"against": {**contact_json(hand), **beside}} if hand else {}
        print_json({**contact_json(found), **extra, **rates.as_json()})
    else:
        show_contact(found, hand)
        if asked.against:
            show_comparison(compared, asked.against)
        rates.show()
    from strigil.reporting import notes_of

    notes = notes_of([found, hand] if hand else [found])
    plotted = rates.plotted(beside_hand=hand is not None) if asked.plot else ()
    warn([*notes, *rates.warnings, *plotted])


def _rank(asked: _Asked) -> None:
    """Rank edges; an edge, a hand or a drawing has no place in it."""
    for option, given in (
        ("--edge", asked.edge),
        ("--against", asked.against),
        ("--plot", asked.plot),
        *((f"--{name}", time) for name, time in asked.rates.items()),
    ):
        if given is not None:
            message = f"--rank compares edges; {option} belongs to one of them."
            raise InvalidValueError(message)
    check_force(asked.force)
    rank(
        site=asked.site,
        instrument=asked.instrument,
        force=asked.force,
        angle=math.radians(asked.angle_deg),
        diseased=asked.diseased,
        samples=asked.samples,
        seed=asked.seed,
        as_json=asked.as_json,
    )


def _compared(asked: _Asked) -> "tuple[ContactComparison, ...]":
    if asked.against is None:
        return ()
    from strigil.mechanics import compare_with_hand

    return compare_with_hand(
        edge_named(asked.instrument, asked.edge),
        one_of(BodySite, asked.site),
        force=asked.force,
        hand=asked.against,
        angle=math.radians(asked.angle_deg),
        diseased=asked.diseased,
        samples=asked.samples,
        seed=asked.seed,
    )


def _contacts(asked: _Asked) -> "tuple[EdgeContact, EdgeContact | None]":
    place, tool = one_of(BodySite, asked.site), edge_named(asked.instrument, asked.edge)
    check_force(asked.force)
    from strigil.mechanics import contact_by_hand, contact_of_edge

    found = contact_of_edge(
        tool,
        place,
        angle=math.radians(asked.angle_deg),
        emollient=one_of(Emollient, asked.emollient) if asked.emollient else None,
        with_stress=True,
        **asked.question,
    )
    if asked.against is None:
        return found, None
    hand = contact_by_hand(asked.against, place, with_stress=True, **asked.question)
    return found, hand


def _rates(asked: _Asked) -> Rates:
    tool, place = edge_named(asked.instrument, asked.edge), one_of(BodySite, asked.site)
    check_force(asked.force)
    question = {**asked.question, "angle": math.radians(asked.angle_deg)}
    return Rates.of(tool, place, rates=asked.rates, question=question)


def edge_named(instrument: str | None, edge: str | None) -> TreatmentEdge:
    """Return the edge that two words name: an instrument, an edge, or its whole id.

    Raises
    ------
    UnknownNameError
        When there is none, with the nearest.
    InvalidValueError
        When the words do not name one edge.
    """
    if instrument is None:
        return _edge_alone(edge)
    tool = one_of(Instrument, instrument)
    short = {e.id.partition(".")[2]: e for e in tool.edges}
    if edge is None:
        if len(short) == 1:
            return next(iter(short.values()))
        message = (
            f"{instrument} has several edges: {', '.join(short)}. Name one: --edge E"
        )
        raise InvalidValueError(message)
    name = edge.removeprefix(f"{instrument}.")
    if name not in short:
        kind = f"edge of {instrument}"
        raise UnknownNameError(kind, edge, short, "See: strigil list edges")
    return short[name]


def check_force(force: float) -> None:
    """Refuse a force [N] that no hand gives.

    Raises
    ------
    InvalidValueError
        Below 0 N or above the greatest plausible force.
    """
    most = limit("max_plausible_force")
    if not 0.0 <= force <= most:
        message = f"The force must lie between 0 and {most:g} N; {force:g} N was given."
        if force > most:
            message += " Were grams meant? 100 g press with about 1 N."
        raise InvalidValueError(message)


def _edge_alone(edge: str | None) -> TreatmentEdge:
    if edge is None:
        message = "Name an edge: --instrument I --edge E. See: strigil list edges"
        raise InvalidValueError(message)
    if edge in edges() or "." in edge:
        return one_of(TreatmentEdge, edge)
    alike = [e for key, e in edges().items() if key.partition(".")[2] == edge]
    if len(alike) == 1:
        return alike[0]
    if not alike:
        return one_of(TreatmentEdge, edge)
    named = ", ".join(e.instrument for e in alike[:6])
    message = f"Several instruments have an edge {edge!r} ({named}): add --instrument I"
    raise InvalidValueError(message)
