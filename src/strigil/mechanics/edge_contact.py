"""The question a clinician asks: what does this edge do here, at this force."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import (
    BodySite,
    Emollient,
    Sourced,
    TreatmentEdge,
    sourced_table,
    sourced_tables,
)
from strigil.errors import UnknownNameError
from strigil.intervals import interval_of
from strigil.mechanics.applicability import check_edge, check_question, check_site
from strigil.mechanics.contact_result import EdgeContact, Rubbing
from strigil.mechanics.edge_geometry import FLANKLESS, edge_clearance, edge_curvature
from strigil.mechanics.indenter import Indenter
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.prior_samples import PriorSamples
from strigil.mechanics.sampled_site import (
    Question,
    SampledContact,
    SampledSite,
    summarise,
)
from strigil.mechanics.site_stress import site_stress
from strigil.mechanics.wave_grid import operator_of

__all__ = [
    "Hand",
    "contact_by_hand",
    "contact_of_edge",
    "edge_indenter",
    "edge_numbers",
    "hand_data",
    "hand_indenter",
    "hand_numbers",
    "pressed_on",
]

Array = NDArray[np.float64]
Hand = Literal["thumb", "knuckle"]

# Friction is drawn from another seed than the site.
_FRICTION = 7919
# A hand has no plane to tilt; this angle is reported for it.
_HAND_ANGLE = math.pi / 2


def contact_of_edge(  # noqa: PLR0913  # the whole question, keyword by keyword
    edge: TreatmentEdge,
    site: BodySite,
    *,
    force: float,
    angle: float = math.pi / 4,
    diseased: bool = False,
    emollient: Emollient | None = None,
    with_stress: bool = False,
    samples: int = 200,
    seed: int = 0,
) -> EdgeContact:
    """Return what a treatment edge does to a body site.

    Parameters
    ----------
    edge : TreatmentEdge
        The edge.
    site : BodySite
        Where it is pressed.
    force : float
        Normal force on the skin [N], above 0 and up to 200.
    angle : float
        Treatment angle between the instrument's plane and the skin [rad].
    diseased : bool
        Take the site's diseased tissues.
    emollient : Emollient or None
        What is between edge and skin; its friction is a prior, and gives the pull along
        the skin while stroking.
    with_stress : bool
        Also give the stress below the middle, in each layer and at the target.
    samples : int
        Draws from the spread of thickness, modulus and shape.
    seed : int
        Same seed, same answer.

    Returns
    -------
    EdgeContact
        Pressure, indentation and strain as intervals, with warnings and sources.

    Raises
    ------
    InvalidValueError
        On a force or angle that can not be, or an edge or site that is none.

    Notes
    -----
    Plane strain with a bell-shaped load along the edge, frictionless, static, bonded
    isotropic layers; linear solution with a finite-strain correction whose two laws
    are part of the spread. See docs/models/layered-contact.md and
    docs/models/finite-strain-correction.md. No strain shown here is known to heal.

    References
    ----------
    StrigilReference

    Examples
    --------
    >>> from strigil.catalogue import one_of
    >>> edge = one_of(TreatmentEdge, "multi_curve_medium.convex")
    >>> found = contact_of_edge(edge, one_of(BodySite, "calf"), force=6.0, samples=20)
    >>> found.indentation.low < found.indentation.value < found.indentation.high
    True
    """
    check_edge(edge)
    question = Question(edge.id, site, force, angle, diseased=diseased)
    drawn, pressed = pressed_on(
        question, partial(edge_indenter, edge), samples=samples, seed=seed
    )
    numbers, rubbing = edge_numbers(edge), None
    if emollient is not None:
        rubbing = _rubbing(emollient, pressed, force, seed)
        numbers = (*numbers, emollient.friction)
    found = summarise(question, pressed, numbers, seed=seed)
    stress = site_stress(drawn, pressed, seed=seed) if with_stress else None
    return replace(found, edge=edge, rubbing=rubbing, stress=stress)


def contact_by_hand(  # noqa: PLR0913  # the whole question
    hand: Hand,
    site: BodySite,
    *,
    force: float,
    diseased: bool = False,
    with_stress: bool = False,
    samples: int = 200,
    seed: int = 0,
) -> EdgeContact:
    """Return what a thumb or a knuckle does to a body site.

    Parameters
    ----------
    hand : str
        ``thumb`` or ``knuckle``.
    site : BodySite
        Where it is pressed.
    force : float
        Normal force on the skin [N], above 0 and up to 200.
    diseased : bool
        Take the site's diseased tissues.
    with_stress : bool
        Also give the stress below the middle, in each layer and at the target.
    samples : int
        Draws from the spread of thickness, modulus and shape.
    seed : int
        Same seed, same answer; the site's draws are those of :func:`contact_of_edge`.

    Returns
    -------
    EdgeContact
        Pressure, indentation and strain as intervals, with warnings and sources.

    Raises
    ------
    InvalidValueError
        On a force that can not be.
    UnknownNameError
        On another hand.

    Notes
    -----
    A rounded pad of one soft layer over bone, bent along its width; see
    docs/models/layered-contact.md. Sizes are estimates, in ``data/hands.toml``.
    """
    question = Question(hand, site, force, _HAND_ANGLE, diseased=diseased)
    drawn, pressed = pressed_on(
        question, partial(hand_indenter, hand), samples=samples, seed=seed
    )
    stress = site_stress(drawn, pressed, seed=seed) if with_stress else None
    found = summarise(question, pressed, hand_numbers(hand), seed=seed)
    return replace(found, stress=stress)


def pressed_on(
    question: Question,
    drawn: Callable[[SampledSite], Indenter],
    *,
    samples: int,
    seed: int,
) -> tuple[SampledSite, SampledContact]:
    """Press what is drawn on a sampled site; the samples before they are summed up."""
    check_site(question.site)
    check_question(force=question.force, angle=question.angle, samples=samples)
    site = SampledSite.of(question, samples=samples, seed=seed)
    return site, site.pressed_by(drawn(site))


def edge_indenter(edge: TreatmentEdge, site: SampledSite) -> Indenter:
    """Draw an edge as it meets a sampled site at the angle asked for."""
    draws, angle = site.draws, site.question.angle
    bevel_angle = None if edge.bevel_angle is None else edge.bevel_angle.value
    radius, length = draws.normal(edge.radius), draws.normal(edge.length)
    plan = None if edge.plan_radius is None else draws.normal(edge.plan_radius)
    curvature = edge_curvature(
        edge.form,
        angle,
        plan_radius=plan,
        radius=radius,
        limb_radius=site.limb_radius,
    )
    return Indenter(
        radius=radius,
        length=length,
        curvature=_each(curvature, draws.count),
        clearance=edge_clearance(angle, edge.bevel, bevel_angle),
    )


def hand_indenter(hand: Hand, site: SampledSite) -> Indenter:
    """Draw a thumb or a knuckle as it meets a sampled site."""
    shape, draws = hand_data(hand), site.draws
    radius, width = draws.normal(shape["radius"]), draws.normal(shape["width"])
    curvature = edge_curvature(
        "knob",
        site.question.angle,
        plan_radius=draws.normal(shape["crown_radius"]),
        limb_radius=site.limb_radius,
    )
    pad = LayerStack.of(
        draws.normal(shape["pad_thickness"])[:, None],
        draws.lognormal(shape["pad_youngs_modulus"])[:, None],
        draws.within(shape["pad_poisson_ratio"])[:, None],
    )
    return Indenter(
        radius, width, _each(curvature, draws.count), FLANKLESS, operator_of(pad)
    )


def hand_data(hand: str) -> Mapping[str, Sourced]:
    """Return the numbers of a hand, from ``data/hands.toml``."""
    hands = sourced_tables("hands.toml")
    if hand not in hands:
        kind = "hand"
        raise UnknownNameError(kind, hand, hands)
    return hands[hand]


def edge_numbers(edge: TreatmentEdge) -> tuple[Sourced, ...]:
    """Return the numbers of an edge that its contact rests on."""
    numbers = (edge.radius, edge.length, edge.plan_radius, edge.bevel_angle)
    face = sourced_table("edge_shape.toml")["bevel_face"]
    return tuple(number for number in (*numbers, face) if number is not None)


def hand_numbers(hand: Hand) -> tuple[Sourced, ...]:
    """Return the numbers of a hand that its contact rests on."""
    shape = hand_data(hand)
    return tuple(shape[key] for key in shape if key != "working_pressure")


def _rubbing(
    emollient: Emollient, contact: SampledContact, force: float, seed: int
) -> Rubbing:
    """Draw friction from a source of its own: the contact stays what it was."""
    pressure = contact.pressed.mean_pressure
    friction = PriorSamples(pressure.size, seed + _FRICTION).lognormal(
        emollient.friction
    )
    return Rubbing(
        emollient.id, interval_of(friction * force), interval_of(friction * pressure)
    )


def _each(values: Array, samples: int) -> Array:
    return np.array(np.broadcast_to(values, samples))
