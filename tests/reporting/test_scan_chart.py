"""A scan drawn and told: softer or stiffer, nothing found, or why it cannot be said."""

import re

import numpy as np

from strigil.reporting import scan_chart, scan_table


def named(svg):
    return re.findall(r'aria-label="([^"]*)"', svg)


def test_a_softer_place_is_drawn_with_its_side_and_how_often_it_was_seen(
    soft_scan,
) -> None:
    svg = scan_chart(soft_scan)
    assert any(name.startswith("softer from") for name in named(svg))
    assert re.search(r"softer, in \d+ of 8", svg)
    assert "url(#softer" in svg


def test_nothing_found_is_drawn_as_an_answer_with_what_could_have_been(
    even_scan,
) -> None:
    svg = scan_chart(even_scan)
    assert "Nothing found in 8 strokes." in svg
    assert "may be there" in re.sub(r"<[^>]+>", " ", svg)
    assert not any(
        "softer from" in name or "stiffer from" in name for name in named(svg)
    )


def test_the_stated_rate_of_false_alarms_stands_under_every_tested_scan(
    soft_scan, even_scan
) -> None:
    for scan in (soft_scan, even_scan):
        assert "At most 5 of 100 scans" in scan_chart(scan)


def test_the_ends_that_were_not_tested_are_marked(soft_scan) -> None:
    assert sum("not tested" in name for name in named(scan_chart(soft_scan))) == 2


def test_force_alone_is_told_in_words_without_a_curve(blind_scan) -> None:
    svg = scan_chart(blind_scan)
    assert "force alone gives no stiffness" in svg
    assert "<path" not in svg
    assert scan_table(blind_scan).rows == ()


def test_too_few_strokes_show_a_curve_but_no_finding(short_scan) -> None:
    svg = scan_chart(short_scan)
    assert "cannot be said" in svg
    assert "At most" not in svg
    assert "<path" in svg


def test_the_table_names_the_places_that_differ(soft_scan) -> None:
    rows = scan_table(soft_scan).rows
    differs = [row[0] for row in rows if row[2] == "softer"]
    first = soft_scan.search.anomalies[0]
    assert differs
    places = [float(place.split()[0]) / 1e3 for place in differs]
    assert first.from_ <= min(places) <= max(places) <= first.to


def test_a_scan_never_names_a_disease(soft_scan) -> None:
    words = scan_chart(soft_scan).lower()
    assert not re.search(r"adhesion|tendinopath|scar|lesion|fibros", words)


def test_a_place_that_no_two_strokes_reach_leaves_a_gap(soft_scan) -> None:
    assert np.isfinite(soft_scan.scan.typical).any()
    assert "nan" not in scan_chart(soft_scan).split("</desc>")[1].lower()
