"""The dose map of a recording: nothing is lost, nothing depends on how it was held."""

import numpy as np
import pytest

from strigil.catalogue import BodySite, edge_among, one_of
from strigil.errors import InvalidValueError, UnknownNameError
from strigil.mechanics import contact_of_edge
from strigil.signals import analyse_recording, recording_of
from strigil.treatment import dose_map_of_recording

EDGE, SITE = "scanner.convex", "calf"
RATE, SPEED = 100.0, 0.1


def recorded(lanes, *, force=4.0, length=0.06, turn=0.0, places=True):
    """Return straight strokes of even force, one on each lane [m], lifted between."""
    rest = np.zeros(60)
    x, y, pressing = [np.zeros(100)], [np.zeros(100)], [np.zeros(100)]
    way = np.arange(0.0, length, SPEED / RATE)
    for lane in lanes:
        x += [way, np.linspace(length, 0.0, rest.size)]
        y += [np.full(way.size, lane), np.full(rest.size, lane)]
        pressing += [np.full(way.size, force), rest]
    along, across = np.concatenate(x), np.concatenate(y)
    channels = {"force_normal": np.concatenate(pressing)}
    if places:
        channels["position_x"] = along * np.cos(turn) - across * np.sin(turn)
        channels["position_y"] = along * np.sin(turn) + across * np.cos(turn)
        channels["position_z"] = 0 * along
    return recording_of(np.arange(along.size) / RATE, channels)


def mapped(recording, **given):
    return dose_map_of_recording(
        recording, analyse_recording(recording), EDGE, SITE, **given
    )


ONE = mapped(recorded([0.0] * 5))


def test_no_impulse_is_lost() -> None:
    made = recorded([0.0] * 5)
    given = sum(stroke.impulse for stroke in analyse_recording(made).strokes)
    assert ONE.impulse.sum() * ONE.patch.cell**2 == pytest.approx(given, rel=0.02)


def test_every_stroke_over_one_line_is_a_pass() -> None:
    assert ONE.strokes == 5
    assert ONE.passes.max() == ONE.middle_passes == 5
    assert ONE.placing == "measured"


def test_twice_the_strokes_sum_to_twice_and_reach_no_higher() -> None:
    both = mapped(recorded([0.0] * 10))
    for one, two in zip(ONE.layers, both.layers, strict=True):
        assert two.strain_time.value == pytest.approx(2 * one.strain_time.value, 0.02)
        assert two.highest_strain.value == pytest.approx(one.highest_strain.value, 0.02)


def test_the_highest_strain_is_that_of_the_contact_at_this_force() -> None:
    contact = contact_of_edge(
        edge_among(EDGE), one_of(BodySite, SITE), force=4.0, samples=40
    )
    # A cell holds its mean, and the smoothed force falls short of an even one.
    found = ONE.layers[ONE.target].highest_strain
    assert found.value == pytest.approx(-contact.target.strain.value, rel=0.06)
    assert found.low < found.value < found.high


def test_a_firmer_force_strains_more_but_less_than_in_proportion() -> None:
    firm = mapped(recorded([0.0] * 5, force=8.0))
    assert firm.impulse.sum() == pytest.approx(2 * ONE.impulse.sum(), rel=0.01)
    # The contact widens, so that no place is given twice as much.
    assert ONE.most_impulse.value < firm.most_impulse.value < 2 * ONE.most_impulse.value
    fat, fat_firm = ONE.layers[1].highest_strain, firm.layers[1].highest_strain
    assert fat.value < fat_firm.value < 1.5 * fat.value


@pytest.mark.parametrize("turn", [0.6, np.pi / 2, 2.5])
def test_how_the_sensor_was_turned_changes_nothing(turn) -> None:
    turned = mapped(recorded([0.0] * 5, turn=turn))
    for one, two in zip(ONE.layers, turned.layers, strict=True):
        assert two.highest_strain.value == pytest.approx(one.highest_strain.value, 0.03)
        assert two.strain_time.value == pytest.approx(one.strain_time.value, 0.03)
    assert turned.field_size == pytest.approx(ONE.field_size, abs=0.0041)


def test_a_strip_between_two_lanes_was_left_out() -> None:
    apart = mapped(recorded([0.0, 0.08] * 3))
    assert apart.untouched_share == pytest.approx(0.5, abs=0.15)
    assert apart.passes.max() == 3
    assert ONE.untouched_share == pytest.approx(0.0, abs=0.02)


def test_what_was_passed_rarely_is_told() -> None:
    rare = mapped(recorded([0.0] * 6 + [0.07]))
    assert 0.2 < rare.light_share < 0.6
    assert ONE.light_share == 0.0


def test_without_positions_places_are_assumed_and_said_to_be() -> None:
    blind = mapped(recorded([0.0] * 5, places=False), assumed_length=0.06)
    assert blind.placing == "assumed"
    assert blind.untouched_share is None
    assert blind.light_share is None
    assert "no position was recorded" in blind.cannot_say[0]
    assert "60 mm" in blind.cannot_say[0]
    assert blind.layers[0].highest_strain.value == pytest.approx(
        ONE.layers[0].highest_strain.value, rel=0.02
    )


def test_a_section_meets_the_layers_at_the_depths_that_are_told() -> None:
    section = ONE.section(ONE.highest_strain)
    for number, one in enumerate(ONE.layers):
        near = np.argmin(np.abs(ONE.course.depth - one.layer.depth))
        assert ONE.course.layer[near] == number
        assert section[near].max() == pytest.approx(one.highest_strain.value, rel=0.25)


def test_it_always_says_that_it_is_an_illustration_and_not_calibrated() -> None:
    assert any("not calibrated" in said for said in ONE.cannot_say)
    assert ONE.as_json()["calibrated"] is False
    assert ONE.sources


def test_for_machines_compression_is_negative() -> None:
    told = ONE.as_json()
    assert told["layers"][0]["highest_strain"]["value"] < 0
    assert np.min(told["target"]["strain_time"]) < 0
    assert np.shape(told["passes"]) == (len(told["along"]), len(told["across"]))


def test_a_place_that_drifts_off_the_skin_asks_for_a_look() -> None:
    made = recorded([0.0] * 5)
    drift = np.linspace(0.0, 0.05, made.time.size)
    channels = {**made.channels, "position_z": drift}
    found = mapped(recording_of(made.time, channels))
    assert any("off a plane" in said for said in found.warnings)


def test_samples_without_a_place_are_counted() -> None:
    made = recorded([0.0] * 5)
    where = made.channels["position_x"].copy()
    where[110:120] = np.nan
    found = mapped(recording_of(made.time, {**made.channels, "position_x": where}))
    assert any("not on the map" in said for said in found.warnings)


def test_a_long_limb_is_laid_on_larger_cells() -> None:
    assert mapped(recorded([0.0] * 2, length=0.5)).patch.cell > ONE.patch.cell


def test_without_a_force_or_a_stroke_there_is_no_map() -> None:
    still = recording_of(np.arange(500) / RATE, {"position_x": np.zeros(500)})
    with pytest.raises(InvalidValueError, match="needs strokes with a force"):
        mapped(still)


def test_a_length_that_can_not_be_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="length of a stroke is positive"):
        mapped(recorded([0.0] * 2, places=False), assumed_length=0.0)


def test_an_unknown_edge_is_told_with_the_nearest() -> None:
    made = recorded([0.0] * 2)
    with pytest.raises(UnknownNameError, match=r"scanner\.convex"):
        dose_map_of_recording(made, analyse_recording(made), "scanner.convx", SITE)


def test_a_sensor_whose_skin_is_another_plane_gives_the_same_map() -> None:
    made = recorded([0.0] * 5)
    names = ("position_x", "position_y", "position_z")
    x, y, z = (made.channels[name] for name in names)
    upright = dict(zip(names, (z, y, x), strict=True))
    found = mapped(recording_of(made.time, {**made.channels, **upright}))
    for one, two in zip(ONE.layers, found.layers, strict=True):
        assert two.highest_strain.value == pytest.approx(one.highest_strain.value, 0.03)
    assert found.field_size == pytest.approx(ONE.field_size, abs=0.0041)


def test_an_edge_that_only_presses_is_mapped_where_it_stands() -> None:
    made = recorded([0.0] * 3)
    still = {name: 0 * made.time for name in made.channels if name[:3] == "pos"}
    found = mapped(recording_of(made.time, {**made.channels, **still}))
    assert found.passes.max() == 3
    assert max(found.field_size) < 0.06
    assert found.most_impulse.value > ONE.most_impulse.value
