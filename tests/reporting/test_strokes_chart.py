"""Strokes in their order: bands and dots are of one statistic."""

from strigil.reporting import strokes_chart
from strigil.treatment import ForceBand


def test_dots_are_means_where_the_bands_are_about_means(recorded) -> None:
    _, analysis = recorded
    mean = [ForceBand("light", 1.0, 2.0, "mean per stroke")]
    peak = [ForceBand("light", 1.0, 2.0, "peak per stroke")]
    assert "Mean force of each stroke" in strokes_chart(analysis.strokes, bands=mean)
    assert "Peak force of each stroke" in strokes_chart(analysis.strokes, bands=peak)
    assert "Peak force of each stroke" in strokes_chart(analysis.strokes)


def test_more_strokes_than_a_keyboard_steps_through_are_plain_dots(recorded) -> None:
    _, analysis = recorded
    many = strokes_chart(analysis.strokes * 20)
    assert 'tabindex="0"' in strokes_chart(analysis.strokes)
    assert 'tabindex="0"' not in many
    assert many.count("<circle") == 20 * len(analysis.strokes)
