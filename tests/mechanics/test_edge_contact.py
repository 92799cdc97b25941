"""An edge on a site: what a clinician asks, and what must hold for every answer."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.catalogue import BodySite, Emollient, TreatmentEdge, all_of, edges, one_of
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.mechanics import (
    EdgeContact,
    contact_by_hand,
    contact_of_edge,
)

CONVEX = one_of(TreatmentEdge, "multi_curve_medium.convex")
CALF = one_of(BodySite, "calf")
FEW = 24


def contact(force: float = 6.0, **changed: object) -> EdgeContact:
    question = {"edge": CONVEX, "site": CALF, "samples": FEW, **changed}
    edge, site = question.pop("edge"), question.pop("site")
    return contact_of_edge(edge, site, force=force, **question)


def intervals(found: EdgeContact) -> list[object]:
    strains = [layer.strain for layer in found.layers]
    plain = [
        found.line_load,
        found.contact_length,
        found.half_width,
        found.mean_pressure,
        found.peak_pressure,
        found.indentation,
        found.target.strain,
    ]
    return plain + strains


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(sorted(edges())),
    st.sampled_from(sorted(all_of(BodySite))),
    st.floats(0.05, 200.0),
    st.floats(15.0, 90.0),
    st.booleans(),
)
def test_no_edge_site_or_force_gives_an_impossible_answer(
    edge: str, site: str, force: float, angle_deg: float, diseased: bool
) -> None:
    place = one_of(BodySite, site)
    found = contact_of_edge(
        one_of(TreatmentEdge, edge),
        place,
        force=force,
        angle=math.radians(angle_deg),
        diseased=diseased,
        samples=6,
    )
    for one in intervals(found):
        assert one.low <= one.value <= one.high
        assert math.isfinite(one.value)
    for layer in (*found.layers, found.target):
        assert layer.strain.low > -1
    assert found.indentation.low > 0
    assert found.mean_pressure.low > 0
    assert found.profile.low.min() > -1
    if place.base == "rigid":
        thickest = 2.5 * sum(layer.thickness.high for layer in place.layers)
        assert found.indentation.high < thickest


@settings(max_examples=10, deadline=None)
@given(st.floats(0.5, 30.0), st.sampled_from(sorted(all_of(BodySite))))
def test_more_force_presses_deeper(force: float, site: str) -> None:
    place = one_of(BodySite, site)
    less = contact(force, site=place, samples=8)
    more = contact(1.3 * force, site=place, samples=8)
    assert more.indentation.value > less.indentation.value
    assert more.line_load.value > less.line_load.value


def test_line_load_over_the_contact_length_is_the_force() -> None:
    found = contact(samples=1)
    carried = found.line_load.value * found.contact_length.value
    assert carried == pytest.approx(6.0, rel=1e-9)


def test_mean_pressure_is_line_load_over_the_width() -> None:
    found = contact(samples=1)
    width = 2 * found.half_width.value
    assert found.mean_pressure.value * width == pytest.approx(found.line_load.value)


def test_the_same_seed_gives_the_same_answer() -> None:
    one, same, other = (contact(seed=seed) for seed in (4, 4, 5))
    assert one.indentation == same.indentation
    assert np.array_equal(one.profile.median, same.profile.median)
    assert one.indentation != other.indentation


def test_the_spread_of_what_is_not_known_reaches_the_answer() -> None:
    found = contact(samples=100)
    for one in (found.indentation, found.peak_pressure):
        assert one.high > 1.4 * one.low
    assert found.target.strain.low < 1.4 * found.target.strain.high


def test_a_stiffer_site_is_pressed_in_less() -> None:
    def stiff(layer: object) -> object:
        return replace(layer, tissue="tendon")

    layers = tuple(stiff(one) if one.name == "muscle" else one for one in CALF.layers)
    stiffer = contact(site=replace(CALF, layers=layers))
    assert stiffer.indentation.value < contact().indentation.value


def test_a_sharper_edge_squeezes_skin_and_fat_more_but_hardly_the_muscle() -> None:
    blunt = one_of(TreatmentEdge, "textured_block.blunt")
    sharp = replace(blunt, radius=one_of(TreatmentEdge, "scanner.convex").radius)
    flat = replace(CALF, limb_radius=None)
    by_blunt = contact(edge=blunt, site=flat, samples=60)
    by_sharp = contact(edge=sharp, site=flat, samples=60)
    assert by_sharp.peak_pressure.value > 1.2 * by_blunt.peak_pressure.value
    assert by_sharp.layers[0].strain.value < by_blunt.layers[0].strain.value
    muscle = by_sharp.target.strain.value / by_blunt.target.strain.value
    assert muscle == pytest.approx(1.0, abs=0.15)


def test_a_steeper_angle_presses_a_bevelled_edge_harder() -> None:
    upright = contact(angle=math.pi / 2, samples=60)
    laid_down = contact(angle=math.radians(40), samples=60)
    assert upright.peak_pressure.value > laid_down.peak_pressure.value


def test_layers_and_profile_go_from_the_skin_to_the_bone() -> None:
    found = contact()
    assert [layer.name for layer in found.layers] == [one.name for one in CALF.layers]
    depths = [layer.depth for layer in found.layers]
    assert depths == sorted(depths)
    assert np.all(np.diff(found.profile.depth) > 0)
    assert found.profile.depth[-1] < sum(one.thickness for one in found.layers)
    assert np.all(found.profile.low <= found.profile.median)


def test_the_target_of_a_thick_muscle_is_five_millimetres_into_it() -> None:
    found = contact()
    above = sum(one.thickness.value for one in CALF.layers[:3])
    assert found.target.structure == "muscle"
    assert found.target.depth == pytest.approx(above + 5e-3)


def test_disease_changes_the_tissue_and_the_answer() -> None:
    healthy, diseased = contact(), contact(diseased=True)
    assert [one.tissue for one in diseased.layers] != [
        one.tissue for one in healthy.layers
    ]
    assert diseased.indentation != healthy.indentation


@pytest.mark.parametrize("force", [0.0, -3.0, 4000.0, math.nan])
def test_a_force_that_can_not_be_is_refused_with_what_is_allowed(force: float) -> None:
    with pytest.raises(InvalidValueError, match="up to 200 N"):
        contact(force)


@pytest.mark.parametrize("angle_deg", [0.0, 10.0, 120.0])
def test_an_angle_that_can_not_be_is_refused(angle_deg: float) -> None:
    with pytest.raises(InvalidValueError, match="between 15 and 90 degrees"):
        contact(angle=math.radians(angle_deg))


def test_no_sample_is_no_answer() -> None:
    with pytest.raises(InvalidValueError, match="At least 1 sample"):
        contact(samples=0)


def test_a_large_force_is_asked_about_in_grams() -> None:
    assert any("Were grams meant" in note for note in contact(300 / 9.8).warnings)
    assert not any("grams" in note for note in contact(6.0).warnings)


def test_a_flat_angle_is_answered_with_a_warning() -> None:
    notes = contact(angle=math.radians(20)).warnings
    assert any("taught from 30 to 90" in note for note in notes)


def test_a_line_load_beyond_what_was_learnt_says_so() -> None:
    notes = contact(60.0).warnings
    assert any("is not sure" in note and "learnt up to 0.5" in note for note in notes)
    assert not any("is not sure" in note for note in contact(4.0).warnings)


def test_a_spot_is_not_taken_for_a_line_in_silence() -> None:
    notes = contact(edge=one_of(TreatmentEdge, "long_handlebar.knob")).warnings
    assert any("spot rather than a line" in note for note in notes)


def test_a_site_without_bone_and_a_soft_hand_are_carried_over_and_say_so() -> None:
    notes = contact(site=one_of(BodySite, "abdominal_scar")).warnings
    assert any("there is none below" in note for note in notes)
    by_hand = contact_by_hand("thumb", CALF, force=6.0, samples=FEW)
    assert any("carried over to a hand" in note for note in by_hand.warnings)
    assert not any("carried over" in note for note in contact().warnings)


def test_sources_name_site_tissue_edge_and_correction_once_each() -> None:
    found = contact()
    assert len(found.sources) == len(set(found.sources))
    assert CONVEX.radius.source in found.sources
    assert CALF.layers[0].thickness.source in found.sources
    assert "StrigilReference" in found.sources


@pytest.mark.parametrize("hand", ["thumb", "knuckle"])
def test_a_hand_answers_as_an_edge_does(hand: str) -> None:
    found = contact_by_hand(hand, CALF, force=6.0, samples=FEW)
    assert found.indenter == hand
    for one in intervals(found):
        assert one.low <= one.value <= one.high
    assert found.target.strain.low > -1


def test_an_unknown_hand_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="thumb"):
        contact_by_hand("thum", CALF, force=6.0)


def test_an_emollient_adds_a_pull_and_changes_nothing_else() -> None:
    dry, gel = (one_of(Emollient, key) for key in ("none", "water_based_gel"))
    plain, rubbed = contact(), contact(emollient=gel)
    assert plain.rubbing is None
    assert rubbed.target == plain.target
    assert rubbed.mean_pressure == plain.mean_pressure
    assert gel.friction.source in rubbed.sources
    pull = rubbed.rubbing.pull
    assert pull.value == pytest.approx(6.0 * gel.friction.value, rel=0.1)
    assert pull.high > 2 * pull.low
    assert contact(emollient=dry).rubbing.shear.value > rubbed.rubbing.shear.value
