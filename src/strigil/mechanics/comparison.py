"""By tool against by hand: at equal force, at equal strain, and as each is used.

The therapy claims that a tool can hurt less than a thumb. Both are pressed on the same
drawn sites and the same drawn pressure-pain thresholds, so that what the two share does
not widen their ratios.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import BodySite, TreatmentEdge, limit
from strigil.intervals import Interval, interval_of
from strigil.mechanics.applicability import check_edge, check_question, check_site
from strigil.mechanics.discomfort import discomfort_of
from strigil.mechanics.edge_contact import (
    Hand,
    edge_indenter,
    hand_data,
    hand_indenter,
)
from strigil.mechanics.indenter import Indenter
from strigil.mechanics.press import Pressed
from strigil.mechanics.prior_samples import PriorSamples
from strigil.mechanics.sampled_site import Question, SampledContact, SampledSite

__all__ = ["Basis", "ContactComparison", "Pressing", "compare_with_hand"]

Array = NDArray[np.float64]
Basis = Literal["equal_force", "equal_strain", "working_pressure"]

# Rounds until the force for a wanted strain or pressure is found, how much it may
# change in one [1], and how strain and pressure first seem to grow with force.
_ROUNDS, _FACTOR, _GROWTH = 7, 5.0, 0.6
_LEAST_FORCE = 0.05
# A wanted strain or pressure is reached when it is met within this share; no better
# force is sought when it is met within that.
_MET, _CLOSE = 0.05, 0.01
# The pressure of a hand at work is drawn from a source of its own, as people are.
_WORK = 15485863
# Hands have no plane to tilt.
_UPRIGHT = math.pi / 2


@dataclass(frozen=True, slots=True)
class Pressing:
    """What an edge or a hand does, over all drawn sites.

    Attributes
    ----------
    force : Interval
        Normal force [N].
    mean_pressure, peak_pressure : Interval
        Contact pressure [Pa].
    target_strain : Interval
        Strain in the target [1]; compression is negative.
    discomfort : Interval
        Mean pressure over the pressure-pain threshold [1]: 1 is where pain begins.
    """

    force: Interval
    mean_pressure: Interval
    peak_pressure: Interval
    target_strain: Interval
    discomfort: Interval


@dataclass(frozen=True, slots=True)
class ContactComparison:
    """An edge and a hand on the same drawn sites.

    Attributes
    ----------
    basis : str
        ``equal_force``, ``equal_strain`` in the target, or ``working_pressure``: the
        hand at the pressure measured under hands at work, the edge at its force.
    edge, hand : Pressing
        What each does.
    pressure_ratio, strain_ratio : Interval
        Mean pressure and target strain of the edge over those of the hand [1].
    edge_milder : float
        Share of draws in which the edge presses the skin less than the hand [1].
    reached : float
        Share of draws in which the hand met what was wanted of it at a force that a
        hand can give [1]; the others stay in the intervals at the force they came to.
    """

    basis: Basis
    edge: Pressing
    hand: Pressing
    pressure_ratio: Interval
    strain_ratio: Interval
    edge_milder: float
    reached: float


def compare_with_hand(  # noqa: PLR0913  # the whole question
    edge: TreatmentEdge,
    site: BodySite,
    *,
    force: float,
    hand: Hand = "thumb",
    angle: float = math.pi / 4,
    diseased: bool = False,
    samples: int = 200,
    seed: int = 0,
) -> tuple[ContactComparison, ...]:
    """Compare an edge with a hand in three ways.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge.
    site : BodySite
        Where both are pressed.
    force : float
        Normal force on the edge [N].
    hand : str
        ``thumb`` or ``knuckle``.
    angle : float
        Treatment angle of the edge [rad].
    diseased : bool
        Take the site's diseased tissues.
    samples, seed : int
        Draws; both indenters meet the same drawn sites.

    Returns
    -------
    tuple of ContactComparison
        At equal force, at equal strain in the target, at the hand's working pressure.

    Raises
    ------
    InvalidValueError
        On a force or angle that can not be.

    Notes
    -----
    Discomfort is pressure over a threshold that was measured with a flat tip at rest on
    one muscle: it orders, it does not predict what a patient says. See
    docs/models/hand-and-tool.md.

    References
    ----------
    Chaves2020
    """
    check_edge(edge)
    check_site(site)
    check_question(force=force, angle=angle, samples=samples)
    by_edge = Question(edge.id, site, force, angle, diseased=diseased)
    by_hand = Question(hand, site, force, _UPRIGHT, diseased=diseased)
    tool_site = SampledSite.of(by_edge, samples=samples, seed=seed)
    hand_site = SampledSite.of(by_hand, samples=samples, seed=seed)
    tool = tool_site.pressed_by(edge_indenter(edge, tool_site))
    thumb = hand_indenter(hand, hand_site)
    # From a source of their own: the sites stay those of the contacts.
    at_work = PriorSamples(samples, seed + _WORK).lognormal(
        hand_data(hand)["working_pressure"]
    )
    flat = np.full(samples, float(force))
    sides = _Sides(tool, flat, seed)
    same = hand_site.pressed_by(thumb)
    found = [sides.compared("equal_force", same, flat, np.ones(samples, dtype=bool))]
    wanted: tuple[tuple[Basis, Array, Callable[[Pressed], Array]], ...] = (
        ("equal_strain", -tool.target_strain, _strain),
        ("working_pressure", at_work, _mean_pressure),
    )
    for basis, goal, quantity in wanted:
        forces, there = _force_for(_Press(hand_site, thumb), same, goal, quantity)
        met = np.abs(quantity(there.pressed) / goal - 1.0) <= _MET
        found.append(sides.compared(basis, there, forces, met))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The edge at its force, and who is pressed; stays in this module."""

    tool: SampledContact
    force: Array
    seed: int

    def compared(
        self, basis: Basis, hand: SampledContact, force: Array, met: NDArray[np.bool_]
    ) -> ContactComparison:
        """Set a hand at its forces [N] beside the edge."""
        tool = self.tool.pressed
        pressure = tool.mean_pressure / hand.pressed.mean_pressure
        return ContactComparison(
            basis=basis,
            edge=_pressing(self.tool, self.force, self.seed),
            hand=_pressing(hand, force, self.seed),
            pressure_ratio=interval_of(pressure),
            strain_ratio=interval_of(_strain(tool) / _strain(hand.pressed)),
            edge_milder=float(np.mean(pressure < 1.0)),
            reached=float(met.mean()),
        )


@dataclass(frozen=True, slots=True)
class _Press:
    """A hand on a sampled site; stays in this module."""

    site: SampledSite
    thumb: Indenter

    def at(self, force: Array, rows: NDArray[np.intp]) -> Pressed:
        """Press some of the samples with forces of their own [N]."""
        site, thumb = self.site.take(rows), self.thumb.take(rows)
        return site.pressed_by(thumb, force=force[rows]).pressed


def _strain(pressed: Pressed) -> Array:
    return np.asarray(np.maximum(-pressed.strain[:, 0], 1e-6))


def _mean_pressure(pressed: Pressed) -> Array:
    return pressed.mean_pressure


def _force_for(
    press: _Press,
    first: SampledContact,
    wanted: Array,
    quantity: Callable[[Pressed], Array],
) -> tuple[Array, SampledContact]:
    """Find the force at which each sample meets what is wanted, by secants.

    A sample is left alone once it has met it, or is at an end of the forces.
    """
    goal = np.log(np.maximum(wanted, 1e-6))
    ends = np.log((_LEAST_FORCE, limit("max_plausible_force")))
    force = np.full(goal.shape, press.site.question.force)
    x, y, found = np.log(force), np.log(quantity(first.pressed)), _of_target(first)
    slope, rows = np.full(goal.shape, _GROWTH), np.arange(goal.size)
    for _ in range(_ROUNDS):
        step = np.clip((goal - y) / slope, -np.log(_FACTOR), np.log(_FACTOR))
        after = np.clip(x + step, *ends)
        rows = np.flatnonzero((np.abs(goal - y) > _CLOSE) & (np.abs(after - x) > 1e-9))
        if not rows.size:
            break
        part = press.at(np.exp(after), rows)
        now = np.log(quantity(part))
        rise = (now - y[rows]) / (after[rows] - x[rows])
        slope[rows] = np.clip(rise, 0.1, 2.0)
        x[rows], y[rows] = after[rows], now
        found = found.with_rows(rows, part)
    return np.exp(x), SampledContact(first.indenter, found)


def _of_target(contact: SampledContact) -> Pressed:
    """Return a contact with the strain at the target alone."""
    pressed = contact.pressed
    return replace(
        pressed,
        strain=pressed.strain[:, :1],
        strain_is_known=pressed.strain_is_known[:, :1],
    )


def _pressing(contact: SampledContact, force: Array, seed: int) -> Pressing:
    pressed = contact.pressed
    return Pressing(
        force=interval_of(force),
        mean_pressure=interval_of(pressed.mean_pressure),
        peak_pressure=interval_of(pressed.peak_pressure),
        target_strain=interval_of(contact.target_strain),
        discomfort=discomfort_of(pressed.mean_pressure, seed=seed),
    )
