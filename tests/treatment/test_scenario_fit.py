"""How likely outcomes are: the published number best at what the model says."""

from dataclasses import replace

import numpy as np
import pytest

from strigil.biology import draw_people
from strigil.treatment import read_scenario, scenario_from_mapping
from strigil.treatment.scenario_fit import log_likelihood_of
from strigil.treatment.scenario_predict import predict_setting
from strigil.treatment.scenario_setting import setting_with

IASTM = {"modality": "iastm", "duration": 300}
GROUPS = {"iastm": {"n": 14, "treatments": [IASTM]}, "rest": {"n": 14}}


@pytest.fixture(scope="module")
def people():
    return {"muscle_strain": draw_people("muscle_strain", samples=80, seed=0)}


def scenario(**readout):
    about = {"quantity": "ROM", "group": "iastm", "versus": "before", "minutes": 2}
    return scenario_from_mapping(
        {
            "schema": 1,
            "species": "human",
            "tissue": "calf",
            "groups": GROUPS,
            "readouts": [about | readout],
        }
    )


def likely(people, **readout):
    return float(np.mean(log_likelihood_of(scenario(**readout), people)))


def test_a_number_is_likeliest_near_what_the_model_says(people):
    told = predict_setting(
        setting_with(scenario(kind="percent", observed=5.0), people, 0)
    )[0].predicted
    found = [
        likely(people, kind="percent", observed=told + off) for off in (-30, 0, 30)
    ]
    assert found[1] > found[0]
    assert found[1] > found[2]


def test_percent_and_ratio_of_the_same_number_are_as_likely(people):
    percent = likely(people, kind="percent", observed=10.0)
    ratio = likely(people, kind="ratio", observed=1.1)
    assert percent == pytest.approx(ratio)


def test_the_direction_that_the_model_says_is_likelier(people):
    up = likely(people, kind="sign", direction="up")
    down = likely(people, kind="sign", direction="down")
    assert up > down


def test_a_null_is_likely_where_nothing_was_done(people):
    same = likely(people, kind="null", group="rest", versus="rest")
    assert same == pytest.approx(np.log(0.95), abs=0.02)


def test_less_trust_counts_less(people):
    sure = scenario(kind="sign", direction="down")
    unsure = replace(sure, trust="low")
    high, low = (
        np.mean(log_likelihood_of(s, people))
        for s in (replace(sure, trust="high"), unsure)
    )
    assert low == pytest.approx(0.3 * high)


def test_what_the_model_has_no_word_for_is_no_evidence(people):
    silent = scenario(quantity="cortisol", kind="sign", direction="up")
    assert np.all(log_likelihood_of(silent, people) == 0.0)


def test_a_record_has_one_number_for_each_draw():
    people = {"fascial": draw_people("fascial", samples=20, seed=0)}
    record = read_scenario(
        "bench/validation/bailey2017_shoulder_iastm_plus_stretch.toml"
    )
    found = log_likelihood_of(record, people)
    assert found.shape == (20,)
    assert np.all(np.isfinite(found))
