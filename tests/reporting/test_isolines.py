"""Outlines of a field: closed, true to area, true to holes."""

import re

import numpy as np
import pytest

from strigil.reporting.isolines import outline

AT = np.arange(41.0)


def loops(d):
    return [
        np.array([[float(v) for v in p.split()] for p in loop.rstrip("Z").split("L")])
        for loop in d.split("M")[1:]
    ]


def area(loop):
    x, y = loop.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def test_a_round_hill_has_one_round_outline() -> None:
    x, y = np.meshgrid(AT - 20, AT - 20, indexing="ij")
    (loop,) = loops(outline(20.0 - np.hypot(x, y), AT, AT, 10.0))
    assert area(loop) == pytest.approx(np.pi * 100.0, rel=0.01)
    assert np.hypot(*(loop - 20.0).T) == pytest.approx(
        np.full(len(loop), 10.0), rel=0.02
    )


def test_a_ring_has_an_outer_and_an_inner_outline() -> None:
    x, y = np.meshgrid(AT - 20, AT - 20, indexing="ij")
    found = loops(outline(6.0 - np.abs(np.hypot(x, y) - 10.0), AT, AT, 3.0))
    assert sorted(area(one) for one in found) == pytest.approx(
        [np.pi * 49.0, np.pi * 169.0], rel=0.02
    )


def test_a_field_that_reaches_the_rim_closes_there() -> None:
    (loop,) = loops(outline(np.ones((41, 41)), AT, AT, 0.5))
    assert area(loop) == pytest.approx(1600.0)


def test_two_hills_have_two_outlines_and_a_flat_field_has_none() -> None:
    field = np.zeros((41, 41))
    field[10, 10] = field[30, 30] = 1.0
    d = outline(field, AT, AT, 0.5)
    assert d.count("M") == d.count("Z") == 2
    assert outline(np.zeros((41, 41)), AT, AT, 0.5) == ""


@pytest.mark.parametrize("seed", range(4))
def test_every_outline_of_noise_closes_and_saddles_are_told_apart(seed) -> None:
    field = np.random.default_rng(seed).random((41, 41))
    d = outline(field, AT, AT, 0.5)
    assert d.count("M") == d.count("Z") > 50
    assert re.search(r"nan|inf", d) is None
    inside = sum(area(one) for one in loops(d))
    assert inside > 0
