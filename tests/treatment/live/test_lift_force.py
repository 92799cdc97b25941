"""The force to lift at that a plan suggests, and why."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strigil.catalogue import limit
from strigil.treatment import ForceBand
from strigil.treatment.live import lift_force

PEAK = "peak per stroke"


def test_it_lies_above_the_band_and_a_wider_band_lifts_later():
    narrow = lift_force([ForceBand("light", 3.0, 4.0, PEAK)]).force
    wide = lift_force([ForceBand("light", 2.0, 4.0, PEAK)]).force
    assert 4.0 < narrow < wide


def test_one_stroke_in_a_thousand_passes_by_chance():
    """Log-normal strokes with 5 % above the band: its upper 0.1 % is known exactly."""
    middle, spread = math.log(4.0), 0.2
    low, high = (math.exp(middle + z * spread) for z in (-1.6448536, 1.6448536))
    exact = math.exp(middle + 3.0902323 * spread)
    found = lift_force([ForceBand("light", low, high, PEAK)])
    assert found.force == pytest.approx(exact, rel=1e-6)


def test_a_band_of_means_is_made_one_of_peaks():
    peak = lift_force([ForceBand("light", 2.0, 3.0, PEAK)])
    mean = lift_force([ForceBand("light", 2.0, 3.0, "mean per stroke")])
    ratio = limit("reference_two_hand_peak") / limit("reference_two_hand_mean")
    assert mean.force == pytest.approx(ratio * peak.force)
    assert any("peak of a stroke" in reason.rule for reason in mean.because)


def test_the_firmest_word_of_the_session_counts_and_a_cap_leaves_light():
    bands = [ForceBand("moderate", 4.0, 6.0, PEAK), ForceBand("light", 2.0, 3.0, PEAK)]
    assert lift_force(bands) == lift_force(bands[:1])
    held = lift_force(bands, capped=True)
    assert held.force == lift_force(bands[1:]).force
    assert "light word" in held.because[0].rule


@pytest.mark.parametrize("bands", [[], [ForceBand("light")], [ForceBand("firm")]])
def test_words_without_newtons_leave_the_force_that_holds_for_everyone(bands):
    found = lift_force(bands)
    assert found.force == limit("grams_question_force")
    assert not found.own
    assert "no newtons are known" in found.because[-1].rule


@given(
    low=st.floats(0.2, 60.0),
    wider=st.floats(1.001, 5.0),
    statistic=st.sampled_from([PEAK, "mean per stroke"]),
)
def test_it_never_lies_above_what_is_asked_about_for_anyone(low, wider, statistic):
    found = lift_force([ForceBand("firm", low, low * wider, statistic)])
    assert 0.0 < found.force <= limit("grams_question_force")
    assert all(reason.rule for reason in found.because)
