"""Bars of how long a hand has worked."""

from datetime import date
from xml.etree import ElementTree

from strigil.reporting import practitioner_load_chart
from strigil.treatment import SessionLoad, load_over_time, practitioner_load


def test_every_week_is_a_bar_that_can_be_heard():
    told = [SessionLoad(date(2026, 11, day), reported_time=120.0) for day in (3, 12)]
    svg = practitioner_load_chart(load_over_time(told), title="By week")
    ElementTree.fromstring(svg)  # noqa: S314  # our own drawing
    for said in ("2 Nov 2026, 2:00 without a sensor", "9 Nov 2026"):
        assert said in svg


def test_weeks_in_which_nothing_pressed_are_drawn_too():
    told = [SessionLoad(date(2026, 11, 3), (practitioner_load([]),))]
    svg = practitioner_load_chart(load_over_time(told), title="By week")
    assert "nan" not in svg.lower()
