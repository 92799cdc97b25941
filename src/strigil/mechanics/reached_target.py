"""What an edge does to a site's target and to the patient's comfort, looked up.

Every edge of the catalogue was pressed on every site beforehand, on the same drawn
sites, so that a plan need not wait; an edge of the clinic's own is pressed when asked.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import (
    BodySite,
    TreatmentEdge,
    all_of,
    edges,
    one_of,
    stored_arrays,
)
from strigil.errors import InvalidValueError
from strigil.intervals import Interval, interval_of
from strigil.mechanics.edge_ranking import press_edges, share_behind

__all__ = ["ReachedTarget", "compared_force", "press_on_target", "reached_target"]

_FILE = "edge_reach.npz"
SAMPLES = 40  # draws: enough to tell edges apart; a contact study takes more


@dataclass(frozen=True, slots=True, eq=False)
class ReachedTarget:
    """What one edge does to the target of one site.

    Attributes
    ----------
    edge, site : str
        Catalogue ids.
    force : float
        Normal force [N].
    strain : Interval
        Strain of the target, compression negative [1].
    strain_draws : ndarray
        The same in each draw [1]; every edge meets the same draws.
    discomfort : Interval
        Mean pressure over the pressure at which pain begins [1].
    """

    edge: str
    site: str
    force: float
    strain: Interval
    strain_draws: NDArray[np.float64]
    discomfort: Interval

    @property
    def is_bearable(self) -> bool:
        """Whether mean pressure lies below where pain begins in nearly all draws."""
        return self.discomfort.high < 1.0

    def behind(self, other: "ReachedTarget") -> float:
        """Return the share of draws in which another strains the target more [1]."""
        return share_behind(self.strain_draws, other.strain_draws)


def compared_force(force: float) -> float:
    """Return the force at which edges are compared, the nearest there is by ratio [N].

    Parameters
    ----------
    force : float
        Normal force [N].

    Raises
    ------
    InvalidValueError
        On a force that is not above 0.

    Examples
    --------
    >>> compared_force(2.3)
    2.0
    """
    if not 0.0 < force < np.inf:
        message = f"A force must be above 0 N; {force:g} was given."
        raise InvalidValueError(message)
    known = stored_arrays(_FILE)["force"]
    return float(known[np.argmin(np.abs(np.log(known / force)))])


def reached_target(
    edge: TreatmentEdge, site: BodySite, *, force: float
) -> ReachedTarget:
    """Return what an edge does to a site's target.

    Parameters
    ----------
    edge : TreatmentEdge
        An edge of the catalogue, or the clinic's own.
    site : BodySite
        Where; its target is what is to be reached.
    force : float
        Normal force [N]; one of those that :func:`compared_force` gives.

    Returns
    -------
    ReachedTarget
        At 45 degrees on healthy tissue. At the same force more strain is deeper reach;
        that it heals better is not known.

    Raises
    ------
    InvalidValueError
        On a force that edges are not compared at.

    Examples
    --------
    >>> from strigil.catalogue import one_of
    >>> calf = one_of(BodySite, "calf")
    >>> tip, flat = (edges()[each] for each in ("scanner.tip", "scanner.convex"))
    >>> reached_target(flat, calf, force=2.0).behind(
    ...     reached_target(tip, calf, force=2.0)) > 0.5
    True
    """
    if compared_force(force) != force:
        message = (
            f"Edges are compared at {_forces()} N; {force:g} was given. "
            "compared_force gives the nearest."
        )
        raise InvalidValueError(message)
    if all_of(BodySite).get(site.id) != site:
        return press_on_target(edge, site, force)
    if edges().get(edge.id) != edge:
        return _own_edge(edge, site.id, force)
    return _stored(edge.id, site.id, force)


def press_on_target(edge: TreatmentEdge, site: BodySite, force: float) -> ReachedTarget:
    """Press an edge on a site, on the draws that all edges meet.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge.
    site : BodySite
        Where it is pressed.
    force : float
        Normal force [N].
    """
    found = next(press_edges([edge], site, force=force, samples=SAMPLES))
    return ReachedTarget(
        edge=edge.id,
        site=site.id,
        force=force,
        strain=found.contact.target.strain,
        strain_draws=found.strain_draws,
        discomfort=found.contact.discomfort,
    )


@lru_cache(maxsize=512)
def _own_edge(edge: TreatmentEdge, site: str, force: float) -> ReachedTarget:
    return press_on_target(edge, one_of(BodySite, site), force)


@cache
def _stored(edge: str, site: str, force: float) -> ReachedTarget:
    stored = stored_arrays(_FILE)
    asked = {"edge": edge, "site": site, "force": force}
    at = tuple(int(np.flatnonzero(stored[name] == asked[name])[0]) for name in asked)
    draws = stored["strain"][at].astype(float)
    middle, low, high = (float(each) for each in stored["discomfort"][at])
    return ReachedTarget(
        edge=edge,
        site=site,
        force=force,
        strain=interval_of(draws),
        strain_draws=draws,
        discomfort=Interval(middle, low, high),
    )


def _forces() -> str:
    return ", ".join(f"{each:g}" for each in stored_arrays(_FILE)["force"])
