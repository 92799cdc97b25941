"""An edge that is stroked over a site at a speed, with intervals.

The contact at finite strain is the one at once; layers that ease make it softer, each
quantity by a factor of its own, and the site then answers as it would at once to a
force larger by that factor.
"""

import math

import numpy as np

from strigil.catalogue import BodySite, TreatmentEdge
from strigil.errors import InvalidValueError
from strigil.intervals import interval_of
from strigil.mechanics.applicability import check_edge
from strigil.mechanics.argument_checks import number_given
from strigil.mechanics.rated_result import StrokedContact
from strigil.mechanics.rated_samples import RatedSamples
from strigil.mechanics.sampled_site import Question
from strigil.mechanics.site_memory import Softer

__all__ = ["stroke_of_edge"]

_SAMPLES = 60


def stroke_of_edge(  # noqa: PLR0913  # the whole question, keyword by keyword
    edge: TreatmentEdge,
    site: BodySite,
    *,
    force: float,
    speed: float,
    angle: float = math.pi / 4,
    diseased: bool = False,
    samples: int = _SAMPLES,
    seed: int = 0,
) -> StrokedContact:
    """Return what an edge does to a site while it is stroked at a steady speed.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge, across the stroke.
    site : BodySite
        Where it is stroked.
    force : float
        Normal force on the skin [N], above 0 and up to 200.
    speed : float
        Speed along the skin [m/s], above 0.
    angle : float
        Treatment angle between the instrument's plane and the skin [rad].
    diseased : bool
        Take the site's diseased tissues.
    samples, seed : int
        Draws; the same seed is the same site as in `contact_of_edge`.

    Returns
    -------
    StrokedContact
        The contact infinitely fast, at the speed and infinitely slow, and the work that
        tissue keeps, as intervals.

    Raises
    ------
    InvalidValueError
        On a speed, force or angle that can not be.

    Notes
    -----
    How much softer the site is at the speed is linear: layers as they are once pressed,
    each with its complex modulus at the frequency k v of every wave, plane strain. The
    answer at finite strain is that at once under a force larger by that factor. See
    docs/models/rate-dependence.md.

    References
    ----------
    StrigilEstimate, MouseSkin2015, Sims2010, Bosboom2001, ZhengMak1999

    Examples
    --------
    >>> from strigil.catalogue import one_of
    >>> edge = one_of(TreatmentEdge, "multi_curve_medium.convex")
    >>> calf = one_of(BodySite, "calf")
    >>> found = stroke_of_edge(edge, calf, force=4.0, speed=0.1, samples=10)
    >>> found.stroked.indentation.value < found.relaxed.indentation.value
    True
    """
    speed = number_given("speed", "m/s", speed)
    if not (speed > 0.0 and math.isfinite(speed)):
        message = f"A stroke's speed is above 0 m/s; {speed:g} m/s was given."
        raise InvalidValueError(message)
    check_edge(edge)
    question = Question(edge.id, site, force, angle, diseased=diseased)
    rated = RatedSamples.of(edge, question, samples=samples, seed=seed)
    slid, ever = rated.memory.slid(speed), rated.memory.softer(0.0)
    curve = rated.curve(lighter=(), ever=ever)
    none = np.ones(samples)
    at_once, stroked, relaxed = (
        rated.state_at(curve, softer)
        for softer in (Softer(none, none, none), slid.softer, ever)
    )
    return StrokedContact(
        indenter=edge.id,
        site=site.id,
        target=site.target,
        force=force,
        speed=speed,
        at_once=at_once.summed(),
        stroked=stroked.summed(),
        relaxed=relaxed.summed(),
        passing_time=interval_of(2.0 * stroked.half_width / speed),
        stiffer=interval_of(relaxed.indentation / stroked.indentation),
        friction=interval_of(slid.friction),
        lost_work=interval_of(slid.friction * force),
        warnings=rated.warnings(curve, speed=speed),
        sources=rated.sources,
    )
