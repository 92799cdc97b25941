"""``strigil contact`` with a speed, a hold, and the stress it tells."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

CONTACT = (
    *("contact", "--instrument", "scanner", "--edge", "convex"),
    *("--site", "calf", "--force", "4", "--samples", "20"),
)


def test_the_stress_of_each_layer_and_of_the_target_is_told(
    strigil: Callable[..., Result],
) -> None:
    shown = strigil(*CONTACT)
    assert shown.exit_code == 0
    assert "Across [kPa]" in shown.stdout
    assert "It is largest in" in " ".join(shown.stdout.split())
    told = json.loads(strigil(*CONTACT, "--json").stdout)["stress"]
    assert told["layers"][0]["name"] == "skin"
    for layer in (*told["layers"], told["target"]):
        across = layer["across"]
        assert across["low"] <= across["value"] <= across["high"] < 0.0
    assert told["largest_shear"]["value"] > 0.0


def test_a_speed_says_how_deep_a_stroke_is_between_fast_and_slow(
    strigil: Callable[..., Result],
) -> None:
    told = json.loads(strigil(*CONTACT, "--speed", "0.05", "--json").stdout)
    stroke = told["stroke"]
    depth = [
        stroke[state]["indentation"]["value"]
        for state in ("at_once", "stroked", "relaxed")
    ]
    assert depth == sorted(depth)
    assert stroke["lost_work"]["value"] > 0.0
    assert "hold" not in told
    shown = strigil(*CONTACT, "--speed", "0.05").stdout
    assert "at 50 mm/s" in shown
    assert "stay in the tissue" in shown


def test_a_hold_says_how_much_further_the_edge_sinks_in_and_draws_it(
    strigil: Callable[..., Result], tmp_path: Path
) -> None:
    told = strigil(*CONTACT, "--hold", "5", "--plot", "hold.svg")
    assert told.exit_code == 0
    assert "While held the edge sinks in by another" in told.stdout
    assert "not calibrated" in told.stdout
    drawn = (tmp_path / "hold.svg").read_text("utf-8")
    assert drawn.startswith("<svg") or "<svg" in drawn
    assert "Indentation [mm]" in drawn


def test_without_a_rate_nothing_of_rates_is_told(
    strigil: Callable[..., Result],
) -> None:
    told = json.loads(strigil(*CONTACT, "--json").stdout)
    assert "stroke" not in told
    assert "hold" not in told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--speed", "0"), "speed is above 0 m/s"),
        (("--speed", "-0.1"), "speed is above 0 m/s"),
        (("--rise", "0"), "longer than 0 s"),
        (("--release", "-1"), "longer than 0 s"),
        (("--hold", "-1"), "0 s or more"),
        (("--hold", "nan"), "0 s or more"),
    ],
)
def test_a_speed_or_a_time_that_can_not_be_is_refused(
    strigil: Callable[..., Result], options: tuple[str, str], said: str
) -> None:
    refused = strigil(*CONTACT, *options)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert refused.stdout == ""


def test_ranking_edges_has_no_place_for_a_rate(strigil: Callable[..., Result]) -> None:
    ask = ("contact", "--site", "calf", "--force", "4", "--rank", "--speed", "0.1")
    refused = strigil(*ask)
    assert refused.exit_code == 2
    assert "--speed" in refused.stderr


def test_a_rate_that_was_never_measured_comes_with_a_note(
    strigil: Callable[..., Result],
) -> None:
    told = strigil(*CONTACT, "--speed", "3")
    assert told.exit_code == 0
    assert "3000 mm/s lies outside" in " ".join(told.stderr.split())
