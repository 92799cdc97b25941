"""The sampler against posteriors that are known exactly."""

import numpy as np
import pytest

from strigil.biology.tempered import begin_cloud, settle, temper, temper_once


def seen_once(particles):
    """One observation of the first coordinate: 1.5, with error 0.5."""
    return -0.5 * ((particles[:, 0] - 1.5) / 0.5) ** 2


def cloud(likelihood, parameters=3, seed=0):
    return begin_cloud(likelihood, particles=500, parameters=parameters, seed=seed)


@pytest.mark.parametrize("parameters", [1, 100])
def test_a_gaussian_posterior_is_found_whatever_the_number_of_parameters(parameters):
    """Precision 1 + 4: mean 1.2 and standard deviation 1/sqrt(5)."""
    done = temper(cloud(seen_once, parameters), seen_once, moves=15, seed=1)
    done = settle(done, seen_once, moves=30, seed=1)
    first = done.particles[:, 0]
    assert first.mean() == pytest.approx(1.2, abs=0.1)
    assert first.std() == pytest.approx(1.0 / np.sqrt(5.0), abs=0.08)


def test_what_is_not_seen_keeps_its_prior():
    done = temper(cloud(seen_once), seen_once, moves=15, seed=1)
    done = settle(done, seen_once, moves=30, seed=1)
    others = done.particles[:, 1:]
    assert abs(others.mean()) < 0.1
    assert others.std() == pytest.approx(1.0, abs=0.1)


def test_a_likelihood_that_says_nothing_changes_nothing():
    def silent(particles):
        return np.zeros(len(particles))

    begun = cloud(silent)
    done = temper_once(begun, silent, moves=0, seed=1)
    assert done.power == 1.0
    assert np.array_equal(np.sort(done.particles, axis=0), np.sort(begun.particles, 0))


def test_two_heaps_are_both_found():
    def far_apart(particles):
        near = np.abs(np.abs(particles[:, 0]) - 1.5)
        return -0.5 * (near / 0.2) ** 2

    done = temper(cloud(far_apart), far_apart, moves=10, seed=1)
    right = np.mean(done.particles[:, 0] > 0.0)
    assert 0.3 < right < 0.7


def test_a_cloud_that_was_kept_goes_on_as_it_would_have():
    def sharp(particles):
        return 40.0 * seen_once(particles)

    once = temper_once(cloud(sharp), sharp, moves=2, seed=3)
    assert once.power < 1.0
    straight = temper(once, sharp, moves=2, seed=3)
    resumed = temper(once, sharp, moves=2, seed=3)
    assert np.array_equal(straight.particles, resumed.particles)
    assert straight.stages[:1] == once.stages
