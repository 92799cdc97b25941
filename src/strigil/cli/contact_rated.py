"""Parts of ``strigil contact``: stroked at a speed, pressed, held and let go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from strigil.catalogue import BodySite, TreatmentEdge
from strigil.cli.output import plain, show_table, write_text

if TYPE_CHECKING:
    from strigil.intervals import Interval
    from strigil.mechanics import HeldContact, RateState, StrokedContact

__all__ = ["Rates", "rate_options"]

# A hold of which not all was said [s].
_HELD = {"rise": 0.3, "hold": 10.0, "release": 0.3}
_LIMITS = (
    "90 % intervals. How tissue eases is little known: shares and times come from "
    "animals and estimates, and are drawn; an illustration, not calibrated. Easing is "
    "linear, the contact that it moves along is not. Water that flows, muscle tone and "
    "earlier strokes are left out."
)
_STATE = (
    ("indentation", "Indentation [mm]", 1e3),
    ("half_width", "Half-width [mm]", 1e3),
    ("mean_pressure", "Mean pressure [kPa]", 1e-3),
    ("target_strain", "Target strain [%]", 100.0),
    ("target_stress", "Target stress [kPa]", 1e-3),
)
_Command = TypeVar("_Command", bound=Callable[..., Any])


def rate_options(command: _Command) -> _Command:
    """Add ``--speed``, ``--rise``, ``--hold`` and ``--release``."""
    for name, metavar, words in (
        (
            "--release",
            "S",
            f"Time in which the force falls [s]; else {_HELD['release']:g}.",
        ),
        ("--hold", "S", f"Press, hold so long, let go [s]; else {_HELD['hold']:g}."),
        ("--rise", "S", f"Time in which the force rises [s]; else {_HELD['rise']:g}."),
        ("--speed", "M/S", "Stroke at a steady speed [m/s]."),
    ):
        command = click.option(name, type=float, metavar=metavar, help=words)(command)
    return command


@dataclass(frozen=True, slots=True)
class Rates:
    """A stroke, a hold, or both, as they were computed."""

    stroke: "StrokedContact | None"
    hold: "HeldContact | None"

    @classmethod
    def of(
        cls,
        edge: TreatmentEdge,
        place: BodySite,
        *,
        rates: Mapping[str, float | None],
        question: Mapping[str, Any],
    ) -> "Rates":
        """Compute what was asked; nothing when neither speed nor times were."""
        given: dict[str, Any] = {
            name: value for name, value in rates.items() if value is not None
        }
        speed, stroke, hold = given.pop("speed", None), None, None
        if speed is not None:
            from strigil.mechanics import stroke_of_edge

            stroke = stroke_of_edge(edge, place, speed=speed, **question)
        if given:
            from strigil.mechanics import hold_of_edge

            hold = hold_of_edge(edge, place, **{**_HELD, **given}, **question)
        return cls(stroke, hold)

    def plotted(self, *, beside_hand: bool) -> tuple[str, ...]:
        """Say what a chart leaves out of what was asked."""
        if self.hold is not None and beside_hand:
            return ("The chart shows the edge alone: a hold is not drawn by hand.",)
        if self.hold is None and self.stroke is not None:
            return ("The chart shows the edge at rest; the stroke is in the table.",)
        return ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Warnings of both."""
        both = (one for one in (self.stroke, self.hold) if one)
        return tuple(note for one in both for note in one.warnings)

    def as_json(self) -> dict[str, object]:
        """Return both in plain parts, without those that were not asked for."""
        both = {"stroke": self.stroke, "hold": self.hold}
        return {name: plain(one) for name, one in both.items() if one}

    def plot(self, path: Path) -> bool:
        """Save the course of a hold; say whether there is one."""
        if self.hold is None:
            return False
        from strigil.reporting import hold_chart, stand_alone

        write_text(path, stand_alone(hold_chart(self.hold)), "chart")
        return True

    def show(self) -> None:
        """Write both as tables."""
        if self.stroke:
            _show_stroke(self.stroke)
        if self.hold:
            _show_hold(self.hold)
        either = self.stroke or self.hold
        if either:
            click.echo(f"\n{_LIMITS} Rests on: {', '.join(either.sources)}")


def _show_stroke(found: "StrokedContact") -> None:
    states = (
        ("infinitely fast", found.at_once),
        (f"at {1e3 * found.speed:g} mm/s", found.stroked),
        ("infinitely slow", found.relaxed),
    )
    _show_states(f"{found.indenter} stroked over {found.target}", states)
    passing, work = _short(found.passing_time, 1.0), _short(found.lost_work, 1.0)
    click.echo(
        f"A point of the skin is in contact for {passing} s. On each metre {work} J "
        f"stay in the tissue: {_short(found.friction, 100.0)} % of the force holds the "
        "edge back, before any rubbing."
    )


def _show_hold(found: "HeldContact") -> None:
    states = (("pressed", found.pressed), ("held", found.held))
    rise, hold, release = found.times
    _show_states(
        f"{found.indenter} over {found.target}: pressed in {rise:g} s, "
        f"held {hold:g} s, let go in {release:g} s",
        states,
    )
    click.echo(
        f"While held the edge sinks in by another {_short(found.creep, 100.0)} %, and "
        f"strain in the target grows by {_short(found.strain_creep, 100.0)} %. When "
        f"the force is gone a dent of {_short(found.left, 1e3)} mm is left; "
        f"{_short(found.lost_work, 1e3)} mJ stay in the tissue."
    )


def _show_states(title: str, states: tuple[tuple[str, "RateState"], ...]) -> None:
    rows = [
        (words, *(_short(getattr(state, name), factor) for _, state in states))
        for name, words, factor in _STATE
    ]
    show_table(title, ("Quantity", *(name for name, _ in states)), rows)


def _short(interval: "Interval", factor: float) -> str:
    from strigil.reporting import spread

    return spread(interval, factor, "").strip()
