"""An edge on a site that is pressed in, held and let go, with intervals.

While contact grows and shrinks the indentation follows Lee and Radok and Ting, on the
curve of force and indentation at finite strain; strain and stress at the target add up
over the history of the force.
"""

import math
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from strigil.catalogue import BodySite, TreatmentEdge
from strigil.errors import InvalidValueError
from strigil.intervals import interval_of
from strigil.mechanics.applicability import check_edge
from strigil.mechanics.argument_checks import number_given, numbers_given
from strigil.mechanics.press_by_force import check_force_course, press_by_force
from strigil.mechanics.rated_result import HeldContact, RateCourse
from strigil.mechanics.rated_samples import RatedSamples, state_when
from strigil.mechanics.sampled_site import Question
from strigil.mechanics.site_memory import crept

__all__ = ["hold_of_edge", "press_of_edge"]

Array = NDArray[np.float64]

# Forces below the one asked at which a course is known, as shares of it.
_LIGHTER = (0.06, 0.3)
# Forces alike to within rounding.
_SAME = 1e-9
# Moments of a rise, a hold and a release.
_RISING, _HOLDING, _FALLING = 10, 20, 12
_SAMPLES = 60
# Times are lost in rounding below this share of the whole.
_NOTHING = 1e-12
# How long the skin is looked at once the force is gone, as a share of the time before.
_AFTER = 0.25


def hold_of_edge(  # noqa: PLR0913  # the whole question, keyword by keyword
    edge: TreatmentEdge,
    site: BodySite,
    *,
    force: float,
    rise: float = 0.3,
    hold: float = 10.0,
    release: float = 0.3,
    angle: float = math.pi / 4,
    diseased: bool = False,
    samples: int = _SAMPLES,
    seed: int = 0,
) -> HeldContact:
    """Return what an edge does to a site while it is pressed in, held and let go.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge.
    site : BodySite
        Where it is pressed.
    force : float
        Normal force on the skin [N], above 0 and up to 200.
    rise, hold, release : float
        How long the force rises, stays and falls, each straight [s]; above 0, a hold
        may be 0.
    angle : float
        Treatment angle between the instrument's plane and the skin [rad].
    diseased : bool
        Take the site's diseased tissues.
    samples, seed : int
        Draws; the same seed is the same site as in `contact_of_edge`.

    Returns
    -------
    HeldContact
        Indentation, target strain and stress over time, also for a while once the force
        is gone; creep in the hold, the dent that is left, and the work that tissue
        keeps, as intervals.

    Raises
    ------
    InvalidValueError
        On a time, force or angle that can not be.

    Notes
    -----
    Indentation: growing and shrinking contact of LeeRadok1960 and Ting1966 on the curve
    of force and indentation at finite strain, with one series for the site. Strain and
    stress at the target add up over the force's history. The memory is linear. See
    docs/models/rate-dependence.md.

    References
    ----------
    LeeRadok1960, Ting1966, StrigilEstimate

    Examples
    --------
    >>> from strigil.catalogue import one_of
    >>> edge = one_of(TreatmentEdge, "multi_curve_medium.convex")
    >>> calf = one_of(BodySite, "calf")
    >>> found = hold_of_edge(edge, calf, force=4.0, hold=5.0, samples=10)
    >>> found.creep.low > 0.0
    True
    """
    time, forces = _history(force, rise, hold, release)
    return press_of_edge(
        edge,
        site,
        time=time,
        force=forces,
        angle=angle,
        diseased=diseased,
        samples=samples,
        seed=seed,
    )


def press_of_edge(  # noqa: PLR0913  # the whole question, keyword by keyword
    edge: TreatmentEdge,
    site: BodySite,
    *,
    time: ArrayLike,
    force: ArrayLike,
    angle: float = math.pi / 4,
    diseased: bool = False,
    samples: int = _SAMPLES,
    seed: int = 0,
) -> HeldContact:
    """Return what an edge does to a site under a force that goes with time.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge.
    site : BodySite
        Where it is pressed.
    time : array_like
        Moments [s], rising from the first touch.
    force : array_like
        Normal force at them [N], 0 at the first, straight between them; it may rise,
        rest and fall, but not rise again after a fall.
    angle : float
        Treatment angle between the instrument's plane and the skin [rad].
    diseased : bool
        Take the site's diseased tissues.
    samples, seed : int
        Draws; the same seed is the same site as in `contact_of_edge`.

    Returns
    -------
    HeldContact
        As of :func:`hold_of_edge`.

    Raises
    ------
    InvalidValueError
        On times, forces or an angle that can not be.
    """
    moments = numbers_given("time", "s", time)
    forces = numbers_given("force", "N", force)
    check_force_course(moments, forces)
    most = float(forces.max())
    check_edge(edge)
    question = Question(edge.id, site, most, angle, diseased=diseased)
    rated = RatedSamples.of(edge, question, samples=samples, seed=seed)
    curve = rated.curve(lighter=_LIGHTER, ever=rated.memory.softer(0.0))
    series, strain_shares, stress_shares = rated.memory.course()
    paths = [
        press_by_force(moments, forces, partial(curve.indentation_of, i), series[i])
        for i in range(samples)
    ]
    d = np.stack([path.indentation for path in paths])
    strain = -curve.at(curve.strain, crept(strain_shares, moments, forces))
    stress = crept(stress_shares, moments, forces) / most
    stress *= rated.stress[:, None]
    full = np.flatnonzero(forces > most * (1.0 - _SAME))
    bare = np.flatnonzero(forces[full[-1] :] == 0.0)
    gone = int(full[-1] + bare[0]) if bare.size else -1
    pressed, held = (
        state_when(curve, (d[:, i], strain[:, i], stress[:, i]), most)
        for i in (full[0], full[-1])
    )
    return HeldContact(
        indenter=edge.id,
        site=site.id,
        target=site.target,
        time=moments,
        force=forces,
        indentation=_course(d),
        target_strain=_course(strain),
        target_stress=_course(stress),
        pressed=pressed.summed(),
        held=held.summed(),
        creep=interval_of(held.indentation / pressed.indentation - 1.0),
        strain_creep=interval_of(held.strain / pressed.strain - 1.0),
        left=interval_of(d[:, gone]),
        lost_work=interval_of([path.lost_energy for path in paths]),
        warnings=rated.warnings(
            curve, times=np.diff(moments[[0, full[0], full[-1], gone]])
        ),
        sources=rated.sources,
    )


def _course(values: Array) -> RateCourse:
    median, low, high = np.percentile(values, (50, 5, 95), axis=0)
    return RateCourse(median, low, high)


def _history(
    force: float, rise: float, hold: float, release: float
) -> tuple[Array, Array]:
    """Return moments and forces, closer where tissue eases fastest."""
    force = number_given("force", "N", force)
    for name, value in (("rise", rise), ("release", release)):
        if not (value > 0.0 and math.isfinite(value)):
            message = f"A {name} takes longer than 0 s; {value:g} s was given."
            raise InvalidValueError(message)
    if not (hold >= 0.0 and math.isfinite(hold)):
        message = f"A hold lasts 0 s or more; {hold:g} s was given."
        raise InvalidValueError(message)
    whole = rise + hold + release
    if min(rise, release) <= whole * _NOTHING:
        message = (
            f"Of {whole:g} s in all, a rise of {rise:g} s and a release of {release:g} "
            "s are too short to be told from none."
        )
        raise InvalidValueError(message)
    up = rise * np.linspace(0.0, 1.0, _RISING + 1)
    flat = rise + hold * np.linspace(0.0, 1.0, _HOLDING + 1)[1:] ** 2
    down = rise + hold + release * np.linspace(0.0, 1.0, _FALLING + 1)[1:]
    flat = flat if hold > whole * _NOTHING else flat[:0]
    after = down[-1] * (1.0 + _AFTER * np.linspace(0.0, 1.0, _RISING + 1)[1:] ** 2)
    falling = 1.0 - (down - rise - hold) / release
    falling[-1] = 0.0
    parts = [up / rise, np.ones(flat.size), falling, np.zeros(after.size)]
    return np.concatenate([up, flat, down, after]), force * np.concatenate(parts)
