"""The cross-section is to scale: layers keep their order and bone stays put."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from strigil.intervals import Interval
from strigil.reporting.layers import Section, interfaces

SECTION = Section(40.0, 200.0, 300.0, 200.0, 200.0 / 0.014, True)


@pytest.mark.parametrize("depth", [0.0005, 0.0019, 0.004])
def test_no_layer_crosses_the_one_below_it(edge_contact, depth: float) -> None:
    pressed = replace(edge_contact, indentation=Interval(depth, depth, depth))
    _, lines = interfaces(pressed, SECTION)
    for top, foot in pairwise(lines):
        assert (foot > top).all()


def test_the_skin_goes_down_by_the_indentation_under_the_edge(edge_contact) -> None:
    _, lines = interfaces(edge_contact, SECTION)
    lowest = (lines[0].max() - SECTION.skin) / SECTION.scale
    assert lowest == pytest.approx(edge_contact.indentation.value)


def test_bone_stays_where_it_is(edge_contact) -> None:
    _, lines = interfaces(edge_contact, SECTION)
    depth = sum(layer.thickness for layer in edge_contact.layers)
    assert lines[-1] == pytest.approx(SECTION.skin + depth * SECTION.scale)


def test_the_dent_is_the_same_on_both_sides(edge_contact) -> None:
    _, lines = interfaces(edge_contact, SECTION)
    assert lines[0] == pytest.approx(lines[0][::-1])


def test_without_force_every_layer_lies_flat(edge_contact) -> None:
    rest = replace(edge_contact, indentation=Interval(0.0, 0.0, 0.0))
    _, lines = interfaces(rest, SECTION)
    assert all(np.ptp(line) == 0.0 for line in lines)
