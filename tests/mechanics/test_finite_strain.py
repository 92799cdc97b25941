"""The finite-strain correction: its bounds, its direction, where it is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.catalogue import BodySite, Tissue, all_of, one_of
from strigil.mechanics.contact import LineContact, line_contact
from strigil.mechanics.edge_profile import parabola
from strigil.mechanics.finite_strain import (
    CorrectedContact,
    corrected_contact,
    squeezed,
    stiffening_of,
    unsqueezed,
)
from strigil.mechanics.finite_strain_network import network
from strigil.mechanics.layer_stack import LayerStack
from strigil.mechanics.prior_samples import site_stack, tissues_of
from strigil.mechanics.wave_grid import operator_of

SITES = sorted(all_of(BodySite))
OVER_BONE = [key for key in SITES if one_of(BodySite, key).base == "rigid"]


def pressed(
    site: str, loads: list[float], *, law: float, radius: float = 2e-3
) -> tuple[LineContact, CorrectedContact]:
    """Best estimates of a site under some line loads [N/m]: linear, and corrected."""
    place = one_of(BodySite, site)
    one = site_stack(place, diseased=False, samples=None)
    stack = one.take(np.zeros(len(loads), dtype=np.intp))
    operator, profile = operator_of(stack), parabola(radius)
    linear = line_contact(operator, loads, profile)
    tissues = tissues_of(place, diseased=False)
    found = corrected_contact(
        operator,
        linear,
        profile,
        stiffening=stiffening_of(tissues, np.full(len(loads), law)),
        points=[(i, 0.5) for i in range(stack.layers)],
    )
    return linear, found


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(SITES),
    st.floats(1.0, 20_000.0),
    st.floats(0.0, 1.0),
    st.floats(0.3e-3, 40e-3),
)
def test_no_load_gives_an_impossible_answer(
    site: str, load: float, law: float, radius: float
) -> None:
    _, found = pressed(site, [load], law=law, radius=radius)
    assert np.all(found.strain > -1)
    for values in (found.indentation, found.half_width, found.peak_pressure):
        assert np.all((values > 0) & np.isfinite(values))


@pytest.mark.parametrize("site", OVER_BONE)
@pytest.mark.parametrize("law", [0.0, 1.0])
def test_more_load_goes_deeper_and_presses_the_target_more(
    site: str, law: float
) -> None:
    loads = np.geomspace(5.0, 500.0, 15)
    linear, found = pressed(site, loads.tolist(), law=law)
    assert np.all(np.diff(found.indentation) > 0)
    assert np.all(np.diff(found.half_width) > 0)
    place = one_of(BodySite, site)
    target = [layer.name for layer in place.layers].index(place.target)
    assert np.all(np.diff(found.strain[:, target]) < 2e-4)
    assert np.all(found.indentation < 1.02 * linear.indentation)


@pytest.mark.parametrize("site", ["calf", "quadriceps", "low_back", "hamstring"])
def test_at_a_clinical_load_linear_is_far_off_and_the_answer_is_known(
    site: str,
) -> None:
    """At 0.15 N/mm small strain gives 20 % too much indentation, or more."""
    linear, found = pressed(site, [150.0], law=0.5)
    assert linear.indentation[0] > 1.2 * found.indentation[0]
    assert found.indentation_trust.is_known[0]


@pytest.mark.parametrize("site", ["calf", "achilles_midportion", "plantar_heel"])
def test_a_light_load_is_linear(site: str) -> None:
    linear, found = pressed(site, [5.0], law=0.3, radius=5e-3)
    assert found.indentation[0] == pytest.approx(linear.indentation[0], rel=0.06)


def test_the_stiffening_law_gives_way_less() -> None:
    _, soft = pressed("calf", [50.0, 150.0, 300.0], law=0.0)
    _, stiff = pressed("calf", [50.0, 150.0, 300.0], law=1.0)
    assert np.all(stiff.indentation < soft.indentation)


@pytest.mark.parametrize(
    ("load", "radius"), [(5000.0, 2e-3), (150.0, 2.0), (0.01, 2e-3)]
)
def test_what_was_not_learnt_is_marked(load: float, radius: float) -> None:
    _, found = pressed("calf", [load], law=0.5, radius=radius)
    assert not found.indentation_trust.is_known[0]
    assert not found.strain_trust.is_known.any()


def test_a_stack_unlike_any_learnt_is_marked() -> None:
    """Steel over jelly: no site is like it."""
    operator = operator_of(LayerStack.of([1e-3, 0.2], [1e9, 100.0], [0.495]))
    profile = parabola(2e-3)
    found = corrected_contact(
        operator,
        line_contact(operator, 100.0, profile),
        profile,
        stiffening=[[0.0, 0.0]],
        points=[],
    )
    assert not found.indentation_trust.is_known[0]
    assert found.strain.shape == (1, 0)


@given(st.floats(-2.0, 5.0))
def test_the_scale_of_strain_goes_there_and_back(strain: float) -> None:
    there = squeezed(np.array([strain]))
    assert unsqueezed(there)[0] == pytest.approx(strain, rel=1e-9, abs=1e-12)


def test_every_tissue_has_a_stiffening_of_its_kind() -> None:
    tissues = tuple(all_of(Tissue).values())
    found = stiffening_of(tissues, [0.0, 1.0])
    assert np.all(found[0] == 0)
    assert np.all(found[1] > 0)


def test_a_network_answers_a_row_alone_as_in_a_crowd() -> None:
    """Rows go through in blocks, the last one filled up: neither shows."""
    known = network("strain")
    rows = known.middle + known.spread * np.linspace(-1.0, 1.0, 50)[:, None]
    crowd = known.answer(rows)
    for i in (0, 23, 24, 49):
        alone = known.answer(rows[i : i + 1])
        assert alone.mean[0] == pytest.approx(crowd.mean[i], rel=1e-4, abs=1e-5)
    assert crowd.mean.shape[0] == crowd.disagreement.size == 50
