"""The scenario: one TOML file, checked against the catalogue, with errors that help."""

import dataclasses
import json
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.biology import CHANNELS
from strigil.catalogue import (
    KINDS,
    InjuryKind,
    Modality,
    ReadoutQuantity,
    Species,
    StudiedTissue,
    all_of,
)
from strigil.errors import FileFormatError, InvalidValueError, UnknownNameError
from strigil.treatment import (
    Injury,
    Scenario,
    ScenarioGroup,
    ScenarioReadout,
    ScenarioTreatment,
    outcome_from_mapping,
    predict_scenario,
    read_scenario,
    scenario_from_mapping,
)
from strigil.treatment.scenario_effect import effect_of
from strigil.treatment.scenario_words import quantity_meant, word_meant

RECORDS = sorted(Path("bench/validation").glob("*.toml"))
EXAMPLES = sorted(Path("examples/scenarios").glob("*.toml"))
SHORTEST = """
schema = 1
species = "human"
tissue = "calf"
[groups.iastm]
n = 14
[[groups.iastm.treatments]]
modality = "iastm"
duration = 300
[groups.rest]
n = 14
"""
READOUT = """
[[readouts]]
quantity = "range of motion"
kind = "percent"
group = "iastm"
versus = "before"
minutes = 2
observed = 10.7
"""


def read(text):
    return scenario_from_mapping(tomllib.loads(text))


def first(text, **more):
    return predict_scenario(read(SHORTEST + text), samples=60, **more)[0]


def test_the_shortest_scenario_has_a_group_and_a_readout():
    scenario = read(SHORTEST + READOUT)
    assert scenario.injury.kind == "none"
    assert scenario.groups["rest"].treatments == ()


@pytest.mark.parametrize("path", RECORDS + EXAMPLES, ids=lambda path: path.stem)
def test_a_record_reads_and_names_where_it_was_published(path):
    scenario = read_scenario(path)
    assert scenario.id == path.stem
    assert scenario.title
    assert scenario.readouts


@pytest.mark.parametrize(
    ("wrong", "instead", "said"),
    [
        ('"iastm"\ndur', '"iatsm"\ndur', "Did you mean 'iastm'"),
        ("duration", "duraton", "Did you mean 'duration'"),
        ('"human"', '"humn"', "Did you mean 'human'"),
        ("range of motion", "range of moton", "Did you mean 'range_of_motion'"),
        ('group = "iastm"', 'group = "iatsm"', "Did you mean 'iastm'"),
        ('versus = "before"', 'versus = "befor"', "Did you mean 'before'"),
        ("minutes = 2\n", "", "one of minutes, hours, days, weeks"),
        ("minutes = 2", "minutes = 2\nhours = 1", "one of minutes, hours"),
        ("observed = 10.7", "", "lacks 'observed'"),
        ('versus = "before"\n', "", "lacks 'versus'"),
        ("duration = 300", "duration = -1", "0 to 604800 s; -1 was given"),
        ("duration = 300", "force = 5000", "0 to 1000 N; 5000 was given"),
        ("schema = 1", "schema = 2", "must begin with schema = 1"),
        ('"percent"', '"percentage"', "Did you mean 'percent'"),
        ("duration = 300", "days = [3, 1]", "must rise"),
        ("groups.rest", "groups.before", "can not be called 'before'"),
        ("minutes = 2", "weeks = 5200", "-3650 to 3650 days; 36400 was given"),
        ("duration = 300", "sessions = 1000000", "1000 sessions; 1e+06 was given"),
        ("observed = 10.7", "observed = nan", "observed must be -1e+09 to 1e+09; nan"),
        ("minutes = 2", "minutes = nan", "-3650 to 3650 days; nan was given"),
        ("minutes = 2", "minutes = 1e300", "-3650 to 3650 days; 6.94444e+296"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(wrong, instead, said):
    text = SHORTEST + READOUT
    assert wrong in text
    with pytest.raises((UnknownNameError, InvalidValueError), match=re.escape(said)):
        read(text.replace(wrong, instead))


def test_a_file_that_is_no_toml_is_refused(tmp_path):
    path = tmp_path / "paper.toml"
    path.write_text("schema == 1")
    with pytest.raises(FileFormatError, match="not a scenario in TOML"):
        read_scenario(path)


@pytest.mark.parametrize("word", ["MMP-13", "mmp13", "Matrix metalloproteinases"])
def test_a_quantity_is_known_by_any_of_its_names(word):
    text = READOUT.replace("range of motion", word).replace("percent", "sign")
    text = text.replace("observed = 10.7", 'direction = "up"')
    assert first(text).quantity == "enzymes"


@pytest.mark.parametrize(
    ("word", "quantity"),
    [
        ("NF-κB", "inflammation"),
        ("TNFα", "inflammation"),
        ("MCP-1", "inflammation"),
        ("worst pain", "pain"),
        ("Collagen fiber alignment", "alignment"),
        ("hematoma", "bruise"),
        ("ankle dorsiflexion range of motion", "range_of_motion"),
        ("hip abduction", "range_of_motion"),
        ("passive torque", "joint_stiffness"),
        ("Young's modulus", "elastic_modulus"),
        ("collagen I/III ratio", "collagen_i_over_iii"),
        ("collagen III/I ratio", "collagen_iii_over_i"),
    ],
)
def test_a_quantity_is_known_however_it_is_spelt(word, quantity):
    found = quantity_meant(word, "here")
    assert found is not None
    assert found.id == quantity


@pytest.mark.parametrize(
    ("noun", "word", "id"),
    [
        (StudiedTissue, "medial gastrocnemius", "muscle"),
        (StudiedTissue, "supraspinatus tendon", "tendon"),
        (StudiedTissue, "tendon fibroblasts", "tendon"),
        (InjuryKind, "lateral elbow tendinopathy", "tendinopathy"),
        (InjuryKind, "collagenase-induced tendinitis", "tendinitis"),
    ],
)
def test_a_tissue_or_injury_is_what_its_name_ends_in(noun, word, id):
    assert word_meant(noun, word, "here").id == id


@pytest.mark.parametrize(
    ("noun", "word"),
    [
        (InjuryKind, "acute low back pain"),
        (InjuryKind, "no tendinopathy"),
        (Modality, "hidden massage"),
        (Species, "rat muscle cells"),
    ],
)
def test_an_ending_is_not_taken_where_it_may_mean_something_else(noun, word):
    with pytest.raises(UnknownNameError):
        word_meant(noun, word, "here")


@pytest.mark.parametrize(
    ("rises", "falls"),
    [
        ("wound area", "wound closure"),
        ("scar thickness", "scar elasticity"),
        ("von Frey", "mechanical allodynia"),
        ("M1/M2 ratio", "M2/M1 ratio"),
        ("collagen III/I ratio", "collagen I/III ratio"),
        ("flexibility", "fingertip-to-floor"),
        ("sprint", "sprint time"),
    ],
)
def test_what_is_measured_the_other_way_round_has_the_other_sign(rises, falls):
    one, other = quantity_meant(rises, "here"), quantity_meant(falls, "here")
    assert one is not None
    assert other is not None
    assert one.of == other.of
    group, base = np.array([2.0, 0.7]), np.array([1.0, 1.0])
    effects = effect_of(one, group, base), effect_of(other, group, base)
    assert np.all(np.sign(effects[0]) == -np.sign(effects[1]))


def test_the_fixed_words_of_papers_are_read():
    text = READOUT.replace('"before"', '"baseline"').replace("percent", "difference")
    assert first(text + 'unit = "degrees"') == first(
        text.replace('"baseline"', '"before"') + 'unit = "deg"'
    )
    sign = READOUT.replace("percent", "sign").replace("observed = 10.7\n", "direction")
    assert first(sign + ' = "increased"') == first(sign + ' = "up"')


def test_a_group_may_be_called_what_else_is_a_word():
    text = SHORTEST.replace("groups.rest", "groups.baseline") + READOUT
    assert read(text.replace('"before"', '"baseline"')).readouts[0].versus == "baseline"


def test_motion_in_another_measure_than_degrees_needs_the_value_before():
    text = READOUT.replace("percent", "difference") + 'unit = "cm"'
    found = first(text)
    assert found.verdict == "cannot be predicted"
    assert "baseline" in found.note
    assert first(text + "\nbaseline = 30.0").predicted is not None


def test_a_threshold_reads_in_the_unit_of_its_meter():
    text = READOUT.replace("percent", "difference").replace(
        "range of motion", "pressure pain threshold"
    )
    there = first(text + 'unit = "kg/cm2"')
    here = first(text.replace("10.7", "1049.3") + 'unit = "kPa"')
    assert here.predicted == pytest.approx(98.0665 * there.predicted)


@pytest.mark.parametrize(
    "word", ["other: gait symmetry", "zygomatic index", "cortisol"]
)
def test_what_the_model_has_no_word_for_can_not_be_predicted(word):
    found = first(READOUT.replace("range of motion", word))
    assert found.verdict == "cannot be predicted"
    assert found.predicted is None
    assert found.inside is None


def test_a_treatment_that_the_model_does_not_know_can_not_be_predicted():
    text = SHORTEST.replace('"iastm"\n', '"kinesio tape"\n') + READOUT
    assert predict_scenario(read(text), samples=20)[0].verdict == "cannot be predicted"


def test_the_same_seed_gives_the_same_prediction():
    assert first(READOUT, seed=3) == first(READOUT, seed=3)
    assert first(READOUT, seed=3) != first(READOUT, seed=4)


def test_two_groups_with_the_same_care_are_foretold_as_no_different():
    text = READOUT.replace('"before"', '"iastm"').replace("percent", "null")
    found = first(text)
    assert found.verdict == "null as null"
    assert found.difference.low < 0.0 < found.difference.high


def test_more_subjects_make_the_interval_narrower_and_a_find_more_likely():
    few, many = first(READOUT + "n = 2"), first(READOUT + "n = 6000")
    assert many.width < few.width
    assert many.chance > few.chance


def test_percent_ratio_and_difference_say_the_same():
    text = READOUT.replace("range of motion", "PPT")
    percent, ratio = first(text), first(text.replace("percent", "ratio"))
    extra = 'baseline = 400.0\nunit = "kPa"\n'
    pressure = first(text.replace("percent", "difference") + extra)
    assert ratio.predicted == pytest.approx(1.0 + percent.predicted / 100.0)
    assert pressure.predicted == pytest.approx(4.0 * percent.predicted)


def test_a_joint_that_moves_little_gains_more_of_its_own_motion():
    extra = 'unit = "deg"\nbaseline = '
    degrees = READOUT.replace("percent", "difference") + extra
    little, much = first(degrees + "22.5"), first(degrees + "90.0")
    assert little.predicted == pytest.approx(0.5 * much.predicted)


def test_an_order_turned_round_is_wrong():
    order = '[[readouts]]\nquantity = "ROM"\nkind = "order"\nminutes = 2\norder = '
    assert first(order + '["rest", "iastm"]').verdict == "order right"
    assert first(order + '["iastm", "rest"]').verdict == "order wrong"


def test_a_band_alone_is_read_as_its_middle():
    found = first(READOUT.replace("observed = 10.7", "low = 8.0\nhigh = 12.0"))
    assert found.observed == pytest.approx(10.0)


def test_every_channel_that_a_quantity_names_is_one_of_the_model():
    channels = {one.of for one in all_of(ReadoutQuantity).values()} - {""}
    assert channels <= CHANNELS


@pytest.mark.parametrize(
    "kind",
    ["species", "studied-tissues", "injuries", "modalities", "quantities"],
)
def test_no_word_names_two_things(kind):
    names = [
        name
        for key, item in all_of(KINDS[kind][1]).items()
        for name in {key, *item.also}
    ]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    "noun", [Scenario, Injury, ScenarioGroup, ScenarioTreatment, ScenarioReadout]
)
def test_every_key_of_a_scenario_is_in_its_guide(noun):
    guide = Path("docs/guides/scenario-file.md").read_text("utf-8")
    keys = {field.name for field in dataclasses.fields(noun)}
    assert {key for key in keys if not re.search(rf"\b{key}\b", guide)} == set()


def test_every_record_is_on_the_page_with_every_outcome():
    page = Path("docs/models/response-validation.md").read_text("utf-8")
    tables = page.split("\n### ")[1:]
    shown = {table.splitlines()[0]: table.count("\n| ") - 1 for table in tables}
    records = {path.stem: len(read_scenario(path).readouts) for path in RECORDS}
    assert shown == {name.replace("_", " "): n for name, n in records.items()}


def test_an_outcome_for_machines_reads_back_the_same():
    found = first(READOUT)
    again = outcome_from_mapping(json.loads(json.dumps(found.as_json())))
    assert again == found


def test_a_number_that_was_not_significant_counts_as_a_null_too():
    found = first(READOUT + "p = 0.4")
    assert found.null_observed
    assert found.verdict in ("inside", "outside")


def test_a_value_in_a_unit_that_can_not_be_turned_is_a_verdict_and_no_stop():
    text = READOUT.replace("percent", "value").replace(
        "range of motion", "failure load"
    )
    found = first(text.replace('versus = "before"\n', "") + 'unit = "N"')
    assert found.verdict == "cannot be predicted"
    assert "baseline" in found.note


def test_beyond_all_records_a_number_comes_with_a_note():
    late = first(READOUT.replace("minutes = 2", "weeks = 60"))
    assert "later than any record" in late.note
    hard = SHORTEST.replace("duration", "pressure_kpa = 900.0\nduration") + READOUT
    assert "higher pressure" in predict_scenario(read(hard), samples=20)[0].note
    assert first(READOUT).note == ""


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_words_whatever_stop_a_prediction(data):
    def word(kind):
        return data.draw(st.sampled_from(list(all_of(KINDS[kind][1]))))

    treatment = {"modality": word("modalities"), "start_day": 1.0}
    readout = {
        "quantity": word("quantities"),
        "kind": data.draw(st.sampled_from(["ratio", "percent", "value"])),
        "group": "treated",
        "versus": data.draw(st.sampled_from(["before", "healthy", "control"])),
        "unit": data.draw(st.sampled_from(["%", "deg", "N", "mm"])),
        "days": data.draw(st.sampled_from([0.0, 1.0, 9.0])),
        "observed": 1.0,
    }
    scenario = scenario_from_mapping(
        {
            "schema": 1,
            "species": word("species"),
            "tissue": word("studied-tissues"),
            "injury": {"kind": word("injuries")},
            "groups": {"treated": {"treatments": [treatment]}, "control": {}},
            "readouts": [readout],
        }
    )
    found = predict_scenario(scenario, samples=8)[0]
    told = (found.low, found.predicted, found.high)
    if found.verdict == "cannot be predicted":
        assert told == (None, None, None)
        assert found.note
    else:
        assert list(told) == sorted(told)


def test_the_examples_of_the_guide_read():
    guide = Path("docs/guides/scenario-file.md").read_text("utf-8")
    examples = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        predict_scenario(read(example), samples=20)
