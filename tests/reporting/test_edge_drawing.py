"""An edge is drawn from its own numbers."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from strigil.catalogue import TreatmentEdge, edges, one_of
from strigil.reporting import edge_drawing

SCANNER = one_of(TreatmentEdge, "scanner.convex")


def run_of(svg: str) -> float:
    """Length of the dimension line under the run in plan [px]."""
    line = re.search(r'<line x1="([\d.]+)" y1="96" x2="([\d.]+)"', svg)
    assert line
    return float(line[2]) - float(line[1])


def nose_of(svg: str) -> float:
    circle = re.search(r'<circle [^>]*r="([\d.]+)"', svg)
    assert circle
    return float(circle[1])


@pytest.mark.parametrize("edge", edges().values(), ids=lambda edge: edge.id)
def test_every_edge_is_whole_xml_and_says_its_sizes(edge: TreatmentEdge) -> None:
    root = ET.fromstring(edge_drawing(edge))  # noqa: S314  # our own text
    title, desc = root[0].text, root[1].text
    assert title == edge.name
    assert desc
    assert f"nose radius {edge.radius.value * 1e3:.3g} mm" in desc


def test_edges_are_drawn_to_one_scale() -> None:
    blunt = one_of(TreatmentEdge, "multi_curve_medium.tip")
    noses = [nose_of(edge_drawing(edge)) for edge in (SCANNER, blunt)]
    radii = [edge.radius.value for edge in (SCANNER, blunt)]
    assert noses[1] / noses[0] == pytest.approx(radii[1] / radii[0], rel=0.01)
    straight = one_of(TreatmentEdge, "multi_edge_blade.straight")
    assert run_of(edge_drawing(straight)) == pytest.approx(40.0)


def test_the_ends_of_a_curve_lie_closer_than_its_length() -> None:
    assert run_of(edge_drawing(SCANNER)) < SCANNER.length.value * 1e3


def test_a_hollow_edge_is_the_mirror_of_a_bulging_one() -> None:
    hollow = replace(SCANNER, form="concave")
    assert run_of(edge_drawing(hollow)) == run_of(edge_drawing(SCANNER))
    assert edge_drawing(hollow) != edge_drawing(SCANNER)


def test_a_name_is_escaped() -> None:
    named = replace(SCANNER, name="<b>edge</b> & more")
    ET.fromstring(edge_drawing(named))  # noqa: S314  # our own text
    assert "<b>" not in edge_drawing(named)
