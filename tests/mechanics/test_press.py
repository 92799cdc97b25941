"""Pressing: contact length, width and pressure belong to the corrected indentation."""

import numpy as np
import pytest

from strigil.mechanics.contact import line_contact
from strigil.mechanics.edge_geometry import FLANKLESS, contact_length
from strigil.mechanics.edge_profile import parabola
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.press import Indenter, Pressed, press
from strigil.mechanics.wave_grid import operator_of

OPERATOR = operator_of(
    LayerStack.of([1.5e-3, 5e-3, 0.8e-3, 30e-3], [1e5, 6e3, 1e6, 1.5e4], [0.495] * 4)
)
LENGTH, RADIUS = np.array([0.05]), np.array([2e-3])


def pressed(force: float, curvature: float = 0.0) -> Pressed:
    indenter = Indenter(RADIUS, LENGTH, np.array([curvature]), FLANKLESS)
    law, points = np.array([0.5]), [(3, 0.15)]
    return press(OPERATOR, indenter, force=force, law=law, points=points)


@pytest.mark.parametrize("curvature", [5.0, 30.0, 100.0, 300.0])
@pytest.mark.parametrize("force", [1.0, 6.0, 15.0])
def test_contact_length_is_that_of_the_corrected_indentation(
    force: float, curvature: float
) -> None:
    found = pressed(force, curvature)
    rule = contact_length(LENGTH, curvature, found.indentation)
    assert found.contact_length == pytest.approx(rule, rel=5e-3)


def test_an_edge_that_curves_away_carries_more_in_its_middle() -> None:
    assert pressed(6.0, 100.0).line_load[0] > pressed(6.0).line_load[0]


@pytest.mark.parametrize("force", [2.0, 6.0, 12.0])
def test_the_corrected_contact_is_as_wide_as_the_linear_one_at_its_depth(
    force: float,
) -> None:
    """The linear load that reaches the same width reaches about the same depth."""
    found = pressed(force)
    linear = line_contact(OPERATOR, found.line_load, parabola(RADIUS))
    assert found.half_width[0] < linear.half_width[0]
    assert found.peak_pressure[0] > linear.peak_pressure[0]
    lighter = [
        line_contact(OPERATOR, share * found.line_load, parabola(RADIUS))
        for share in np.linspace(0.3, 1.0, 29)
    ]
    depths = [one.indentation[0] for one in lighter]
    widths = [one.half_width[0] for one in lighter]
    there = np.interp(found.indentation[0], depths, widths)
    assert found.half_width[0] == pytest.approx(there, rel=0.03)


def test_the_corrected_contact_still_carries_the_line_load() -> None:
    found = pressed(6.0)
    carried = found.mean_pressure * 2 * found.half_width
    assert carried == pytest.approx(found.line_load)
