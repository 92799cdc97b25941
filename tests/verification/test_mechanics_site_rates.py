"""Rates at a body site: the equivalent load, layers that ease unlike, and limbs."""

import math
from dataclasses import replace

import numpy as np
import pytest

from strigil.catalogue import BodySite, TreatmentEdge, one_of
from strigil.mechanics import LayerStack, hyperelastic_contact, parabola
from strigil.mechanics.rated_samples import RatedSamples
from strigil.mechanics.sampled_site import Question
from strigil.mechanics.wave_grid import operator_of

CONVEX = one_of(TreatmentEdge, "multi_curve_medium.convex")
THICKNESS, MODULUS = [1.5e-3, 5e-3, 0.8e-3, 30e-3], np.array([1e5, 6e3, 1e6, 15e3])


def rated(site: str, samples: int = 24) -> RatedSamples:
    question = Question(
        CONVEX.id, one_of(BodySite, site), 4.0, math.pi / 4, diseased=False
    )
    return RatedSamples.of(CONVEX, question, samples=samples, seed=0)


def test_softer_layers_under_a_load_deform_as_stiffer_ones_under_a_larger_load() -> (
    None
):
    """Moduli and load by the same factor: the same shape at finite strain, exact."""
    law = np.array([2.0, 0.4, 5.0, 1.0])
    soft, stiff = (
        hyperelastic_contact(
            LayerStack.of(THICKNESS, MODULUS * share, 0.495),
            [60.0 * share],
            parabola(3e-3),
            stiffening=law,
        )
        for share in (0.5, 1.0)
    )
    assert soft.indentation == pytest.approx(stiff.indentation, rel=0.005)
    points = [(1, 0.5), (3, 0.2)]
    assert soft.strain(points) == pytest.approx(stiff.strain(points), rel=0.01)
    ratio = soft.stress[0].across / stiff.stress[0].across
    assert ratio == pytest.approx(0.5, rel=0.02)


@pytest.mark.parametrize("site", ["calf", "lateral_elbow"])
@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_the_equivalent_load_is_the_contact_with_layers_that_eased_unlike(
    site: str, rate: float
) -> None:
    """Corrected contact with the eased moduli: indentation 2 %, target strain 4 %."""
    one = rated(site)
    softer = one.memory.softer(rate)
    told = one.state_at(one.curve(lighter=(), ever=softer), softer)
    stack = one.drawn.operator.stack
    eased = LayerStack(
        stack.thickness,
        stack.youngs_modulus * one.memory.relaxing.transformed(rate),
        stack.poisson_ratio,
        stack.base,
    )
    site_eased = replace(one.drawn, operator=operator_of(eased))
    truth = site_eased.pressed_by(one.contact.indenter)
    depth = told.indentation / truth.pressed.indentation - 1.0
    strain = told.strain / truth.target_strain - 1.0
    assert np.median(np.abs(depth)) < 0.02
    assert np.percentile(np.abs(depth), 90) < 0.05
    assert np.median(np.abs(strain)) < 0.04
    assert np.percentile(np.abs(strain), 90) < 0.12


@pytest.mark.parametrize("site", ["calf", "quadriceps", "lateral_elbow"])
def test_limbs_ease_by_as_much_as_was_measured_in_people(site: str) -> None:
    """ZhengMak1999: 2.9 to 27.7 % with times of 0.05 to 8.93 s; 0.2 to 5 s here."""
    series, *_ = rated(site).memory.course()
    lost = [1.0 - one.relaxed(5.0) / one.relaxed(0.2) for one in series]
    assert 0.029 < np.median(lost) < 0.277
