"""Which edge reaches a target, at what price on the skin, and why."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import BodySite, TreatmentEdge
from strigil.mechanics.applicability import check_edge
from strigil.mechanics.contact_result import EdgeContact
from strigil.mechanics.edge_contact import edge_indenter, edge_numbers, pressed_on
from strigil.mechanics.sampled_site import Question, summarise

__all__ = ["RankedEdge", "best_first", "press_edges", "share_behind"]


@dataclass(frozen=True, slots=True, eq=False)
class RankedEdge:
    """One edge among those compared.

    Attributes
    ----------
    contact : EdgeContact
        What it does at the force asked.
    is_bearable : bool
        The mean pressure lies below the threshold in nearly all draws.
    because : tuple of str
        Why it stands where it stands.
    strain_draws : ndarray
        Strain in the target in each draw [1]; every edge meets the same draws.
    """

    contact: EdgeContact
    is_bearable: bool
    because: tuple[str, ...]
    strain_draws: NDArray[np.float64]

    def behind(self, other: "RankedEdge") -> float:
        """Return the share of the draws in which another strains the target more [1].

        Not far from a half, there is no telling the two apart.
        """
        return share_behind(self.strain_draws, other.strain_draws)


def share_behind(draws: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    """Return the share of the draws in which others are strained more [1].

    Parameters
    ----------
    draws, others : ndarray
        Strain in the same draws, compression negative [1]; equal ones count half.
    """
    return float(np.mean((draws > others) + 0.5 * (draws == others)))


def press_edges(  # noqa: PLR0913  # the whole question
    edges: Iterable[TreatmentEdge],
    site: BodySite,
    *,
    force: float,
    angle: float = math.pi / 4,
    diseased: bool = False,
    samples: int = 200,
    seed: int = 0,
) -> Iterator[RankedEdge]:
    """Press each edge on a site, to be put in order by :func:`best_first`.

    Parameters
    ----------
    edges : iterable of TreatmentEdge
        The edges to choose from.
    site : BodySite
        Where they are pressed; its target is what is to be reached.
    force : float
        Normal force [N], the same for all.
    angle : float
        Treatment angle [rad].
    diseased : bool
        Take the site's diseased tissues.
    samples, seed : int
        Draws; every edge meets the same drawn sites.

    Yields
    ------
    RankedEdge
        Each edge as it is computed, in the order given.

    Raises
    ------
    InvalidValueError
        On a force or angle that can not be.
    """
    for edge in edges:
        check_edge(edge)
        question = Question(edge.id, site, force, angle, diseased=diseased)
        _, pressed = pressed_on(
            question, partial(edge_indenter, edge), samples=samples, seed=seed
        )
        contact = summarise(question, pressed, edge_numbers(edge), seed=seed)
        yield RankedEdge(
            contact=replace(contact, edge=edge),
            is_bearable=contact.discomfort.high < 1.0,
            because=_because(contact),
            strain_draws=pressed.target_strain,
        )


def best_first(found: Iterable[RankedEdge]) -> tuple[RankedEdge, ...]:
    """Put edges in order: bearable ones first, most strain in the target first.

    More strain is deeper reach; that it heals better is not known.
    """
    return tuple(
        sorted(found, key=lambda e: (not e.is_bearable, e.contact.target.strain.value))
    )


def _because(contact: EdgeContact) -> tuple[str, ...]:
    discomfort = contact.discomfort
    target, skin = contact.target, contact.layers[0].strain
    reach = abs(target.strain.value) / max(abs(skin.value), 1e-6)
    load, length = contact.line_load.value * 1e-3, contact.contact_length.value * 1e3
    reasons = [
        f"{length:.0f} mm of edge carry {contact.force:g} N: {load:.2f} N/mm",
        f"{target.structure} is strained {reach:.1f} times as much as skin"
        if reach >= 1.0
        else f"{target.structure} is strained {100 * reach:.0f} % as much as skin",
        f"mean pressure is {100 * discomfort.value:.0f} % of where pain begins "
        f"({100 * discomfort.low:.0f} to {100 * discomfort.high:.0f} %)",
    ]
    if discomfort.high >= 1.0:
        reasons.append("it may hurt: pressure may pass the pain threshold")
    return tuple(reasons)
