"""By tool against by hand, at the same force on the same site."""

import math
from dataclasses import dataclass

from strigil.catalogue import BodySite, TreatmentEdge
from strigil.intervals import Interval, interval_of
from strigil.mechanics.contact_result import EdgeContact
from strigil.mechanics.edge_contact import (
    Hand,
    edge_numbers,
    hand_data,
    hand_numbers,
    press_edge,
    press_hand,
)
from strigil.mechanics.sampled_site import Question, summarise

__all__ = ["ContactComparison", "compare_at_equal_force"]


@dataclass(frozen=True, slots=True)
class ContactComparison:
    """An edge and a hand pressed with the same force on the same drawn sites.

    Attributes
    ----------
    edge, hand : EdgeContact
        The two contacts.
    peak_pressure_ratio : Interval
        Peak pressure of the edge over that of the hand [1], sample by sample.
    target_strain_ratio : Interval
        Strain in the target by the edge over that by the hand [1], likewise.
    hand_working_pressure : Interval
        Pressure that was measured under hands at work [Pa].
    """

    edge: EdgeContact
    hand: EdgeContact
    peak_pressure_ratio: Interval
    target_strain_ratio: Interval
    hand_working_pressure: Interval


def compare_at_equal_force(  # noqa: PLR0913  # the whole question
    edge: TreatmentEdge,
    site: BodySite,
    *,
    force: float,
    hand: Hand = "thumb",
    angle: float = math.pi / 4,
    diseased: bool = False,
    samples: int = 200,
    seed: int = 0,
) -> ContactComparison:
    """Press an edge and a hand with the same force and compare them.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge.
    site : BodySite
        Where both are pressed.
    force : float
        Normal force on the skin [N].
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
    ContactComparison
        Both contacts, and ratios whose intervals leave out what the two share.

    Notes
    -----
    Equal force is not equal practice: hands at deep friction work at 100 to 408 kPa
    (quartiles), which the comparison gives beside the model's pressures.

    References
    ----------
    Chaves2020
    """
    by_edge = Question(edge.id, site, force, angle, diseased=diseased)
    by_hand = Question(hand, site, force, math.pi / 2, diseased=diseased)
    edge_samples = press_edge(edge, by_edge, samples=samples, seed=seed)
    hand_samples = press_hand(hand, by_hand, samples=samples, seed=seed)
    pressure = edge_samples.pressed.peak_pressure / hand_samples.pressed.peak_pressure
    strain = edge_samples.target_strain / hand_samples.target_strain
    return ContactComparison(
        edge=summarise(by_edge, edge_samples, edge_numbers(edge)),
        hand=summarise(by_hand, hand_samples, hand_numbers(hand)),
        peak_pressure_ratio=interval_of(pressure),
        target_strain_ratio=interval_of(strain),
        hand_working_pressure=hand_data(hand)["working_pressure"].interval,
    )
