"""Anomalies of stiffness: found on either side, not found, or not to be said."""

import numpy as np
import pytest
from scipy.stats import binom

from strigil.mechanics import simulate_scan, stiffness_scan
from strigil.treatment import search_anomalies


def searched(strokes, seed, **given):
    made = simulate_scan(strokes, seed=seed, **given)
    return made, search_anomalies(
        stiffness_scan(made.position, made.force, made.indentation)
    )


def near(found, at):
    return any(abs(one.at - at) < 0.012 for one in found.anomalies)


@pytest.mark.parametrize(
    ("change", "side"), [(0.3, "stiffer"), (1 / 1.3 - 1, "softer")]
)
def test_a_clear_anomaly_is_found_on_its_side(change, side) -> None:
    made, found = searched(10, 3, change=change)
    assert found.verdict == "found"
    first = found.anomalies[0]
    assert first.side == side
    assert first.at == pytest.approx(made.at, abs=0.006)
    assert first.from_ < made.at < first.to
    assert np.sign(first.change.value) == np.sign(change)
    assert first.side in found.said


def test_nothing_found_is_an_answer_with_what_could_have_been_found() -> None:
    _, found = searched(10, 1)
    assert found.verdict == "nothing found"
    assert found.anomalies == ()
    assert found.p > 0.05
    # The same on a logarithm: 1 / (1 + stiffer) is 1 - softer.
    assert (1 + found.smallest_stiffer) * (1 - found.smallest_softer) == pytest.approx(
        1
    )
    assert "Nothing found in 10 strokes" in found.said
    assert "may be there" in found.said


@pytest.mark.parametrize("strokes", [1, 3])
def test_too_few_strokes_cannot_say(strokes) -> None:
    _, found = searched(strokes, 1, change=1.0)
    assert found.verdict == "cannot say"
    assert found.p is None
    assert found.smallest_softer is None
    assert "fewer than 4 strokes" in found.said


def test_force_alone_cannot_say() -> None:
    made = simulate_scan(10, seed=1, change=1.0)
    found = search_anomalies(stiffness_scan(made.position, made.force))
    assert found.verdict == "cannot say"
    assert "force alone" in found.because
    assert any("No stiffness" in said for said in found.cannot_say)


def test_whatever_was_found_depth_and_diagnosis_are_not_said() -> None:
    for change in (0.0, 0.3):
        said = " ".join(searched(10, 1, change=change)[1].cannot_say)
        assert "not a diagnosis" in said
        assert "depth" in said.lower() or "How deep" in said
        assert "tendon may be softer" in said


def test_units_of_force_and_length_leave_the_verdict() -> None:
    made = simulate_scan(8, seed=5, change=0.2)
    one = search_anomalies(stiffness_scan(made.position, made.force, made.indentation))
    force = [1000 * f for f in made.force]
    depth = [d / 7 for d in made.indentation]
    other = search_anomalies(stiffness_scan(made.position, force, depth))
    assert other.p == one.p
    assert [a.at for a in other.anomalies] == [a.at for a in one.anomalies]
    for mine, theirs in zip(one.anomalies, other.anomalies, strict=True):
        assert mine.change.value == pytest.approx(theirs.change.value)


def test_mirrored_strokes_mirror_the_place() -> None:
    made = simulate_scan(8, seed=5, change=0.2)
    one = search_anomalies(stiffness_scan(made.position, made.force, made.indentation))
    back = [-x for x in made.position]
    other = search_anomalies(stiffness_scan(back, made.force, made.indentation))
    assert other.p == one.p
    assert other.anomalies[0].at == pytest.approx(-one.anomalies[0].at)


def test_stiffening_of_the_whole_way_is_no_anomaly() -> None:
    made = simulate_scan(8, seed=1)
    one = search_anomalies(stiffness_scan(made.position, made.force, made.indentation))
    softer = [3 * d for d in made.indentation]
    other = search_anomalies(stiffness_scan(made.position, made.force, softer))
    assert one.verdict == other.verdict == "nothing found"
    assert other.p == one.p


@pytest.mark.slow
@pytest.mark.parametrize("strokes", [4, 8, 15])
def test_scans_without_an_anomaly_raise_an_alarm_in_at_most_one_of_twenty(strokes):
    """At a rate of exactly 5 %, more alarms than the bound come once in a thousand."""
    scans = 100
    alarms = sum(
        searched(strokes, 10_000 + seed)[1].verdict == "found" for seed in range(scans)
    )
    assert alarms <= binom.ppf(0.999, scans, 0.05)


@pytest.mark.slow
def test_softer_and_stiffer_places_are_found_equally_often() -> None:
    """The same scans with the anomaly the other way: pairs that differ are rare."""
    found = np.array([
        [near(f, m.at) for m, f in (
            searched(6, seed, change=change) for change in (0.1, 1 / 1.1 - 1)
        )]
        for seed in range(100)
    ])  # fmt: skip
    only_stiffer = int(np.sum(found[:, 0] & ~found[:, 1]))
    only_softer = int(np.sum(found[:, 1] & ~found[:, 0]))
    assert 20 < found[:, 0].sum() < 100
    # McNemar: each pair that differs is as likely one way as the other.
    least = min(only_stiffer, only_softer)
    assert binom.cdf(least, only_stiffer + only_softer, 0.5) > 0.005


@pytest.mark.slow
def test_a_change_of_the_stated_smallest_size_is_found_in_about_four_of_five() -> None:
    smallest = np.median([searched(8, seed)[1].smallest_stiffer for seed in range(40)])
    hits = [
        near(f, m.at)
        for m, f in (searched(8, seed, change=smallest) for seed in range(100))
    ]
    assert 0.65 < np.mean(hits) < 0.95
