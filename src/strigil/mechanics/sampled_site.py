"""A body site with everything that is not known about it drawn many times."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import BodySite, Sourced, sourced_tables
from strigil.intervals import interval_of
from strigil.mechanics.applicability import asked_outside, stretched
from strigil.mechanics.contact_result import (
    DepthProfile,
    EdgeContact,
    LayerStrain,
    TargetStrain,
)
from strigil.mechanics.discomfort import discomfort_of
from strigil.mechanics.finite_strain import correction_sources, stiffening_of
from strigil.mechanics.indenter import Indenter
from strigil.mechanics.press import Pressed, press
from strigil.mechanics.prior_samples import PriorSamples, site_stack, tissues_of
from strigil.mechanics.wave_grid import StackOperator, operator_of

__all__ = [
    "Question",
    "SampledContact",
    "SampledSite",
    "depth_of",
    "points_of",
    "summarise",
    "warnings_of",
]

Array = NDArray[np.float64]

# Points of the profile in each layer.
_PROFILE = 12


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes
    ----------
    indenter : str
        Id of the edge, or the hand.
    site : BodySite
        Where it is pressed.
    force, angle : float
        Normal force [N] and treatment angle [rad].
    diseased : bool
        Take the site's diseased tissues.
    """

    indenter: str
    site: BodySite
    force: float
    angle: float
    diseased: bool


@dataclass(frozen=True, slots=True)
class SampledContact:
    """Contact of each sample, before it is summed up.

    Attributes
    ----------
    indenter : Indenter
        What was pressed.
    pressed : Pressed
        What came of it; strain at :func:`_points`.
    """

    indenter: Indenter
    pressed: Pressed

    @property
    def target_strain(self) -> Array:
        """Strain in the target structure [1]."""
        return np.asarray(self.pressed.strain[:, 0])


@dataclass(frozen=True, slots=True)
class SampledSite:
    """The site's stacks, the material law and the limb, drawn once.

    The same seed gives the same site to every indenter, so that two of them can be
    compared sample by sample.

    Attributes
    ----------
    question : Question
        What is asked.
    draws : PriorSamples
        Source of the next draws, for the indenter.
    operator : StackOperator
        The stacks.
    stiffening : ndarray
        Demiray's b of each layer, samples x layers [1].
    limb_radius : ndarray or None
        Radius of the limb [m].
    """

    question: Question
    draws: PriorSamples
    operator: StackOperator
    stiffening: Array
    limb_radius: Array | None

    @classmethod
    def of(cls, question: Question, *, samples: int, seed: int) -> "SampledSite":
        """Draw a site."""
        draws = PriorSamples(samples, seed)
        site = question.site
        stack = site_stack(site, diseased=question.diseased, samples=draws)
        tissues = tissues_of(site, diseased=question.diseased)
        stiffening = stiffening_of(tissues, draws.uniform())
        limb = None if site.limb_radius is None else draws.normal(site.limb_radius)
        return cls(question, draws, operator_of(stack), stiffening, limb)

    def take(self, rows: NDArray[np.intp]) -> "SampledSite":
        """Return the site of some of the samples."""
        return replace(
            self,
            operator=self.operator.take(rows),
            stiffening=self.stiffening[rows],
            limb_radius=None if self.limb_radius is None else self.limb_radius[rows],
        )

    def pressed_by(
        self, indenter: Indenter, *, force: Array | None = None
    ) -> SampledContact:
        """Press an indenter on the site, with the force asked or one of its own [N].

        With forces of its own, strain is found at the target only.
        """
        points = points_of(self.question.site)
        pressed = press(
            self.operator,
            indenter,
            force=self.question.force if force is None else force,
            stiffening=self.stiffening,
            points=points if force is None else points[:1],
        )
        return SampledContact(indenter, pressed)


def summarise(
    question: Question,
    contact: SampledContact,
    data: Sequence[Sourced | None],
    *,
    seed: int,
) -> EdgeContact:
    """Sum samples up into medians and 5th to 95th percentiles.

    Parameters
    ----------
    question : Question
        What was asked.
    contact : SampledContact
        The samples.
    data : sequence of Sourced or None
        Numbers of the indenter, for the sources.
    seed : int
        That of the draws, for the people who are pressed.

    Returns
    -------
    EdgeContact
        The answer.
    """
    pressed, site = contact.pressed, question.site
    return EdgeContact(
        indenter=question.indenter,
        site=site.id,
        force=question.force,
        angle=question.angle,
        line_load=interval_of(pressed.line_load),
        contact_length=interval_of(pressed.contact_length),
        half_width=interval_of(pressed.half_width),
        mean_pressure=interval_of(pressed.mean_pressure),
        peak_pressure=interval_of(pressed.peak_pressure),
        indentation=interval_of(pressed.indentation),
        discomfort=discomfort_of(pressed.mean_pressure, seed=seed),
        layers=_layers(question, pressed),
        target=_target(site, pressed),
        warnings=tuple(warnings_of(question, contact)),
        sources=_sources(question, data),
        profile=_profile(site, pressed),
        is_diseased=question.diseased,
    )


def warnings_of(question: Question, contact: SampledContact) -> list[str]:
    """Return where the question and its samples leave what is known."""
    notes = asked_outside(force=question.force, angle=question.angle)
    return notes + stretched(question.site, contact.indenter, contact.pressed)


def points_of(site: BodySite) -> list[tuple[int, float]]:
    """Target first, then the middle of each layer, then the profile."""
    places = (np.arange(_PROFILE) + 0.5) / _PROFILE
    layers = range(len(site.layers))
    middles = [(layer, 0.5) for layer in layers]
    profile = [(layer, float(place)) for layer in layers for place in places]
    return [_target_point(site), *middles, *profile]


def _target_point(site: BodySite) -> tuple[int, float]:
    """Middle of the target, or in a thick one the reference depth below its top."""
    names = [layer.name for layer in site.layers]
    layer = names.index(site.target)
    reach = sourced_tables("finite_strain.toml")["range"]["target_reach"].value
    return layer, min(0.5, reach / site.layers[layer].thickness.value)


def depth_of(site: BodySite, point: tuple[int, float]) -> float:
    """Return the depth [m] of a point in a site's best estimate."""
    layer, place = point
    thickness = [one.thickness.value for one in site.layers]
    return float(sum(thickness[:layer]) + place * thickness[layer])


def _layers(question: Question, pressed: Pressed) -> tuple[LayerStrain, ...]:
    site = question.site
    tissues = tissues_of(site, diseased=question.diseased)
    return tuple(
        LayerStrain(
            name=layer.name,
            tissue=tissues[i].id,
            depth=depth_of(site, (i, 0.5)),
            thickness=layer.thickness.value,
            strain=interval_of(pressed.strain[:, 1 + i]),
        )
        for i, layer in enumerate(site.layers)
    )


def _target(site: BodySite, pressed: Pressed) -> TargetStrain:
    point = _target_point(site)
    strain = interval_of(pressed.strain[:, 0])
    return TargetStrain(site.target, depth_of(site, point), strain)


def _profile(site: BodySite, pressed: Pressed) -> DepthProfile:
    start = 1 + len(site.layers)
    depth = np.array([depth_of(site, point) for point in points_of(site)[start:]])
    median, low, high = np.percentile(pressed.strain[:, start:], (50, 5, 95), axis=0)
    return DepthProfile(depth, median, low, high)


def _sources(question: Question, data: Sequence[Sourced | None]) -> tuple[str, ...]:
    site = question.site
    tissues = tissues_of(site, diseased=question.diseased)
    numbers = [datum for datum in (*data, site.limb_radius) if datum is not None]
    numbers += [layer.thickness for layer in site.layers]
    numbers += [tissue.youngs_modulus for tissue in tissues]
    numbers += [tissue.poisson_ratio for tissue in tissues]
    keys = (*(datum.source for datum in numbers), *correction_sources())
    return tuple(dict.fromkeys(keys))
