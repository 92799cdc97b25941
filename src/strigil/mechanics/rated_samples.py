"""A contact at once and how its site eases, sample by sample."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from strigil.catalogue import Sourced, TreatmentEdge, sourced_tables
from strigil.intervals import interval_of
from strigil.mechanics.edge_contact import edge_indenter, pressed_on
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.prior_samples import PriorSamples, tissues_of
from strigil.mechanics.rated_result import RateState
from strigil.mechanics.sampled_site import (
    Question,
    SampledContact,
    SampledSite,
    points_of,
    warnings_of,
)
from strigil.mechanics.site_curve import SiteCurve
from strigil.mechanics.site_memory import SiteMemory, Softer
from strigil.mechanics.site_stress import load_of, strain_of_layers, stress_of_samples
from strigil.mechanics.spread_load import STRETCH
from strigil.mechanics.tissue_relaxation import relaxation_numbers, relaxation_of

__all__ = ["RatedSamples", "StateSamples", "state_when"]

Array = NDArray[np.float64]

# How tissue eases is drawn from a source of its own: the contact stays what it was.
_EASING = 32452843
# Presses from the force asked to the highest that a curve needs.
_STEPS = 2
# How far a law stiffens layers once pressed, for their memory only.
_MOST = 3.0


@dataclass(frozen=True, slots=True)
class StateSamples:
    """A contact at one rate, one entry for each sample.

    Attributes
    ----------
    indentation, half_width : ndarray
        Indentation and half width [m].
    mean_pressure : ndarray
        Contact pressure [Pa].
    strain, stress : ndarray
        Strain in the target [1] and stress across it [Pa]; compression is negative.
    """

    indentation: Array
    half_width: Array
    mean_pressure: Array
    strain: Array
    stress: Array

    def summed(self) -> RateState:
        """Sum samples up into medians and 5th to 95th percentiles."""
        return RateState(
            indentation=interval_of(self.indentation),
            half_width=interval_of(self.half_width),
            mean_pressure=interval_of(self.mean_pressure),
            target_strain=interval_of(self.strain),
            target_stress=interval_of(self.stress),
        )


@dataclass(frozen=True, slots=True)
class RatedSamples:
    """A contact at once and how its site eases.

    Attributes
    ----------
    edge : TreatmentEdge
        The edge.
    drawn : SampledSite
        The drawn sites.
    contact : SampledContact
        What the edge does to them at once.
    memory : SiteMemory
        How they ease.
    stress : ndarray
        Stress across the target at once [Pa].
    """

    edge: TreatmentEdge
    drawn: SampledSite
    contact: SampledContact
    memory: SiteMemory
    stress: Array

    @classmethod
    def of(
        cls, edge: TreatmentEdge, question: Question, *, samples: int, seed: int
    ) -> "RatedSamples":
        """Press an edge and draw how the tissues ease."""
        drawn, contact = pressed_on(
            question, partial(edge_indenter, edge), samples=samples, seed=seed
        )
        tissues = tissues_of(question.site, diseased=question.diseased)
        memory = SiteMemory(
            stack=_once_pressed(drawn, contact),
            load=load_of(contact),
            relaxing=relaxation_of(tissues, PriorSamples(samples, seed + _EASING)),
            target=points_of(question.site)[0],
        )
        stress = stress_of_samples(drawn, contact, seed=seed).across[:, 0]
        return cls(edge, drawn, contact, memory, np.asarray(stress))

    def curve(self, *, lighter: tuple[float, ...], ever: Softer) -> SiteCurve:
        """Press the site at forces up to the one that it answers to when eased."""
        factor = np.maximum(np.maximum(ever.indentation, ever.strain), 1.0)
        return SiteCurve.of(
            self.drawn, self.contact, lighter=lighter, factor=factor, steps=_STEPS
        )

    def state_at(self, curve: SiteCurve, softer: Softer) -> StateSamples:
        """Return the contact of a site that is softer by factors."""
        force = self.drawn.question.force
        deep, strained = (
            force * factor[:, None] for factor in (softer.indentation, softer.strain)
        )
        return StateSamples(
            indentation=curve.at(curve.indentation, deep)[:, 0],
            half_width=curve.at(curve.half_width, deep)[:, 0],
            mean_pressure=curve.at(curve.mean_pressure, deep)[:, 0]
            / softer.indentation,
            strain=-curve.at(curve.strain, strained)[:, 0],
            stress=self.stress * softer.stress,
        )

    def warnings(
        self,
        curve: SiteCurve,
        *,
        speed: float | None = None,
        times: Iterable[float] = (),
    ) -> tuple[str, ...]:
        """Return where the contact, its rate [m/s] or times [s] leave what is known."""
        notes = warnings_of(self.drawn.question, self.contact)
        unknown = float(np.mean(~curve.is_known))
        allowed = sourced_tables("finite_strain.toml")["range"]["unknown_share"].value
        if unknown > allowed:
            notes.append(
                f"Once tissue has eased, the finite-strain correction is not sure of "
                f"{100 * unknown:.0f} % of the draws: the slow answers may be off by "
                "more than a tenth."
            )
        ends = sourced_tables("relaxation.toml")["range"]
        if speed is not None:
            notes += _beyond("speed", speed, ends["speed"])
        for time in times:
            notes += _beyond("time", time, ends["time"]) if time > 0.0 else []
        return tuple(dict.fromkeys(notes))

    @property
    def sources(self) -> tuple[str, ...]:
        """Bibliography keys of how the tissues ease."""
        question = self.drawn.question
        tissues = tissues_of(question.site, diseased=question.diseased)
        return tuple(dict.fromkeys(one.source for one in relaxation_numbers(tissues)))


def state_when(
    curve: SiteCurve, moment: tuple[Array, Array, Array], force: float
) -> StateSamples:
    """Return the contact at a moment: indentation [m], strain [1], stress [Pa]."""
    indentation, strain, stress = moment
    like = curve.force_for(indentation[:, None])
    pressure = curve.at(curve.mean_pressure, like)[:, 0] * force / like[:, 0]
    width = curve.at(curve.half_width, like)[:, 0]
    return StateSamples(indentation, width, pressure, strain, stress)


def _once_pressed(drawn: SampledSite, contact: SampledContact) -> LayerStack:
    """Return the layers thinner by their compression and stiffer by their law."""
    stack = drawn.operator.stack
    stretch = np.clip(1.0 + strain_of_layers(drawn, contact), *STRETCH).mean(axis=2)
    more = np.minimum(stretch**2 + stretch**-2 - 2.0, _MOST)
    return LayerStack(
        stack.thickness * stretch,
        stack.youngs_modulus * np.exp(drawn.stiffening * more),
        stack.poisson_ratio,
        stack.base,
        stack.interfaces,
    )


def _beyond(what: str, given: float, known: Sourced) -> list[str]:
    ends = known.shown()
    shown = given * ends.value / known.value
    if ends.low <= shown <= ends.high:
        return []
    return [
        f"A {what} of {shown:g} {known.unit} lies outside {ends.low:g} to "
        f"{ends.high:g} {known.unit}, where how tissue eases is known at all."
    ]
