"""Draws: the same by seed, with the stated median and 90 % range."""

import numpy as np
import pytest

from strigil.catalogue import BodySite, Sourced, one_of
from strigil.mechanics.prior_samples import PriorSamples, site_stack, tissues_of

MODULUS = Sourced(6e3, 2e3, 18e3, "kPa", "StrigilEstimate", "estimated")
THICKNESS = Sourced(12e-3, 5e-3, 25e-3, "mm", "Recalled", "recalled")


def test_a_factor_of_three_is_drawn_as_a_factor_of_three() -> None:
    drawn = PriorSamples(4000, 1).lognormal(MODULUS)
    low, middle, high = np.percentile(drawn, (5, 50, 95))
    assert [low, middle, high] == pytest.approx([2e3, 6e3, 18e3], rel=0.02)


def test_a_lopsided_thickness_keeps_its_ends_and_stays_positive() -> None:
    drawn = PriorSamples(4000, 1).normal(THICKNESS)
    low, middle, high = np.percentile(drawn, (5, 50, 95))
    assert middle == pytest.approx(12e-3, rel=0.02)
    assert low == pytest.approx(5e-3, rel=0.1)
    assert high == pytest.approx(25e-3, rel=0.05)
    assert drawn.min() > 0


def test_draws_within_a_range_never_leave_it() -> None:
    nu = Sourced(0.495, 0.48, 0.4995, "1", "StrigilEstimate", "assumed")
    drawn = PriorSamples(2000, 3).within(nu)
    assert drawn.min() >= 0.48
    assert drawn.max() <= 0.4995


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    one, same, other = (PriorSamples(50, seed).lognormal(MODULUS) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_a_tissue_in_two_layers_is_one_draw() -> None:
    site = one_of(BodySite, "achilles_midportion")
    stack = site_stack(site, diseased=False, samples=PriorSamples(20, 0))
    tissues = [tissue.id for tissue in tissues_of(site, diseased=False)]
    first, second = (i for i, tissue in enumerate(tissues) if tissue == "fat")
    assert np.array_equal(
        stack.youngs_modulus[:, first], stack.youngs_modulus[:, second]
    )


def test_without_draws_the_stack_is_the_best_estimate() -> None:
    site = one_of(BodySite, "calf")
    stack = site_stack(site, diseased=False, samples=None)
    assert stack.thickness[0] == pytest.approx(
        [layer.thickness.value for layer in site.layers]
    )


def test_a_diseased_site_swaps_the_tissues_it_names() -> None:
    site = one_of(BodySite, "calf")
    healthy = [tissue.id for tissue in tissues_of(site, diseased=False)]
    diseased = [tissue.id for tissue in tissues_of(site, diseased=True)]
    changed = {
        layer.name
        for layer, one, two in zip(site.layers, healthy, diseased, strict=True)
        if one != two
    }
    assert changed == set(site.diseased)
