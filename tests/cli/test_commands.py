"""Each command keeps its promised keys, and JSON is one object and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from strigil.catalogue import KINDS
from strigil.cli.output import plain

Run = Callable[..., Result]
CASE = "examples/cases/achilles_tendinopathy.toml"
CONTACT = ("contact", "--instrument", "scanner", "--edge", "convex")
CONTACT += ("--site", "achilles_midportion", "--force", "6", "--samples", "40")
PROMISED: dict[tuple[str, ...], tuple[str, ...]] = {
    ("list", "edges"): ("items",),
    ("show", "site", "calf"): ("values",),
    CONTACT: (
        "force", "line_load", "peak_pressure", "mean_pressure", "indentation",
        "layers", "target", "intervals", "warnings",
    ),
    ("screen", CASE): ("findings", "decision"),
    ("plan", CASE): ("steps", "schedule", "stop_rules", "reasons", "alternatives"),
    ("forecast", CASE, "--samples", "10", "--days", "14"): (
        "time_days", "quantities", "evidence", "calibrated", "person",
    ),
    ("simulate-recording", "--strokes", "3"): ("truth",),
    ("cite", "calf"): ("sources",),
    ("doctor",): ("ok", "checks"),
}  # fmt: skip


def as_json(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("command", list(PROMISED), ids=" ".join)
def test_json_is_one_object_with_the_promised_keys(
    strigil: Run, command: tuple[str, ...]
) -> None:
    found = as_json(strigil(*command, "--json"))
    assert set(PROMISED[command]) <= set(found)


@pytest.mark.parametrize("command", list(PROMISED), ids=" ".join)
def test_every_command_says_the_same_to_people(
    strigil: Run, command: tuple[str, ...]
) -> None:
    result = strigil(*command)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip()


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_lists_ids_and_names_in_singular_and_plural(
    strigil: Run, kind: str
) -> None:
    plural = as_json(strigil("list", kind, "--json"))["items"]
    singular = as_json(strigil("list", kind.removesuffix("s"), "--json"))["items"]
    assert plural == singular
    assert all(item["id"] and item["name"] for item in plural)


def test_edges_name_their_instrument_and_no_id_holds_a_side(strigil: Run) -> None:
    edges = as_json(strigil("list", "edges", "--json"))["items"]
    assert all(e["id"].split(".")[0] == e["instrument"] for e in edges)
    sites = as_json(strigil("list", "sites", "--json"))["items"]
    assert not any("left" in s["id"] or "right" in s["id"] for s in sites)


def test_every_shown_number_has_unit_spread_source_and_evidence(strigil: Run) -> None:
    values = as_json(strigil("show", "tissue", "tendon", "--json"))["values"]
    for datum in values.values():
        assert {"value", "low", "high", "unit", "source", "evidence"} <= set(datum)
        assert datum["low"] <= datum["value"] <= datum["high"]


def test_list_without_a_kind_lists_the_kinds(strigil: Run) -> None:
    kinds = as_json(strigil("list", "--json"))["items"]
    assert {item["id"] for item in kinds} == set(KINDS)


def test_cite_without_an_item_cites_every_source(strigil: Run) -> None:
    everything = as_json(strigil("cite", "--json"))["sources"]
    some = as_json(strigil("cite", "scanner.convex", "--json"))["sources"]
    assert {s["key"] for s in some} < {s["key"] for s in everything}
    assert some[0]["used_by"] == ["scanner.convex"]


def test_cite_takes_a_case_and_names_what_its_plan_rests_on(strigil: Run) -> None:
    keys = {s["key"] for s in as_json(strigil("cite", CASE, "--json"))["sources"]}
    assert keys


def test_compression_is_negative_and_estimates_carry_their_ends(strigil: Run) -> None:
    found = as_json(strigil(*CONTACT, "--json"))
    skin = found["layers"][0]
    assert skin["low"] <= skin["strain"] <= skin["high"]
    assert skin["strain"] < 0.0
    assert set(found["target"]) >= {"structure", "depth", "strain", "low", "high"}
    peak = found["intervals"]["peak_pressure"]
    assert peak["low"] <= found["peak_pressure"] <= peak["high"]


def test_an_edge_may_be_named_short_or_whole(strigil: Run) -> None:
    whole = ("contact", "--edge", "scanner.convex", *CONTACT[5:])
    assert as_json(strigil(*CONTACT, "--json")) == as_json(strigil(*whole, "--json"))


def test_the_thumb_is_shown_beside_the_edge_and_the_chart_is_saved(
    strigil: Run, tmp_path: Path
) -> None:
    result = strigil(*CONTACT, "--against", "thumb", "--plot", "c.svg", "--json")
    found = as_json(result)
    assert found["against"]["indenter"] == "thumb"
    assert "c.svg" in result.stderr
    svg = (tmp_path / "c.svg").read_text("utf-8")
    assert svg.startswith("<svg")
    assert "prefers-color-scheme" in svg


def test_a_tool_and_a_hand_are_compared_in_three_ways(strigil: Run) -> None:
    beside = as_json(strigil(*CONTACT, "--against", "thumb", "--json"))["against"]
    bases = [one["basis"] for one in beside["compared"]]
    assert bases == ["equal_force", "equal_strain", "working_pressure"]
    for one in beside["compared"]:
        assert 0.0 <= one["edge_milder"] <= 1.0
        assert one["hand"]["force"]["value"] > 0.0
    text = strigil(*CONTACT, "--against", "thumb").stdout
    said = "For the same strain in the target the thumb presses the skin less"
    assert said in text
    assert "not a trial" in text


def test_an_emollient_tells_the_pull_while_stroking(strigil: Run) -> None:
    found = as_json(strigil(*CONTACT, "--emollient", "oil", "--json"))
    assert found["rubbing"]["emollient"] == "oil"
    assert 0.0 < found["rubbing"]["pull"]["value"] < found["force"]
    assert "Pull while stroking" in strigil(*CONTACT, "--emollient", "oil").stdout
    unknown = strigil(*CONTACT, "--emollient", "oyl")
    assert unknown.exit_code == 2
    assert "oil" in unknown.stderr


def test_the_edges_of_an_instrument_are_ranked_with_their_because(
    strigil: Run,
) -> None:
    ask = ("contact", "--instrument", "scanner", "--site", "calf", "--force", "4")
    found = as_json(strigil(*ask, "--rank", "--json"))["edges"]
    strains = [each["target_strain"]["value"] for each in found]
    assert strains == sorted(strains)
    assert all(each["because"] for each in found)
    text = strigil(*ask, "--rank").stdout
    assert "scanner.convex: " in text
    assert "that it heals better is not known" in " ".join(text.split())


@pytest.mark.parametrize(
    "extra", [("--edge", "convex"), ("--against", "thumb"), ("--plot", "c.svg")]
)
def test_ranking_refuses_what_belongs_to_one_edge(
    strigil: Run, extra: tuple[str, str]
) -> None:
    ask = ("contact", "--instrument", "scanner", "--site", "calf", "--force", "4")
    result = strigil(*ask, "--rank", *extra)
    assert result.exit_code == 2
    assert extra[0] in result.stderr


def test_more_than_twenty_newtons_asks_whether_grams_were_meant(strigil: Run) -> None:
    command = [*CONTACT[:-3], "60", *CONTACT[-2:]]
    result = strigil(*command, "--json")
    assert any("gram" in warning for warning in as_json(result)["warnings"])
    assert "gram" in result.stderr


def test_a_simulated_restriction_is_found_and_what_was_searched_is_said(
    strigil: Run, tmp_path: Path
) -> None:
    truth = as_json(
        strigil(
            "simulate-recording", "--strokes", "15", "--difficulty", "0.1",
            "--restriction", "10", "--sample-rate", "600", "--mode", "no_lift",
            "--out", "a.parquet", "--json",
        )
    )["truth"]  # fmt: skip
    assert truth["restrictions"] == [{"at": 0.01, "stiffness_change": 0.6}]
    assert len(truth["reversals"]) > 5
    found = as_json(strigil("analyse", "a.parquet", "--json"))
    assert {(a["quantity"], a["side"]) for a in found["anomalies"]} >= {
        ("friction", "higher")
    }
    assert {one["quantity"] for one in found["searches"]} == {"friction", "vibration"}
    assert all(one["said"] for one in found["searches"])


def test_an_odd_mode_that_does_not_exist_is_named_with_the_nearest(
    strigil: Run,
) -> None:
    refused = strigil("simulate-recording", "--mode", "tool_tab")
    assert refused.exit_code == 2
    assert "Did you mean 'tool_tap'?" in refused.stderr


def test_a_simulated_recording_is_analysed_from_csv_and_parquet(
    strigil: Run, tmp_path: Path
) -> None:
    make = ("simulate-recording", "--strokes", "8", "--seed", "2", "--difficulty", "0")
    truth = as_json(strigil(*make, "--out", "a.csv", "--json"))["truth"]["strokes"]
    found = as_json(strigil("analyse", "a.csv", "--save", "a.parquet", "--json"))
    again = as_json(strigil("analyse", "a.parquet", "--json"))
    assert len(truth) == len(found["strokes"]) == 8
    assert set(found) >= {
        "strokes", "summary", "quality", "anomalies", "not_computable",
    }  # fmt: skip
    assert found["strokes"] == again["strokes"]
    wanted = "start end peak_force mean_force impulse length rate angle_deg"
    assert {*wanted.split(), "direction_deg", "flags"} <= set(found["strokes"][0])


def test_a_recording_in_grams_is_analysed_asked_about_and_given_no_dose(
    strigil: Run, tmp_path: Path
) -> None:
    strigil(
        "simulate-recording", "--strokes", "6", "--difficulty", "0", "--out", "a.csv"
    )
    head, *rows = (tmp_path / "a.csv").read_text("utf-8").splitlines()
    column = head.split(",").index("force_normal")
    grams = [head]
    for row in rows:
        cells = row.split(",")
        cells[column] = str(float(cells[column]) * 100.0)
        grams.append(",".join(cells))
    (tmp_path / "grams.csv").write_text("\n".join(grams), "utf-8")
    said = ("--edge", "scanner.convex", "--site", "calf", "--json")
    found = as_json(strigil("analyse", "grams.csv", *said))
    assert found["strokes"]
    assert found["dose"] is None
    warned = " ".join(found["warnings"])
    assert "Were grams meant?" in warned
    assert "No dose: A force lies above 0" in warned
    assert as_json(strigil("analyse", "a.csv", *said))["dose"] is not None


def test_the_same_seed_gives_the_same_recording(strigil: Run, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        strigil("simulate-recording", "--strokes", "4", "--seed", "5", "--out", name)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_forecast_lies_beside_the_same_care_without(strigil: Run) -> None:
    command = ("forecast", CASE, "--samples", "10", "--days", "14", "--json")
    result = strigil(*command)
    found = as_json(result)
    pain = found["quantities"]["pain"]
    assert {"median", "low", "high", "without", "difference"} <= set(pain)
    assert set(pain["without"]) == {"median", "low", "high"}
    assert len(pain["median"]) == len(found["time_days"])
    assert found["calibrated"] is False
    assert "not calibrated" in result.stderr


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("hard_fluoroquinolone", "No treatment today: Fluoroquinolone"),
        ("hard_dvt_signs", "send the patient on"),
        ("neck_pain", "until a reason is signed"),
        ("hard_no_change_nine_visits", "Stop IASTM"),
    ],
)
def test_a_forecast_says_first_that_the_plan_is_held_and_why(
    strigil: Run, name: str, why: str
) -> None:
    case = f"examples/cases/{name}.toml"
    few = ("--samples", "10", "--days", "60")
    found = as_json(strigil("forecast", case, *few, "--json"))
    assert why in found["held"]
    assert found["warnings"][0] == found["held"]
    assert "care without IASTM" in found["warnings"][1]
    shown = strigil("forecast", case, *few, "--plot", "held.svg").stdout
    assert why in shown[: shown.index("Quantity")]
    chart = Path("held.svg").read_text("utf-8")
    assert "no further IASTM" in chart
    assert found["held"].split(";")[0][:60] in chart


def test_a_forecast_of_a_held_plan_has_no_further_session(strigil: Run) -> None:
    case = "examples/cases/hard_fluoroquinolone.toml"
    found = as_json(strigil("forecast", case, "--samples", "10", "--json"))
    for course in found["quantities"].values():
        assert not any(course["difference"]["low"])
        assert not any(course["difference"]["high"])


def test_a_forecast_that_nothing_holds_says_nothing_of_it(strigil: Run) -> None:
    command = ("forecast", CASE, "--samples", "10", "--days", "7", "--json")
    found = as_json(strigil(*command))
    assert found["held"] == ""
    assert not any("no further session" in said for said in found["warnings"])


def test_a_forecast_says_what_it_learnt_from_the_outcomes_of_the_case(
    strigil: Run,
) -> None:
    found = as_json(strigil("forecast", CASE, "--samples", "10", "--json"))
    person = found["person"]
    assert [one["measure"] for one in person["outcomes"]] == ["nprs"]
    assert person["explained"] is True
    assert set(person["before"]) == set(found["quantities"])
    assert len(person["before"]["pain"]["low"]) == len(found["time_days"])
    shown = strigil("forecast", CASE, "--samples", "10").stdout
    assert "from 1 outcome of this patient" in " ".join(shown.split())


def test_steps_of_a_plan_say_all_that_is_promised(strigil: Run) -> None:
    steps = as_json(strigil("plan", CASE, "--json"))["steps"]
    promised = (
        "order site structure side position movement grip lubricant instrument edge "
        "stroke direction angle_deg force_band duration"
    )
    assert steps
    assert all(set(promised.split()) <= set(step) for step in steps)
    bands = [step["force_band"] for step in steps if step["force_band"]]
    assert all({"low", "high", "statistic", "basis"} <= set(b) for b in bands)


def test_what_is_not_known_is_null_in_json() -> None:
    assert plain({"a": float("nan"), "b": float("inf"), "c": (1.0, None)}) == {
        "a": None,
        "b": None,
        "c": [1.0, None],
    }


def test_a_name_that_begins_several_names_all_of_them(strigil: Run) -> None:
    asked = strigil("contact", "--site", "achilles", *CONTACT[1:5], "--force", "6")
    assert asked.exit_code == 2
    assert "'achilles_insertion' or 'achilles_midportion'" in asked.stderr


def test_a_chart_that_can_not_be_is_refused_before_anything_is_computed(
    strigil: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("computed")

    monkeypatch.setattr("strigil.mechanics.edge_contact.pressed_on", never)
    refused = strigil(*CONTACT, "--plot", "c.png")
    assert refused.exit_code == 2
    assert "'c.png' was given" in refused.stderr


def test_a_plan_opens_with_what_the_sessions_so_far_ask_for(strigil: Run) -> None:
    said = strigil("plan", "examples/cases/hard_worsening.toml").stdout
    head = plain_text(said)[:600]
    assert "Down: One word lighter where there is one" in head
    assert "worse" in head
    assert head.index("Down:") < head.index("visits in")


def plain_text(said: str) -> str:
    """Return what was said without its line breaks."""
    return " ".join(said.split())
